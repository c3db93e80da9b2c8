import { expect, test } from 'vitest';
import { fold } from './fold';

test('takes the short way for plain texts to the same end', () => {
  // A stress mark that is dropped sends the same text the long way.
  const long = (text: string) => fold(`${text} а\u0301`).replace(/ ?а$/, '');
  for (const text of [
    'ООО «Ёлка» № 5',
    'Съёмка — 12,5 м²'.replace('²', '2'),
    'a_b@c.ru\tТЕЛ: +7 (495)',
    '  ',
    '',
  ]) {
    expect(fold(text)).toBe(long(text));
  }
  expect(fold("О'Нил и Д’Артаньян")).toBe('онил и дартаньян');
  expect(fold('и\u0306од')).toBe('йод');
});
