import type { IsoDate } from './date-only';
import { parseLooseDate } from './loose-date';

/** Nobody one does business with was born before. */
const earliest = '1880-01-01';

/**
 * A day of birth as it is typed: a whole date in any usual form («5.12.1980», «05.12.80», «5 декабря 1980»). A year
 * of two digits that would lie ahead belongs to the last century. `''` for nothing typed, `null` for what is no day
 * somebody living was born on.
 * @param today the last day that counts
 */
export function typedBirthday(text: string, today: IsoDate): IsoDate | '' | null {
  const trimmed = text.trim();
  if (trimmed === '') return '';
  // A bare number would be read as a spreadsheet's day.
  if (!/\D/.test(trimmed)) return null;
  const date = parseLooseDate(trimmed)?.date;
  if (!date) return null;
  if (date >= earliest && date <= today) return date;
  const century = Number(date.slice(0, 4)) - 100;
  const earlier = /(^|\D)\d{4}(\D|$)/.test(trimmed) ? '' : `${century}${date.slice(4)}`;
  return earlier >= earliest && earlier <= today ? earlier : null;
}
