import { dateOfDayNumber, dayNumber, type IsoDate } from './date-only';

/** What a clock on the wall shows: a date and `HH:MM`. */
export interface WallTime {
  readonly date: IsoDate;
  readonly time: string;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Making a formatter costs a hundred times more than using it. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(zone, made);
  return made;
}

/** True for an IANA zone this runtime knows. */
export function isTimeZone(zone: string): boolean {
  if (zone === '') return false;
  try {
    formatter(zone);
    return true;
  } catch {
    return false;
  }
}

/** The wall clock of a zone as if it were UTC, in milliseconds: the offset is the difference. */
function wallMilliseconds(instant: number, zone: string): number {
  const found: Record<string, number> = {};
  for (const { type, value } of formatter(zone).formatToParts(instant)) found[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = found;
  const date = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return dayNumber(date) * DAY + ((hour * 60 + minute) * 60 + second) * 1000;
}

function instantOf(iso: string): number {
  const instant = Date.parse(iso);
  if (Number.isNaN(instant)) throw new RangeError(`not an instant: ${iso}`);
  return instant;
}

function wallOf(milliseconds: number): WallTime {
  const days = Math.floor(milliseconds / DAY);
  const minutes = Math.floor((milliseconds - days * DAY) / MINUTE);
  const two = (value: number) => String(value).padStart(2, '0');
  return { date: dateOfDayNumber(days), time: `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}` };
}

/** Minutes the zone's clock is ahead of UTC at an instant (Moscow: 180). Throws a RangeError for an unknown zone. */
export function zoneOffset(instantIso: string, zone: string): number {
  const instant = instantOf(instantIso);
  return Math.round((wallMilliseconds(instant, zone) - Math.floor(instant / 1000) * 1000) / MINUTE);
}

/** Date and time in a zone at an instant. */
export function toWallTime(instantIso: string, zone: string): WallTime {
  return wallOf(wallMilliseconds(instantOf(instantIso), zone));
}

/** Today's date in a zone, by the instant passed in. */
export function localDate(nowIso: string, zone: string): IsoDate {
  return toWallTime(nowIso, zone).date;
}

/**
 * The instant (ISO, UTC) when a zone's clock shows this date and `HH:MM`. An hour skipped in spring is read as the
 * hour after it; of an hour repeated in autumn the first is meant.
 */
export function zonedToUtc(date: IsoDate, time: string, zone: string): string {
  const [, hour = Number.NaN, minute = Number.NaN] = (/^(\d{1,2}):(\d{2})$/.exec(time) ?? []).map(Number);
  if (!(hour <= 23 && minute <= 59)) throw new RangeError(`not a time: ${time}`);
  const wall = dayNumber(date) * DAY + (hour * 60 + minute) * MINUTE;
  const offsetAt = (instant: number) => wallMilliseconds(instant, zone) - instant;
  // The offsets a day before and a day after are the only ones the wall time can have been written in.
  const before = offsetAt(wall - DAY);
  const after = offsetAt(wall + DAY);
  const candidates = [wall - before, wall - after].filter(
    (instant) => wallMilliseconds(instant, zone) === wall,
  );
  const instant = candidates.length > 0 ? Math.min(...candidates) : wall - before;
  return new Date(instant).toISOString();
}
