import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces';
import type { BankModel, InvoiceModel, Signature } from '../invoice-model';
import { PAGE } from '../lines-model';
import type { QrPicture } from '../qr';
import { bare, bordered, innerWidths, LINE, type Placing, rule, THICK } from './kit';
import { sheetPdf } from './sheet';

const caption = (text: string): Content => ({ text, fontSize: 7, color: '#444444' });

/** The mini payment order: bank, БИК and accounts, payee. */
function bankBlock(bank: BankModel, width: number): Content {
  const side = [44, 142];
  const left = (width - 44 - 142) / 2;
  const [top, right, bottom] = [true, true, true];
  const body: TableCell[][] = [
    [
      {
        stack: [{ text: bank.bankName || ' ', margin: [0, 0, 0, 9] }, caption('Банк получателя')],
        colSpan: 2,
        rowSpan: 2,
      },
      {},
      { text: 'БИК' },
      { text: bank.bik, border: [true, top, right, false] },
    ],
    [{}, {}, { text: 'Сч. №' }, { text: bank.corrAccount, border: [true, false, right, bottom] }],
    [
      { text: `ИНН  ${bank.inn}` },
      { text: `КПП  ${bank.kpp}` },
      { text: 'Сч. №', rowSpan: 2 },
      { text: bank.account, rowSpan: 2 },
    ],
    [
      { stack: [{ text: bank.payee || ' ', margin: [0, 0, 0, 9] }, caption('Получатель')], colSpan: 2 },
      {},
      {},
      {},
    ],
  ];
  return { table: { widths: innerWidths([left, left, ...side]), body }, layout: bordered, fontSize: 9 };
}

const underline = [false, false, false, true] as [boolean, boolean, boolean, boolean];
const open = [false, false, false, false] as [boolean, boolean, boolean, boolean];

/** At the foot of its cell: the signer's name stays on its line when the position beside it takes two. */
const onLine = (cell: TableCell): TableCell => Object.assign(cell, { verticalAlignment: 'bottom' });

/** «Руководитель  должность  подпись  расшифровка», a pair of rows for each who signs. */
function signaturesContent(signatures: readonly Signature[]): Content {
  const gap: TableCell = { text: '', border: open };
  const small = (text: string): TableCell => ({
    text,
    fontSize: 6.5,
    color: '#444444',
    alignment: 'center',
    border: open,
  });
  const rows = signatures.flatMap((signature): TableCell[][] => [
    [
      onLine({ text: signature.label, bold: true, border: open, margin: [0, 12, 0, 0] }),
      signature.position === ''
        ? gap
        : onLine({
            text: signature.position,
            alignment: 'center',
            border: underline,
            margin: [0, 12, 0, 0],
          }),
      gap,
      { text: '', border: underline },
      gap,
      onLine({
        text: signature.name || ' ',
        alignment: 'center',
        border: underline,
        margin: [0, 12, 0, 0],
      }),
    ],
    [
      small(''),
      small(signature.position === '' ? '' : 'должность'),
      small(''),
      small('подпись'),
      small(''),
      small('расшифровка подписи'),
    ],
  ]);
  return {
    table: { widths: [92, 134, 10, 110, 10, '*'], body: rows, dontBreakRows: true },
    layout: {
      ...bare,
      hLineWidth: () => LINE,
      vLineWidth: () => 0,
      paddingRight: () => 0,
      paddingTop: () => 0.5,
      paddingBottom: () => 0.5,
    },
    margin: [0, 8, 0, 0],
  };
}

/** The bank block with the payment code at its right. */
export function payeeContent(bank: BankModel, qr: QrPicture | null): Content {
  const blockWidth = qr === null ? PAGE.content : PAGE.content - qr.side - 8;
  const block = bankBlock(bank, blockWidth);
  return qr === null
    ? block
    : {
        columns: [
          { width: blockWidth, stack: [block] },
          {
            width: qr.side,
            stack: [
              {
                image: `data:image/png;base64,${Buffer.from(qr.png).toString('base64')}`,
                width: qr.side,
              },
              {
                ...(caption('Оплата по QR-коду') as object),
                alignment: 'center',
                margin: [0, 1, 0, 0],
              } as Content,
            ],
          },
        ],
        columnGap: 8,
      };
}

/** Lay an invoice out as the 1С form; `qr` is the picture of the payment code or null. */
export function invoicePdf(
  model: InvoiceModel,
  qr: QrPicture | null,
  place: Placing,
  broken: boolean,
): TDocumentDefinitions {
  return sheetPdf(model, {
    subject: 'Счёт на оплату',
    payee: payeeContent(model.bank, qr),
    texts: model.notes.map((text) => ({ text, fontSize: 8.5 })),
    signatures: [rule(THICK, [0, 4, 0, 0]), signaturesContent(model.signatures)],
    isTogether: model.notes.join('').length < 1500,
    place,
    broken,
  });
}
