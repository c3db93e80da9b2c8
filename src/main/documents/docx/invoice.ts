import { type Document, ImageRun, LineRuleType, Paragraph, type Table } from 'docx';
import type { BankModel, InvoiceModel, Signature } from '../invoice-model';
import { PAGE } from '../lines-model';
import type { QrPicture } from '../qr';
import { cell, LINED, paragraph, row, table, UNLINED, WRITING_LINE } from './kit';
import { sheetDocx } from './sheet';

const caption = (text: string) => paragraph(text, { size: 7, color: '444444' });
const tiny = { size: 1 } as const;
/** Word wants a paragraph after a table in a cell and between two tables; this one takes no room. */
const hair = () =>
  paragraph('', tiny, { spacing: { line: 20, lineRule: LineRuleType.EXACT, before: 0, after: 0 } });
const pixels = (points: number) => Math.round((points / 72) * 96);

/** The mini payment order: bank, БИК and accounts, payee. */
function bankBlock(bank: BankModel, width: number): Table {
  const side = [44, 142] as const;
  const left = (width - side[0] - side[1]) / 2;
  return table(
    [left, left, ...side],
    [
      row([
        cell(left * 2, [paragraph(bank.bankName, { after: 8 }), caption('Банк получателя')], {
          columnSpan: 2,
          rowSpan: 2,
        }),
        cell(side[0], [paragraph('БИК')]),
        cell(side[1], [paragraph(bank.bik)]),
      ]),
      row([cell(side[0], [paragraph('Сч. №')]), cell(side[1], [paragraph(bank.corrAccount)])]),
      row([
        cell(left, [paragraph(`ИНН  ${bank.inn}`)]),
        cell(left, [paragraph(`КПП  ${bank.kpp}`)]),
        cell(side[0], [paragraph('Сч. №')], { rowSpan: 2 }),
        cell(side[1], [paragraph(bank.account)], { rowSpan: 2 }),
      ]),
      row(
        [
          cell(left * 2, [paragraph(bank.payee, { after: 8 }), caption('Получатель')], {
            columnSpan: 2,
          }),
        ],
        { whole: bank.payee.length < 1200 },
      ),
    ],
    LINED,
  );
}

function withQr(bank: BankModel, qr: QrPicture): Table {
  const left = PAGE.content - qr.side - 8;
  const picture = new Paragraph({
    alignment: 'center',
    spacing: { before: 0, after: 0, line: 240, lineRule: LineRuleType.AUTO },
    children: [
      new ImageRun({
        type: 'png',
        data: qr.png,
        transformation: { width: pixels(qr.side), height: pixels(qr.side) },
        altText: { name: 'QR', title: 'QR-код', description: 'QR-код для оплаты счёта' },
      }),
    ],
  });
  return table(
    [left + 8, qr.side],
    [
      row(
        [
          cell(left + 8, [bankBlock(bank, left), hair()]),
          cell(qr.side, [
            picture,
            paragraph('Оплата по QR-коду', { size: 7, color: '444444', align: 'center' }),
          ]),
        ],
        { whole: bank.payee.length < 1200 },
      ),
    ],
    UNLINED,
    0,
  );
}

/** The bank block with the payment code at its right. */
export const payeeTable = (bank: BankModel, qr: QrPicture | null): Table =>
  qr === null ? bankBlock(bank, PAGE.content) : withQr(bank, qr);

function signaturesTable(signatures: readonly Signature[]): Table {
  const widths = [96, 134, 10, 110, 10, PAGE.content - 360] as const;
  // Every paragraph but those of the last row stays with the next: signature lines are never torn apart.
  const small = (text: string, keepNext: boolean) => [
    paragraph(text, { size: 6.5, color: '444444', align: 'center', keepNext }),
  ];
  const rows = signatures.flatMap((signature, at) => {
    const line = { borders: WRITING_LINE, bottom: true };
    const isLast = at === signatures.length - 1;
    const style = { align: 'center', before: 12, keepNext: true } as const;
    const empty = () => [paragraph('', { keepNext: true })];
    const captions = [
      '',
      signature.position === '' ? '' : 'должность',
      '',
      'подпись',
      '',
      'расшифровка подписи',
    ];
    return [
      row([
        cell(widths[0], [paragraph(signature.label, { bold: true, before: 12, keepNext: true })], {
          bottom: true,
        }),
        cell(widths[1], [paragraph(signature.position, style)], signature.position === '' ? {} : line),
        cell(widths[2], empty()),
        cell(widths[3], empty(), line),
        cell(widths[4], empty()),
        cell(widths[5], [paragraph(signature.name, style)], line),
      ]),
      row(captions.map((text, place) => cell(widths[place] ?? 0, small(text, !isLast)))),
    ];
  });
  return table(widths, rows, UNLINED, 0);
}

/** Lay an invoice out as the 1С form, to be opened and corrected in a word processor. */
export function invoiceDocx(model: InvoiceModel, qr: QrPicture | null): Document {
  return sheetDocx(model, {
    subject: 'Счёт на оплату',
    payee: payeeTable(model.bank, qr),
    texts: model.notes.map((text) => ({ text, size: 8.5 })),
    signatures: signaturesTable(model.signatures),
    isTogether: model.notes.join('').length < 1500,
  });
}
