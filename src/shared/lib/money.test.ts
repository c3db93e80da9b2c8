import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkTotal,
  divideRounded,
  formatMoney,
  MAX_KOPECKS,
  moneyToDecimal,
  parseMoney,
  partOf,
} from './money';
import { addQuantities, checkQuantity, formatQuantity, multiply, parseQuantity } from './quantity';

describe('reading money', () => {
  it.each([
    ['1 234,56 руб.', 123_456],
    ['1\u00a0234,56\u00a0₽', 123_456],
    ['1\u202f234,5', 123_450],
    ['1,234.56', 123_456],
    ['1.234,56', 123_456],
    ['1,234,567', 123_456_700],
    ['1,234', 123],
    ['12,500', 1250],
    ['1,125', 113],
    ['1.125', 113],
    ['12 500', 1_250_000],
    ['12 500,50', 1_250_050],
    ['12,500.00', 1_250_000],
    ['12.500,00', 1_250_000],
    ['0,5', 50],
    ['1,234,567', 123_456_700],
    ['1.234.567,8', 123_456_780],
    ['0,125', 13],
    ['1.005', 101],
    ['4.35', 435],
    ['100', 10_000],
    ['500 р.', 50_000],
    ['12 руб. 05 коп.', 1205],
    ['12 рублей 5 копеек', 1205],
    ['−10,5', -1050],
    ['-0', 0],
    ['₽ 500', 50_000],
    ['1000.', 100_000],
    ['90000000000000', MAX_KOPECKS],
  ])('%s', (text, kopecks) => expect(parseMoney(text)).toBe(kopecks));

  it.each(['', 'руб.', 'сто', '1 234,56,7', '1,23,456.7', '12 тыс.', '7.9E+10', '1..2', '90000000000000,01'])(
    '%s is not a sum',
    (text) => expect(parseMoney(text)).toBeNull(),
  );
});

describe('writing money', () => {
  it('separates with no-break spaces and uses a true minus', () => {
    expect(formatMoney(12_200_000)).toBe('122\u00a0000,00\u00a0₽');
    expect(formatMoney(-105, { currency: '' })).toBe('\u22121,05');
    expect(formatMoney(12_200_000, { currency: 'руб.' })).toBe('122\u00a0000,00\u00a0руб.');
    expect(formatMoney(12_200_000, { locale: 'en', kopecks: 'hide-zero' })).toBe('122,000\u00a0₽');
    expect(formatMoney(5, { currency: '' })).toBe('0,05');
    expect(moneyToDecimal(-5)).toBe('-0.05');
    expect(() => formatMoney(0.5)).toThrow(RangeError);
  });

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(fc.integer({ min: -MAX_KOPECKS, max: MAX_KOPECKS }), (kopecks) => {
        expect(parseMoney(formatMoney(kopecks))).toBe(kopecks);
        expect(parseMoney(formatMoney(kopecks, { locale: 'en' }))).toBe(kopecks);
      }),
    );
  });

  it('warns of sums beyond exact numbers', () => {
    expect(checkTotal(MAX_KOPECKS)).toBeNull();
    expect(checkTotal(MAX_KOPECKS + 1)?.code).toBe('total-too-large');
  });
});

describe('quantities', () => {
  it('multiply exactly and round half up', () => {
    expect(multiply(3333, '3')).toBe(9999);
    expect(multiply(1, '0.5')).toBe(1);
    expect(multiply(1, '0.499999')).toBe(0);
    expect(multiply(100, '1.005')).toBe(101);
    expect(multiply(-1, '0.5')).toBe(-1);
    expect(multiply(900_000_000, '10000000')).toBe(MAX_KOPECKS);
    expect(() => multiply(MAX_KOPECKS, '2')).toThrow(RangeError);
    expect(() => multiply(1, '1,5')).toThrow(RangeError);
    expect(partOf(12_200_000, 22, 122)).toBe(2_200_000);
    expect(divideRounded(-5n, 2n)).toBe(-3n);
  });

  it.each([
    ['1 000,50', '1000.5'],
    ['007', '7'],
    ['0,001000', '0.001'],
    ['.5', '0.5'],
  ])('%s is %s', (text, value) => expect(parseQuantity(text)).toEqual({ ok: true, value }));

  it.each([
    ['-1', 'quantity-negative'],
    ['0', 'quantity-zero'],
    ['1,0000001', 'quantity-precision'],
    ['1000000000', 'quantity-too-large'],
    ['две', 'quantity-format'],
    ['1e3', 'quantity-format'],
    ['', 'quantity-format'],
  ])('%s: %s', (text, code) => expect(checkQuantity(text)?.code).toBe(code));

  it('add and are written for people', () => {
    expect(addQuantities(['0.1', '0.2'])).toBe('0.3');
    expect(addQuantities([])).toBe('0');
    expect(formatQuantity('1000.5')).toBe('1\u00a0000,5');
    expect(formatQuantity('1000.5', 'en')).toBe('1,000.5');
  });
});
