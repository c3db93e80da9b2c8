import { formatLongDate } from '../lib/date-format';
import type { Organization } from '../organizations/schema';
import { draftContent } from './defaults';
import type { BusinessDocument, DocumentContent, DocumentType } from './schema';

/** What each kind is called where another document names it. */
export const documentNames: Readonly<Record<DocumentType, string>> = {
  invoice: 'Счёт',
  contract: 'Договор',
  offer: 'Коммерческое предложение',
  'invoice-contract': 'Счёт-договор',
  act: 'Акт',
  waybill: 'Товарная накладная',
  upd: 'УПД',
};

/** The chain of a sale: what is made from each document, the usual one first; a copy of its own kind comes besides. */
export const nextDocuments: Readonly<Record<DocumentType, readonly DocumentType[]>> = {
  offer: ['invoice', 'contract', 'invoice-contract'],
  invoice: ['act', 'waybill', 'upd', 'contract'],
  contract: ['invoice', 'act', 'waybill', 'upd'],
  'invoice-contract': ['act', 'waybill', 'upd'],
  act: ['invoice'],
  waybill: ['invoice'],
  upd: ['invoice'],
};

/** «Счёт № А7-000001 от 21 ноября 2026 г.»: how the next document names the one it is based on. */
function documentReference(type: DocumentType, number: string, date: string): string {
  return `${documentNames[type]} № ${number} от ${formatLongDate(date)}`.replaceAll('\u00a0', ' ');
}

/** Papers that others are written on the ground of; an offer binds nobody. */
const isGround = (type: DocumentType) => type !== 'offer';

/**
 * What a document made from another begins with: its lines and prices; as its ground the contract the former names, else the
 * former itself. A copy (the same kind) has all of its texts, too, and its own day.
 */
export function contentFrom(
  source: Pick<BusinessDocument, 'type' | 'number' | 'date' | 'content'>,
  type: DocumentType,
  date: string,
  organization: Organization | null,
): DocumentContent {
  const { content } = source;
  const start = draftContent({ type, date, organization, basis: '' });
  if (type === source.type) return { ...content, date, validUntil: start.validUntil, preamble: '' };
  const own =
    source.number === '' || !isGround(source.type)
      ? ''
      : documentReference(source.type, source.number, source.date);
  const said = source.type === 'invoice' || source.type === 'offer' ? content.basis : '';
  return {
    ...start,
    lines: content.lines.map((line) => ({ ...line })),
    pricesIncludeVat: content.pricesIncludeVat,
    basis: type === 'contract' ? '' : said || own,
    paymentTerms: type === 'contract' || type === 'invoice-contract' ? content.paymentTerms : '',
    deliveryTerms: type === 'contract' || type === 'invoice-contract' ? content.deliveryTerms : '',
    autoRenew: type === 'contract' && content.lines.length === 0,
    passport: content.passport ?? '',
  };
}
