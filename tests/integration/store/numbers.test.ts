import fc from 'fast-check';
import type { MangoQuery, RxJsonSchema, RxStorage } from 'rxdb';
import { fillWithDefaultSettings, getQueryMatcher, getSortComparator } from 'rxdb';
import { expect, test } from 'vitest';
import { getRxStorageSQLite } from '../../../src/main/store/sqlite-storage';
import { instanceOf, preparedFor, stored } from './support';

// Numbers of the whole range, against RxDB's own matcher and comparator.

interface Row {
  id: string;
  /** Without an index. */
  plain?: number;
  whole?: number;
  nested?: { n?: number };
  /** With an index. */
  column?: number;
  list?: number[];
  rows?: { n: number }[];
}

const schema = fillWithDefaultSettings<Row>({
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 40 },
    plain: { type: 'number' },
    whole: { type: 'integer' },
    nested: { type: 'object', properties: { n: { type: 'number' } } },
    column: { type: 'number', minimum: -1, maximum: 1, multipleOf: 1 },
    list: { type: 'array', items: { type: 'number' } },
    rows: { type: 'array', items: { type: 'object', properties: { n: { type: 'number' } } } },
  },
  required: ['id'],
  indexes: ['column'],
} as RxJsonSchema<Row>);

const seed = Number(process.env.FC_SEED ?? 20260301);
const runs = (usual: number) => ({ seed, numRuns: Number(process.env.FC_RUNS ?? usual) });

const bits = new DataView(new ArrayBuffer(8));
/** The double that stands `steps` further from zero. */
function beside(n: number, steps: number): number {
  bits.setFloat64(0, n);
  bits.setBigInt64(0, bits.getBigInt64(0) + BigInt(steps));
  const result = bits.getFloat64(0);
  return Number.isFinite(result) ? result : n;
}

const special = [
  ...[0, -0, 5e-324, 2.2250738585072014e-308, 1e-320, 0.1, 0.1 + 0.2, 0.3705541168074378, 1 / 3, 1e21, 1e22],
  ...[1e23, 1e308, Number.MAX_VALUE, Number.MAX_SAFE_INTEGER, 2 ** 53, 2 ** 53 + 2, 2 ** 60, 2 ** 62 + 1024],
  ...[2 ** 63, 2 ** 63 - 1024, 2 ** 64, 123456789012345680000, 2 ** 62, 0.5, 1, 7],
];
/** Any double there is: by its bits, by its decimal digits, and whole numbers of every length up to 2^63 and beyond. */
const number: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(...special, ...special.map((n) => -n)),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n }).map(Number),
  fc
    .tuple(fc.bigInt({ min: 0n, max: 2n ** 53n }), fc.integer({ min: 0, max: 12 }))
    .map(([n, by]) => Number(n) * 2 ** by),
  fc
    .tuple(fc.integer(), fc.integer({ min: -330, max: 300 }))
    .map(([n, power]) => Number(`${n}e${power}`))
    .filter(Number.isFinite),
  fc.integer({ min: -9, max: 9 }),
);

const operands = (pool: readonly number[]) => {
  const near = fc
    .tuple(fc.constantFrom(...pool), fc.integer({ min: -2, max: 2 }))
    .map(([n, steps]) => beside(n, steps));
  const any = fc.oneof(
    { weight: 8, arbitrary: near },
    { weight: 3, arbitrary: fc.constantFrom(...pool) },
    { weight: 1, arbitrary: fc.constantFrom(Infinity, -Infinity, Number.NaN) },
  );
  const list = fc.oneof(
    fc.array(near, { maxLength: 4 }),
    fc.array(near, { minLength: 5, maxLength: 40 }),
    fc.array(any, { maxLength: 8 }),
    fc
      .tuple(fc.array(near, { maxLength: 8 }), fc.constantFrom(null, '1', true))
      .map(([some, one]) => [...some, one]),
  );
  return fc.oneof(
    ...['$eq', '$ne', '$gt', '$gte', '$lt', '$lte'].map((name) => any.map((n) => ({ [name]: n }))),
    any,
    fc.tuple(any, any).map(([a, b]) => ({ $gte: a, $lte: b })),
    list.map((value) => ({ $in: value })),
    list.map((value) => ({ $nin: value })),
    list.map((value) => ({ $not: { $in: value } })),
    near.map((n) => ({ $not: { $lt: n } })),
    near.map((n) => ({ $elemMatch: { $eq: n } })),
  );
};
const paths = ['plain', 'whole', 'nested.n', 'column', 'list', 'list.0', 'rows.n', 'plain', 'column'];

const cases = fc.array(number, { minLength: 1, maxLength: 16 }).chain((pool) => {
  const one = fc.oneof(
    fc.constantFrom(...pool),
    fc.tuple(fc.constantFrom(...pool), fc.integer({ min: -1, max: 1 })).map(([n, steps]) => beside(n, steps)),
  );
  const row = fc.record(
    {
      plain: one,
      whole: one.map(Math.round).filter(Number.isFinite),
      nested: fc.record({ n: one }, { requiredKeys: [] }),
      column: one,
      list: fc.array(one, { maxLength: 3 }),
      rows: fc.array(fc.record({ n: one }), { maxLength: 2 }),
    },
    { requiredKeys: ['plain', 'column'] },
  );
  const leaf = fc
    .tuple(fc.constantFrom(...paths), operands(pool))
    .map(([path, value]) => ({ [path]: value }) as Record<string, unknown>);
  const selector = fc.oneof(
    { weight: 6, arbitrary: leaf },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('$and', '$or', '$nor'), fc.array(leaf, { minLength: 1, maxLength: 3 }))
        .map(([name, parts]) => ({ [name]: parts })),
    },
  );
  const query = fc.record(
    {
      selector,
      sort: fc
        .tuple(fc.constantFrom('column', 'plain', 'whole', 'nested.n'), fc.constantFrom('asc', 'desc'))
        .map(([path, way]) => [{ [path]: way }]),
      limit: fc.integer({ min: 1, max: 5 }),
    },
    { requiredKeys: ['selector'] },
  );
  return fc.record({
    rows: fc.array(row, { minLength: 1, maxLength: 12 }),
    queries: fc.array(query, { minLength: 4, maxLength: 12 }),
  });
});

const open = () => {
  const storage = getRxStorageSQLite({ path: ':memory:' });
  return {
    storage,
    instance: instanceOf<Row, unknown>(storage as unknown as RxStorage<unknown, never>, schema),
  };
};

test('every number is found, compared and sorted as JavaScript does', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ rows, queries }) => {
      const { storage, instance: opening } = open();
      const instance = await opening;
      const documents = rows.map((row, i) => JSON.parse(JSON.stringify(stored({ id: `${i}`, ...row }))));
      await instance.bulkWrite(documents.map((document) => ({ document })) as never, 'x');
      for (const query of queries as unknown as MangoQuery<Row>[]) {
        const plan = preparedFor<Row>(schema, query) as { query: Parameters<typeof getSortComparator>[1] };
        const expected = documents
          .filter(getQueryMatcher(schema as never, plan.query as never) as (document: unknown) => boolean)
          .sort(getSortComparator(schema as never, plan.query as never) as never)
          .slice(0, query.limit ?? 1000);
        expect((await instance.query(plan as never)).documents).toEqual(expected);
        expect((await instance.count(plan as never)).count).toBe(expected.length);
      }
      storage.close();
    }),
    runs(400),
  );
});

test('thousands of numbers of every size are each found by themselves, with an index and without', async () => {
  const { storage, instance: opening } = open();
  const instance = await opening;
  const sample = fc.sample(number, { seed, numRuns: 5000 });
  const numbers = [...new Set(sample.map((n) => (n === 0 ? 0 : n)))];
  expect(numbers.length).toBeGreaterThan(2500);
  const rows = numbers.map((n, i) => ({
    document: stored({ id: `${i}`, plain: n, column: n, nested: { n }, list: [n] }),
  }));
  await instance.bulkWrite(rows as never, 'x');
  const count = async (selector: unknown) =>
    (await instance.count(preparedFor<Row>(schema, { selector } as MangoQuery<Row>))).count;
  for (const n of numbers.slice(0, 500)) expect(await count({ column: n }), String(n)).toBe(1);
  // Nine of them and one more are more than a few, and fewer than are asked for one by one.
  for (let at = 0; at < numbers.length; at += 10) {
    expect(await count({ column: { $in: numbers.slice(at, at + 10) } })).toBe(
      numbers.slice(at, at + 10).length,
    );
  }
  for (const path of ['plain', 'column', 'nested.n', 'list']) {
    for (const length of [7, numbers.length]) {
      const wanted = numbers.slice(0, length);
      expect(await count({ [path]: { $in: wanted } }), path).toBe(length);
      expect(await count({ [path]: { $nin: wanted } }), path).toBe(numbers.length - length);
    }
  }
  for (const n of numbers.slice(0, 25)) {
    for (const path of ['plain', 'nested.n']) expect(await count({ [path]: n }), String(n)).toBe(1);
    const above = numbers.filter((other) => other >= n).length;
    for (const path of ['plain', 'column']) {
      expect(await count({ [path]: { $gte: n } })).toBe(above);
      expect(await count({ [path]: { $lte: n } })).toBe(numbers.length - above + 1);
    }
  }
  const plan = preparedFor<Row>(schema, { selector: {}, sort: [{ column: 'asc' }] });
  const sorted = (await instance.query(plan)).documents.map(({ column }) => column);
  expect(sorted).toEqual([...numbers].sort((a, b) => a - b));
  storage.close();
});
