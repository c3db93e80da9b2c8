import type { InvoiceSnapshot, Party } from '@shared/documents/snapshot';
import { glue, typography } from '@shared/documents/typography';
import { initials } from '@shared/domain/declension';
import { formatLongDate as longDate } from '@shared/lib/date-format';
import { printQuotes } from '@shared/lib/nested-quotes';
import { amount } from './format';
import { type LinesTable, linesTable, type TotalRow, totalRows } from './lines-model';

const NBSP = '\u00a0';

export interface Signature {
  label: string;
  position: string;
  name: string;
}

/** Everything an invoice shows, as ready strings; docx and pdf only lay it out. */
export interface InvoiceModel extends SheetModel {
  bank: BankModel;
  notes: string[];
  signatures: Signature[];
}

/** To whose account is paid. */
export interface BankModel {
  bankName: string;
  bik: string;
  corrAccount: string;
  account: string;
  inn: string;
  kpp: string;
  payee: string;
}

/** What a form of 1С has between its head and its signatures, as ready strings. */
export interface SheetModel {
  title: string;
  author: string;
  /** A sentence at the very top, or ''. */
  warning: string;
  parties: { label: string; text: string }[];
  table: LinesTable;
  totals: TotalRow[];
  summary: string;
  inWords: string;
  footer: string;
}

const shortName = (party: Party) => printQuotes(party.name || party.fullName);

/** «ООО «Ромашка», ИНН …, КПП …, 101000, г. Москва …, тел.: …». */
export function partyLine(party: Party): string {
  return [
    shortName(party),
    party.inn && `ИНН${NBSP}${party.inn}`,
    party.kind === 'company' && party.kpp && `КПП${NBSP}${party.kpp}`,
    typography(party.address),
    party.phone && `тел.:${NBSP}${party.phone.replaceAll(' ', NBSP)}`,
  ]
    .filter(Boolean)
    .join(', ');
}

function signatures(seller: Party): Signature[] {
  const { signatory, accountant } = seller;
  const books: Signature[] =
    accountant === '' && seller.kind !== 'company'
      ? []
      : [{ label: 'Бухгалтер', position: '', name: initials(accountant) }];
  if (seller.kind === 'company') {
    return [
      { label: 'Руководитель', position: signatory.position, name: initials(signatory.fullName) },
      ...books,
    ];
  }
  const own = seller.name.replace(/^\s*(?:ИП|Индивидуальный\s+предприниматель)\s+/iu, '');
  return [
    {
      label: seller.kind === 'entrepreneur' ? 'Индивидуальный предприниматель' : 'Поставщик (Исполнитель)',
      position: '',
      name: initials(signatory.fullName || own),
    },
    ...books,
  ];
}

/** The payee's side of a payment order. */
export function bankOf(seller: Party): InvoiceModel['bank'] {
  return {
    bankName: glue(printQuotes(seller.bank.bankName)),
    bik: seller.bank.bik,
    corrAccount: seller.bank.corrAccount,
    account: seller.bank.account,
    inn: seller.inn,
    kpp: seller.kind === 'company' ? seller.kpp : '',
    payee: printQuotes(seller.fullName || seller.name),
  };
}

/** Compose the invoice; the snapshot's texts must already be printable. */
export function invoiceModel(snapshot: InvoiceSnapshot): InvoiceModel {
  const { seller, buyer, totals, lines, pricesIncludeVat } = snapshot;
  const name = `№${NBSP}${snapshot.number} от${NBSP}${longDate(snapshot.date)}`;
  return {
    title: `Счёт на оплату ${name}`,
    author: shortName(seller),
    warning:
      snapshot.validUntil === ''
        ? ''
        : `Внимание! Счёт действителен до${NBSP}${longDate(snapshot.validUntil)}`,
    bank: bankOf(seller),
    parties: [
      { label: 'Поставщик (Исполнитель):', text: partyLine(seller) },
      { label: 'Покупатель (Заказчик):', text: partyLine(buyer) },
      ...(snapshot.basis === '' ? [] : [{ label: 'Основание:', text: glue(snapshot.basis) }]),
    ],
    table: linesTable(lines, pricesIncludeVat),
    totals: totalRows(totals, pricesIncludeVat),
    summary: `Всего наименований ${lines.length}, на сумму ${amount(totals.total)}${NBSP}руб.`,
    inWords: snapshot.inWords,
    notes: [
      ...(snapshot.purpose === '' ? [] : [`Назначение платежа: ${glue(snapshot.purpose)}`]),
      ...snapshot.note.split('\n').map(typography),
    ].filter((line) => line.trim() !== ''),
    signatures: signatures(seller),
    footer: `Счёт ${name}`,
  };
}
