import type { DealFilter, ForecastMonth } from '@shared/deals/contract';
import { formatMoney } from '@shared/lib/money';
import { useLive } from '../ipc/use-live';
import { useLanguage, useTexts } from '../services/texts';
import { EmptyState } from '../ui/EmptyState';
import { Table, TableBody, TableCell, TableHead, TableRow } from '../ui/Table';

interface Props {
  readonly filter: DealFilter;
  readonly moment: { readonly now: string; readonly today: string };
}

/** What is expected, and was won, in each month: by the expected close, and by the day a deal was won. */
export function Forecast({ filter, moment }: Props) {
  const { deals } = useTexts();
  const locale = useLanguage();
  const words = deals.forecast;
  const rows = useLive('deals.forecast', { filter, ...moment }).value;
  if (!rows) return null;
  if (rows.length === 0) return <EmptyState title={words.empty} text={words.emptyText} />;
  const order = ({ month }: ForecastMonth) => (month === 'late' ? '0' : month === '' ? 'z' : month);
  const name = (month: string): string => {
    if (month === '') return words.noDate;
    if (month === 'late') return words.late;
    const text = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
      new Date(`${month}-01T00:00:00Z`),
    );
    return text.charAt(0).toUpperCase() + text.slice(1);
  };
  const money = (sum: number, currency: string) =>
    sum === 0 ? '—' : formatMoney(sum, { currency, locale, kopecks: 'hide-zero' });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <div style={{ overflow: 'auto', height: '100%' }} tabIndex={0}>
      <Table
        size="small"
        stickyHeader
        aria-label={words.label}
        sx={{ '& td': { fontVariantNumeric: 'tabular-nums' } }}
      >
        <TableHead>
          <TableRow>
            <TableCell>{words.month}</TableCell>
            <TableCell align="right">{words.open}</TableCell>
            <TableCell align="right">{words.amount}</TableCell>
            <TableCell align="right">{words.weighted}</TableCell>
            <TableCell align="right">{words.won}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {[...rows]
            .sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0))
            .map((row) => (
              <TableRow key={`${row.month} ${row.currency}`}>
                <TableCell
                  component="th"
                  scope="row"
                  sx={row.month === 'late' ? { color: 'error.main' } : {}}
                >
                  {name(row.month)}
                </TableCell>
                <TableCell align="right">
                  {row.count === 0 ? '—' : row.count.toLocaleString(locale)}
                </TableCell>
                <TableCell align="right">{money(row.amount, row.currency)}</TableCell>
                <TableCell align="right">{money(row.weighted, row.currency)}</TableCell>
                <TableCell align="right">{money(row.won, row.currency)}</TableCell>
              </TableRow>
            ))}
        </TableBody>
      </Table>
    </div>
  );
}
