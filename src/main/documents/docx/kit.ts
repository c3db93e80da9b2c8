import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  type IParagraphOptions,
  type ISectionOptions,
  type IStylesOptions,
  type ITableBordersOptions,
  type ITableCellBorders,
  LineRuleType,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { type LinesTable, PAGE, type PageGeometry, type TotalRow, tableFontSize } from '../lines-model';

/** Points → twentieths of a point. */
const twips = (points: number): number => Math.round(points * 20);
/** Points → half-points, the unit of type. */
const half = (points: number): number => Math.round(points * 2);

const thin = { style: BorderStyle.SINGLE, size: 6, color: '000000' } as const;
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
export const THICK_LINE = { style: BorderStyle.SINGLE, size: 14, color: '000000', space: 1 } as const;

const allBorders = (border: typeof thin | typeof none): ITableBordersOptions => ({
  top: border,
  bottom: border,
  left: border,
  right: border,
  insideHorizontal: border,
  insideVertical: border,
});
export const LINED = allBorders(thin);
export const UNLINED = allBorders(none);
/** A cell that is only a line to write on. */
export const WRITING_LINE: ITableCellBorders = { top: none, left: none, right: none, bottom: thin };

export interface TextStyle {
  bold?: boolean;
  /** Points. */
  size?: number;
  color?: string;
  align?: 'left' | 'center' | 'right' | 'both';
  before?: number;
  after?: number;
  keepNext?: boolean;
}

const ALIGN = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
  both: AlignmentType.BOTH,
} as const;

/** Text → runs; a line feed becomes a break within the paragraph. */
function runs(text: string, style: TextStyle = {}): TextRun[] {
  return text.split('\n').map(
    (line, at) =>
      new TextRun({
        text: line,
        ...(at > 0 ? { break: 1 } : {}),
        ...(style.bold === undefined ? {} : { bold: style.bold }),
        ...(style.size === undefined ? {} : { size: half(style.size) }),
        ...(style.color === undefined ? {} : { color: style.color }),
      }),
  );
}

/** One paragraph; distances are points. */
export function paragraph(text: string, style: TextStyle = {}, more: IParagraphOptions = {}): Paragraph {
  return new Paragraph({
    children: runs(text, style),
    alignment: ALIGN[style.align ?? 'left'],
    spacing: { before: twips(style.before ?? 0), after: twips(style.after ?? 0) },
    ...(style.keepNext ? { keepNext: true } : {}),
    ...more,
  });
}

export interface CellOptions {
  columnSpan?: number;
  rowSpan?: number;
  borders?: ITableCellBorders;
  bottom?: boolean;
}

export function cell(width: number, children: (Paragraph | Table)[], options: CellOptions = {}): TableCell {
  const { bottom, ...rest } = options;
  return new TableCell({
    children,
    width: { size: twips(width), type: WidthType.DXA },
    ...(bottom ? { verticalAlign: VerticalAlignTable.BOTTOM } : {}),
    ...rest,
  });
}

/** A table of fixed columns (widths in points), so that a long word breaks instead of pushing the page wider. */
export function table(
  widths: readonly number[],
  rows: readonly TableRow[],
  borders: ITableBordersOptions,
  sides = 3.5,
): Table {
  return new Table({
    rows,
    width: { size: twips(widths.reduce((sum, width) => sum + width, 0)), type: WidthType.DXA },
    columnWidths: widths.map(twips),
    layout: TableLayoutType.FIXED,
    borders,
    margins: { top: 30, bottom: 30, left: twips(sides), right: twips(sides), marginUnitType: WidthType.DXA },
  });
}

export const row = (
  children: readonly TableCell[],
  options: { header?: boolean; whole?: boolean } = {},
): TableRow =>
  new TableRow({
    children,
    cantSplit: options.whole ?? true,
    ...(options.header ? { tableHeader: true } : {}),
  });

const LONG_CELL = 1200;

/** The table of lines with a header repeated on every page. */
export function linesTableDocx(
  lines: LinesTable,
  style: { readonly size?: number; readonly numbers?: readonly string[] } = {},
): Table {
  const { size = tableFontSize(lines, 8.5), numbers = [] } = style;
  const widths = lines.columns.map((column) => column.width);
  const head = row(
    lines.columns.map((column) =>
      cell(column.width, [paragraph(column.title, { bold: true, size, align: 'center' })]),
    ),
    { header: true },
  );
  // A row stays with the next one when every paragraph of it does: the last two with the totals and the signatures.
  const body = lines.rows.map((texts, place) =>
    row(
      lines.columns.map((column, at) =>
        cell(column.width, [
          paragraph(texts[at] ?? '', {
            size,
            align: column.align,
            keepNext: place >= lines.rows.length - 2,
          }),
        ]),
      ),
      { whole: texts.every((text) => text.length < LONG_CELL) },
    ),
  );
  const numbered =
    numbers.length === 0
      ? []
      : [
          row(
            lines.columns.map((column, at) =>
              cell(column.width, [paragraph(numbers[at] ?? '', { size: 5.5, align: 'center' })]),
            ),
            { header: true },
          ),
        ];
  return table(widths, [head, ...numbered, ...body], LINED, numbers.length > 0 ? 2 : 3.5);
}

/** Totals at the right edge, kept together with what follows. */
export function totalsDocx(totals: readonly TotalRow[], page: PageGeometry = PAGE): Table {
  const widths = [page.content - 120, 120];
  return table(
    widths,
    totals.map((total) =>
      row(
        [total.label, total.value].map((text, at) =>
          cell(widths[at] ?? 0, [paragraph(text, { bold: true, size: 9.5, align: 'right', keepNext: true })]),
        ),
      ),
    ),
    UNLINED,
  );
}

/** An A4 document of one or more sections with our margins, metadata and page numbers. */
export function documentOf(options: {
  title: string;
  author: string;
  subject: string;
  footer: string;
  font: string;
  fontSize: number;
  sections: readonly ISectionOptions['children'][];
  numbering?: ConstructorParameters<typeof Document>[0]['numbering'];
  page?: PageGeometry;
  landscape?: boolean;
}): Document {
  const { page = PAGE } = options;
  const styles: IStylesOptions = {
    default: {
      document: {
        run: { font: options.font, size: half(options.fontSize), language: { value: 'ru-RU' } },
        paragraph: { spacing: { line: page === PAGE ? 252 : 240, lineRule: LineRuleType.AUTO } },
      },
    },
  };
  const small = { size: half(7.5), color: '555555' } as const;
  const footer = new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          new TextRun({ text: `${options.footer} · страница `, ...small }),
          new TextRun({ children: [PageNumber.CURRENT], ...small }),
          new TextRun({ text: ' из ', ...small }),
          new TextRun({ children: [PageNumber.TOTAL_PAGES], ...small }),
        ],
      }),
    ],
  });
  return new Document({
    title: options.title,
    creator: options.author || 'Картотека',
    lastModifiedBy: 'Картотека',
    subject: options.subject,
    description: options.title,
    styles,
    ...(options.numbering === undefined ? {} : { numbering: options.numbering }),
    sections: options.sections.map((children) => ({
      properties: {
        page: {
          size: {
            width: 11906,
            height: 16838,
            ...(options.landscape ? { orientation: PageOrientation.LANDSCAPE } : {}),
          },
          margin: {
            top: twips(page.top),
            bottom: twips(page.bottom),
            left: twips(page.left),
            right: twips(page.right),
            header: 300,
            footer: 400,
          },
        },
      },
      footers: { default: footer },
      children,
    })),
  });
}
