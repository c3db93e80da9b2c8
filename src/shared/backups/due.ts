import type { NamedCopy } from './backup-name';

/** What decides whether the day's copy is made now. */
export interface CopyMoment {
  /** The routine's copies there are, in any order. */
  readonly backups: readonly (NamedCopy & { readonly mtimeMs: number })[];
  /** The local day, `YYYY-MM-DD`, and the instant in milliseconds since 1970. */
  readonly today: string;
  readonly now: number;
  /** Seconds since anybody touched this computer. */
  readonly idleSeconds: number;
  /** Milliseconds since the database was opened. */
  readonly openMs: number;
  /** Milliseconds since the last try that failed; undefined for none. */
  readonly sinceFailureMs: number | undefined;
}

const minute = 60_000;
const day = 24 * 60 * minute;
/** Copying a large database takes a core for a minute: it waits until nobody has touched the computer for so long. */
const idleSeconds = 120;
/** A copy that is overdue is made while somebody works, but not while he has just begun to. */
const settleMs = 10 * minute;
/** After a failure (a full disk) the next try waits: each one costs the disk what it is short of. */
const retryMs = 60 * minute;

/**
 * Whether the day's copy is made now: while nobody works, or in the midst of work where none has been made for a day.
 * Whoever never rests, shuts the computer down or works on a system that cannot tell has copies too. A copy from the
 * future is a sign of a wrong clock and is not counted.
 */
export function isCopyDue(moment: CopyMoment): boolean {
  const { backups, today, now, openMs, sinceFailureMs } = moment;
  const daily = backups.filter((copy) => copy.kind === 'daily' && copy.day <= today);
  if (daily.some((copy) => copy.day === today)) return false;
  if (sinceFailureMs !== undefined && sinceFailureMs < retryMs) return false;
  if (moment.idleSeconds >= idleSeconds) return true;
  const newest = Math.max(0, ...daily.map(({ mtimeMs }) => mtimeMs).filter((at) => at <= now));
  return openMs >= settleMs && now - newest >= day;
}
