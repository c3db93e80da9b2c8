import { describe, expect, it } from 'vitest';
import { callIssues } from './check';
import { formatDuration, parseDuration } from './duration';
import { periodDays } from './period';

describe('a duration', () => {
  it.each([
    [0, '0:00'],
    [7, '0:07'],
    [307, '5:07'],
    [3907, '1:05:07'],
    [360_000, '100:00:00'],
  ])('of %i s reads %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
    expect(parseDuration(text)).toBe(seconds);
  });
  it.each([
    ['5', 300],
    [' 12 мин', 720],
    ['90:00', 5400],
    ['', 0],
    ['-5', null],
    ['5:75', null],
    ['1:75:00', null],
    ['101:00:00', null],
    ['много', null],
  ])('%j is read as %s', (text, seconds) => expect(parseDuration(text)).toBe(seconds));
});

describe('a call that cannot have been', () => {
  const now = '2026-03-10T09:00:00.000Z';
  const call = { clientId: 'c', startedAt: '2026-03-10T08:50:00.000Z', durationSec: 60 };
  it('is told from one that can', () => expect(callIssues(call, now)).toEqual({}));
  it.each([
    [{ clientId: '' }, { clientId: 'clientMissing' }],
    [{ startedAt: '' }, { startedAt: 'startImpossible' }],
    [{ startedAt: '2026-02-30T25:00' }, { startedAt: 'startImpossible' }],
    [{ startedAt: '2026-03-10T09:05:00.000Z' }, { startedAt: 'startFuture' }],
    [{ startedAt: '1026-03-10T09:05:00.000Z' }, { startedAt: 'startTooOld' }],
    [{ durationSec: -1 }, { durationSec: 'durationImpossible' }],
    [{ durationSec: 1.5 }, { durationSec: 'durationImpossible' }],
    [{ durationSec: 360_001 }, { durationSec: 'durationImpossible' }],
    [{ durationSec: 900 }, { durationSec: 'durationFuture' }],
  ])('%j', (change, issues) => expect(callIssues({ ...call, ...change }, now)).toEqual(issues));
  it('may begin a minute ahead of this clock', () =>
    expect(callIssues({ ...call, startedAt: '2026-03-10T09:01:00.000Z', durationSec: 0 }, now)).toEqual({}));
});

describe('a period', () => {
  it('counts back from today over the ends of months', () => {
    expect(periodDays('yesterday', '2026-03-01')).toEqual({ from: '2026-02-28', to: '2026-02-28' });
    expect(periodDays('week', '2026-03-03')).toEqual({ from: '2026-02-25', to: '2026-03-03' });
    expect(periodDays('month', '2026-03-31')).toEqual({ from: '2026-03-01', to: '2026-03-31' });
    expect(periodDays('all', '2026-03-31')).toEqual({ from: '', to: '' });
  });
});
