import type { Client } from '../clients/schema';
import {
  checkPaymentQr,
  cutByWords,
  MAX_PURPOSE,
  type PaymentQrFields,
  paymentQrText,
} from '../domain/payment-qr/payment-qr';
import { checkAccount, checkInn } from '../domain/requisites/requisites';
import { exemptionText } from '../domain/vat/exemptions';
import { type DocumentTotals, isVatCode, vatPercent } from '../domain/vat/vat';
import { sumInWords } from '../domain/words/sum-in-words';
import { formatLongDate, formatShortDate } from '../lib/date-format';
import { formatMoney } from '../lib/money';
import type { Organization, TaxSystem } from '../organizations/schema';
import { contractKindOf } from './contract-kind';
import { cityName, defaultVatRate } from './defaults';
import { partyOf, printedAddress } from './party';
import { buildPreamble } from './preamble';
import type { BusinessDocument, DocumentLine } from './schema';
import type {
  ContractSnapshot,
  DocumentSnapshot,
  InvoiceSnapshot,
  PaperSnapshot,
  Party,
  SnapshotLine,
  SnapshotTotals,
} from './snapshot';
import { filledLines, totalsOf } from './totals';

const NBSP = '\u00a0';
const roubles = (kopecks: number) => formatMoney(kopecks, { currency: 'руб.' });
const rateText = (rate: string) => `НДС ${isVatCode(rate) ? vatPercent(rate) : rate}${NBSP}%`;

/** «в том числе НДС 22 % — 22 000,00 руб., НДС 10 % — …» or why there is none. */
export function vatPhrase(
  totals: Pick<DocumentTotals, 'vatByRate'>,
  taxSystem: TaxSystem,
  date: string,
): string {
  if (totals.vatByRate.length === 0) return exemptionText(taxSystem, date);
  const parts = totals.vatByRate.map(({ rate, vat }) => `${rateText(rate)} — ${roubles(vat)}`);
  return `в том числе ${parts.join(', ')}`;
}

/** The phrase of a contract that names no sum: the rate alone. */
function vatPhraseOfRate(organization: Organization, date: string): string {
  const rate = defaultVatRate(organization, date);
  return rate === 'none' ? exemptionText(organization.taxSystem, date) : `в том числе ${rateText(rate)}`;
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

/**
 * «Оплата по счёту № … от …. В т. ч. НДС 22 % — …», at most 210 characters: with so many rates that it would be longer, VAT is
 * named in one sum.
 */
function paymentPurpose(
  number: string,
  date: string,
  totals: Pick<DocumentTotals, 'vatByRate' | 'vat'>,
): string {
  const start = `Оплата по счёту № ${number} от ${formatShortDate(date)}.`;
  if (totals.vatByRate.length === 0) return cutByWords(`${start} НДС не облагается`, MAX_PURPOSE);
  const rates = totals.vatByRate.map(({ rate, vat }) => `${rateText(rate)} — ${roubles(vat)}`).join(', ');
  const whole = `${start} В т. ч. ${rates}`;
  return [...whole].length <= MAX_PURPOSE
    ? whole
    : cutByWords(`${start} В т. ч. НДС — ${roubles(totals.vat)}`, MAX_PURPOSE);
}

/** The text of the payment QR, or '' while the requisites do not suffice for one or are wrong: money would go astray. */
function qrOf(seller: Party, total: number, purpose: string): string {
  if (checkInn(seller.inn, seller.kind) !== null) return '';
  if (checkAccount(seller.bank.account, seller.bank.bik) !== null) return '';
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
    const purpose = paymentPurpose(number, content.date, totals);
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
  if (document.type !== 'contract') {
    const purpose = paymentPurpose(number, content.date, totals);
    return {
      ...common,
      ...{ type: document.type, seller: own, buyer: other, updStatus: content.updStatus ?? '1' },
      ...{ basis: content.basis.trim(), note: content.note.trim() },
      ...{ paymentTerms: content.paymentTerms.trim(), deliveryTerms: content.deliveryTerms.trim() },
      warehouse: warehouseOf(organization),
      paymentQr: document.type === 'invoice-contract' ? qrOf(own, totals.total, purpose) : '',
      purpose: document.type === 'invoice-contract' ? purpose : '',
      exemption: totals.vatByRate.length === 0 ? exemptionText(organization.taxSystem, content.date) : '',
    } satisfies PaperSnapshot;
  }
  const kind = contractKindOf(content.contractKind, other.kind);
  return {
    ...common,
    type: 'contract',
    city: cityName(content.city) || cityName(organization.city),
    kind,
    supplier: own,
    customer: other,
    preamble: content.preamble.trim() || buildPreamble(own, other, kind).text,
    subject: content.subject.trim(),
    priceTerms: '',
    paymentTerms: content.paymentTerms.trim(),
    deliveryTerms: content.deliveryTerms.trim(),
    autoRenew: content.autoRenew,
    warehouse: warehouseOf(organization),
    passport: other.kind === 'person' ? (content.passport ?? '').trim() : '',
    vatPhrase:
      lines.length === 0
        ? vatPhraseOfRate(organization, content.date)
        : vatPhrase(totals, organization.taxSystem, content.date),
  } satisfies ContractSnapshot;
}

/** Where goods are handed over: the address of delivery, else the actual one, else what documents print. */
function warehouseOf({ addresses }: Organization): string {
  const of = (kind: string) => addresses.filter((one) => one.kind === kind && one.text.trim() !== '');
  const found = [...of('delivery'), ...of('actual')];
  return printedAddress(found.length > 0 ? found.slice(0, 1) : addresses);
}

/** «Договор № А7-000001 от 21 ноября 2026 г.»: how an invoice names the contract it is based on. */
export function contractReference(number: string, date: string): string {
  return `Договор № ${number} от ${formatLongDate(date)}`.replaceAll(NBSP, ' ');
}
