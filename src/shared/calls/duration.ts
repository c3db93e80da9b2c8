import { longestCallSec } from './check';

/** `5:07`, `1:05:07`: hours only when there are any. */
export function formatDuration(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/**
 * Seconds of a duration as typed: «5» and «5 мин» are minutes, «5:30», «1:05:00»; '' is none at all.
 * `null` for what is no duration, negative and longer than the log takes included.
 */
export function parseDuration(text: string): number | null {
  const trimmed = text.trim().replace(/\s*(?:мин|min|м|m)\.?$/iu, '');
  if (trimmed === '') return 0;
  const found = /^(?:(\d{1,3}):(?=\d{1,2}:))?(\d{1,4})(?::(\d{1,2}))?$/.exec(trimmed);
  if (!found) return null;
  const [hours, minutes, seconds] = [found[1], found[2], found[3]].map((part) => Number(part ?? 0));
  if (hours === undefined || minutes === undefined || seconds === undefined) return null;
  if (seconds > 59 || (found[1] !== undefined && minutes > 59)) return null;
  const total = (hours * 60 + minutes) * 60 + seconds;
  return total <= longestCallSec ? total : null;
}
