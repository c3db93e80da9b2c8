import { describe, expect, it } from 'vitest';
import { nameKey } from '../domain/requisites/legal-forms';
import { differences, NameIndex } from './near-names';

const index = new NameIndex(
  [
    { id: '1', name: 'ООО «Ромашка»' },
    { id: '2', name: 'Acme Corporation' },
    { id: '3', name: 'GTX Pro' },
    { id: '4', name: 'GTX Basic' },
    { id: '5', name: 'АО «Лютик»' },
    { id: '6', name: 'Лютик' },
  ],
  nameKey,
);

describe('names of a file', () => {
  it.each([
    ['ромашка', ['1']],
    ['Лютик', ['5', '6']],
    ['GTXPro', []],
    ['', []],
  ])('%s is exactly %o', (text, ids) => expect(index.exact(text).map(({ id }) => id)).toEqual(ids));
  it.each([
    ['GTXPro', ['3']],
    ['Acme Corportion', ['2']],
    ['Acme Corpoartoin', ['2']],
    ['Рамашка', ['1']],
    ['Роза', []],
    ['GTX', []],
    ['', []],
  ])('%s is near %o', (text, ids) => expect(index.near(text).map(({ id }) => id)).toEqual(ids));
  it.each([
    ['кот', 'кот', 0],
    ['кот', 'ток', 2],
    ['кот', 'окт', 1],
    ['кот', 'кит', 1],
    ['кот', 'коты', 1],
    ['кот', 'самолёт', 3],
  ])('%s and %s differ by %i', (a, b, by) => expect(differences(a, b, 2)).toBe(by));
});
