import { expect, it } from 'vitest';
import { Revivals } from './revival';

it('opens again, then checks first, then leaves it to a person', () => {
  const revivals = new Revivals();
  expect([0, 10_000, 20_000].map((at) => revivals.next(at))).toEqual(['open', 'check', 'give-up']);
  expect(revivals.next(21_000)).toBe('open');
});

it('takes ends that lie far apart for troubles of their own', () => {
  const revivals = new Revivals();
  expect([0, 60_000, 120_000].map((at) => revivals.next(at))).toEqual(['open', 'open', 'open']);
});
