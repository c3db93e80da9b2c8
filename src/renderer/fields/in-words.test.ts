import type { Field, FieldTypeName } from '@shared/fields/field';
import * as make from '@shared/fields/make';
import { fieldTypes } from '@shared/fields/registry';
import { texts } from '@shared/texts';
import { expect, it } from 'vitest';
import { fieldInWords } from './in-words';

const told = (field: Field | undefined, value: unknown, choices = {}) =>
  fieldInWords(field, value, {
    ...{ texts: texts.ru, language: 'ru', choices },
    names: { anna: 'Анна Петрова', nameless: '' },
  }).map((line) => line.replaceAll('\u00a0', ' '));

it.each([
  [make.text(), 'Станок', ['Станок']],
  [make.integer(), 1500, ['1 500']],
  [make.decimal(), '1000.5', ['1 000,5']],
  [make.money(), 123_450, ['1 234,50 ₽']],
  [make.money({ currencyIn: 'currency' }), 123_450, ['1 234,50']],
  [make.percent(), 40, ['40 %']],
  [make.duration(), 305, ['5:05']],
  [make.date(), '2026-11-21', ['21.11.2026']],
  [make.yesNo(), true, ['Да']],
  [make.person(), 'anna', ['Анна Петрова']],
  [make.reference('clients'), 'nobody', ['запись удалена']],
  [make.references('clients'), ['anna', 'nameless'], ['Анна Петрова', 'без имени']],
  [make.phone(), '+74951234567', ['+7 495 123-45-67']],
  [
    make.emails(),
    [{ id: '1', value: 'a@b.ru', label: 'work' }],
    [`a@b.ru (${texts.ru.clients.emailLabels.work})`],
  ],
  [make.tags(), ['цех', 'важно'], ['цех', 'важно']],
  [make.elements<{ name: string }>('name'), [{ id: '1', name: 'Шпиндель' }], ['Шпиндель']],
  [make.text(), '', []],
  [undefined, 'от новой версии', ['от новой версии']],
] as const)('%o: tells %o', (field, value, lines) => {
  expect(told(field as Field | undefined, value)).toEqual(lines);
});

it('tells a value of a closed list by its word, and another version’s as it is', () => {
  const field = make.choice(['red', 'green']);
  expect(told(field, 'red', { red: 'Красный' })).toEqual(['Красный']);
  expect(told(field, 'mauve', { red: 'Красный' })).toEqual(['mauve']);
  expect(told(make.choices(['red']), ['red', 'mauve'], { red: 'Красный' })).toEqual(['Красный', 'mauve']);
});

it.each(Object.keys(fieldTypes) as FieldTypeName[])(
  '%s: tells whatever another program wrote there',
  (type) => {
    const field: Field = { type, empty: '' };
    for (const value of [
      'мимо',
      1.5,
      -1,
      true,
      {},
      { name: 'x' },
      [],
      [null],
      [{}],
      [1],
      ['x'],
      null,
      undefined,
    ]) {
      for (const line of told(field, value)) expect(line).toEqual(expect.any(String));
    }
  },
);
