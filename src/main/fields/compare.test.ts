import type { Field } from '@shared/fields/field';
import * as make from '@shared/fields/make';
import { fieldTypes } from '@shared/fields/registry';
import { fieldTraits, type Operator } from '@shared/fields/traits';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../store/sqlite-storage/adapter';
import { compareSql } from './compare';
import { orderOf } from './order';

let db: Database;
beforeAll(() => {
  db = openDatabase({ path: ':memory:' });
  db.exec('CREATE TABLE records(place INTEGER PRIMARY KEY, data TEXT NOT NULL)');
});
afterAll(() => db.close());

/** Writes one record for each value, `undefined` for a record that lacks the field; the SQL of the field. */
function keep(values: readonly unknown[]): string {
  db.exec('DELETE FROM records');
  for (const [place, value] of values.entries()) {
    db.run('INSERT INTO records VALUES (?, ?)', [place, JSON.stringify({ value })]);
  }
  return "json_extract(data, '$.value')";
}

const found = (field: Field, values: readonly unknown[], operator: Operator, operand?: unknown) => {
  const { sql, parameters } = compareSql(field, keep(values), operator, operand);
  return db
    .all(`SELECT place FROM records WHERE ${sql} ORDER BY place`, parameters)
    .map(([place]) => values[Number(place)]);
};

const ordered = (field: Field, values: readonly unknown[]) => {
  const order = orderOf(field, keep(values));
  return db.all(`SELECT place FROM records ORDER BY ${order}, place`).map(([place]) => values[Number(place)]);
};

const names = ['Ромашка', 'ООО «РОМАШКА»', 'Ёлка', 'елка 100% [a]', '', undefined];
const numbers = [0, -5, 12, 7_000_000_000, undefined];
const days = ['2026-01-31', '2026-02-01', '', undefined];
const sets = [['a', 'b'], ['b'], [], undefined];
const phones = [
  [{ id: '1', raw: '8 (495) 123-45-67', e164: '+74951234567' }],
  [{ id: '2', raw: 'спросить Анну', e164: '' }],
  [],
  undefined,
];
const kinds = make.choice(['first', 'second', 'third']);

it.each([
  [make.text(), names, 'contains', 'ромаш', ['Ромашка', 'ООО «РОМАШКА»']],
  [make.text(), names, 'begins', 'ЕЛКА', ['Ёлка', 'елка 100% [a]']],
  [make.text(), names, 'contains', '% [a]', ['елка 100% [a]']],
  [make.text(), names, 'contains', '*', []],
  [make.text(), names, 'is', 'Ромашка', ['Ромашка']],
  [make.text(), names, 'isNot', 'Ромашка', names.slice(1)],
  [make.text(), names, 'empty', undefined, ['', undefined]],
  [make.longText(), names, 'filled', undefined, names.slice(0, 4)],
  [make.money(), numbers, 'from', 0, [0, 12, 7_000_000_000]],
  [make.integer(), numbers, 'less', 0, [-5]],
  [make.integer(), numbers, 'isNot', 12, [0, -5, 7_000_000_000, undefined]],
  [make.decimal(), ['10', '9.5', '-1', '0'], 'more', '9', ['10', '9.5']],
  [make.date(), days, 'to', '2026-01-31', ['2026-01-31']],
  [make.date(), days, 'from', '2026-02-01', ['2026-02-01']],
  [make.instant(), days, 'empty', undefined, ['', undefined]],
  [make.yesNo(), [true, false, undefined], 'is', false, [false, undefined]],
  [kinds, ['first', 'third', undefined], 'anyOf', ['first', 'second'], ['first']],
  [kinds, ['first', 'third', undefined], 'noneOf', ['first'], ['third', undefined]],
  [make.reference('clients'), ['x', '', undefined], 'filled', undefined, ['x']],
  [make.tags(), sets, 'hasAny', ['a', 'c'], [['a', 'b']]],
  [make.tags(), sets, 'hasAll', ['b', 'b'], [['a', 'b'], ['b']]],
  [make.tags(), sets, 'hasNone', ['a'], [['b'], [], undefined]],
  [make.tags(), sets, 'empty', undefined, [[], undefined]],
  [make.phones(), phones, 'contains', '495 123', [phones[0]]],
  [make.phones(), phones, 'contains', '84951234567', [phones[0]]],
  [make.phones(), phones, 'contains', 'анну', [phones[1]]],
  [make.lines(), [[{ id: '1', name: 'Болт М6' }], []], 'contains', 'болт', [[{ id: '1', name: 'Болт М6' }]]],
] as [Field, unknown[], Operator, unknown, unknown[]][])(
  '%o of %o: %s %o',
  (field, values, operator, operand, expected) => {
    expect(found(field, values, operator, operand)).toEqual(expected);
  },
);

it.each(Object.keys(fieldTypes) as Field['type'][])(
  '%s: answers each of its operators, and no other',
  (type) => {
    const field: Field = { type, empty: '', choices: ['a'] };
    const one = fieldTraits[type].is === 'number' ? 1 : fieldTraits[type].is === 'yesNo' ? true : 'a';
    for (const operator of fieldTraits[type].operators) {
      const operand = /Of$|^has/.test(operator) ? [one] : one;
      expect(() => found(field, [undefined], operator, operand)).not.toThrow();
    }
    const foreign = fieldTraits[type].operators.includes('begins') ? 'hasAny' : 'begins';
    expect(() => compareSql(field, 'x', foreign, 'a')).toThrow();
  },
);

it.each([
  ['is', { $gt: '' }],
  ['contains', 'я'.repeat(2000)],
  ['contains', null],
  ['is', Number.NaN],
] as const)('refuses %s with a value that is none', (operator, value) => {
  expect(() => compareSql(make.text(), 'x', operator, value)).toThrow('invalid-input');
});

it('orders numbers by size, a closed list as it is declared, lists by their length', () => {
  expect(ordered(make.decimal(), ['10', '9.5', '-1'])).toEqual(['-1', '9.5', '10']);
  expect(ordered(kinds, ['third', 'unknown', 'first'])).toEqual(['first', 'third', 'unknown']);
  expect(ordered(make.tags(), [['a', 'b'], [], ['c']])).toEqual([[], ['c'], ['a', 'b']]);
});
