import { type Static, Type } from 'typebox';
import { clientKinds, genders } from '../clients/schema';
import { DateOnly, Decimal, Kopecks, OneOf, Strict, Text } from '../lib/schema';

/** Who signs for a party; genitive forms as corrected by a person, or '' to let the declension compute them. */
const SnapshotSignatory = Strict({
  position: Text(300),
  fullName: Text(300),
  positionGenitive: Text(300),
  fullNameGenitive: Text(300),
  gender: OneOf(genders),
  /** «Устава», «доверенности № 5 от 01.02.2026»: the genitive after «на основании». */
  basis: Text(300),
});

/** One side of a document with its requisites as they were on the day of posting. */
export const Party = Strict({
  kind: OneOf(clientKinds),
  /** Short name: «ООО «Ромашка»», «ИП Иванов И. И.». */
  name: Text(10_000),
  /** Full legal name, or '' where only the short one is known. */
  fullName: Text(10_000),
  inn: Text(20),
  kpp: Text(20),
  /** ОГРН or ОГРНИП. */
  ogrn: Text(20),
  /** One line with the postal code. */
  address: Text(1100),
  /** Ready for print: «+7 495 123-45-67». */
  phone: Text(120),
  email: Text(254),
  bank: Strict({ bik: Text(20), bankName: Text(300), corrAccount: Text(40), account: Text(40) }),
  signatory: SnapshotSignatory,
  /** Full name of the chief accountant, or ''. */
  accountant: Text(300),
});

/** A line with its amounts computed; the renderer adds nothing up. */
export const SnapshotLine = Strict({
  article: Text(120),
  name: Text(2000),
  quantity: Decimal,
  unit: Text(40),
  /** Kopecks a unit, with or without VAT as the document's `pricesIncludeVat` says. */
  price: Kopecks,
  /** Kopecks off the whole line. */
  discount: Kopecks,
  /** Rate code: see vat/. */
  vatRate: Text(8),
  /** Kopecks of the line after the discount, in the document's kind of prices. */
  amount: Kopecks,
  /** Kopecks of VAT in (or on top of) the line. */
  vat: Kopecks,
});

export const SnapshotTotals = Strict({
  /** Sum of the lines' amounts. */
  subtotal: Kopecks,
  /** One entry a rate, in the order printed; empty when nothing is taxed. */
  vatByRate: Type.Array(Strict({ rate: Text(8), base: Kopecks, vat: Kopecks }), { maxItems: 20 }),
  vat: Kopecks,
  /** To pay. */
  total: Kopecks,
});

const common = {
  /** Version of this shape; a stored snapshot is never rewritten. */
  version: Type.Literal(1),
  number: Text(60),
  date: DateOnly,
};

/** Everything an invoice prints, frozen at posting. */
export const InvoiceSnapshot = Strict({
  ...common,
  type: Type.Literal('invoice'),
  validUntil: DateOnly,
  seller: Party,
  buyer: Party,
  /** «Основание», or ''. */
  basis: Text(500),
  lines: Type.Array(SnapshotLine, { maxItems: 1000 }),
  pricesIncludeVat: Type.Boolean(),
  totals: SnapshotTotals,
  /** «Сто двадцать две тысячи рублей 00 копеек». */
  inWords: Text(500),
  /** Text of the payment QR (ГОСТ Р 56042-2014), or '' for none. */
  paymentQr: Text(3000),
  note: Text(5000),
  /** Назначение платежа. */
  purpose: Text(500),
});

/** Everything a contract prints, frozen at posting. */
export const ContractSnapshot = Strict({
  ...common,
  type: Type.Literal('contract'),
  /** Place of signing without «г.»: «Москва». */
  city: Text(120),
  kind: OneOf(['supply', 'services', 'sale'] as const),
  supplier: Party,
  customer: Party,
  /** The whole preamble as approved by a person: see `buildPreamble`. */
  preamble: Text(30_000),
  subject: Text(10_000),
  /** How the price is set, or '' for the usual clause. */
  priceTerms: Text(5000),
  paymentTerms: Text(5000),
  deliveryTerms: Text(5000),
  validUntil: DateOnly,
  autoRenew: Type.Boolean(),
  /** Where goods are handed over; absent in contracts posted before it was kept. */
  warehouse: Type.Optional(Text(1100)),
  /** Passport data of a person, as typed, or ''. */
  passport: Type.Optional(Text(500)),
  /** «в том числе НДС 22 %», «НДС не облагается в связи с применением УСН (ст. 346.11 НК РФ)». */
  vatPhrase: Text(500),
  /** The specification; no lines, no annex. */
  lines: Type.Array(SnapshotLine, { maxItems: 1000 }),
  pricesIncludeVat: Type.Boolean(),
  totals: SnapshotTotals,
  inWords: Text(500),
});

/** The forms with lines that are no plain invoice: see `PaperSnapshot`. */
export const paperTypes = ['offer', 'invoice-contract', 'act', 'waybill', 'upd'] as const;

/** Everything a commercial offer, a счёт-договор, an акт, a накладная or an УПД prints, frozen at posting. */
export const PaperSnapshot = Strict({
  ...common,
  type: OneOf(paperTypes),
  validUntil: DateOnly,
  seller: Party,
  buyer: Party,
  basis: Text(500),
  lines: Type.Array(SnapshotLine, { maxItems: 1000 }),
  pricesIncludeVat: Type.Boolean(),
  totals: SnapshotTotals,
  inWords: Text(500),
  note: Text(5000),
  paymentTerms: Text(5000),
  deliveryTerms: Text(5000),
  /** Where goods are handed over. */
  warehouse: Text(1100),
  /** Text of the payment QR of a счёт-договор, or ''. */
  paymentQr: Text(3000),
  purpose: Text(500),
  /** Why there is no VAT, or ''. */
  exemption: Text(500),
  updStatus: OneOf(['1', '2'] as const),
});

export type PaperSnapshot = Static<typeof PaperSnapshot>;
export type PaperType = PaperSnapshot['type'];
export type Party = Static<typeof Party>;
export type SnapshotLine = Static<typeof SnapshotLine>;
export type SnapshotTotals = Static<typeof SnapshotTotals>;
export type InvoiceSnapshot = Static<typeof InvoiceSnapshot>;
export type ContractSnapshot = Static<typeof ContractSnapshot>;
export type ContractKind = ContractSnapshot['kind'];

/** A posted document's immutable content. */
export type DocumentSnapshot = InvoiceSnapshot | ContractSnapshot | PaperSnapshot;

/** The two sides of any document: who sells, and who buys. */
export const sidesOf = (snapshot: DocumentSnapshot): { readonly own: Party; readonly other: Party } =>
  snapshot.type === 'contract'
    ? { own: snapshot.supplier, other: snapshot.customer }
    : { own: snapshot.seller, other: snapshot.buyer };
