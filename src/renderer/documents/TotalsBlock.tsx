import type { DocumentContent } from '@shared/documents/schema';
import type { SnapshotTotals } from '@shared/documents/snapshot';
import { checkLine, filledLines, totalsOf } from '@shared/documents/totals';
import { sumInWords } from '@shared/domain/words/sum-in-words';
import { formatMoney } from '@shared/lib/money';
import { useLanguage, useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Typography } from '../ui/Typography';

/** The lines that can be counted already; one without a name can. */
const countedLines = (content: DocumentContent) =>
  filledLines(content).filter((line) => {
    const issue = checkLine(line);
    return issue === null || issue === 'line-name';
  });

/** What the lines come to: a row of VAT for each rate, the sum to pay, and the sum in words as it will be printed. */
export function TotalsBlock({ content }: { readonly content: DocumentContent }) {
  const { issues } = useTexts().documents;
  const totals = totalsOf(countedLines(content), content.pricesIncludeVat);
  if (totals === null) {
    return (
      <Typography role="alert" sx={{ color: 'error.main' }}>
        {issues['amount-too-large']}
      </Typography>
    );
  }
  return (
    <TotalsList
      totals={totals}
      pricesIncludeVat={content.pricesIncludeVat}
      inWords={totals.total > 0 ? sumInWords(totals.total) : ''}
    />
  );
}

/** What the lines come to, in one line for the foot of a form, where it is seen however many lines there are. */
export function TotalNow({ content }: { readonly content: DocumentContent }) {
  const { form } = useTexts().documents;
  const locale = useLanguage();
  const totals = totalsOf(countedLines(content), content.pricesIncludeVat);
  if (totals === null) return null;
  return (
    <Typography component="span" noWrap sx={{ minWidth: 0, fontVariantNumeric: 'tabular-nums' }}>
      {form.total} <b>{formatMoney(totals.total, { locale })}</b>
    </Typography>
  );
}

interface ListProps {
  readonly totals: Omit<SnapshotTotals, 'vatByRate'> & {
    readonly vatByRate: readonly SnapshotTotals['vatByRate'][number][];
  };
  readonly pricesIncludeVat: boolean;
  readonly inWords: string;
}

/** Totals as they are printed: the sum of the lines, VAT by rate (inside or on top), what is to be paid. */
export function TotalsList({ totals, pricesIncludeVat, inWords }: ListProps) {
  const { form } = useTexts().documents;
  const locale = useLanguage();
  const rows = [
    { label: form.subtotal, value: totals.subtotal },
    ...totals.vatByRate.map(({ rate, vat }) => ({
      label: pricesIncludeVat ? form.vatInside(rate) : form.vatOnTop(rate),
      value: vat,
    })),
  ];
  return (
    <Box aria-live="polite">
      <Box
        component="dl"
        sx={{
          display: 'grid',
          gridTemplateColumns: '1fr auto',
          columnGap: 3,
          rowGap: 0.5,
          m: 0,
          '& dd': { m: 0, textAlign: 'right', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
        }}
      >
        {rows.map(({ label, value }) => [
          <Typography key={`${label} t`} component="dt" variant="body2" sx={{ color: 'text.secondary' }}>
            {label}
          </Typography>,
          <Typography key={`${label} d`} component="dd" variant="body2">
            {formatMoney(value, { locale })}
          </Typography>,
        ])}
        {totals.vatByRate.length === 0 && [
          <Typography key="t" component="dt" variant="body2" sx={{ color: 'text.secondary' }}>
            {form.noVat}
          </Typography>,
          <Typography key="d" component="dd" variant="body2">
            —
          </Typography>,
        ]}
        <Typography component="dt" sx={{ fontWeight: 700 }}>
          {form.total}
        </Typography>
        <Typography component="dd" sx={{ fontWeight: 700 }} data-total>
          {formatMoney(totals.total, { locale })}
        </Typography>
      </Box>
      {inWords !== '' && (
        <Typography
          variant="caption"
          component="p"
          lang="ru"
          sx={{ color: 'text.secondary', mt: 0.5, textAlign: 'right' }}
        >
          {inWords}
        </Typography>
      )}
    </Box>
  );
}
