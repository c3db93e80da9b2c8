import type { Document, Paragraph } from 'docx';
import { PAGE } from '../lines-model';
import type { PaperModel, PaperSide } from '../paper-model';
import type { QrPicture } from '../qr';
import { payeeTable } from './invoice';
import { cell, paragraph, row, table, UNLINED } from './kit';
import { sheetDocx } from './sheet';

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
  return sheetDocx(model, {
    subject: model.subject,
    ...(model.bank === null ? {} : { payee: payeeTable(model.bank, qr) }),
    texts: texts.map((text) => ({ text })),
    signatures: table(
      [HALF, HALF],
      [row([0, 1].map((at) => cell(HALF, model.sides[at] ? signature(model.sides[at]) : [paragraph('')])))],
      UNLINED,
      0,
    ),
    isTogether: texts.join('').length < 3000,
  });
}
