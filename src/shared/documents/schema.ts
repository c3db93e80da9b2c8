import { type Static, Type } from 'typebox';
import {
  DateOnly,
  Decimal,
  Instant,
  Kopecks,
  OneOf,
  Reference,
  recordFields,
  Strict,
  Text,
} from '../lib/schema';
import type { DocumentSnapshot } from './snapshot';

export const documentTypes = [
  'invoice',
  'contract',
  'offer',
  'invoice-contract',
  'act',
  'waybill',
  'upd',
] as const;
/** УПД: 1 is счёт-фактура and transfer in one, 2 the transfer alone. */
export const updStatuses = ['1', '2'] as const;
export const documentStatuses = ['draft', 'posted', 'sent', 'signed', 'paid', 'cancelled'] as const;
export const contractKinds = ['supply', 'services'] as const;

/** One line of goods or services as the person edits it; amounts are computed, never stored in a draft. */
export const DocumentLine = Strict({
  id: Text(40),
  article: Text(120),
  name: Text(2000),
  quantity: Decimal,
  unit: Text(40),
  /** Price of a unit in kopecks, with or without VAT as `pricesIncludeVat` says. */
  price: Kopecks,
  /** Discount on the whole line in kopecks. */
  discount: Kopecks,
  /** VAT rate code: see vat/. */
  vatRate: Text(8),
});

/**
 * What a person edits. What came later is optional: posted documents of before stay as they are, to the byte.
 * Forms with lines use the first half, a contract all of it.
 */
export const DocumentContent = Strict({
  date: DateOnly,
  validUntil: DateOnly,
  lines: Type.Array(DocumentLine, { maxItems: 1000 }),
  pricesIncludeVat: Type.Boolean(),
  /** «Основание»: contract number and date, in words. */
  basis: Text(500),
  note: Text(5000),
  contractKind: OneOf(contractKinds),
  city: Text(120),
  subject: Text(10_000),
  paymentTerms: Text(5000),
  deliveryTerms: Text(5000),
  autoRenew: Type.Boolean(),
  /** The preamble as corrected by hand, or '' while the computed one is right. */
  preamble: Text(10_000),
  /** Passport data of a person who is the client, for a contract; '' where there is none. */
  passport: Type.Optional(Text(500)),
  updStatus: Type.Optional(OneOf(updStatuses)),
});

/** A paper of a sale: a draft with editable content, then a posted, immutable snapshot. */
export const BusinessDocument = Strict({
  ...recordFields,
  clientId: Reference,
  organizationId: Reference,
  type: OneOf(documentTypes),
  status: OneOf(documentStatuses),
  /** «А7-000123», given when posted; '' in a draft. */
  number: Text(60),
  series: Text(20),
  date: DateOnly,
  /** Total to pay, kopecks; for lists. */
  total: Kopecks,
  content: DocumentContent,
  /** The document it was made from, or ''; absent in those written before documents were made from one another. */
  basedOnId: Type.Optional(Reference),
  postedAt: Instant,
  /** Everything printed, frozen at posting; absent in a draft. */
  snapshot: Type.Optional(Type.Unsafe<DocumentSnapshot>({ type: 'object', additionalProperties: true })),
});

export type BusinessDocument = Static<typeof BusinessDocument>;
export type DocumentType = BusinessDocument['type'];
export type DocumentStatus = BusinessDocument['status'];
export type DocumentContent = Static<typeof DocumentContent>;
export type DocumentLine = Static<typeof DocumentLine>;
