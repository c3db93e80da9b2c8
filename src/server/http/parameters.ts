import { Refusal } from './errors';

/**
 * A whole number of a query.
 * @param absent what it is when it was not given
 * @throws Refusal `invalid-input` for anything but digits, for a parameter given twice, and outside `least` to `most`
 */
export function wholeNumber(value: unknown, absent: number, least: number, most: number): number {
  if (value === undefined || value === '') return absent;
  const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= least && number <= most)) throw new Refusal('invalid-input');
  return number;
}

/**
 * An id of a query or an address; PostgreSQL cannot even be asked for one with U+0000 or half a surrogate pair in it.
 * @throws Refusal `invalid-input`
 */
export function textOf(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value !== 'string' || value.length > 300 || /[\p{Cc}\p{Cs}]/u.test(value))
    throw new Refusal('invalid-input');
  return value;
}

/**
 * An instant as UTC. A format of a schema lets through what is no instant to PostgreSQL: the year 0, a leap second,
 * offsets of a day, and years that only an offset makes impossible.
 * @throws Refusal `invalid-input` outside the years 1 to 9999
 */
export function instantOf(value: unknown): string {
  const ms = typeof value === 'string' && value.length <= 40 ? Date.parse(value) : Number.NaN;
  const iso = Number.isNaN(ms) ? '' : new Date(ms).toISOString();
  if (!/^\d{4}-/.test(iso) || iso.startsWith('0000')) throw new Refusal('invalid-input');
  return iso;
}
