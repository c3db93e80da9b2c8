import { describe, expect, test } from 'vitest';
import { LateStates } from './late-states';

const at = (second: number, updatedBy = 'anna') => ({
  id: 'client',
  updatedAt: `2026-03-10T10:00:0${second}.000Z`,
  updatedBy,
});

describe('a state of the server', () => {
  test('is late when the server has taken ours since it was read', () => {
    const late = new LateStates();
    late.arrived([at(1)], 5);
    expect(late.isLate(at(1))).toBe(false);
    late.taken([at(2)], 7);
    expect(late.isLate(at(1))).toBe(true);
  });

  test('is late also when it arrives after the answer to the push', () => {
    const late = new LateStates();
    late.taken([at(2)], 7);
    late.arrived([at(1)], 7);
    expect(late.isLate(at(1))).toBe(true);
  });

  test('is not late when the server went back to it on purpose', () => {
    const late = new LateStates();
    late.arrived([at(1)], 5);
    late.taken([at(2)], 7);
    late.arrived([at(1)], 9);
    expect(late.isLate(at(1))).toBe(false);
  });

  test('is not late when it is a colleague’s of after ours, or of another record', () => {
    const late = new LateStates();
    late.taken([at(2)], 7);
    late.arrived([at(3, 'boris')], 9);
    late.arrived([{ ...at(1), id: 'other' }], 3);
    expect(late.isLate(at(3, 'boris'))).toBe(false);
    expect(late.isLate({ ...at(1), id: 'other' })).toBe(false);
  });

  test('is not late when nothing is known of its arrival', () => {
    const late = new LateStates();
    late.taken([at(2)], 7);
    expect(late.isLate(at(1))).toBe(false);
  });

  test('is remembered while many others pass by, within bounds', () => {
    const late = new LateStates();
    late.taken([at(2)], 7);
    late.arrived([at(1)], 5);
    late.arrived(
      Array.from({ length: 19_999 }, (_, n) => ({ ...at(1), id: `c${n}` })),
      6,
    );
    expect(late.isLate(at(1))).toBe(true);
    late.arrived([{ ...at(1), id: 'one more' }], 6);
    expect(late.isLate(at(1))).toBe(false);
  });
});
