import { describe, expect, it } from 'vitest';
import { leaseRunsOut } from './lease';

const at = (text: string) => Date.parse(text);
const lease = { contactAt: '2026-03-10T09:00:00.000Z', leaseDays: 30 };

describe('the lease of a device', () => {
  it.each([
    ['2026-03-10T09:00:01.000Z', false],
    ['2026-04-09T09:00:00.000Z', false],
    ['2026-04-09T09:00:01.000Z', true],
    // A clock set back a little is a journey or a correction; by days it is somebody's will.
    ['2026-03-09T09:00:00.000Z', false],
    ['2026-03-08T08:59:59.000Z', true],
  ])('at %s is over: %s', (now, over) => {
    expect(leaseRunsOut(lease, at(now))).toBe(over);
  });

  it('never runs out where the server gave none, or before the first contact', () => {
    expect(leaseRunsOut({ ...lease, leaseDays: 0 }, at('2030-01-01T00:00:00Z'))).toBe(false);
    expect(leaseRunsOut({ leaseDays: 30 }, at('2030-01-01T00:00:00Z'))).toBe(false);
  });
});
