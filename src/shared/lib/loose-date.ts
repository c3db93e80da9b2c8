import { monthIndexOf } from './date-format';
import { dateOfDayNumber, dayNumber, type IsoDate, makeDate } from './date-only';

/** A date read from free text. `time` is `HH:MM` or `''`; `ambiguous` when day and month could change places. */
export interface LooseDate {
  readonly date: IsoDate;
  readonly time: string;
  readonly ambiguous: boolean;
}

/** Day first, as here, or month first, as in America. */
export type DateOrder = 'dmy' | 'mdy';

export interface LooseDateOptions {
  /** How `03/04/2026` is meant; day first when not told. */
  readonly order?: DateOrder;
  /** Excel of the Mac counts serial days from 1904. */
  readonly date1904?: boolean;
}

/** Two-digit years from 70 on belong to the last century. */
const CENTURY_BORDER = 70;

function fullYear(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < CENTURY_BORDER ? 2000 + year : 1900 + year;
}

function readTime(text: string): string | null {
  const trimmed = text.trim().replace(/^[T,в]\s*/i, '');
  if (trimmed === '') return '';
  const found = /^(\d{1,2}):(\d{2})(?::\d{2}(?:[.,]\d+)?)?\s*(am|pm)?\s*(?:Z|[+-]\d{2}:?\d{2})?$/i.exec(
    trimmed,
  );
  if (!found) return null;
  const half = found[3]?.toLowerCase();
  let hour = Number(found[1]);
  if (half && (hour < 1 || hour > 12)) return null;
  if (half) hour = (hour % 12) + (half === 'pm' ? 12 : 0);
  return hour < 24 && Number(found[2]) < 60 ? `${String(hour).padStart(2, '0')}:${found[2]}` : null;
}

function result(date: IsoDate | null, time: string | null, ambiguous = false): LooseDate | null {
  return date === null || time === null ? null : { date, time, ambiguous };
}

/** Excel's serial day: 1 is 1900-01-01, and its calendar has a 29 February 1900 that never was. */
function fromSerial(text: string, date1904: boolean): LooseDate | null {
  const [whole = '', fraction = ''] = text.split(/[.,]/);
  const serial = Number(whole);
  const start = date1904 ? dayNumber('1904-01-01') : dayNumber('1899-12-30');
  const minutes = Math.round(Number(`0.${fraction || '0'}`) * 1440);
  if (minutes === 1440) return result(dateOfDayNumber(start + serial + 1), '00:00');
  const two = (value: number) => String(value).padStart(2, '0');
  const time = fraction === '' ? '' : `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return result(dateOfDayNumber(start + serial), time);
}

function fromWords(text: string): LooseDate | null {
  const found = /^(\d{1,2})\s+(\p{L}{3,})\.?\s+(\d{4})(?:\s*(?:г\.?|года))?(.*)$/iu.exec(text);
  if (!found) return null;
  const month = monthIndexOf(found[2] ?? '');
  if (month === null) return null;
  return result(makeDate(Number(found[3]), month + 1, Number(found[1])), readTime(found[4] ?? ''));
}

/**
 * Reads a date the way people and programs write it: ДД.ММ.ГГГГ, Д.М.ГГ, ISO, DD-MM-YYYY, D/M/Y or M/D/Y, «21 ноября
 * 2026 г.», an Excel serial day of five digits; a time may follow. Dates that do not exist are `null`. Dotted dates
 * are always day first; with other separators a day up to 12 makes the reading ambiguous. An offset or `Z` after
 * the time is not applied: what was written is kept.
 */
export function parseLooseDate(input: string, options: LooseDateOptions = {}): LooseDate | null {
  const text = input.replace(/[\s\u00a0]+/g, ' ').trim();
  if (/^\d{5}(?:[.,]\d+)?$/.test(text)) return fromSerial(text, options.date1904 ?? false);
  const iso = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)(.*)$/.exec(text);
  if (iso) return result(makeDate(Number(iso[1]), Number(iso[2]), Number(iso[3])), readTime(iso[4] ?? ''));
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (compact) return result(makeDate(Number(compact[1]), Number(compact[2]), Number(compact[3])), '');
  const found = /^(\d{1,2})([-./])(\d{1,2})\2(\d{4}|\d{2})(?!\d)(?:\s?г\.?)?(.*)$/.exec(text);
  if (!found) return fromWords(text);
  const first = Number(found[1]);
  const second = Number(found[3]);
  const year = fullYear(found[4] ?? '');
  const time = readTime(found[5] ?? '');
  if (found[2] === '.') return result(makeDate(year, second, first), time);
  const ambiguous = first <= 12 && second <= 12 && first !== second;
  const monthFirst = ambiguous ? options.order === 'mdy' : second > 12;
  return result(monthFirst ? makeDate(year, first, second) : makeDate(year, second, first), time, ambiguous);
}

/**
 * What a value says of the order of its whole column: 12/31 that the month is first, 31/12 and 31.12 that the day is.
 * Null for one that says nothing: a day up to 12, a year first, a month in words.
 */
export function orderOf(input: string): DateOrder | null {
  const found = /^(\d{1,2})([-./])(\d{1,2})\2(?:\d{4}|\d{2})(?!\d)/.exec(input.trim());
  const [first, second] = [Number(found?.[1]), Number(found?.[3])];
  if (first > 12 && first <= 31 && second >= 1 && second <= 12) return 'dmy';
  return found?.[2] !== '.' && second > 12 && second <= 31 && first >= 1 && first <= 12 ? 'mdy' : null;
}
