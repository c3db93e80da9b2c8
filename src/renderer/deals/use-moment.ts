import { localDate } from '@shared/lib/dates';
import { systemZone, useMinute } from '../ui/clock';

/** The instant and the day that questions about deals are asked with; it goes on by the hour, so that answers keep. */
export function useMoment(): { readonly now: string; readonly today: string } {
  const minute = useMinute();
  return { now: `${minute.slice(0, 13)}:00:00.000Z`, today: localDate(minute, systemZone()) };
}
