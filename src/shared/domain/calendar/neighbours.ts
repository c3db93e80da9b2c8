import type { IsoDate } from '../../lib/date-only';
import { weekday } from '../../lib/date-only';
import { russianCalendar, type WorkCalendar } from './work-calendar';

/**
 * Holidays of neighbours by the day, `MM-DD`, as their laws fix them; moved days off and feasts that wander (Радуница, Курбан айт)
 * are not known here, so that no year of theirs is certain.
 */
const HOLIDAYS = {
  belarus: ['01-01', '01-02', '01-07', '03-08', '05-01', '05-09', '07-03', '11-07', '12-25'],
  kazakhstan: [
    ...['01-01', '01-02', '01-07', '03-08', '03-21', '03-22', '03-23', '05-01', '05-07', '05-09'],
    ...['07-06', '08-30', '10-25', '12-16'],
  ],
} as const;

function plain(holidays: readonly string[]): WorkCalendar {
  const off = new Set(holidays);
  return {
    dayKind: (date: IsoDate) => (off.has(date.slice(5)) || weekday(date) > 5 ? 'off' : 'working'),
    known: () => false,
  };
}

const belarus = plain(HOLIDAYS.belarus);
const kazakhstan = plain(HOLIDAYS.kazakhstan);
const KAZAKH = /^Asia\/(?:Almaty|Aqtau|Aqtobe|Atyrau|Oral|Qostanay|Qyzylorda)$/;

/** The calendar people in a zone work by: that of Belarus and Kazakhstan in theirs, Russia's in all others. */
export function calendarOf(zone: string): WorkCalendar {
  if (zone === 'Europe/Minsk') return belarus;
  return KAZAKH.test(zone) ? kazakhstan : russianCalendar;
}
