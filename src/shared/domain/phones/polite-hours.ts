import { toWallTime } from '../../lib/zoned-time';
import { calendarOf } from '../calendar/neighbours';
import { isWorkingDay, type WorkCalendar } from '../calendar/work-calendar';

type ImpoliteReason = 'too-early' | 'too-late' | 'day-off';

export interface Politeness {
  readonly polite: boolean;
  readonly reason?: ImpoliteReason;
  /** `HH:MM` at the client's. */
  readonly localTime: string;
  /** The date at the client's. */
  readonly localDate: string;
}

export interface PoliteHoursInput {
  readonly zone: string;
  readonly nowIso: string;
  /** The calendar of the zone's country when not told. */
  readonly workCalendar?: WorkCalendar;
  /** A first call to a stranger has softer hours. */
  readonly first?: boolean;
  /** `HH:MM`; 09:00 (first call: 10:00) when not told. */
  readonly from?: string;
  /** `HH:MM`, not polite any more at it; 19:00 (first call: 17:00) when not told. */
  readonly to?: string;
}

/** `HH:MM` in a zone. */
export function localTime(zone: string, nowIso: string): string {
  return toWallTime(nowIso, zone).time;
}

/**
 * Whether now is a polite time to call: 9–19 on the client's working days, 10–17 for a first call. It is our
 * default of manners, not a law; the caller may go on after a warning.
 */
export function politeHours(input: PoliteHoursInput): Politeness {
  const { zone, nowIso, first = false } = input;
  const { workCalendar = calendarOf(zone) } = input;
  const { from = first ? '10:00' : '09:00', to = first ? '17:00' : '19:00' } = input;
  const { date, time } = toWallTime(nowIso, zone);
  const place = { localTime: time, localDate: date };
  if (!isWorkingDay(date, workCalendar)) return { polite: false, reason: 'day-off', ...place };
  if (time < from) return { polite: false, reason: 'too-early', ...place };
  if (time >= to) return { polite: false, reason: 'too-late', ...place };
  return { polite: true, ...place };
}
