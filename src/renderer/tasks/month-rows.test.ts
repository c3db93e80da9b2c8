import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weekHeights } from './month-rows';

describe('the heights of a month’s weeks', () => {
  it('are what each needs, and equal shares of the rest', () => {
    expect(weekHeights([40, 40, 100, 40], 300)).toEqual([60, 60, 120, 60]);
  });

  it('give a full week the room that empty ones leave', () => {
    expect(weekHeights([40, 300, 40, 40], 400)).toEqual([40, 280, 40, 40]);
    expect(weekHeights([40, 300, 40, 300], 400)).toEqual([40, 160, 40, 160]);
  });

  it('come to the whole height, whatever is needed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 24, max: 900 }), { minLength: 4, maxLength: 6 }),
        fc.integer({ min: 0, max: 2000 }),
        (needs, height) => {
          const sum = weekHeights(needs, height).reduce((all, one) => all + one, 0);
          expect(sum).toBeCloseTo(height, 6);
        },
      ),
    );
  });
});
