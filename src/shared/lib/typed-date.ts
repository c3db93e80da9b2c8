import { monthIndexOf } from './date-format';
import { addDays, addMonths, type IsoDate, makeDate, weekday } from './date-only';
import { parseLooseDate } from './loose-date';

const DAYS: ReadonlyMap<string, number> = new Map([
  ['позавчера', -2],
  ['вчера', -1],
  ['сегодня', 0],
  ['завтра', 1],
  ['послезавтра', 2],
  ['yesterday', -1],
  ['today', 0],
  ['tomorrow', 1],
]);

/** Beginnings of the weekdays' names, Monday first: «пн», «понедельник», «понедельника», Monday. */
const WEEKDAYS: readonly RegExp[] = [
  /^(пн|понедельник[а-я]*|mon(day)?)$/,
  /^(вт|вторник[а-я]*|tue(s|sday)?)$/,
  /^(ср|сред[ауы]|wed(nesday)?)$/,
  /^(чт|четверг[а-я]*|thu(r|rs|rsday)?)$/,
  /^(пт|пятниц[а-я]*|fri(day)?)$/,
  /^(сб|суббот[а-я]*|sat(urday)?)$/,
  /^(вс|воскресень[а-я]*|sun(day)?)$/,
];

/**
 * A date as a person types it into a field: everything {@link parseLooseDate} reads but a spreadsheet's serial day,
 * digits alone («051226», «05122026», «0512»), «5.12» and «5 декабря» for the coming 5 December, «завтра», «пт» for the
 * coming Friday, «через неделю», «+3» for in three days. `null` for what is no date, 31 April included, and for what
 * could be two: understood or refused, never another date.
 * @param today the day that everything without a year is counted from
 */
export function typedDate(text: string, today: IsoDate): IsoDate | null {
  const trimmed = text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase().replace(/ё/g, 'е');
  if (/^\d+$/.test(trimmed)) return dateOfDigits(trimmed, today);
  return relativeDate(trimmed, today) ?? yearlessDate(trimmed, today) ?? wholeDate(trimmed);
}

/** A whole date, without the serial days that only a spreadsheet writes. */
function wholeDate(text: string): IsoDate | null {
  return /^\d+(?:[.,]\d+)?$/.test(text) ? null : (parseLooseDate(text)?.date ?? null);
}

/** «завтра», «в пятницу», «через 2 недели», «+3», «-1». */
function relativeDate(text: string, today: IsoDate): IsoDate | null {
  const near = DAYS.get(text);
  if (near !== undefined) return addDays(today, near);
  const name = text.replace(/^(в|во|on|next) /, '').replace(/\.$/, '');
  const day = WEEKDAYS.findIndex((pattern) => pattern.test(name)) + 1;
  if (day > 0) return addDays(today, ((day - weekday(today) + 6) % 7) + 1);
  const shift = /^([+\-−–]) ?(\d{1,3})$/.exec(text);
  if (shift) return addDays(today, Number(shift[2]) * (shift[1] === '+' ? 1 : -1));
  const later = /^(?:через|in) (?:(\d{1,3}|a) )?([a-zа-я]+)$/.exec(text);
  if (!later) return null;
  const count = later[1] === undefined || later[1] === 'a' ? 1 : Number(later[1]);
  const unit = later[2] ?? '';
  if (/^(день|дня|дней|days?)$/.test(unit)) return addDays(today, count);
  if (/^(недел[юиь]|weeks?)$/.test(unit)) return addDays(today, count * 7);
  if (/^(месяц(а|ев)?|months?)$/.test(unit)) return addMonths(today, count);
  if (/^(год(а)?|лет|years?)$/.test(unit)) return addMonths(today, count * 12);
  return null;
}

/** «5.12», «5/12» and «5 декабря» mean the coming one. */
function yearlessDate(text: string, today: IsoDate): IsoDate | null {
  const short = /^(\d{1,2})[.,/](\d{1,2})\.?$/.exec(text);
  if (short) return comingDate(Number(short[2]), Number(short[1]), today);
  const words = /^(\d{1,2}) ([\p{L}]{3,})\.?$/u.exec(text);
  const month = words && monthIndexOf(words[2] ?? '');
  return words && month !== null ? comingDate(month + 1, Number(words[1]), today) : null;
}

function comingDate(month: number, day: number, today: IsoDate): IsoDate | null {
  const year = Number(today.slice(0, 4));
  const near = makeDate(year, month, day);
  if (near !== null && near >= today) return near;
  return makeDate(year + 1, month, day) ?? near;
}

/** The one date that digits alone can mean, or `null`: `051226`, `51226`, `05122026`, `20261205`, `0512`. */
function dateOfDigits(digits: string, today: IsoDate): IsoDate | null {
  if (digits.length === 4) return comingDate(Number(digits.slice(2)), Number(digits.slice(0, 2)), today);
  const found = new Set(readDigits(digits, (year) => `20${year}`));
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

/** How so many digits may be cut into a day and a month; the year is what is left. */
const CUTS: ReadonlyMap<number, readonly (readonly [day: number, month: number])[]> = new Map([
  [
    5,
    [
      [1, 2],
      [2, 1],
    ],
  ],
  [6, [[2, 2]]],
  [
    7,
    [
      [1, 2],
      [2, 1],
    ],
  ],
  [8, [[2, 2]]],
]);

/**
 * Every date that digits alone can mean, day first, or year first where there are eight.
 * @param whole the four digits that a year's last two stand for
 */
export function readDigits(digits: string, whole: (lastTwo: string) => string): IsoDate[] {
  const read = (CUTS.get(digits.length) ?? []).map(([day, month]) => {
    const year = digits.slice(day + month);
    return [year.length === 2 ? whole(year) : year, digits.slice(day, day + month), digits.slice(0, day)];
  });
  if (digits.length === 8) read.push([digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)]);
  return read.flatMap(([year, month, day]) => {
    const date = /^(19|20)/.test(year ?? '') ? makeDate(Number(year), Number(month), Number(day)) : null;
    return date === null ? [] : [date];
  });
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
