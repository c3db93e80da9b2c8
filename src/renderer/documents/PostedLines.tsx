import type { DocumentSnapshot, SnapshotLine } from '@shared/documents/snapshot';
import { formatMoney } from '@shared/lib/money';
import { formatQuantity } from '@shared/lib/quantity';
import type { ReactNode } from 'react';
import { useLanguage, useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { stackedTable } from '../ui/theme';
import { TotalsList } from './TotalsBlock';

interface Column {
  readonly title: string;
  readonly cell: (line: SnapshotLine) => ReactNode;
  /** Digits stand under each other at the right. */
  readonly isSum: boolean;
}

/** The lines of a posted document and what they come to, as they are printed: whoever adds them up finds the total. */
export function PostedLines({ snapshot }: { readonly snapshot: DocumentSnapshot }) {
  const { posted, form, vat } = useTexts().documents;
  const locale = useLanguage();
  const { lines, totals, pricesIncludeVat, inWords } = snapshot;
  const sum = (kopecks: number) => formatMoney(kopecks, { currency: '', locale });
  const columns: readonly (Column | false)[] = [
    lines.some(({ article }) => article !== '') && {
      title: form.article,
      cell: ({ article }) => article,
      isSum: false,
    },
    { title: form.name, cell: ({ name }) => name, isSum: false },
    {
      title: form.quantity,
      cell: ({ quantity, unit }) => `${formatQuantity(quantity, locale)} ${unit}`,
      isSum: true,
    },
    { title: form.price, cell: ({ price }) => sum(price), isSum: true },
    lines.some(({ discount }) => discount !== 0) && {
      title: form.discount,
      cell: ({ discount }) => (discount === 0 ? '' : sum(discount)),
      isSum: true,
    },
    { title: form.vat, cell: ({ vatRate }) => vat(vatRate), isSum: true },
    { title: form.amount, cell: ({ amount }) => sum(amount), isSum: true },
  ];
  const shown = columns.filter((column) => column !== false);
  return (
    <>
      <Box>
        <Box
          component="table"
          aria-label={posted.lines}
          sx={{
            width: '100%',
            borderCollapse: 'collapse',
            typography: 'body2',
            '& th': { typography: 'caption', color: 'text.secondary', textAlign: 'left' },
            '& th, & td': { px: 1, py: 0.75, borderBottom: 1, borderColor: 'divider' },
            '& td': { overflowWrap: 'break-word' },
            '& .sum': { textAlign: 'right', whiteSpace: 'nowrap' },
            ...stackedTable,
          }}
        >
          <thead>
            <tr>
              {shown.map(({ title, isSum }) => (
                <th key={title} className={isSum ? 'sum' : ''}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a frozen list never changes its order
              <tr key={at}>
                {shown.map(({ title, cell, isSum }) => (
                  <td key={title} data-title={title} className={isSum ? 'sum' : ''}>
                    {cell(line)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </Box>
      </Box>
      <Box sx={{ display: 'flex', justifyContent: 'flex-end', mt: 1.5 }}>
        <Box sx={{ width: 320, maxWidth: '100%' }}>
          <TotalsList totals={totals} pricesIncludeVat={pricesIncludeVat} inWords={inWords} />
        </Box>
      </Box>
    </>
  );
}
