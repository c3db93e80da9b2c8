import type { IsoDate } from './date-only';
import { parseLooseDate } from './loose-date';
import { readDigits } from './typed-date';

/** Nobody one does business with was born before. */
const earliest = '1880-01-01';

/**
 * A day of birth as it is typed: a whole date in any usual form («5.12.1980», «05.12.80», «5 декабря 1980»). A year
 * of two digits that would lie ahead belongs to the last century. Digits alone are read where there are six or eight. `''` for nothing typed, `null` for what is no day
 * somebody living was born on.
 * @param today the last day that counts
 */
export function typedBirthday(text: string, today: IsoDate): IsoDate | '' | null {
  const trimmed = text.trim();
  if (trimmed === '') return '';
  if (/^\d+$/.test(trimmed)) {
    // Five digits are a spreadsheet's day as likely as a date.
    if (trimmed.length !== 6 && trimmed.length !== 8) return null;
    const found = new Set(
      readDigits(trimmed, (year) => `${Number(`20${year}`) <= Number(today.slice(0, 4)) ? 20 : 19}${year}`),
    );
    const [only] = found;
    return found.size === 1 && only !== undefined ? asBirthday(only, trimmed.length >= 7, today) : null;
  }
  // A number with a fraction would be read as a spreadsheet's day.
  const date = /^\d+[.,]\d+$/.test(trimmed) ? undefined : parseLooseDate(trimmed)?.date;
  return date === undefined ? null : asBirthday(date, /(^|\D)\d{4}(\D|$)/.test(trimmed), today);
}

/**
 * A date as somebody's day of birth; one whose year was written with two digits moves back a century where it would
 * lie ahead. `null` for a day nobody living was born on.
 */
export function asBirthday(date: IsoDate, wholeYear: boolean, today: IsoDate): IsoDate | null {
  if (date >= earliest && date <= today) return date;
  const earlier = wholeYear ? '' : `${Number(date.slice(0, 4)) - 100}${date.slice(4)}`;
  return earlier >= earliest && earlier <= today ? earlier : null;
}
