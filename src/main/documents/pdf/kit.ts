import type { Content, CustomTableLayout, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces';
import { type LinesTable, PAGE, type PageGeometry, tableFontSize } from '../lines-model';

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

/** Marks the last line and the block that follows it, so that a layout can tell whether they stand on one page. */
const LAST_LINE = 'last-line';
const CLOSING = 'closing';

/** Where the last line and the totals of a layout came to stand. */
export interface Placing {
  /** Whether totals and signatures stand on a page without a line. */
  closingAlone: () => boolean;
  readonly pageBreakBefore: NonNullable<TDocumentDefinitions['pageBreakBefore']>;
}

/** A watch over one layout; it also keeps a heading from standing alone at the foot of a page. */
export function placing(): Placing {
  const pages = new Map<string, number>();
  return {
    closingAlone: () => {
      const [line, closing] = [pages.get(LAST_LINE), pages.get(CLOSING)];
      return line !== undefined && closing !== undefined && closing > line;
    },
    pageBreakBefore: (node, nodes) => {
      if (node.id === LAST_LINE || node.id === CLOSING) pages.set(node.id, node.pageNumbers.at(-1) ?? 0);
      return node.headlineLevel === 1 && nodes.getFollowingNodesOnPage().length === 0;
    },
  };
}

/** What closes a paper with lines: totals, words, signatures; never torn apart. */
export const closingContent = (stack: Content[], unbreakable: boolean): Content => ({
  unbreakable,
  stack: [{ text: ' ', fontSize: 1, id: CLOSING }, ...stack],
});

/** How a form differs from the usual table: its type, and the numbers of the columns under their titles. */
export interface LinesStyle {
  readonly fontSize?: number;
  readonly numbers?: readonly string[];
}

/** How many lines go over to the next page with totals that would stand there alone. */
const TAKEN_ALONG = 2;

/**
 * The table of lines: the header repeats on every page. `broken`: the last lines begin a page of their own, since the totals
 * found no place on the page before.
 */
export function linesContent(table: LinesTable, broken = false, style: LinesStyle = {}): Content[] {
  if (!broken || table.rows.length <= TAKEN_ALONG) return [linesPart(table, style, broken)];
  const at = table.rows.length - TAKEN_ALONG;
  return [
    linesPart({ ...table, rows: table.rows.slice(0, at) }, style, false, false),
    linesPart({ ...table, rows: table.rows.slice(at) }, style, true),
  ];
}

function linesPart(table: LinesTable, style: LinesStyle, newPage: boolean, isLast = true): Content {
  const { fontSize = tableFontSize(table, 8.5), numbers = [] } = style;
  const head: TableCell[] = table.columns.map((column) => ({
    text: column.title,
    alignment: 'center',
    bold: true,
    margin: [0, 1, 0, 1],
  }));
  const rows: TableCell[][] = table.rows.map((row) =>
    row.map((text, at) => ({ text, alignment: table.columns[at]?.align ?? 'left' })),
  );
  const last = rows.at(-1)?.[0];
  if (isLast && last && typeof last === 'object') Object.assign(last, { id: LAST_LINE });
  return {
    table: {
      headerRows: numbers.length > 0 ? 2 : 1,
      widths: innerWidths(table.columns.map((column) => column.width)),
      dontBreakRows: table.rows.every((row) => row.every((cell) => cell.length < LONG_CELL)),
      keepWithHeaderRows: 1,
      body: [
        head,
        ...(numbers.length > 0
          ? [numbers.map((text): TableCell => ({ text, alignment: 'center', fontSize: 5.5 }))]
          : []),
        ...rows,
      ],
    },
    layout: bordered,
    fontSize,
    ...(newPage ? { pageBreak: 'before' as const } : {}),
  };
}

/** Totals in two columns at the right edge. */
export function totalsContent(
  rows: readonly { label: string; value: string; bold: boolean }[],
  page: PageGeometry = PAGE,
): Content {
  return {
    table: {
      widths: [page.content - 4 - 110 - 3.5, 110],
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
  placing: Placing;
  font?: 'Roboto' | 'Serif';
  page?: PageGeometry;
  landscape?: boolean;
}): TDocumentDefinitions {
  const { font = 'Roboto', page: sheet = PAGE } = options;
  return {
    content: options.content,
    pageSize: 'A4',
    pageOrientation: options.landscape ? 'landscape' : 'portrait',
    pageMargins: [sheet.left, sheet.top, sheet.right, sheet.bottom],
    pageBreakBefore: options.placing.pageBreakBefore,
    version: '1.7',
    language: 'ru-RU',
    displayTitle: true,
    defaultStyle: { font, fontSize: options.fontSize, lineHeight: font === 'Serif' ? 1 : 1.08 },
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
            margin: [sheet.left, 14, sheet.right, 0],
          }
        : '',
  };
}
