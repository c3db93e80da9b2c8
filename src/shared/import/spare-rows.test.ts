import { describe, expect, it } from 'vitest';
import { isHeaderAgain, isTotalsRow } from './spare-rows';

describe('isTotalsRow', () => {
  it.each([
    [['Итого: 3']],
    [['ИТОГО', '', '120 000,50']],
    [['', 'Всего:', '15', '']],
    [['Всего клиентов: 3', '']],
    [['Итого по листу', '12', '7 %']],
    [['Общий итог', '1 500 000 руб.']],
    [['Количество: 40']],
    [['Total', '42']],
    [['Grand Total', '', '$1,200.00']],
    [['Итог;', '3']],
  ])('passes %j over', (cells) => {
    expect(isTotalsRow(cells)).toBe(true);
  });

  it.each([
    [['ООО «Итого»', '7707083893']],
    [['Итого', '7707083893']],
    [['Итого', '+7 495 123-45-67']],
    [['Итого', 'info@itogo.example']],
    [['Итого']],
    [['Всего хорошего', '']],
    [['Всего хорошего', '15']],
    [['Итогова Анна', '3']],
    [['Тоталь', '3']],
    [['Total Energies', '3']],
    [[]],
  ])('takes %j for a client', (cells) => {
    expect(isTotalsRow(cells)).toBe(false);
  });
});

describe('isHeaderAgain', () => {
  const headers = ['Название', 'ИНН', 'Телефон', 'Город'];
  it.each([
    [['Название', 'ИНН', 'Телефон', 'Город'], true],
    [['НАЗВАНИЕ', 'инн ', 'Телефон*', ''], true],
    [['Название', '', '', ''], false],
    [['Название', 'ИНН', 'Телефон', 'Москва'], false],
    [['', '', '', ''], false],
  ])('%j: %s', (cells, expected) => {
    expect(isHeaderAgain(cells, headers)).toBe(expected);
  });
});
