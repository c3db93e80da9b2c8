import { addDays, addMonths, endOfMonth, type IsoDate, startOfMonth } from '@shared/lib/dates';

export const periods = ['all', 'month', 'previous', 'quarter', 'year', 'own'] as const;
export type Period = (typeof periods)[number];

/** First and last day of a period around today; '' is open. «Свой период» is chosen by hand. */
export function periodDates(period: Exclude<Period, 'own'>, today: IsoDate): { from: IsoDate; to: IsoDate } {
  const month = startOfMonth(today);
  switch (period) {
    case 'all':
      return { from: '', to: '' };
    case 'month':
      return { from: month, to: endOfMonth(today) };
    case 'previous':
      return { from: addMonths(month, -1), to: addDays(month, -1) };
    case 'quarter': {
      const first = addMonths(month, -((Number(today.slice(5, 7)) - 1) % 3));
      return { from: first, to: addDays(addMonths(first, 3), -1) };
    }
    case 'year':
      return { from: `${today.slice(0, 4)}-01-01`, to: `${today.slice(0, 4)}-12-31` };
  }
}
