import { describe, expect, it } from 'vitest';
import { pastedInnKpp, splitInnKpp } from './inn-kpp';
import { normalizeDigits, withoutDecimals } from './issues';

const both = { inn: '7707083893', kpp: '773601001' };

describe('splitInnKpp', () => {
  it.each([
    '7707083893/773601001',
    '7707083893 / 773601001',
    '7707083893\\773601001',
    '7707083893, 773601001',
    '7707083893;773601001',
    '7707083893 773601001',
    '7707083893\u00a0773601001',
    '7707083893\n773601001',
    ' ИНН/КПП: 7707083893/773601001 ',
    'ИНН 7707083893 КПП 773601001',
    'ИНН: 7707083893, КПП: 773601001',
    '773601001/7707083893',
    '7707083893.0/773601001.0',
  ])('divides %j', (text) => {
    expect(splitInnKpp(text)).toEqual(both);
    expect(pastedInnKpp(text)).toEqual(both);
  });

  it.each([
    ['500100732259/', '500100732259', ''],
    ['500100732259 / -', '500100732259', ''],
    ['7707083890/773601001', '7707083890', '773601001'],
    ['7707083893/7736ab001', '7707083893', '7736AB001'],
  ])('divides %j as it is', (text, inn, kpp) => {
    expect(splitInnKpp(text)).toEqual({ inn, kpp });
  });

  it.each([
    '',
    '7707083893',
    '773601001',
    '7707083893/77360100',
    '7707083893773601001',
    'ООО «Ромашка»',
    '/',
  ])('leaves %j alone', (text) => {
    expect(splitInnKpp(text)).toBeNull();
  });

  it('takes two numbers in free text for them only when the ИНН is right', () => {
    expect(pastedInnKpp('9161234568 916123456')).toBeNull();
  });
});

describe('decimals of a spreadsheet', () => {
  it.each([
    ['7707083893.0', '7707083893'],
    ['7707083893,00', '7707083893'],
    ['7707083893.000', '7707083893'],
    ['773601001.0', '773601001'],
    ['044525225,0', '044525225'],
    ["'1027700132195.00", '1027700132195'],
    ['7 707 083 893,00', '7707083893'],
    ['7,707,083,893.00', '7707083893'],
    ['7,707,083,893', '7707083893'],
    ['40702810900000000010.0', '40702810900000000010'],
    // What is no number with decimals keeps its digits.
    ['40702.810.0.00000000010', '40702810000000000010'],
    ['044.525.000', '044525000'],
    ['10277.00', '1027700'],
    ['7707083893.5', '77070838935'],
  ])('reads %j', (text, digits) => {
    expect(normalizeDigits(text)).toBe(digits);
  });

  it('leaves a postal code its digits', () => {
    expect(withoutDecimals('101000.0')).toBe('101000');
    expect(withoutDecimals('101000')).toBe('101000');
  });
});
