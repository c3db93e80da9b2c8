import { addDays, type IsoDate, weekday } from '@shared/lib/date-only';
import { type CalendarYear, productionCalendar } from './production-calendar';

type DayKind = 'working' | 'short' | 'off';

/** Answers what kind of day a date is. `known` is false for years without data and for provisional ones. */
export interface WorkCalendar {
  readonly dayKind: (date: IsoDate) => DayKind;
  readonly known: (date: IsoDate) => boolean;
}

/** A calendar made of the given years; the years we ship when not told. */
export function workCalendar(years: readonly CalendarYear[] = productionCalendar): WorkCalendar {
  const kinds = new Map<string, DayKind>();
  for (const { year, daysOff, workingDays, shortDays } of years) {
    for (const day of daysOff) kinds.set(`${year}-${day}`, 'off');
    for (const day of workingDays) kinds.set(`${year}-${day}`, 'working');
    for (const day of shortDays) kinds.set(`${year}-${day}`, 'short');
  }
  const certain = new Set(years.filter(({ provisional }) => !provisional).map(({ year }) => year));
  return {
    dayKind: (date) => kinds.get(date) ?? (weekday(date) > 5 ? 'off' : 'working'),
    known: (date) => certain.has(Number(date.slice(0, 4))),
  };
}

/** The calendar we ship. */
export const russianCalendar: WorkCalendar = workCalendar();

/** True for a day people work on, short ones included. */
export function isWorkingDay(date: IsoDate, calendar: WorkCalendar = russianCalendar): boolean {
  return calendar.dayKind(date) !== 'off';
}

/** The date itself when it is worked, else the next one that is. */
export function nextWorkingDay(date: IsoDate, calendar: WorkCalendar = russianCalendar): IsoDate {
  let day = date;
  while (!isWorkingDay(day, calendar)) day = addDays(day, 1);
  return day;
}

/** The date so many working days later, the date itself not counted: how «в течение 5 рабочих дней» is read. */
export function addWorkingDays(
  date: IsoDate,
  count: number,
  calendar: WorkCalendar = russianCalendar,
): IsoDate {
  let day = date;
  for (let left = Math.abs(count); left > 0; ) {
    day = addDays(day, count < 0 ? -1 : 1);
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return day;
}

/** How many working days lie from the first date to the last, both counted. */
export function countWorkingDays(
  from: IsoDate,
  to: IsoDate,
  calendar: WorkCalendar = russianCalendar,
): number {
  let count = 0;
  for (let day = from; day <= to; day = addDays(day, 1)) if (isWorkingDay(day, calendar)) count += 1;
  return count;
}
