import type { SnapshotLine, SnapshotTotals } from '@shared/documents/snapshot';
import { formatQuantity } from '@shared/lib/quantity';
import { amount, vatLabel } from './format';

/** A page and its margins in points; both formats share one geometry. */
export interface PageGeometry {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Width between the margins. */
  readonly content: number;
}

/** Forms full of columns: invoices, acts. */
export const PAGE: PageGeometry = { left: 42.5, right: 34, top: 34, bottom: 42, content: 518.78 };
/** Contracts and letters: 20, 10, 20 and 20 mm (ГОСТ Р 7.0.97). */
export const LETTER_PAGE: PageGeometry = {
  ...{ left: 56.69, right: 28.35, top: 56.69, bottom: 56.69, content: 510.24 },
};

export interface Column {
  title: string;
  align: 'left' | 'center' | 'right';
  /** Outer width in points; all columns together are exactly the content's width. */
  width: number;
}

export interface LinesTable {
  columns: Column[];
  rows: string[][];
}

export interface TotalRow {
  label: string;
  value: string;
  bold: boolean;
}

interface Part {
  title: string;
  align: Column['align'];
  /** Narrowest and widest outer width in points; the content decides between them. */
  width: readonly [number, number];
  cell: (line: SnapshotLine, at: number) => string;
}

/** About how wide a text of digits and short words is in the table's type, in points. */
const textWidth = (text: string): number =>
  [...text].reduce((width, letter) => width + (/[\s.,]/u.test(letter) ? 2.4 : 4.95), 0);

/** Outer width a column of `texts` wants, padding included, within its bounds. */
function fittingWidth(texts: readonly string[], [least, most]: Part['width']): number {
  const longest = texts.reduce((width, text) => Math.max(width, textWidth(text)), 0);
  return Math.min(most, Math.max(least, longest + 10));
}

/** The table of lines: articles, discounts and rates get a column only where there are any. */
export function linesTable(
  lines: readonly SnapshotLine[],
  pricesIncludeVat: boolean,
  page: PageGeometry = PAGE,
): LinesTable {
  const taxed = lines.some((line) => line.vatRate !== 'none');
  const net = taxed && !pricesIncludeVat;
  const parts: (Part | false)[] = [
    { title: '№', align: 'center', width: [24, 40], cell: (_, at) => String(at + 1) },
    lines.some((line) => line.article !== '') && {
      title: 'Артикул',
      align: 'left',
      width: [48, 76],
      cell: (line) => line.article,
    },
    { title: 'Товары (работы, услуги)', align: 'left', width: [0, 0], cell: (line) => line.name },
    { title: 'Кол-во', align: 'right', width: [42, 76], cell: (line) => formatQuantity(line.quantity) },
    { title: 'Ед.', align: 'center', width: [30, 52], cell: (line) => line.unit },
    {
      title: net ? 'Цена без НДС' : 'Цена',
      align: 'right',
      width: [52, 96],
      cell: (line) => amount(line.price),
    },
    lines.some((line) => line.discount !== 0) && {
      title: 'Скидка',
      align: 'right',
      width: [46, 90],
      cell: (line) => (line.discount === 0 ? '' : amount(line.discount)),
    },
    taxed && { title: 'НДС', align: 'center', width: [36, 50], cell: (line) => vatLabel(line.vatRate) },
    {
      title: net ? 'Сумма без НДС' : 'Сумма',
      align: 'right',
      width: [60, 108],
      cell: (line) => amount(line.amount),
    },
  ];
  const shown = parts.filter((part) => part !== false);
  const rows = lines.map((line, at) => shown.map((part) => part.cell(line, at)));
  const widths = shown.map((part, column) =>
    part.width[1] === 0
      ? 0
      : fittingWidth(
          rows.map((row) => row[column] ?? ''),
          part.width,
        ),
  );
  const rest = page.content - widths.reduce((sum, width) => sum + width, 0);
  return {
    columns: shown.map(({ title, align }, at) => ({ title, align, width: widths[at] || rest })),
    rows,
  };
}

/** «Итого», one line of VAT a rate (inside or on top), «Всего к оплате». */
export function totalRows(totals: SnapshotTotals, pricesIncludeVat: boolean): TotalRow[] {
  const taxed = totals.vatByRate.filter((entry) => entry.rate !== 'none');
  const vat: TotalRow[] =
    taxed.length === 0
      ? [{ label: 'Без налога (НДС)', value: '–', bold: false }]
      : taxed.map((entry) => ({
          label: `${pricesIncludeVat ? 'В том числе НДС' : 'Сумма НДС'} ${vatLabel(entry.rate)}:`,
          value: amount(entry.vat),
          bold: false,
        }));
  return [
    { label: 'Итого:', value: amount(totals.subtotal), bold: false },
    ...vat,
    { label: 'Всего к оплате:', value: amount(totals.total), bold: true },
  ];
}

/** Narrower type where sums are so long that the usual one would break them. */
export function tableFontSize(table: LinesTable, usual: number): number {
  const longest = Math.max(0, ...table.rows.map((row) => row.at(-1)?.length ?? 0));
  return longest > 16 ? usual - 1.5 : usual;
}
