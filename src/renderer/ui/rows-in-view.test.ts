import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentHeight, rowsInView, scrollRatio, scrollTopFor, tallest } from './rows-in-view';

const list = (total: number) => ({ total, rowHeight: 44, viewHeight: 700 });

describe('rows in view', () => {
  it('stand where they are in a list that fits', () => {
    expect(contentHeight(list(1000))).toBe(44_000);
    expect(scrollRatio(list(1000))).toBe(1);
    const rows = rowsInView(list(1000), 4400);
    expect(rows[0]).toEqual({ index: 92, top: 92 * 44 });
    expect(rows.at(-1)?.index).toBe(100 + Math.ceil(700 / 44) + 8);
  });

  it('reach both ends of a million rows', () => {
    const million = list(1_000_000);
    expect(contentHeight(million)).toBe(tallest);
    expect(rowsInView(million, 0)[0]).toEqual({ index: 0, top: 0 });
    const end = tallest - million.viewHeight;
    const last = rowsInView(million, end).at(-1);
    expect(last?.index).toBe(999_999);
    expect((last?.top ?? 0) + 44).toBeCloseTo(tallest, 3);
  });

  it('show a row asked for, wherever one stands', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3_000_000 }),
        fc.nat(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (total, at, share) => {
          const geometry = list(total);
          const index = at % total;
          const from = share * Math.max(0, contentHeight(geometry) - geometry.viewHeight);
          const to = scrollTopFor(geometry, from, index);
          const row = rowsInView(geometry, to).find((one) => one.index === index);
          expect(row).toBeDefined();
          expect((row?.top ?? 0) - to).toBeGreaterThanOrEqual(-0.01);
          expect((row?.top ?? 0) + 44 - to).toBeLessThanOrEqual(geometry.viewHeight + 0.01);
        },
      ),
    );
  });
});
