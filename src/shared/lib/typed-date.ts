import { addDays, type IsoDate, makeDate } from './date-only';
import { parseLooseDate } from './loose-date';

/**
 * A date as a person types it into a field: everything {@link parseLooseDate} reads, «5.12» for the coming
 * 5 December, «+3» for in three days. `null` for what is no date, 31 April included.
 * @param today the day that `5.12` and `+3` are counted from
 */
export function typedDate(text: string, today: IsoDate): IsoDate | null {
  const trimmed = text.trim();
  const later = /^\+\s?(\d{1,3})$/.exec(trimmed);
  if (later) return addDays(today, Number(later[1]));
  const short = /^(\d{1,2})[.,/](\d{1,2})\.?$/.exec(trimmed);
  if (!short) return parseLooseDate(trimmed)?.date ?? null;
  const year = Number(today.slice(0, 4));
  const [day, month] = [Number(short[1]), Number(short[2])];
  const near = makeDate(year, month, day);
  if (near !== null && near >= today) return near;
  return makeDate(year + 1, month, day) ?? near;
}

/** A time of day as typed — «10», «930», «9.30», «9:30» — written `HH:MM`; `null` for what is none, 25:00 included. */
export function typedTime(text: string): string | null {
  const trimmed = text.trim();
  const found = /^(\d{1,2})(?:[:.,\-\s]?(\d{2}))?$/.exec(trimmed);
  if (!found) return null;
  const hour = Number(found[1]);
  const minute = Number(found[2] ?? 0);
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** True for `HH:MM` of an existing time of day. */
export function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}
