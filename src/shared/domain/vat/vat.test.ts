import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  baseRateOn,
  distribute,
  documentTotals,
  isRateOn,
  lineVat,
  percentDiscount,
  ratesOn,
  vatCodes,
} from './vat';

describe('rates by date', () => {
  it.each([
    ['2026-11-21', ['22', '10', '7', '5', '0', 'none']],
    ['2025-12-31', ['20', '10', '7', '5', '0', 'none']],
    ['2024-06-01', ['20', '10', '0', 'none']],
  ])('%s', (date, codes) => expect(ratesOn(date).map(({ code }) => code)).toEqual(codes));

  it('change on the first day of 2026', () => {
    expect([baseRateOn('2025-12-31'), baseRateOn('2026-01-01')]).toEqual(['20', '22']);
    expect([isRateOn('20', '2026-01-01'), isRateOn('22', '2026-01-01')]).toEqual([false, true]);
  });
});

describe('VAT of an amount', () => {
  it.each([
    ['22', 2_200_000],
    ['20', 2_033_333],
    ['10', 1_109_091],
    ['7', 798_131],
    ['5', 580_952],
    ['0', 0],
    ['none', 0],
  ] as const)('122 000,00 with %s inside', (code, vat) => expect(lineVat(12_200_000, code, true)).toBe(vat));

  it('is on top where prices are net', () => {
    expect(lineVat(10_000_000, '22', false)).toBe(2_200_000);
    expect(lineVat(-10_000_000, '22', false)).toBe(-2_200_000);
  });
});

const lines = [
  { quantity: '3', price: 3333, vatRate: '22' },
  { quantity: '7', price: 1429, vatRate: '22' },
  { quantity: '1', price: 5, vatRate: '22' },
  { quantity: '11', price: 999, vatRate: '22' },
];

describe('a document', () => {
  it('sums VAT by lines, not from the total', () => {
    const inside = documentTotals(lines, { pricesIncludeVat: true });
    expect(inside.lines.map(({ vat }) => vat)).toEqual([1803, 1804, 1, 1982]);
    expect(inside).toMatchObject({ subtotal: 30_996, vat: 5590, total: 30_996, discount: 0 });
    expect(lineVat(inside.total, '22', true)).toBe(5589);
    const onTop = documentTotals(lines, { pricesIncludeVat: false });
    expect(onTop).toMatchObject({ subtotal: 30_996, vat: 6820, total: 37_816 });
    expect(lineVat(onTop.subtotal, '22', false)).toBe(6819);
  });

  it('shows one entry a rate; zero rate is one, no VAT is none', () => {
    const mixed = documentTotals(
      [
        { quantity: '1', price: 11_000, vatRate: '10' },
        { quantity: '1', price: 12_200, vatRate: '22' },
        { quantity: '2', price: 12_200, vatRate: '22' },
        { quantity: '1', price: 500, vatRate: '0' },
        { quantity: '1', price: 700, vatRate: 'none' },
      ],
      { pricesIncludeVat: true },
    );
    expect(mixed.vatByRate).toEqual([
      { rate: '22', base: 30_000, vat: 6600 },
      { rate: '10', base: 10_000, vat: 1000 },
      { rate: '0', base: 500, vat: 0 },
    ]);
    expect(
      documentTotals([{ quantity: '1', price: 700, vatRate: 'none' }], { pricesIncludeVat: true }).vatByRate,
    ).toEqual([]);
    expect(documentTotals([], { pricesIncludeVat: true })).toMatchObject({ subtotal: 0, vat: 0, total: 0 });
  });

  it('spreads a discount over its lines to the kopeck', () => {
    const found = documentTotals(
      [
        { quantity: '1', price: 100, vatRate: '22' },
        { quantity: '1', price: 100, vatRate: '22' },
        { quantity: '1', price: 100, discount: 10, vatRate: '22' },
      ],
      { pricesIncludeVat: true, documentDiscount: 100 },
    );
    expect(found.lines.map(({ amount }) => amount)).toEqual([65, 66, 59]);
    expect(found).toMatchObject({ subtotal: 190, discount: 110, total: 190 });
    expect(percentDiscount(9999, '12.5')).toBe(1250);
    expect(percentDiscount(100, '150')).toBe(100);
  });

  it('refuses what has no meaning', () => {
    expect(() =>
      documentTotals([{ quantity: '1', price: 1, vatRate: '18' }], { pricesIncludeVat: true }),
    ).toThrow(RangeError);
    const huge = { quantity: '1', price: 8_000_000_000_000_000, vatRate: 'none' };
    expect(() => documentTotals([huge, huge], { pricesIncludeVat: true })).toThrow(RangeError);
  });

  it('always adds up', () => {
    const line = fc.record({
      quantity: fc.integer({ min: 1, max: 99_999_999 }).map((n) => String(n / 1000)),
      price: fc.integer({ min: 0, max: 100_000_000 }),
      vatRate: fc.constantFrom(...vatCodes),
    });
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 20 }),
        fc.boolean(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (some, pricesIncludeVat, share) => {
          const before = documentTotals(some, { pricesIncludeVat }).subtotal;
          const documentDiscount = Math.floor(before * share);
          const found = documentTotals(some, { pricesIncludeVat, documentDiscount });
          const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
          expect(found.subtotal).toBe(before - documentDiscount);
          expect(found.vat).toBe(sum(found.lines.map(({ vat }) => vat)));
          expect(found.vat).toBe(sum(found.vatByRate.map(({ vat }) => vat)));
          expect(found.total).toBe(sum(found.lines.map(({ net, vat }) => net + vat)));
          expect(found.lines.every(({ amount }) => amount >= 0)).toBe(true);
        },
      ),
    );
  });

  it('distributes any sum exactly', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.array(fc.nat(1e9), { minLength: 1 }),
        (sum, weights) => {
          fc.pre(weights.some((weight) => weight > 0));
          expect(distribute(sum, weights).reduce((a, b) => a + b, 0)).toBe(sum);
        },
      ),
    );
    expect(distribute(5, [0, 0])).toEqual([0, 0]);
  });
});
