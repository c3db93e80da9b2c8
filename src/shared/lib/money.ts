import type { Locale } from './date-format';

/** Money is a whole number of kopecks in a `number`; up to this much every sum is exact: 90 trillion roubles. */
export const MAX_KOPECKS = 9_000_000_000_000_000;

const NBSP = '\u00a0';
const MINUS = '\u2212';
const SPACES = /[\s\u00a0\u2000-\u200a\u202f\u2009'’]/g;
const SIGNS: Readonly<Record<string, string>> = {
  RUB: '₽',
  USD: '$',
  EUR: '€',
  CNY: '¥',
  KZT: '₸',
  BYN: 'Br',
};

/** The quotient rounded half away from zero. `divisor` must be positive. */
export function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const absolute = dividend < 0n ? -dividend : dividend;
  const rounded = (absolute * 2n + divisor) / (divisor * 2n);
  return dividend < 0n ? -rounded : rounded;
}

/** Decimal digits to a whole number of 10^-scale, rounded half away from zero. */
function scale(whole: string, fraction: string, digits: number): bigint {
  const kept = BigInt(`${whole || '0'}${fraction.slice(0, digits).padEnd(digits, '0')}`);
  return Number(fraction[digits] ?? '0') >= 5 ? kept + 1n : kept;
}

/** Decides which of `.` and `,` is the decimal sign and divides the number by it; `null` when it makes no sense. */
function splitDecimal(text: string): [whole: string, fraction: string] | null {
  if (!/^\d[\d.,]*$|^[.,]\d+$/.test(text)) return null;
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (last < 0) return [text, ''];
  const sign = text[last] ?? '';
  const other = sign === '.' ? ',' : '.';
  const before = text.slice(0, last);
  const groupsOnly = /^[1-9]\d{0,2}([.,]\d{3})+$/.test(text) && !text.includes(other);
  // 1,234,567 and 1.234.567 are groups. One sign alone is the decimal one, as Russians write it: 12,500 is 12.50.
  if (groupsOnly && before.includes(sign)) return [text.split(sign).join(''), ''];
  if (before.includes(sign)) return null;
  if (before.includes(other) && !/^\d{1,3}([.,]\d{3})+$/.test(before)) return null;
  return [before.split(other).join(''), text.slice(last + 1)];
}

/**
 * Kopecks from what people write: `1 234,56 руб.`, `1,234.56`, `₽ 500`, `−10`, `12 руб. 05 коп.`; more than two
 * decimals are rounded half up. `null` when it is not a sum, or more than {@link MAX_KOPECKS}.
 */
export function parseMoney(input: string): number | null {
  const text = input.normalize('NFKC').replace(SPACES, '').toLowerCase();
  const found =
    /^([+\-−–]?)(?:₽|rub|\$|€)?([\d.,]+?)(?:р|руб|рубль|рубля|рублей|₽|rub|\$|€|eur|usd)?\.?(?:(\d{1,2})коп(?:\.|еек|ейка|ейки)?)?$/.exec(
      text.replace(/([рбьяй])\.,?/g, '$1.'),
    );
  if (!found) return null;
  const [, sign = '', digits = '', kopecks] = found;
  const parts = splitDecimal(digits);
  if (!parts || (kopecks !== undefined && parts[1] !== '')) return null;
  const value = scale(parts[0], kopecks?.padStart(2, '0') ?? parts[1], 2);
  if (value > BigInt(MAX_KOPECKS)) return null;
  return sign === '' || sign === '+' || value === 0n ? Number(value) : -Number(value);
}

export interface MoneyFormat {
  /** ISO letters for a sign (RUB → ₽), any other text as it is («руб.»), `''` for none. Roubles when not told. */
  readonly currency?: string;
  readonly locale?: Locale;
  /** `hide-zero` leaves out «,00» where space is short; documents always show both digits. */
  readonly kopecks?: 'always' | 'hide-zero';
}

function group(digits: string, separator: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, separator);
}

/** `1 234,56 ₽` with no-break spaces and a true minus. `kopecks` must be a whole number. */
export function formatMoney(kopecks: number, format: MoneyFormat = {}): string {
  if (!Number.isSafeInteger(kopecks)) throw new RangeError(`not a whole number of kopecks: ${kopecks}`);
  const { currency = 'RUB', locale = 'ru', kopecks: show = 'always' } = format;
  const digits = String(Math.abs(kopecks)).padStart(3, '0');
  const whole = group(digits.slice(0, -2), locale === 'ru' ? NBSP : ',');
  const fraction = digits.slice(-2);
  const decimals =
    show === 'hide-zero' && fraction === '00' ? '' : `${locale === 'ru' ? ',' : '.'}${fraction}`;
  const unit = SIGNS[currency] ?? currency;
  return `${kopecks < 0 ? MINUS : ''}${whole}${decimals}${unit === '' ? '' : NBSP + unit}`;
}

/** Kopecks as a plain decimal with a dot, `122000.00`: for files and other programs. */
export function moneyToDecimal(kopecks: number): string {
  const digits = String(Math.abs(kopecks)).padStart(3, '0');
  return `${kopecks < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export type TotalIssueCode = 'total-too-large';

/** The remark on a sum that is too large to be exact, or `null`. */
export function checkTotal(kopecks: number): { readonly code: TotalIssueCode } | null {
  return Number.isSafeInteger(kopecks) && Math.abs(kopecks) <= MAX_KOPECKS
    ? null
    : { code: 'total-too-large' };
}

/** A part of a sum by whole shares, rounded half up: `partOf(12200, 22, 122)` is the tax inside. */
export function partOf(kopecks: number, share: number | bigint, whole: number | bigint): number {
  return Number(divideRounded(BigInt(kopecks) * BigInt(share), BigInt(whole)));
}
