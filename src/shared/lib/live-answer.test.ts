import { describe, expect, it } from 'vitest';
import { difference, patched, snapshotOf } from './live-answer';

/** Carries a value from one answer to the next as the reader and the page do; says what travelled. */
function carry(before: unknown, after: unknown): { value: unknown; travelled: string } {
  const answer = difference(snapshotOf(before), snapshotOf(after));
  if (answer === undefined) return { value: before, travelled: '' };
  if (!answer.ok) throw new Error('an answer is no failure');
  if ('whole' in answer) return { value: JSON.parse(answer.whole), travelled: answer.whole };
  return { value: patched(before, answer.patch), travelled: answer.patch };
}

const row = (id: number, name = `Клиент ${id}`) => ({ id: String(id), name, tags: ['опт', 'юг'] });
const rows = (from: number, count: number) => Array.from({ length: count }, (_, i) => row(from + i));

describe('the difference of two answers', () => {
  it('is nothing when they are the same', () => {
    expect(
      difference(snapshotOf({ total: 1, rows: rows(1, 1) }), snapshotOf({ total: 1, rows: rows(1, 1) })),
    ).toBe(undefined);
  });

  it('is one record when one of fifty changed, and the others stay the same objects', () => {
    const before = { total: 100_000, offset: 0, rows: rows(1, 50) };
    const after = { ...before, rows: before.rows.map((one) => (one.id === '7' ? row(7, 'Иначе') : one)) };
    const { value, travelled } = carry(before, after);
    expect(value).toEqual(after);
    expect(travelled.length).toBeLessThan(snapshotOf(after).whole.length / 10);
    expect(travelled).not.toContain('Клиент 8');
    const list = (value as typeof before).rows;
    expect(list[7]).toBe(before.rows[7]);
    expect(list[6]).not.toBe(before.rows[6]);
  });

  it('is the order and the one new record when a row came in and the last one fell out', () => {
    const before = { total: 100, rows: rows(1, 50) };
    const after = { total: 101, rows: [row(500), ...before.rows.slice(0, 49)] };
    const { value, travelled } = carry(before, after);
    expect(value).toEqual(after);
    expect(travelled).not.toContain('Клиент 3"');
    expect((value as typeof after).rows[1]).toBe(before.rows[0]);
  });

  it.each<[string, unknown, unknown]>([
    ['null to a record', null, { client: { id: '1' } }],
    ['a record to null', { client: { id: '1' } }, null],
    ['a list to a longer one', rows(1, 3), rows(1, 4)],
    ['a list turned round', rows(1, 30), rows(1, 30).reverse()],
    ['a list to none', rows(1, 3), []],
    ['none to a list', [], rows(1, 3)],
    ['a list within to none', { rows: rows(1, 3) }, { rows: [] }],
    [
      'a list of texts',
      { cities: ['Омск', 'Уфа'], rows: rows(1, 9) },
      { cities: ['Омск'], rows: rows(1, 9) },
    ],
    ['numbers', { at: [1, 2], rows: rows(1, 9) }, { at: [2, 1], rows: rows(1, 9) }],
    [
      'a field that went',
      { a: 1, b: 'длинное значение, чтобы разница была короче' },
      { b: 'длинное значение, чтобы разница была короче' },
    ],
    ['a field without a value', { a: 1, b: undefined }, { a: undefined, b: 2 }],
    ['a list to a record', rows(1, 2), { rows: rows(1, 2) }],
    ['equal records', { rows: [row(1), row(1), row(2)] }, { rows: [row(2), row(1), row(1)] }],
    ['a text', 'было', 'стало'],
  ])('carries %s', (_, before, after) => {
    expect(carry(before, after).value).toEqual(JSON.parse(JSON.stringify(after)));
  });

  it('carries any walk of answers', () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 48271) % 2147483647;
      return seed % below;
    };
    let shown: unknown = { total: 0, rows: [] };
    for (let step = 0; step < 500; step += 1) {
      const list = Array.from({ length: random(12) }, () => row(random(9), `имя ${random(3)}`));
      const next = { total: random(3), rows: list, ...(random(2) ? { note: random(2) } : {}) };
      shown = carry(shown, next).value;
      expect(shown).toEqual(next);
    }
  });
});
