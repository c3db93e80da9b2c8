import { describe, expect, it } from 'vitest';
import { type CopyMoment, isCopyDue } from './due';

const at = (instant: string) => Date.parse(instant);
const daily = (day: string, time = `${day}T18:00:00Z`) => ({
  ...{ name: `kartoteka-${day}.db`, kind: 'daily' as const, day, mtimeMs: at(time) },
});
const minute = 60_000;
/** Somebody works since an hour ago; yesterday evening's copy is there. */
const working: CopyMoment = {
  backups: [daily('2026-03-09')],
  today: '2026-03-10',
  now: at('2026-03-10T09:00:00Z'),
  idleSeconds: 0,
  openMs: 60 * minute,
  sinceFailureMs: undefined,
};

describe("the day's copy", () => {
  it('waits until nobody works, and is made once a day', () => {
    expect(isCopyDue(working)).toBe(false);
    expect(isCopyDue({ ...working, idleSeconds: 119 })).toBe(false);
    expect(isCopyDue({ ...working, idleSeconds: 120 })).toBe(true);
    const backups = [daily('2026-03-09'), daily('2026-03-10', '2026-03-10T08:00:00Z')];
    expect(isCopyDue({ ...working, idleSeconds: 9999, backups })).toBe(false);
  });

  it('is made in the midst of work when the last one is a day old, or there is none', () => {
    expect(isCopyDue({ ...working, now: at('2026-03-10T17:59:00Z') })).toBe(false);
    expect(isCopyDue({ ...working, now: at('2026-03-10T18:00:00Z') })).toBe(true);
    expect(isCopyDue({ ...working, backups: [] })).toBe(true);
  });

  it('is made soon after the program was closed for weeks, but not at once', () => {
    const back: CopyMoment = { ...working, today: '2026-04-20', now: at('2026-04-20T09:00:00Z') };
    expect(isCopyDue({ ...back, openMs: 9 * minute })).toBe(false);
    expect(isCopyDue({ ...back, openMs: 10 * minute })).toBe(true);
  });

  it('is not tried again for an hour after a failure', () => {
    const failed = { ...working, idleSeconds: 500, sinceFailureMs: 59 * minute };
    expect(isCopyDue(failed)).toBe(false);
    expect(isCopyDue({ ...failed, sinceFailureMs: 60 * minute })).toBe(true);
  });

  it('does not count copies of another kind or from the future', () => {
    const manual = { ...daily('2026-03-10'), kind: 'manual' as const };
    const future = daily('2027-01-01');
    expect(isCopyDue({ ...working, backups: [manual, future] })).toBe(true);
  });
});
