import { describe, expect, it } from 'vitest';
import { equalJson, isStorable, plainOf, sameState, travellingText } from './states';

describe('document states', () => {
  it('are equal whatever the order of keys, and only then', () => {
    expect(equalJson({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 })).toBe(true);
    expect(equalJson({ a: undefined }, {})).toBe(false);
    expect(equalJson([1, 2], [2, 1])).toBe(false);
    expect(equalJson({ 0: 'a' }, ['a'])).toBe(false);
    expect(equalJson(null, {})).toBe(false);
    expect(equalJson({ toString: 1 }, {})).toBe(false);
  });

  it('count a missing _deleted as alive and drop what belongs to the storage', () => {
    const travelled = { id: 'a', _deleted: false, _rev: '1-x', _meta: { lwt: 1 }, _attachments: {} };
    expect(plainOf(travelled)).toEqual({ data: { id: 'a' }, deleted: false });
    expect(sameState(plainOf(travelled), plainOf({ id: 'a' }))).toBe(true);
    expect(sameState(plainOf({ id: 'a', _deleted: true }), plainOf({ id: 'a' }))).toBe(false);
  });

  it('travel as text with _deleted put in', () => {
    expect(JSON.parse(travellingText('{"id": "a"}', true))).toEqual({ _deleted: true, id: 'a' });
    expect(JSON.parse(travellingText('{}', false))).toEqual({ _deleted: false });
  });

  it.each([
    ['текст 🎄', true],
    ['a\u0000b', false],
    ['\uD83D alone', false],
    ['\uDC00 alone', false],
    ['a backslash, then u0000: \\u0000', true],
    ['two backslashes, then NUL: \\\\\u0000', false],
  ])('are storable or not: %j', (text, storable) => {
    expect(isStorable(JSON.stringify({ text }))).toBe(storable);
  });
});
