import { addDays, type IsoDate, weekday } from './date-only';
import { toWallTime } from './zoned-time';

export type QuickDateCode = 'in-hour' | 'today-evening' | 'tomorrow-morning' | 'in-week' | 'monday';

/** One offer beside a due date; without `dueTime` the task is for the whole day. */
export interface QuickDate {
  readonly code: QuickDateCode;
  readonly dueDate: IsoDate;
  readonly dueTime?: string;
}

/** The start of a working day in the quick offers. */
const MORNING = '10:00';
const EVENING = '18:00';
const ROUND_TO = 5 * 60_000;

/**
 * «Через час», «сегодня вечером» (until 17:00), «завтра 10:00», «через неделю», «в понедельник» by the clock of
 * the user's zone. The hour is counted in real time and rounded up to five minutes.
 */
export function quickDates(nowIso: string, zone: string): QuickDate[] {
  const now = Date.parse(nowIso);
  const { date: today, time } = toWallTime(nowIso, zone);
  const inHour = toWallTime(new Date(Math.ceil((now + 3_600_000) / ROUND_TO) * ROUND_TO).toISOString(), zone);
  const offers: QuickDate[] = [{ code: 'in-hour', dueDate: inHour.date, dueTime: inHour.time }];
  if (time < '17:00') offers.push({ code: 'today-evening', dueDate: today, dueTime: EVENING });
  offers.push(
    { code: 'tomorrow-morning', dueDate: addDays(today, 1), dueTime: MORNING },
    { code: 'in-week', dueDate: addDays(today, 7) },
    { code: 'monday', dueDate: addDays(today, 8 - weekday(today)), dueTime: MORNING },
  );
  return offers;
}
