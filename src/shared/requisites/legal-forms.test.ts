import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inQuotes, nameKey, splitLegalForm } from './legal-forms';

describe('splitting a legal form', () => {
  it.each([
    ['ООО «Ромашка»', 'ООО', 'Ромашка'],
    ['ооо "ромашка"', 'ООО', 'ромашка'],
    ['Ромашка, ООО', 'ООО', 'Ромашка'],
    ['«Ромашка» ООО', 'ООО', 'Ромашка'],
    ['Общество с ограниченной  ответственностью «Рога и копыта»', 'ООО', 'Рога и копыта'],
    ['Публичное акционерное общество «Газ»', 'ПАО', 'Газ'],
    ['АО "Газ"', 'АО', 'Газ'],
    ['АО«Газ»', 'АО', 'Газ'],
    ['ИП Иванов Иван Иванович', 'ИП', 'Иванов Иван Иванович'],
    ['Иванов И. И. (ИП)', 'ИП', 'Иванов И. И.'],
    ['Индивидуальный предприниматель Ким Виктор', 'ИП', 'Ким Виктор'],
    ['Крестьянское (фермерское) хозяйство Поле', 'КФХ', 'Поле'],
    ['ИП Глава КФХ Петров', 'КФХ', 'Петров'],
    ['Самозанятая Орлова Анна', 'самозанятый', 'Орлова Анна'],
    ['МУП Водоканал', 'МУП', 'Водоканал'],
    ['ООО «Торговый дом «Весна»', 'ООО', '«Торговый дом «Весна»'],
    ['АОстрова', null, 'АОстрова'],
    ['Липецк', null, 'Липецк'],
    ['ООО', null, 'ООО'],
    ['Ромашка', null, 'Ромашка'],
  ])('%s', (name, form, rest) => expect(splitLegalForm(name)).toEqual({ form, rest }));
});

describe('a name in quotes', () => {
  it.each([
    ['Ромашка', '«Ромашка»'],
    ['Торговый дом «Призма»', '«Торговый дом «Призма»'],
    ['«Весна» и Ко', '«Весна» и Ко'],
  ])('%s', (name, quoted) => expect(inQuotes(name)).toBe(quoted));
});

describe('the key of a name', () => {
  it('is one for all spellings of a name', () => {
    const spellings = [
      'ООО «Ёлка и Ко»',
      'ёлка и ко',
      'ЕЛКА  И КО ООО',
      'Общество с ограниченной ответственностью "Елка и Ко"',
    ];
    expect(new Set(spellings.map(nameKey))).toEqual(new Set(['елка и ко']));
    expect(nameKey('АО «Край»'.normalize('NFD'))).toBe('край');
    expect(nameKey('ООО «Торговый дом «Весна»')).toBe('торговый дом весна');
  });

  it('is never longer than 200', () => {
    expect(nameKey('я'.repeat(500)).length).toBe(200);
    expect(nameKey('ООО')).toBe('ооо');
    expect(nameKey(`а${'« '.repeat(50_000)}б`)).toBe('а');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (name) => {
        expect(nameKey(name).length).toBeLessThanOrEqual(200);
      }),
    );
  });
});
