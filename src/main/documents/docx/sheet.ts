import type { Document, Table } from 'docx';
import type { SheetModel } from '../invoice-model';
import { PAGE } from '../lines-model';
import {
  cell,
  documentOf,
  linesTableDocx,
  paragraph,
  row,
  THICK_LINE,
  table,
  totalsDocx,
  UNLINED,
} from './kit';

/** What one form has beside what all have. */
interface SheetParts {
  readonly subject: string;
  /** The block of bank and payee above the title, if any. */
  readonly payee?: Table;
  /** What stands below the sum, a paragraph each. */
  readonly texts: readonly { readonly text: string; readonly size?: number }[];
  readonly signatures: Table;
  /** Whether the texts are kept on one page with the sums and the signatures. */
  readonly isTogether: boolean;
}

/** Lays a form of 1С out for a word processor: payee, title, parties, lines, sums, texts and signatures. */
export function sheetDocx(model: SheetModel, parts: SheetParts): Document {
  const { payee } = parts;
  return documentOf({
    title: model.title,
    author: model.author,
    subject: parts.subject,
    footer: model.footer,
    font: 'Arial',
    fontSize: 9,
    sections: [
      [
        ...(model.warning === '' ? [] : [paragraph(model.warning, { size: 8, align: 'center', after: 6 })]),
        ...(payee === undefined ? [] : [payee]),
        paragraph(
          model.title,
          { bold: true, size: 14, before: payee === undefined ? 0 : 10, after: 6, keepNext: true },
          { border: { bottom: { ...THICK_LINE, space: 4 } } },
        ),
        partiesTable(model.parties),
        paragraph('', { size: 4 }),
        linesTableDocx(model.table),
        paragraph('', { size: 3, keepNext: true }),
        totalsDocx(model.totals),
        paragraph(model.summary, { before: 4, keepNext: true }),
        paragraph(model.inWords, { bold: true, after: 6, keepNext: true }),
        ...parts.texts.map(({ text, ...look }) =>
          paragraph(text, { ...look, after: 3, keepNext: parts.isTogether }),
        ),
        paragraph('', { size: 2, keepNext: true }, { border: { bottom: THICK_LINE } }),
        parts.signatures,
      ],
    ],
  });
}

function partiesTable(parties: SheetModel['parties']): Table {
  const widths = [92, PAGE.content - 92] as const;
  return table(
    widths,
    parties.map((party) =>
      row(
        [cell(widths[0], [paragraph(party.label)]), cell(widths[1], [paragraph(party.text, { bold: true })])],
        { whole: party.text.length < 1200 },
      ),
    ),
    UNLINED,
    0,
  );
}
