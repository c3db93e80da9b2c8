import type { Locale } from './date-format';
import { divideRounded } from './money';

/** A quantity is a decimal string with a dot, no needless zeros and at most six decimals: `1.5`, `1000`, `0.001`. */
export type Quantity = string;

export type QuantityIssueCode =
  | 'quantity-format'
  | 'quantity-negative'
  | 'quantity-zero'
  | 'quantity-precision'
  | 'quantity-too-large';

export type ParsedQuantity =
  | { readonly ok: true; readonly value: Quantity }
  | { readonly ok: false; readonly code: QuantityIssueCode };

/** How many decimals a quantity may have. */
const QUANTITY_DECIMALS = 6;
const SCALE = 10n ** BigInt(QUANTITY_DECIMALS);
const MAX_WHOLE_DIGITS = 9;

/** Reads `1 000,5`, `1000.5` or `0,001`. The value is canonical; what cannot be a quantity gets a code. */
export function parseQuantity(input: string): ParsedQuantity {
  const text = input
    .normalize('NFKC')
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(/[−–]/g, '-')
    .replace(',', '.');
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(text)) return { ok: false, code: 'quantity-format' };
  if (text.startsWith('-')) return { ok: false, code: 'quantity-negative' };
  const [rawWhole = '', rawFraction = ''] = text.split('.');
  const whole = rawWhole.replace(/^0+/, '') || '0';
  const fraction = rawFraction.replace(/0+$/, '');
  if (whole.length > MAX_WHOLE_DIGITS) return { ok: false, code: 'quantity-too-large' };
  if (fraction.length > QUANTITY_DECIMALS) return { ok: false, code: 'quantity-precision' };
  if (whole === '0' && fraction === '') return { ok: false, code: 'quantity-zero' };
  return { ok: true, value: fraction === '' ? whole : `${whole}.${fraction}` };
}

/** The remark on a quantity, or `null`. */
export function checkQuantity(input: string): { readonly code: QuantityIssueCode } | null {
  const parsed = parseQuantity(input);
  return parsed.ok ? null : { code: parsed.code };
}

/** Millionths of a unit. Throws a RangeError for text that is not a plain decimal with up to six decimals. */
export function scaledQuantity(quantity: Quantity): bigint {
  const found = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(quantity);
  if (!found) throw new RangeError(`not a quantity: ${quantity}`);
  const scaled = BigInt(`${found[2]}${(found[3] ?? '').padEnd(QUANTITY_DECIMALS, '0')}`);
  return found[1] === '-' ? -scaled : scaled;
}

/** Price × quantity in kopecks, rounded half up (away from zero). Throws a RangeError beyond exact numbers. */
export function multiply(priceKopecks: number, quantity: Quantity): number {
  const product = Number(divideRounded(BigInt(priceKopecks) * scaledQuantity(quantity), SCALE));
  if (!Number.isSafeInteger(product)) throw new RangeError('the amount is too large to be exact');
  return product;
}

/** The exact sum of quantities. */
export function addQuantities(quantities: readonly Quantity[]): Quantity {
  const sum = quantities.reduce((total, quantity) => total + scaledQuantity(quantity), 0n);
  const digits = String(sum < 0n ? -sum : sum).padStart(QUANTITY_DECIMALS + 1, '0');
  const fraction = digits.slice(-QUANTITY_DECIMALS).replace(/0+$/, '');
  return `${sum < 0n ? '-' : ''}${digits.slice(0, -QUANTITY_DECIMALS)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** `1 000,5` (ru) or `1,000.5` (en). */
export function formatQuantity(quantity: Quantity, locale: Locale = 'ru'): string {
  const [whole = '', fraction] = quantity.replace(/^-/, '\u2212').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, locale === 'ru' ? '\u00a0' : ',');
  return fraction ? `${grouped}${locale === 'ru' ? ',' : '.'}${fraction}` : grouped;
}
