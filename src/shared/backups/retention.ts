import { daysBetween, startOfMonth, startOfWeek } from '../lib/dates';
import type { NamedCopy } from './backup-name';

/** How many of the routine's copies stay: the newest of each of so many days, weeks and months. */
const kept = { days: 7, weeks: 4, months: 6 } as const;

/** Copies made before a restore or a migration: the newest so many stay, and all younger than so many days. */
const keptBefore = { backups: 5, days: 30 } as const;

/**
 * Which copies may go. A person's own copies never do. The routine's are counted by the days, weeks and months in
 * which there is a copy, not by the calendar: after a long leave, or with a clock that jumps, the last ones stay
 * however old they look. A copy from the future is a sign of a wrong clock: it is neither counted nor removed.
 * @param today the local day, `YYYY-MM-DD`
 */
export function backupsToDrop<C extends NamedCopy>(backups: readonly C[], today: string): C[] {
  const past = backups.filter((copy) => copy.day <= today).sort((a, b) => b.name.localeCompare(a.name));
  const daily = past.filter((copy) => copy.kind === 'daily');
  const stay = new Set<C>([
    ...newestOfEach(daily, kept.days, (copy) => copy.day),
    ...newestOfEach(daily, kept.weeks, (copy) => startOfWeek(copy.day)),
    ...newestOfEach(daily, kept.months, (copy) => startOfMonth(copy.day)),
  ]);
  const before = past.filter((copy) => copy.kind === 'before-restore' || copy.kind === 'before-migration');
  before.forEach((copy, index) => {
    if (index < keptBefore.backups || daysBetween(copy.day, today) < keptBefore.days) stay.add(copy);
  });
  return past.filter((copy) => copy.kind !== 'manual' && !stay.has(copy));
}

/** The newest copy of each of the latest `count` periods that have one. */
function newestOfEach<C extends NamedCopy>(
  newestFirst: readonly C[],
  count: number,
  period: (copy: C) => string,
): C[] {
  const found = new Map<string, C>();
  for (const copy of newestFirst) {
    const key = period(copy);
    if (found.size === count && !found.has(key)) break;
    if (!found.has(key)) found.set(key, copy);
  }
  return [...found.values()];
}
