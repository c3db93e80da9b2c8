import type { Client } from '../clients/schema';
import { checkPaymentQr, type PaymentQrFields, paymentQrText } from '../domain/payment-qr/payment-qr';
import { type DocumentTotals, isVatCode, vatPercent } from '../domain/vat/vat';
import { sumInWords } from '../domain/words/sum-in-words';
import { formatLongDate, formatShortDate } from '../lib/date-format';
import { formatMoney } from '../lib/money';
import type { Organization, TaxSystem } from '../organizations/schema';
import { cityName, defaultVatRate } from './defaults';
import { partyOf } from './party';
import { buildPreamble } from './preamble';
import type { BusinessDocument, DocumentLine } from './schema';
import type {
  ContractSnapshot,
  DocumentSnapshot,
  InvoiceSnapshot,
  Party,
  SnapshotLine,
  SnapshotTotals,
} from './snapshot';
import { filledLines, totalsOf } from './totals';

const NBSP = '\u00a0';
const roubles = (kopecks: number) => formatMoney(kopecks, { currency: 'руб.' });
const rateText = (rate: string) => `НДС ${isVatCode(rate) ? vatPercent(rate) : rate}${NBSP}%`;

/** Why a sum has no VAT, in the words contracts use. */
const exemptions: Readonly<Record<TaxSystem, string>> = {
  general: 'НДС не облагается',
  simplified: 'НДС не облагается в связи с применением УСН (ст. 346.11 НК РФ)',
  'simplified-vat': 'НДС не облагается',
  patent: 'НДС не облагается в связи с применением патентной системы налогообложения (ст. 346.43 НК РФ)',
  'self-employed':
    'НДС не облагается в связи с уплатой налога на профессиональный доход (422-ФЗ от 27.11.2018)',
};

/** «в том числе НДС 22 % — 22 000,00 руб., НДС 10 % — …» or why there is none. */
export function vatPhrase(totals: Pick<DocumentTotals, 'vatByRate'>, taxSystem: TaxSystem): string {
  if (totals.vatByRate.length === 0) return exemptions[taxSystem];
  const parts = totals.vatByRate.map(({ rate, vat }) => `${rateText(rate)} — ${roubles(vat)}`);
  return `в том числе ${parts.join(', ')}`;
}

/** The phrase of a contract that names no sum: the rate alone. */
function vatPhraseOfRate(organization: Organization, date: string): string {
  const rate = defaultVatRate(organization, date);
  return rate === 'none' ? exemptions[organization.taxSystem] : `в том числе ${rateText(rate)}`;
}

function snapshotLines(lines: readonly DocumentLine[], totals: DocumentTotals): SnapshotLine[] {
  return lines.map(({ article, name, quantity, unit, price, discount, vatRate }, at) => ({
    article: article.trim(),
    name: name.trim(),
    quantity,
    unit: unit.trim(),
    price,
    discount,
    vatRate,
    amount: totals.lines[at]?.amount ?? 0,
    vat: totals.lines[at]?.vat ?? 0,
  }));
}

const snapshotTotals = ({ subtotal, vatByRate, vat, total }: DocumentTotals): SnapshotTotals => ({
  subtotal,
  vatByRate: vatByRate.map(({ rate, base, vat: sum }) => ({ rate, base, vat: sum })),
  vat,
  total,
});

/** The text of the payment QR, or '' while the requisites do not suffice for one. */
function qrOf(seller: Party, total: number, purpose: string): string {
  const fields: PaymentQrFields = {
    // A payment to an entrepreneur names the person in full.
    Name: (seller.kind === 'entrepreneur' && seller.fullName) || seller.name,
    PersonalAcc: seller.bank.account,
    BankName: seller.bank.bankName,
    BIC: seller.bank.bik,
    CorrespAcc: seller.bank.corrAccount,
    Sum: total,
    Purpose: purpose.replaceAll(NBSP, ' '),
    PayeeINN: seller.inn,
    KPP: seller.kpp,
    // No DocNo and DocDate: they are the payer's own payment order, and a number cut to 15 signs is another one's.
  };
  return checkPaymentQr(fields).length === 0 ? paymentQrText(fields) : '';
}

/**
 * Freezes everything a document prints. The draft must have passed `canPost`.
 * @param number the number just taken
 * @throws RangeError when the sum is beyond exact numbers
 */
export function buildSnapshot(
  document: Pick<BusinessDocument, 'type' | 'content'>,
  number: string,
  organization: Organization,
  client: Client,
): DocumentSnapshot {
  const { content } = document;
  const lines = filledLines(content);
  const totals = totalsOf(lines, content.pricesIncludeVat);
  if (totals === null) throw new RangeError('the sum is too large to be exact');
  const own = partyOf(organization);
  const other = partyOf(client);
  const common = {
    version: 1 as const,
    number,
    date: content.date,
    validUntil: content.validUntil,
    lines: snapshotLines(lines, totals),
    pricesIncludeVat: content.pricesIncludeVat,
    totals: snapshotTotals(totals),
    inWords: sumInWords(totals.total),
  };
  if (document.type === 'invoice') {
    const tax =
      totals.vatByRate.length === 0
        ? 'НДС не облагается'
        : `В т. ч. ${totals.vatByRate.map(({ rate, vat }) => `${rateText(rate)} — ${roubles(vat)}`).join(', ')}`;
    const purpose = `Оплата по счёту № ${number} от ${formatShortDate(content.date)}. ${tax}`;
    return {
      ...common,
      type: 'invoice',
      seller: own,
      buyer: other,
      basis: content.basis.trim(),
      paymentQr: qrOf(own, totals.total, purpose),
      note: content.note.trim(),
      purpose,
    } satisfies InvoiceSnapshot;
  }
  return {
    ...common,
    type: 'contract',
    city: cityName(content.city) || cityName(organization.city),
    kind: content.contractKind,
    supplier: own,
    customer: other,
    preamble: content.preamble.trim() || buildPreamble(own, other, content.contractKind).text,
    subject: content.subject.trim(),
    priceTerms: '',
    paymentTerms: content.paymentTerms.trim(),
    deliveryTerms: content.deliveryTerms.trim(),
    autoRenew: content.autoRenew,
    vatPhrase:
      lines.length === 0
        ? vatPhraseOfRate(organization, content.date)
        : vatPhrase(totals, organization.taxSystem),
  } satisfies ContractSnapshot;
}

/** «Договор № А7-000001 от 21 ноября 2026 г.»: how an invoice names the contract it is based on. */
export function contractReference(number: string, date: string): string {
  return `Договор № ${number} от ${formatLongDate(date)}`.replaceAll(NBSP, ' ');
}
