import fc from 'fast-check';
import type { MangoQuery } from 'rxdb';
import type { Thing } from './support';

/** What a write puts into a document: the whole of it but the id. */
export type Fields = Omit<Thing, 'id'>;

export interface Write {
  readonly id: string;
  readonly fields: Fields;
  readonly deleted: boolean;
  /** What the writer believes to be stored: the truth, an older state, or nothing at all. */
  readonly knows: 'now' | 'before' | 'nothing';
}

/** What is done to both storages, one after the other. */
export type Step =
  | { readonly do: 'write'; readonly rows: readonly Write[] }
  | { readonly do: 'ask'; readonly query: MangoQuery<Thing>; readonly living: boolean }
  | { readonly do: 'find'; readonly ids: readonly string[]; readonly withDeleted: boolean }
  | { readonly do: 'changes'; readonly limit: number }
  | { readonly do: 'cleanup'; readonly keepSince: number }
  | { readonly do: 'restart' };

const ids = fc.constantFrom(...'abcdefghijkl');
const names = fc.constantFrom('', 'a', 'b', 'Ая', 'ая', 'Яя', 'ёж', 'еж', 'A', 'aa', 'B', 'a%', 'a_', '1');
const amounts = fc.integer({ min: -6, max: 6 }).map((n) => n / 2);
const cities = fc.constantFrom('Тула', 'Омск', 'Уфа');
const notes = fc.constantFrom('x', 'y', 'привет', '😀', '', null);
const tags = fc.constantFrom('x', 'y', 'z');

/** Documents as the schema wants them: the memory storage understands no others. */
const tame: fc.Arbitrary<Fields> = fc
  .record(
    {
      name: names,
      amount: amounts,
      open: fc.boolean(),
      nested: fc.record({ city: cities }),
      tags: fc.array(tags, { maxLength: 3 }),
      note: notes,
      count: fc.integer({ min: 0, max: 3 }),
    },
    { requiredKeys: ['name', 'amount', 'open', 'nested'] },
  )
  .map((fields) => fields as Fields);

const wildText = fc.constantFrom('a', '😀', '\uffe5', '\ue000', 'a\u0000b', 'a', '\ud800', '\ufe0f', '');

/** Values that no schema allows, or that SQLite and JavaScript see differently. */
export const wild: fc.Arbitrary<Fields> = fc
  .record(
    {
      name: fc.oneof(wildText, wildText, fc.constantFrom(null, 5, true, ['a', 'b'], { a: 1 })),
      amount: fc.oneof(amounts, amounts, fc.constantFrom(null, '1', true, [1, 2], 1e300, -0)),
      open: fc.oneof(fc.boolean(), fc.constantFrom(null, 1, 'true')),
      nested: fc.oneof(
        fc.record({ city: fc.oneof(cities, wildText) }, { requiredKeys: [] }),
        fc.constantFrom(null, 'Тула', [{ city: 'Тула' }, { city: 'Омск' }]),
      ),
      tags: fc.oneof(fc.array(wildText, { maxLength: 3 }), fc.constantFrom('x', null)),
      note: fc.oneof(notes, fc.constantFrom(['x', 'y'], 5, true, { a: 'x' }, 'a\u0000b')),
      count: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom('1', true, [0, 1], 1.5, null)),
    },
    { requiredKeys: [] },
  )
  .map((fields) => fields as unknown as Fields);

/** Of the right types, or absent or null, but with text on whose order UTF-8 and UTF-16 disagree. */
export const awkward: fc.Arbitrary<Fields> = fc
  .record(
    {
      name: fc.oneof(names, fc.constantFrom('😀', '\uffe5', 'a😀', 'a\uffe5')),
      amount: fc.oneof(amounts, amounts, fc.constant(null)),
      open: fc.boolean(),
      nested: fc.record({ city: fc.oneof(cities, wildText) }, { requiredKeys: [] }),
      note: notes,
    },
    { requiredKeys: ['name', 'nested'] },
  )
  .map((fields) => fields as unknown as Fields);

const operandsOf: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  id: ids,
  name: names,
  amount: amounts,
  open: fc.boolean(),
  'nested.city': cities,
  note: notes,
  count: fc.integer({ min: 0, max: 3 }),
  tags,
  'tags.0': tags,
};

/** Every operator of RxDB (types/rx-query.d.ts) on one field. */
function condition(operand: fc.Arbitrary<unknown>, nulls: boolean): fc.Arbitrary<Record<string, unknown>> {
  const item = nulls
    ? fc.oneof({ weight: 5, arbitrary: operand }, { weight: 1, arbitrary: fc.constant(null) })
    : operand;
  const list = fc.array(item, { maxLength: 6 });
  const scalar = fc.oneof(
    ...['$eq', '$ne', '$gt', '$gte', '$lt', '$lte'].map((name) =>
      operand.map((value) => ({ [name]: value })),
    ),
    ...(nulls ? [fc.constantFrom({ $eq: null }, { $ne: null })] : []),
    list.map((value) => ({ $in: value })),
    list.map((value) => ({ $nin: value })),
    fc.tuple(operand, operand).map(([a, b]) => ({ $gte: a, $lt: b })),
  );
  const shape = fc.oneof(
    fc.boolean().map((value) => ({ $exists: value })),
    fc
      .constantFrom('string', 'number', 'boolean', 'array', 'object', 'null')
      .map((value) => ({ $type: value })),
    fc.integer({ min: 0, max: 3 }).map((value) => ({ $size: value })),
    fc.constantFrom({ $mod: [2, 0] }, { $mod: [3, 1] }),
    fc.constantFrom({ $regex: '^[aа]' }, { $regex: '^a' }, { $regex: 'Я', $options: 'i' }, { $regex: 'a.' }),
    operand.map((value) => ({ $elemMatch: { $eq: value } })),
    operand.map((value) => ({ $elemMatch: { $gt: value } })),
  );
  return fc.oneof(
    { weight: 6, arbitrary: scalar },
    { weight: 3, arbitrary: shape },
    { weight: 1, arbitrary: fc.oneof(scalar, shape).map((value) => ({ $not: value })) },
    { weight: 1, arbitrary: fc.tuple(shape, scalar).map(([a, b]) => ({ ...a, ...b })) },
  );
}

function selectorOf(
  operand: (path: string) => fc.Arbitrary<unknown>,
  nullsIn: (path: string) => boolean,
): fc.Arbitrary<Record<string, unknown>> {
  const leaf = fc.oneof(
    ...Object.keys(operandsOf).map((path) =>
      fc
        .oneof(
          { weight: 6, arbitrary: condition(operand(path), nullsIn(path)) },
          { weight: 1, arbitrary: operand(path) },
        )
        .map((value) => ({ [path]: value })),
    ),
  );
  const two = fc.tuple(leaf, leaf).map(([a, b]) => ({ ...a, ...b }));
  const join = (items: fc.Arbitrary<Record<string, unknown>>) =>
    fc
      .tuple(fc.constantFrom('$and', '$or', '$nor'), fc.array(items, { minLength: 1, maxLength: 3 }))
      .map(([name, parts]) => ({ [name]: parts }));
  const joined = join(fc.oneof(leaf, two));
  return fc.oneof(
    fc.constant({}),
    leaf,
    leaf,
    two,
    joined,
    fc.tuple(leaf, joined).map(([a, b]) => ({ ...a, ...b })),
    join(fc.oneof(leaf, joined)),
  );
}

const sortPaths = fc.constantFrom('name', 'amount', 'open', 'nested.city', 'note', 'count', 'id');
const sorts = fc
  .uniqueArray(sortPaths, { minLength: 1, maxLength: 3 })
  .chain((paths) =>
    fc.tuple(
      ...paths.map((path) => fc.constantFrom('asc', 'desc').map((direction) => ({ [path]: direction }))),
    ),
  );

function queryOf(selector: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<MangoQuery<Thing>> {
  return fc
    .record(
      { selector, sort: sorts, skip: fc.integer({ min: 0, max: 4 }), limit: fc.integer({ min: 0, max: 6 }) },
      { requiredKeys: ['selector'] },
    )
    .map((query) => query as unknown as MangoQuery<Thing>);
}

/**
 * Queries whose operands have the field's type. On an indexed field the memory storage takes null for the least value of
 * the type, against RxDB's own matcher: null is asked of the other fields only.
 */
const tameQueries = queryOf(
  selectorOf(
    (path) => operandsOf[path] ?? ids,
    (path) => path === 'note' || path === 'count' || path.startsWith('tags'),
  ),
);

const anyOperand = fc.oneof(wildText, amounts, fc.boolean(), fc.constant(null), cities, notes);
const strange = fc.oneof(anyOperand, fc.constantFrom<unknown>(['a'], { a: 1 }));

/** Queries that compare anything with anything. */
export const wildQueries = queryOf(
  selectorOf(
    (path) => fc.oneof(operandsOf[path] ?? ids, strange, wildText),
    () => true,
  ),
);

/** One batch of writes, each id at most once. */
export function batchOf(fields: fc.Arbitrary<Fields>): fc.Arbitrary<readonly Write[]> {
  const write: fc.Arbitrary<Write> = fc.record({
    id: ids,
    fields,
    deleted: fc.integer({ min: 0, max: 4 }).map((n) => n === 4),
    knows: fc
      .integer({ min: 0, max: 9 })
      .map((n) => (n === 9 ? ('nothing' as const) : n === 8 ? ('before' as const) : ('now' as const))),
  });
  return fc.uniqueArray(write, { selector: ({ id }) => id, minLength: 1, maxLength: 8 });
}

/** Writes, questions, purges and restarts in any order. */
export const histories: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: batchOf(tame).map((rows) => ({ do: 'write' as const, rows })) },
    {
      weight: 9,
      arbitrary: fc.record({ do: fc.constant('ask' as const), query: tameQueries, living: fc.boolean() }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('find' as const),
        ids: fc.array(fc.oneof(ids, fc.constant('nobody')), { maxLength: 14 }),
        withDeleted: fc.boolean(),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('changes' as const), limit: fc.integer({ min: 1, max: 5 }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('cleanup' as const),
        keepSince: fc.integer({ min: 0, max: 8 }),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
  ),
  { minLength: 1, maxLength: 24, size: 'max' },
);
