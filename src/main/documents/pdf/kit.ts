import type { Content, CustomTableLayout, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces';
import { type LinesTable, PAGE, tableFontSize } from '../lines-model';

export const LINE = 0.7;
export const THICK = 1.6;
const PADDING = 3.5;

/** Thin borders and the padding all our tables share. */
export const bordered: CustomTableLayout = {
  hLineWidth: () => LINE,
  vLineWidth: () => LINE,
  hLineColor: () => '#000000',
  vLineColor: () => '#000000',
  paddingLeft: () => PADDING,
  paddingRight: () => PADDING,
  paddingTop: () => 2,
  paddingBottom: () => 2,
};

/** No borders, no padding at the sides: a grid to align text by. */
export const bare: CustomTableLayout = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingLeft: () => 0,
  paddingRight: () => 4,
  paddingTop: () => 1.5,
  paddingBottom: () => 1.5,
};

/** Outer widths → widths as pdfmake counts them: without padding and lines. */
export function innerWidths(outer: readonly number[]): number[] {
  return outer.map((width, at) => width - 2 * PADDING - LINE - (at === 0 ? LINE : 0));
}

/** A horizontal rule over the content's width. */
export const rule = (lineWidth: number, margin: [number, number, number, number]): Content => ({
  canvas: [{ type: 'line', x1: 0, y1: 0, x2: PAGE.content, y2: 0, lineWidth }],
  margin,
});

/** A row longer than this may break over pages; any shorter one is kept whole. */
const LONG_CELL = 1200;

/** The table of lines: the header repeats on every page. */
export function linesContent(table: LinesTable): Content {
  const fontSize = tableFontSize(table, 8.5);
  const head: TableCell[] = table.columns.map((column) => ({
    text: column.title,
    alignment: 'center',
    bold: true,
    margin: [0, 1, 0, 1],
  }));
  const rows: TableCell[][] = table.rows.map((row) =>
    row.map((text, at) => ({ text, alignment: table.columns[at]?.align ?? 'left' })),
  );
  return {
    table: {
      headerRows: 1,
      widths: innerWidths(table.columns.map((column) => column.width)),
      dontBreakRows: table.rows.every((row) => row.every((cell) => cell.length < LONG_CELL)),
      keepWithHeaderRows: 1,
      body: [head, ...rows],
    },
    layout: bordered,
    fontSize,
  };
}

/** Totals in two columns at the right edge. */
export function totalsContent(rows: readonly { label: string; value: string; bold: boolean }[]): Content {
  return {
    table: {
      widths: [PAGE.content - 4 - 110 - 3.5, 110],
      body: rows.map((row) => [
        { text: row.label, alignment: 'right' as const, bold: true },
        { text: row.value, alignment: 'right' as const, bold: true },
      ]),
    },
    layout: { ...bare, paddingRight: (column: number) => (column === 0 ? 4 : 3.5) },
    fontSize: 9.5,
    margin: [0, 5, 0, 6],
  };
}

/** What both documents have in common: paper, font, metadata, a footer on papers of several pages. */
export function documentBase(options: {
  title: string;
  author: string;
  subject: string;
  footer: string;
  fontSize: number;
  everyPage: boolean;
  content: Content;
}): TDocumentDefinitions {
  return {
    content: options.content,
    pageSize: 'A4',
    pageMargins: [PAGE.left, PAGE.top, PAGE.right, PAGE.bottom],
    version: '1.7',
    language: 'ru-RU',
    displayTitle: true,
    defaultStyle: { font: 'Roboto', fontSize: options.fontSize, lineHeight: 1.08 },
    info: {
      title: options.title,
      author: options.author,
      subject: options.subject,
      creator: 'Картотека',
      producer: 'Картотека',
    },
    footer: (page: number, pages: number): Content =>
      pages > 1 || options.everyPage
        ? {
            text: `${options.footer} · страница ${page} из ${pages}`,
            alignment: 'center',
            fontSize: 7.5,
            color: '#555555',
            margin: [PAGE.left, 14, PAGE.right, 0],
          }
        : '',
  };
}
