import { expect, it } from 'vitest';
import { daysOf, instantsOf } from './relative';
import type { PeriodUnit } from './schema';

it.each([
  ['day', 0, '2026-11-30', '2026-11-30'],
  ['day', -30, '2026-10-31', '2026-10-31'],
  ['week', 0, '2026-11-30', '2026-12-06'],
  ['week', -1, '2026-11-23', '2026-11-29'],
  ['month', 0, '2026-11-01', '2026-11-30'],
  ['month', 3, '2027-02-01', '2027-02-28'],
  ['quarter', 0, '2026-10-01', '2026-12-31'],
  ['quarter', -1, '2026-07-01', '2026-09-30'],
  ['year', 0, '2026-01-01', '2026-12-31'],
  ['year', -2, '2024-01-01', '2024-12-31'],
] as [PeriodUnit, number, string, string][])('%s %i of a Monday', (unit, shift, first, last) => {
  expect(daysOf({ unit, shift }, '2026-11-30')).toEqual({ first, last });
});

it('counts days as the clock on the wall does, also where one has 23 hours', () => {
  expect(instantsOf({ first: '2026-11-30', last: '2026-11-30' }, 'Asia/Yekaterinburg')).toEqual({
    from: '2026-11-29T19:00:00.000Z',
    before: '2026-11-30T19:00:00.000Z',
  });
  expect(instantsOf({ first: '2026-03-29', last: '2026-03-29' }, 'Europe/Berlin')).toEqual({
    from: '2026-03-28T23:00:00.000Z',
    before: '2026-03-29T22:00:00.000Z',
  });
});
