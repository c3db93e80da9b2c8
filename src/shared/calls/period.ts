import { addDays, addMonths, type IsoDate } from '../lib/dates';

export const callPeriods = ['today', 'yesterday', 'week', 'month', 'all', 'own'] as const;
export type CallPeriod = (typeof callPeriods)[number];

/**
 * The local days of a period, both inclusive, '' for open. A week is the last seven days and a month the days since
 * the same day a month ago, so that neither is empty on its first morning.
 */
export function periodDays(
  period: Exclude<CallPeriod, 'own'>,
  today: IsoDate,
): { readonly from: IsoDate | ''; readonly to: IsoDate | '' } {
  switch (period) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case 'week':
      return { from: addDays(today, -6), to: today };
    case 'month':
      return { from: addDays(addMonths(today, -1), 1), to: today };
    case 'all':
      return { from: '', to: '' };
  }
}
