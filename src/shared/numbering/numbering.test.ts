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
    const many = new Set(Array.from({ length: 200 }, (_, index) => provisionalSeries(`device-${index}`)));
    expect(many.size).toBeGreaterThan(195);
    expect([...many].every((series) => isSeries(series) && isProvisionalSeries(series))).toBe(true);
    expect(isProvisionalSeries('А7')).toBe(false);
  });
});
