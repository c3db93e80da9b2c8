import { formatShortDate, intlLocale } from '@shared/lib/date-format';
import { localDate } from '@shared/lib/dates';
import { toWallTime } from '@shared/lib/zoned-time';
import type { Language } from '@shared/settings/contract';
import { systemZone } from './clock';

/** An instant as people read it, in the computer's zone: «21.11.2026, 14:05», `21 Nov 2026, 14:05`; '' for none. */
export function formatInstant(iso: string, language: Language): string {
  if (iso === '') return '';
  const { date, time } = toWallTime(iso, systemZone());
  return `${formatShortDate(date, language)}, ${time}`;
}

/**
 * The same for a list of what happened lately: the time alone for today, else with the day.
 * @param today the local day, `YYYY-MM-DD`
 */
export function formatRecent(iso: string, language: Language, today: string): string {
  const isToday = localDate(iso, systemZone()) === today;
  const day = isToday ? {} : ({ day: 'numeric', month: 'short' } as const);
  return new Intl.DateTimeFormat(intlLocale(language), { ...day, hour: '2-digit', minute: '2-digit' }).format(
    new Date(iso),
  );
}
