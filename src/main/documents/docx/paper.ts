import type { Document, Paragraph } from 'docx';
import { PAGE } from '../lines-model';
import type { PaperModel, PaperSide } from '../paper-model';
import type { QrPicture } from '../qr';
import { bankBlock, partiesTable, withQr } from './invoice';
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

const HALF = PAGE.content / 2;

function signature(side: PaperSide): Paragraph[] {
  return [
    paragraph(`${side.role}:`, { bold: true, keepNext: true }),
    paragraph(side.name, { before: 1, keepNext: true }),
    paragraph(side.position, { before: 4, after: 12, keepNext: true }),
    paragraph(`${'_'.repeat(22)} / ${side.signature || '_'.repeat(18)} /`, { keepNext: true }),
    paragraph(side.stamp, { size: 7, color: '444444', before: 3 }),
  ];
}

/** Lay an offer, a счёт-договор, an акт or a накладная out for a word processor. */
export function paperDocx(model: PaperModel, qr: QrPicture | null): Document {
  const texts = [...model.clauses, ...model.notes];
  const together = texts.join('').length < 3000;
  const { bank } = model;
  return documentOf({
    title: model.title,
    author: model.author,
    subject: model.subject,
    footer: model.footer,
    font: 'Arial',
    fontSize: 9,
    sections: [
      [
        ...(model.warning === '' ? [] : [paragraph(model.warning, { size: 8, align: 'center', after: 6 })]),
        ...(bank === null ? [] : [qr === null ? bankBlock(bank, PAGE.content) : withQr(bank, qr)]),
        paragraph(
          model.title,
          { bold: true, size: 14, before: bank === null ? 0 : 10, after: 6, keepNext: true },
          { border: { bottom: { ...THICK_LINE, space: 4 } } },
        ),
        partiesTable(model.parties),
        paragraph('', { size: 4 }),
        linesTableDocx(model.table),
        paragraph('', { size: 3, keepNext: true }),
        totalsDocx(model.totals),
        paragraph(model.summary, { before: 4, keepNext: true }),
        paragraph(model.inWords, { bold: true, after: 6, keepNext: true }),
        ...texts.map((text) => paragraph(text, { after: 3, keepNext: together })),
        paragraph('', { size: 2, keepNext: true }, { border: { bottom: THICK_LINE } }),
        table(
          [HALF, HALF],
          [
            row(
              [0, 1].map((at) => cell(HALF, model.sides[at] ? signature(model.sides[at]) : [paragraph('')])),
            ),
          ],
          UNLINED,
          0,
        ),
      ],
    ],
  });
}
