import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces';
import { PAGE } from '../lines-model';
import type { PaperModel, PaperSide } from '../paper-model';
import type { QrPicture } from '../qr';
import { partiesContent, payeeContent } from './invoice';
import {
  bare,
  closingContent,
  documentBase,
  linesContent,
  type Placing,
  rule,
  THICK,
  totalsContent,
} from './kit';

const half = (PAGE.content - 18) / 2;

function signature(side: PaperSide): Content[] {
  return [
    { text: `${side.role}:`, bold: true },
    { text: side.name, margin: [0, 1, 0, 0] },
    { text: side.position || ' ', margin: [0, 4, 0, 12] },
    {
      text: `${'_'.repeat(22)} / ${side.signature || '_'.repeat(18)} /`,
      noWrap: side.signature.length < 24,
    },
    { text: side.stamp || ' ', fontSize: 7, color: '#444444', margin: [0, 3, 0, 0] },
  ];
}

/** Lay an offer, a счёт-договор, an акт or a накладная out. */
export function paperPdf(
  model: PaperModel,
  qr: QrPicture | null,
  place: Placing,
  broken: boolean,
): TDocumentDefinitions {
  const texts = [...model.clauses, ...model.notes];
  const { bank } = model;
  return documentBase({
    title: model.title,
    author: model.author,
    subject: model.subject,
    footer: model.footer,
    fontSize: 9,
    everyPage: false,
    placing: place,
    content: [
      model.warning === ''
        ? ''
        : { text: model.warning, fontSize: 8, alignment: 'center', margin: [0, 0, 0, 6] },
      ...(bank === null ? [] : [payeeContent(bank, qr)]),
      { text: model.title, bold: true, fontSize: 14, margin: [0, bank === null ? 4 : 12, 0, 5] },
      rule(THICK, [0, 0, 0, 6]),
      partiesContent(model.parties),
      ...linesContent(model.table, broken),
      closingContent(
        [
          totalsContent(model.totals),
          { text: model.summary },
          { text: model.inWords, bold: true, margin: [0, 1, 0, 6] },
          ...texts.map((text): Content => ({ text, margin: [0, 0, 0, 3] })),
          rule(THICK, [0, 4, 0, 8]),
          {
            table: {
              widths: [half, half],
              body: [[0, 1].map((at) => ({ stack: model.sides[at] ? signature(model.sides[at]) : [] }))],
              dontBreakRows: true,
            },
            layout: { ...bare, paddingRight: (column: number) => (column === 0 ? 18 : 0) },
          },
        ],
        texts.join('').length < 3000,
      ),
    ],
  });
}
