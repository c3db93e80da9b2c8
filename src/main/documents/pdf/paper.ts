import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces';
import { PAGE } from '../lines-model';
import type { PaperModel, PaperSide } from '../paper-model';
import type { QrPicture } from '../qr';
import { payeeContent } from './invoice';
import { bare, type Placing, rule, THICK } from './kit';
import { sheetPdf } from './sheet';

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
  return sheetPdf(model, {
    subject: model.subject,
    ...(model.bank === null ? {} : { payee: payeeContent(model.bank, qr) }),
    texts: texts.map((text) => ({ text })),
    signatures: [
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
    isTogether: texts.join('').length < 3000,
    place,
    broken,
  });
}
