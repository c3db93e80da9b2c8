import { describe, expect, it } from 'vitest';
import { type LineTexts, lineOf, lineTexts, remarkOn } from './line-texts';

const texts = (change: Partial<LineTexts> = {}): LineTexts => ({
  id: 'l1',
  article: '',
  name: 'Кресло',
  quantity: '1',
  unit: 'шт',
  price: '100',
  discount: '',
  vatRate: '22',
  ...change,
});

describe('a line as typed', () => {
  it('is read the way people write', () => {
    expect(lineOf(texts({ quantity: '2,5', price: '1 250,50', discount: '100 руб.' }))).toMatchObject({
      quantity: '2.5',
      price: 125_050,
      discount: 10_000,
    });
  });

  it.each<[Partial<LineTexts>, string, string]>([
    [{ quantity: 'пять' }, 'quantity', 'quantity-format'],
    [{ quantity: '-5' }, 'quantity', 'quantity-negative'],
    [{ quantity: '99999999999' }, 'quantity', 'quantity-too-large'],
    [{ quantity: '' }, 'quantity', 'quantity-format'],
    [{ price: 'дорого' }, 'price', 'price-format'],
    [{ price: '-1' }, 'price', 'line-price'],
    [{ discount: '101' }, 'discount', 'line-discount'],
    [{ discount: '5 %' }, 'discount', 'discount-format'],
    [{ name: '' }, 'name', 'line-name'],
    [{ vatRate: '' }, 'vatRate', 'line-vat'],
  ])('%j is told beside %s', (change, field, code) => {
    expect(remarkOn(texts(change))).toEqual({ field, code });
  });

  it('keeps a wrong quantity in the record where it can hold it', () => {
    expect(lineOf(texts({ quantity: '-5' })).quantity).toBe('-5');
    expect(lineOf(texts({ quantity: '99999999999' })).quantity).toBe('99999999999');
    expect(lineOf(texts({ quantity: '9'.repeat(40) })).quantity).toBe('0');
    expect(lineOf(texts({ quantity: 'пять' })).quantity).toBe('0');
  });

  it('comes back as it was written', () => {
    const line = lineOf(texts({ quantity: '1000,5', price: '850 000' }));
    expect(lineOf(lineTexts(line))).toEqual(line);
    expect(lineTexts(line)).toMatchObject({ quantity: '1000,5', price: '850\u00a0000,00', discount: '' });
  });

  it('a blank one has no remark', () => {
    expect(remarkOn(texts({ name: '', price: '', quantity: '' }))).toBeNull();
  });
});
