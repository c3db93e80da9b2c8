import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, startOfMonth, startOfWeek } from '../lib/dates';
import { type BackupKind, copyName, localDay, parseCopyName } from './backup-name';
import { backupsToDrop } from './retention';

const daily = (day: string) => ({ name: `kartoteka-${day}.db`, day, kind: 'daily' as BackupKind });

/** Runs the routine day by day: a copy on each day worked, then what may go goes. */
function live(start: string, days: number, works: (day: number) => boolean) {
  let backups: ReturnType<typeof daily>[] = [];
  const worked: string[] = [];
  for (let day = 0; day < days; day += 1) {
    if (!works(day)) continue;
    const today = addDays(start, day);
    worked.push(today);
    backups.push(daily(today));
    const gone = new Set(backupsToDrop(backups, today));
    backups = backups.filter((copy) => !gone.has(copy));
  }
  return { backups, worked };
}

describe('the names of copies', () => {
  it('say when and why they were made', () => {
    const at = new Date(2026, 2, 10, 14, 30, 5);
    expect(localDay(at)).toBe('2026-03-10');
    for (const kind of ['daily', 'manual', 'before-restore', 'before-migration'] as const)
      expect(parseCopyName(copyName(kind, at))).toMatchObject({ kind, day: '2026-03-10' });
    expect(copyName('daily', at)).toBe('kartoteka-2026-03-10.db');
    expect(copyName('manual', at)).toBe('kartoteka-2026-03-10-143005.db');
  });

  it('are no other files', () => {
    for (const name of [
      'kartoteka.db',
      'kartoteka-2026-13-10.db',
      'kartoteka-2026-03-10.db.new',
      'kartoteka-2026-03-10.db-wal',
      '../kartoteka-2026-03-10.db',
    ])
      expect(parseCopyName(name)).toBeNull();
  });
});

describe('which copies stay', () => {
  it('after five years of every day: seven days, four weeks, six months', () => {
    const { backups } = live('2021-01-01', 1826, () => true);
    expect(backups.map((copy) => copy.day)).toEqual([
      '2025-07-31',
      '2025-08-31',
      '2025-09-30',
      '2025-10-31',
      '2025-11-30',
      '2025-12-14',
      '2025-12-21',
      '2025-12-25',
      '2025-12-26',
      '2025-12-27',
      '2025-12-28',
      '2025-12-29',
      '2025-12-30',
      '2025-12-31',
    ]);
  });

  it('of working days only, with a leave in August, the last of each period', () => {
    const { backups } = live('2025-01-01', 250, (day) => {
      const today = addDays('2025-01-01', day);
      return new Date(`${today}T00:00:00Z`).getUTCDay() % 6 !== 0 && !today.startsWith('2025-08');
    });
    const days = backups.map((copy) => copy.day);
    expect(days).toContain('2025-07-31');
    expect(days).toContain('2025-06-30');
    expect(days).toContain('2025-05-30');
    expect(days.at(-1)).toBe('2025-09-05');
  });

  it('whichever days were worked: the last seven, and one of each of the last four weeks and six months', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 800 }), (days) => {
        const { backups, worked } = live('2024-02-01', days.length, (day) => days[day] === true);
        const stay = new Set(backups.map((copy) => copy.day));
        expect(worked.slice(-7).every((day) => stay.has(day))).toBe(true);
        const newest = (of: (day: string) => string, count: number) =>
          [...new Map(worked.map((day) => [of(day), day])).values()].slice(-count);
        expect(newest(startOfWeek, 4).every((day) => stay.has(day))).toBe(true);
        expect(newest(startOfMonth, 6).every((day) => stay.has(day))).toBe(true);
        expect(stay.size).toBeLessThanOrEqual(17);
      }),
      { numRuns: 60 },
    );
  });

  it("never a person's own, and those made before a restore for a month", () => {
    const manual = { name: 'kartoteka-2020-01-01-101010.db', day: '2020-01-01', kind: 'manual' as const };
    const before = Array.from({ length: 8 }, (_, i) => ({
      name: `kartoteka-${addDays('2026-01-01', i)}-101010-before-restore.db`,
      day: addDays('2026-01-01', i),
      kind: 'before-restore' as const,
    }));
    expect(backupsToDrop([manual, ...before], '2026-01-20')).toEqual([]);
    const gone = backupsToDrop([manual, ...before], '2026-06-01').map((copy) => copy.day);
    expect(gone).toEqual(['2026-01-03', '2026-01-02', '2026-01-01']);
  });

  it('with a clock that jumps by years, neither the old nor the future ones are lost', () => {
    const now = live('2026-01-01', 60, () => true).backups;
    const future = daily('2046-01-01');
    // The strange one takes one place among the days, the weeks and the months, no more.
    expect(backupsToDrop([...now, future], '2046-01-01').length).toBeLessThanOrEqual(3);
    const back = backupsToDrop([...now, future, daily('2016-05-05')], '2016-05-05');
    expect(back).toEqual([]);
    const again = backupsToDrop([...now, future], addDays('2026-01-01', 59));
    expect(again).toEqual([]);
    expect(daysBetween('2026-01-01', '2046-01-01')).toBeGreaterThan(7000);
  });
});
