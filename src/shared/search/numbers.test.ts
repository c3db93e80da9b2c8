import { describe, expect, it } from 'vitest';
import { asDocumentNumber, withoutLabels } from './numbers';
import { readMixed, readQuery } from './query';

describe('a number as it is copied', () => {
  it('is known without its name, its extension and the signs around it', () => {
    for (const text of [
      'тел. 8 (495) 123-45-67',
      'Тел: +7 495 1234567',
      'т.84951234567',
      'моб.: 8 495 123 45 67',
      'tel:+74951234567',
      '8 (495) 123-45-67 доб. 101',
      '84951234567,101',
      '8 495 1234567 x12',
      '8 495 123-45-67 #101',
      '+7 495 123-45-67 (доб. 12)',
      '«8 495 123 45 67»',
      '*84951234567;',
      '8/495/123-45-67',
    ])
      expect(readQuery(text).phone, text).toBe('4951234567');
    for (const text of ['ИНН 7707083893', 'инн: 7707083893', 'ИНН7707083893', '7707083893.'])
      expect(readQuery(text).digits, text).toBe('7707083893');
  });

  it('looks an ИНН up that was pasted with its КПП', () => {
    for (const text of [
      '7707083893/773601001',
      '7707083893 773601001',
      'ИНН/КПП 7707083893/773601001',
      'ИНН 7707083893, КПП 773601001',
      '773601001/7707083893',
    ])
      expect(readQuery(text), text).toEqual({
        words: ['7707083893'],
        phone: '7707083893',
        digits: '7707083893',
      });
    expect(readQuery('7707083890/773601001').digits).toBe('7707083890773601001');
  });

  it('keeps words that only look like labels', () => {
    for (const text of [
      'Телеком 2000',
      'Факс',
      'ИНН',
      'Моб',
      'т 34',
      'тел2000',
      'Наномед 300',
      '+7 495 123-45-67, 8 495 765-43-21',
    ])
      expect(withoutLabels(text), text).toBe(text);
    expect(readQuery('ivan@mail.ru').words).toEqual(['ivan', 'mail', 'ru']);
    expect(readQuery('mailto:ivan@mail.ru').words).toEqual(['ivan', 'mail', 'ru']);
  });
});

describe('words beside numbers', () => {
  it('are told apart', () => {
    expect(readMixed('иванов 45-67')).toEqual({
      words: ['иванов'],
      numbers: [{ phone: '4567', digits: '4567' }],
    });
    expect(readMixed('8 (495) 123 Иванов Пётр')).toEqual({
      words: ['иванов', 'петр'],
      numbers: [{ phone: '495123', digits: '8495123' }],
    });
    expect(readMixed('ромашка ИНН 770708')?.numbers).toEqual([{ phone: '770708', digits: '770708' }]);
  });

  it('are nothing where there is one of both alone, or a number too short, or a document', () => {
    for (const text of ['иванов', '8 495 123', 'магазин 24', 'А7-000123', 'x5000', '2000х', ''])
      expect(readMixed(text), text).toBeUndefined();
  });
});

describe("a document's number", () => {
  it('is found in what was copied around it', () => {
    for (const [text, made] of [
      ['Оплата по счёту № A7-000123 от 01.03.2026 г.', 'счёту № А7-000123'],
      ['а7000123', 'А7-000123'],
      ['a7 000123', 'А7-000123'],
      ['А7–000123 от 1.3.26', 'А7-000123'],
      ['н-1к4х-000007', 'Н-1К4Х-000007'],
    ] as const)
      expect(asDocumentNumber(text), text).toBe(made);
  });

  it('leaves every other text as it is', () => {
    for (const text of [
      'Оплата по счёту',
      'ромашка от 01.03.2026',
      '000123',
      'иванов 4951234567',
      'договор 12',
    ])
      expect(asDocumentNumber(text), text).toBe(text);
  });
});
