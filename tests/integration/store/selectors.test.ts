import type { MangoQuery, RxStorage, RxStorageInstance } from 'rxdb';
import { getQueryMatcher } from 'rxdb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getRxStorageSQLite } from '../../../src/main/store/sqlite-storage';
import { instanceOf, prepared, stored, type Thing, thing, thingSchema } from './support';

// Selectors longer and deeper than SQLite's parser, expressions and parameters: answered all the same.

type Selector = Record<string, unknown>;

const storage = getRxStorageSQLite({ path: ':memory:' });
let instance: RxStorageInstance<Thing, unknown, unknown>;
const documents = Array.from({ length: 60 }, (_row, i) =>
  stored(
    thing(`t${i}`, { name: `n${i % 7}`, amount: i / 2, open: i % 2 === 0, note: `m${i % 5}`, count: i }),
  ),
);
beforeAll(async () => {
  instance = await instanceOf<Thing, unknown>(storage as unknown as RxStorage<unknown, never>, thingSchema);
  await instance.bulkWrite(
    documents.map((document) => ({ document })),
    'x',
  );
});
afterAll(() => storage.close());

async function agrees(selector: Selector): Promise<void> {
  const query = { selector, sort: [{ id: 'asc' }] } as unknown as MangoQuery<Thing>;
  const plan = prepared(query, false) as { query: never };
  const fits = getQueryMatcher(thingSchema as never, plan.query) as (document: unknown) => boolean;
  const expected = documents.filter(fits).sort((a, b) => (a.id < b.id ? -1 : 1));
  expect((await instance.query(plan as never)).documents).toEqual(expected);
  expect((await instance.count(plan as never)).count).toBe(expected.length);
  const page = prepared({ ...query, skip: 1, limit: 3 }, false);
  expect((await instance.query(page)).documents).toEqual(expected.slice(1, 4));
}

const leaves: readonly ((i: number) => Selector)[] = [
  (i) => ({ id: `t${i}` }),
  (i) => ({ name: { $gt: `n${i % 7}` } }),
  (i) => ({ amount: { $in: [i, i + 1, 1e300, 0.1] } }),
  (i) => ({ note: `m${i % 6}` }),
  (i) => ({ count: { $lt: i } }),
  (i) => ({ count: i + 0.3705541168074378 }),
];
const leaf = (i: number): Selector => leaves[i % leaves.length]?.(i % 50) ?? {};

describe('long', () => {
  const branches = (length: number) => Array.from({ length }, (_branch, i) => leaf(i));
  const same = (length: number, make: (i: number) => Selector) =>
    Array.from({ length }, (_branch, i) => make(1000 + i));

  test.each([2, 9, 65, 1001, 2500])('%i branches', async (length) => {
    await agrees({ $or: branches(length) });
    await agrees({ $nor: same(length, (i) => ({ id: `t${i - 990}` })) });
    await agrees({ $and: same(length, (i) => ({ id: { $ne: `t${i - 990}` } })) });
    await agrees({
      $and: [{ $or: same(length, (i) => ({ note: `m${i - 1000}` })) }, { name: { $lt: 'n3' } }],
    });
  });

  test('more branches than SQLite takes parameters', async () => {
    await agrees({ $or: same(33_000, (i) => ({ id: `t${i - 990}` })) });
  });

  test.each([5, 300, 2100])('lists of %i', async (length) => {
    const fractions = Array.from({ length }, (_item, i) => i * 1.5 + (i % 2 === 0 ? 0 : 0.1));
    for (const path of ['amount', 'count']) {
      for (const name of ['$in', '$nin']) {
        await agrees({ [path]: { [name]: fractions } });
        await agrees({ [path]: { [name]: fractions.map(Math.floor) } });
        await agrees({ $nor: [{ [path]: { [name]: fractions } }, { id: 't1' }] });
      }
    }
    const names = Array.from({ length }, (_item, i) => `n${i % 3 === 0 ? i : -i}`);
    for (const path of ['name', 'note', 'id']) await agrees({ [path]: { $in: names } });
  });

  test('more texts in a list than SQLite takes parameters', async () => {
    const names = Array.from({ length: 40_000 }, (_item, i) => `n${i}`);
    for (const path of ['name', 'note', 'id']) await agrees({ [path]: { $in: names } });
  });

  test('a condition on many fields at once', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 3000 }, (_field, i) => [`field${i}`, { $exists: false }]),
    );
    await agrees({ ...many, name: 'n1', note: { $gte: 'm1' } });
    await agrees({ name: Object.fromEntries(['$gt', '$gte', '$ne'].map((name) => [name, 'n1'])) });
  });
});

describe('deep', () => {
  const wrap: Readonly<Record<string, (inner: Selector, i: number) => Selector>> = {
    $and: (inner, i) => ({ $and: [{ amount: { $gte: i / 1000 } }, inner] }),
    $or: (inner, i) => ({ $or: [leaf(i), inner] }),
    'one $and': (inner) => ({ $and: [inner] }),
    'one $or': (inner) => ({ $or: [inner] }),
    $nor: (inner) => ({ $nor: [inner] }),
    mixed: (inner, i) => ({ [['$and', '$or', '$nor'][i % 3] ?? '$and']: [leaf(i), inner] }),
    wide: (inner, i) => ({
      [['$or', '$and'][i % 2] ?? '$or']: [inner, ...Array.from({ length: 12 }, (_, k) => leaf(k))],
    }),
  };

  test.each(Object.keys(wrap))('%s in itself, up to 400 times', async (name) => {
    for (const depth of [1, 5, 17, 19, 20, 21, 34, 60, 101, 400]) {
      let selector: Selector = { name: { $gte: 'n3' } };
      for (let i = 0; i < depth; i++) selector = wrap[name]?.(selector, i) ?? selector;
      if (depth <= (name === 'wide' ? 34 : 400)) await agrees(selector);
    }
  });

  test('$not in itself, and a path of many parts', async () => {
    for (const depth of [1, 2, 19, 20, 60, 88, 400]) {
      let condition: Selector = { $gte: 'n3' };
      for (let i = 0; i < depth; i++) condition = { $not: condition };
      await agrees({ name: condition });
      await agrees({ [Array.from({ length: depth }, (_, i) => `p${i}`).join('.')]: { $exists: false } });
    }
  });
});
