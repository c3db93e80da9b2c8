import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNumber, isProvisionalSeries, isSeries, parseNumber, provisionalSeries } from './numbering';

describe('document numbers', () => {
  it('have a series and six digits or more', () => {
    expect(formatNumber('А7', 123)).toBe('А7-000123');
    expect(formatNumber('А7', 1_234_567)).toBe('А7-1234567');
    expect(() => formatNumber('А7', 0)).toThrow(RangeError);
    expect(() => formatNumber('А 7', 1)).toThrow(RangeError);
  });

  it('are read however they were typed', () => {
    expect(parseNumber('А7-000123')).toEqual({ series: 'А7', n: 123, provisional: false });
    expect(parseNumber('№ a7-123')).toEqual({ series: 'А7', n: 123, provisional: false });
    expect(parseNumber('А7–000123')?.n).toBe(123);
    expect(parseNumber('н-1к4x7be-000001')).toEqual({ series: 'Н-1К4Х7ВЕ', n: 1, provisional: true });
    // As earlier versions gave them.
    expect(parseNumber('н-1к4x-000001')).toEqual({ series: 'Н-1К4Х', n: 1, provisional: true });
    for (const text of ['', '123', 'А7-', 'А7-0', 'А7-12а', 'слишком-1'])
      expect(parseNumber(text)).toBeNull();
  });

  it('come back as they were written', () => {
    const series = fc.oneof(fc.constantFrom('А7', 'Д', 'УТ', 'Ж123'), fc.string().map(provisionalSeries));
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 999_999_999 }), (one, n) => {
        expect(parseNumber(formatNumber(one, n))).toEqual({
          series: one,
          n,
          provisional: isProvisionalSeries(one),
        });
      }),
    );
  });
});

describe('a provisional series', () => {
  it('is the same for the same device and differs for others', () => {
    expect(provisionalSeries('01J0000000000000000000DEV1')).toBe(
      provisionalSeries('01J0000000000000000000DEV1'),
    );
    const many = Array.from({ length: 50_000 }, (_, index) => provisionalSeries(`device-${index}`));
    expect(new Set(many).size).toBe(many.length);
    expect(many.every((series) => isSeries(series) && isProvisionalSeries(series))).toBe(true);
  });

  it('has signs that are all as good as drawn by lot', () => {
    const many = Array.from({ length: 4200 }, (_, index) => provisionalSeries(`01J${index}`).slice(2));
    for (let place = 0; place < 7; place += 1) {
      const counts = new Map<string, number>();
      for (const signs of many) counts.set(signs.charAt(place), (counts.get(signs.charAt(place)) ?? 0) + 1);
      expect(counts.size).toBe(21);
      expect(Math.min(...counts.values())).toBeGreaterThan(130);
      expect(Math.max(...counts.values())).toBeLessThan(280);
    }
  });

  it('of an earlier version stays good', () => {
    expect(isSeries('Н-1К4Х') && isProvisionalSeries('Н-1К4Х')).toBe(true);
    expect(formatNumber('Н-1К4Х', 7)).toBe('Н-1К4Х-000007');
    for (const wrong of ['Н-1К4', 'Н-1К4Х7', 'Н-1К4Х7В', 'Н-1К4Х7ВЕ1']) expect(isSeries(wrong)).toBe(false);
    expect(isProvisionalSeries('А7')).toBe(false);
  });
});
