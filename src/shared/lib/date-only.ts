/** A date without a time, `YYYY-MM-DD`. It is text all the way: it never passes through a UTC `Date`. */
export type IsoDate = string;

/** A date as numbers; `month` is 1–12. */
export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;

/** How many days a month (1–12) has. */
function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The parts of a date, or `null` for text that is not one, and for 30 February. */
export function dateParts(date: IsoDate): DateParts | null {
  const [, year = 0, month = 0, day = 0] = (PATTERN.exec(date) ?? []).map(Number);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return { year, month, day };
}

/** True for an existing date written `YYYY-MM-DD`. */
export function isIsoDate(text: string): boolean {
  return dateParts(text) !== null;
}

/** The date with these parts. They must exist: see {@link makeDate} for untrusted numbers. */
function isoDate(year: number, month: number, day: number): IsoDate {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** The date with these parts, or `null` when the calendar has none. */
export function makeDate(year: number, month: number, day: number): IsoDate | null {
  const date = isoDate(year, month, day);
  return isIsoDate(date) ? date : null;
}

function parts(date: IsoDate): DateParts {
  const found = dateParts(date);
  if (!found) throw new RangeError(`not a date: ${date}`);
  return found;
}

/** Days since 1970-01-01, by the civil calendar. Throws a RangeError for text that is not a date. */
export function dayNumber(date: IsoDate): number {
  const { year, month, day } = parts(date);
  // Years run from March here, so that the leap day is the last day of one.
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The date so many days after 1970-01-01. */
export function dateOfDayNumber(days: number): IsoDate {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const month = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * month + 2) / 5) + 1;
  const year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0);
  return isoDate(year, month < 10 ? month + 3 : month - 9, day);
}

/** The date so many days later (earlier when negative). */
export function addDays(date: IsoDate, days: number): IsoDate {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** The same day so many months later; a missing day becomes the month's last: 31 January + 1 is 28 February. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const { year, month, day } = parts(date);
  const index = year * 12 + month - 1 + months;
  const toYear = Math.floor(index / 12);
  const toMonth = index - toYear * 12 + 1;
  return isoDate(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
}

/** How many days lie between: positive when `to` is later. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** 1 is Monday, 7 is Sunday. */
export function weekday(date: IsoDate): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/** Negative when `a` is earlier, positive when later, 0 when equal; an absent date (`''`) comes last. */
export function compareDates(a: IsoDate, b: IsoDate): number {
  if (a === b) return 0;
  if (a === '') return 1;
  if (b === '') return -1;
  return a < b ? -1 : 1;
}

/** The Monday of the date's week. */
export function startOfWeek(date: IsoDate): IsoDate {
  return addDays(date, 1 - weekday(date));
}

/** The first day of the date's month. */
export function startOfMonth(date: IsoDate): IsoDate {
  return `${date.slice(0, 8)}01`;
}

/** The last day of the date's month. */
export function endOfMonth(date: IsoDate): IsoDate {
  const { year, month } = parts(date);
  return isoDate(year, month, daysInMonth(year, month));
}

/** Whole weeks (Monday first) that cover the date's month: four to six rows of seven dates, for a calendar. */
export function monthGrid(date: IsoDate): IsoDate[][] {
  const last = dayNumber(endOfMonth(date));
  const weeks: IsoDate[][] = [];
  for (let day = dayNumber(startOfWeek(startOfMonth(date))); day <= last; day += 7)
    weeks.push(Array.from({ length: 7 }, (_, index) => dateOfDayNumber(day + index)));
  return weeks;
}
