import { divideRounded, partOf } from '../../lib/money';
import { multiply, type Quantity, scaledQuantity } from '../../lib/quantity';
import { isVatCode, type VatCode, vatCodes, vatPercent } from './rates';

/** A line as computed: kopecks everywhere. */
export interface LineInput {
  readonly quantity: Quantity;
  /** Kopecks a unit, with or without VAT as the document says. */
  readonly price: number;
  /** Kopecks off the whole line. */
  readonly discount?: number;
  /** A {@link VatCode}; text because records store it so. */
  readonly vatRate: string;
}

export interface TotalsOptions {
  /** VAT is inside the prices (true) or comes on top of them. */
  readonly pricesIncludeVat: boolean;
  /** Kopecks off the whole document, spread over the lines. */
  readonly documentDiscount?: number;
}

interface LineTotals {
  /** Kopecks after all discounts, in the document's kind of prices. */
  readonly amount: number;
  /** Kopecks taken off: the line's own discount and its share of the document's. */
  readonly discount: number;
  readonly vatRate: VatCode;
  readonly vat: number;
  /** Kopecks without VAT. */
  readonly net: number;
  /** Kopecks with VAT. */
  readonly gross: number;
}

interface RateTotals {
  readonly rate: VatCode;
  /** Kopecks without VAT at this rate. */
  readonly base: number;
  readonly vat: number;
}

export interface DocumentTotals {
  readonly lines: readonly LineTotals[];
  /** Sum of the lines' amounts. */
  readonly subtotal: number;
  /** Sum of all discounts. */
  readonly discount: number;
  /** One entry a rate, highest first; lines without VAT have none. */
  readonly vatByRate: readonly RateTotals[];
  /** Sum of the lines' VAT. */
  readonly vat: number;
  /** To pay. */
  readonly total: number;
}

/** VAT of an amount in kopecks, rounded half up: inside it (22/122) or on top of it (22/100). */
export function lineVat(amount: number, code: VatCode, pricesIncludeVat: boolean): number {
  const percent = vatPercent(code);
  return partOf(amount, percent, pricesIncludeVat ? 100 + percent : 100);
}

/**
 * Spreads a sum over weights by the largest remainder, so that the parts add up exactly; equal remainders favour
 * the earlier part. No part exceeds its weight while the sum does not exceed all of them. Weights are not negative;
 * with nothing to weigh by, all parts are 0.
 */
export function distribute(sum: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((total, weight) => total + BigInt(weight), 0n);
  if (whole === 0n) return weights.map(() => 0);
  const shares = weights.map((weight, index) => {
    const exact = BigInt(Math.abs(sum)) * BigInt(weight);
    return { index, part: exact / whole, rest: exact % whole };
  });
  let left = BigInt(Math.abs(sum)) - shares.reduce((total, { part }) => total + part, 0n);
  const parts = shares.map(({ part }) => Number(part));
  for (const { index } of [...shares].sort((a, b) =>
    a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1,
  )) {
    if (left <= 0n) break;
    parts[index] = (parts[index] ?? 0) + 1;
    left -= 1n;
  }
  return sum < 0 ? parts.map((part) => (part === 0 ? 0 : -part)) : parts;
}

/** A discount in kopecks from per cent written as a decimal («12.5»), rounded half up, never more than the amount. */
export function percentDiscount(amount: number, percent: string): number {
  const off = Number(divideRounded(BigInt(amount) * scaledQuantity(percent), 100_000_000n));
  return Math.min(Math.max(off, 0), Math.max(amount, 0));
}

function rateOf(code: string): VatCode {
  if (!isVatCode(code)) throw new RangeError(`not a VAT rate: ${code}`);
  return code;
}

/**
 * Amounts, VAT and the sum to pay. VAT is rounded in every line and the document's VAT is the sum of the lines', so
 * that lines and totals of an invoice and of the later счёт-фактура agree. Throws a RangeError for a rate that is
 * not in the table, a malformed quantity and amounts beyond exact numbers.
 */
export function documentTotals(lines: readonly LineInput[], options: TotalsOptions): DocumentTotals {
  const { pricesIncludeVat, documentDiscount = 0 } = options;
  const own = lines.map(({ quantity, price, discount = 0, vatRate }) => {
    const full = multiply(price, quantity);
    return { full, amount: full - discount, vatRate: rateOf(vatRate) };
  });
  const shares = distribute(
    documentDiscount,
    own.map(({ amount }) => Math.max(amount, 0)),
  );
  const computed = own.map(({ full, amount: before, vatRate }, index): LineTotals => {
    const amount = before - (shares[index] ?? 0);
    const vat = lineVat(amount, vatRate, pricesIncludeVat);
    const [net, gross] = pricesIncludeVat ? [amount - vat, amount] : [amount, amount + vat];
    return { amount, discount: full - amount, vatRate, vat, net, gross };
  });
  const sum = (of: (line: LineTotals) => number, from: readonly LineTotals[] = computed) => {
    const total = from.reduce((all, line) => all + of(line), 0);
    if (!Number.isSafeInteger(total)) throw new RangeError('the sum is too large to be exact');
    return total;
  };
  const vatByRate = vatCodes.flatMap((rate): RateTotals[] => {
    const taxed = computed.filter((line) => line.vatRate === rate);
    if (rate === 'none' || taxed.length === 0) return [];
    return [{ rate, base: sum(({ net }) => net, taxed), vat: sum(({ vat }) => vat, taxed) }];
  });
  return {
    lines: computed,
    subtotal: sum(({ amount }) => amount),
    discount: sum(({ discount }) => discount),
    vatByRate,
    vat: sum(({ vat }) => vat),
    total: sum(({ gross }) => gross),
  };
}
