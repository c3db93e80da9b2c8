import { isIsoDate } from '../lib/dates';

/**
 * Why a copy was made: by the day's routine, by a person, before another copy was put in the database's place, or before
 * a newer version of the program changed the database's form.
 */
export type BackupKind = 'daily' | 'manual' | 'before-restore' | 'before-migration';

/** What a copy's file name says. */
export interface NamedCopy {
  readonly name: string;
  readonly kind: BackupKind;
  /** The local day it was made on, `YYYY-MM-DD`. */
  readonly day: string;
}

const NAME =
  /^kartoteka-(\d{4}-\d{2}-\d{2})(?:-\d{6}(?:-\d{1,3})?(?:-(before-restore|before-migration))?)?\.db$/;

const two = (n: number) => String(n).padStart(2, '0');

/** The local calendar day of an instant, `YYYY-MM-DD`. */
export const localDay = (at: Date): string =>
  `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;

/**
 * The file name of a copy: one a day for the routine (`kartoteka-2026-03-10.db`), one a second for all others
 * (`kartoteka-2026-03-10-143005-before-restore.db`).
 */
export function copyName(kind: BackupKind, at: Date): string {
  const day = localDay(at);
  if (kind === 'daily') return `kartoteka-${day}.db`;
  const time = `${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
  return `kartoteka-${day}-${time}${kind === 'manual' ? '' : `-${kind}`}.db`;
}

/** Reads a copy's file name; null for any other file. */
export function parseCopyName(name: string): NamedCopy | null {
  const [, day, before] = NAME.exec(name) ?? [];
  if (day === undefined || !isIsoDate(day)) return null;
  const timed = name.length > `kartoteka-${day}.db`.length;
  return { name, day, kind: (before as BackupKind | undefined) ?? (timed ? 'manual' : 'daily') };
}
