import { addDays, addMonths, endOfMonth, type IsoDate, startOfMonth, startOfWeek } from '../lib/date-only';
import { zonedToUtc } from '../lib/zoned-time';
import type { RelativePeriod } from './schema';

/** The first and the last day of a period. */
export interface Days {
  readonly first: IsoDate;
  readonly last: IsoDate;
}

const months = (first: IsoDate, count: number): Days => ({
  first,
  last: endOfMonth(addMonths(first, count - 1)),
});

/** The days of a period that is counted from a day; weeks begin on Monday. */
export function daysOf({ unit, shift }: RelativePeriod, today: IsoDate): Days {
  const month = startOfMonth(today);
  const number = Number(today.slice(5, 7)) - 1;
  switch (unit) {
    case 'day': {
      const day = addDays(today, shift);
      return { first: day, last: day };
    }
    case 'week': {
      const first = addDays(startOfWeek(today), shift * 7);
      return { first, last: addDays(first, 6) };
    }
    case 'month':
      return months(addMonths(month, shift), 1);
    case 'quarter':
      return months(addMonths(month, shift * 3 - (number % 3)), 3);
    case 'year':
      return months(addMonths(month, shift * 12 - number), 12);
  }
}

/** The first instant of these days in a zone, and the first after them. */
export function instantsOf(
  { first, last }: Days,
  zone: string,
): { readonly from: string; readonly before: string } {
  return { from: zonedToUtc(first, '00:00', zone), before: zonedToUtc(addDays(last, 1), '00:00', zone) };
}
