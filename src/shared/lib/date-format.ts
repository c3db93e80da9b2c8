import { dateParts, type IsoDate, weekday } from './date-only';

export type Locale = 'ru' | 'en';

const NBSP = '\u00a0';
const MONTHS = {
  ru: [
    'января',
    'февраля',
    'марта',
    'апреля',
    'мая',
    'июня',
    'июля',
    'августа',
    'сентября',
    'октября',
    'ноября',
    'декабря',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
} as const;
const MONTH_TITLES = {
  ru: [
    'Январь',
    'Февраль',
    'Март',
    'Апрель',
    'Май',
    'Июнь',
    'Июль',
    'Август',
    'Сентябрь',
    'Октябрь',
    'Ноябрь',
    'Декабрь',
  ],
  en: MONTHS.en,
} as const;
const WEEKDAYS = {
  ru: ['пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'вс'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
} as const;

/**
 * The month (0–11) that a word of any language names: whole, in Russian in either case, or cut to three letters and
 * more («дек», «сент.»); `null` for any other word.
 */
export function monthIndexOf(word: string): number | null {
  const typed = word.toLowerCase().replace(/\.$/, '');
  if (typed.length < 3) return null;
  for (const names of [MONTHS.ru, MONTH_TITLES.ru, MONTHS.en]) {
    const index = names.findIndex((name) => name.toLowerCase().startsWith(typed));
    if (index >= 0) return index;
  }
  return null;
}

/** The short names of the days, Monday first. */
export const weekdayNames: Readonly<Record<Locale, readonly string[]>> = WEEKDAYS;

/** «21 ноября 2026 г.» or `21 November 2026`, with no-break spaces; `''` for text that is not a date. */
export function formatLongDate(date: IsoDate, locale: Locale = 'ru'): string {
  const parts = dateParts(date);
  if (!parts) return '';
  const dayAndMonth = `${parts.day}${NBSP}${MONTHS[locale][parts.month - 1]}`;
  return locale === 'ru' ? `${dayAndMonth} ${parts.year}${NBSP}г.` : `${dayAndMonth} ${parts.year}`;
}

/**
 * «21.11.2026» or `21 Nov 2026`, with no-break spaces: in English the month is a word, since 03/04 is two dates there;
 * `''` for text that is not a date.
 */
export function formatShortDate(date: IsoDate, locale: Locale = 'ru'): string {
  const parts = dateParts(date);
  if (!parts) return '';
  if (locale === 'ru') return date.split('-').reverse().join('.');
  return `${parts.day}${NBSP}${MONTHS.en[parts.month - 1]?.slice(0, 3)}${NBSP}${parts.year}`;
}

/** What `Intl` is to be asked by: in English the day stands before the month and the clock has 24 hours, as above. */
export const intlLocale = (locale: Locale): string => (locale === 'ru' ? 'ru' : 'en-GB');

/** «сб, 21 ноября» or `Sat, 21 November`; the year is added when it is not `currentYear`. */
export function formatWeekdayDate(date: IsoDate, locale: Locale = 'ru', currentYear?: number): string {
  const parts = dateParts(date);
  if (!parts) return '';
  const text = `${WEEKDAYS[locale][weekday(date) - 1]}, ${parts.day}${NBSP}${MONTHS[locale][parts.month - 1]}`;
  return currentYear === undefined || currentYear === parts.year ? text : `${text} ${parts.year}`;
}

/** «Ноябрь 2026» or `November 2026`: the title of a month. */
export function formatMonth(date: IsoDate, locale: Locale = 'ru'): string {
  const parts = dateParts(date);
  return parts ? `${MONTH_TITLES[locale][parts.month - 1]} ${parts.year}` : '';
}
