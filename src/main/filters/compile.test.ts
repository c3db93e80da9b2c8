import type { Field, FieldTypeName } from '@shared/fields/field';
import { fieldTraits, type Operator } from '@shared/fields/traits';
import { filterFault } from '@shared/filters/check';
import { findField, operatorsOf } from '@shared/filters/fields';
import type { Filter, FilterPart } from '@shared/filters/schema';
import fc from 'fast-check';
import { beforeAll, expect, it, vi } from 'vitest';
import { validateInput } from '../ipc/validate';
import { type Database, openDatabase } from '../store/sqlite-storage/adapter';
import { compileFilter, type FilterAsker } from './compile';

/** Throw-away kinds: `things` has one field of every type, `pieces` belong to them. */
const throwAway = vi.hoisted(() => async () => {
  const { Type } = await import('typebox');
  const make = await import('@shared/fields/make');
  const { entity } = await import('@shared/lib/entity');
  const base = {
    version: 0,
    migrations: {},
    replication: 'both',
    access: 'everyone',
    pullPriority: 5,
    title: [],
  } as const;
  const any = Type.Object({});
  const named = make.elements<{ id: string; title: string }>('title');
  const things = entity(
    any as never,
    {
      ...base,
      one: 'thing',
      indexes: [],
      fields: {
        text: make.text(),
        longText: make.longText(),
        integer: make.integer(),
        decimal: make.decimal(),
        money: make.money(),
        percent: make.percent(),
        duration: make.duration(),
        date: make.date(),
        instant: make.instant(),
        yesNo: make.yesNo(),
        choice: make.choice(['a', 'b', 'c']),
        choices: make.choices(['a', 'b', 'c']),
        directory: make.directory('pieces', 'list'),
        reference: make.reference('pieces'),
        references: make.references('pieces'),
        person: make.person(),
        people: make.people(),
        phone: make.phone(),
        phones: make.phones(),
        emails: make.emails(),
        addresses: make.addresses(),
        accounts: make.accounts(),
        link: make.link(),
        tags: make.tags(),
        file: make.file(),
        lines: make.lines(),
        elements: named,
        group: make.group({ inner: make.text(), number: make.integer() }),
        data: make.data<unknown>({}),
      } as never,
    } as never,
  );
  const pieces = entity(
    any as never,
    {
      ...base,
      one: 'piece',
      indexes: ['thingId'],
      fields: {
        text: make.text(),
        integer: make.integer(),
        yesNo: make.yesNo(),
        instant: make.instant(),
        tags: make.tags(),
        thingId: make.reference('things'),
        otherId: make.reference('things'),
        thingIds: make.references('things'),
      } as never,
    } as never,
  );
  return { things, pieces };
});
vi.mock('@shared/entities', async (original) => ({
  entities: { ...((await original()) as { entities: object }).entities, ...(await throwAway()) },
}));

type Row = Readonly<Record<string, unknown>> & { readonly id: string; readonly _deleted: boolean };
interface World {
  readonly things: readonly Row[];
  readonly pieces: readonly Row[];
}

const things = 'things' as never;
const asker: FilterAsker = {
  userId: 'u1',
  team: ['u1', 'u2'],
  today: '2026-03-10',
  zone: 'Asia/Yekaterinburg',
};

let db: Database;
beforeAll(() => {
  db = openDatabase({ path: ':memory:' });
  db.exec('CREATE TABLE doc_things_0(id TEXT, deleted INTEGER, data TEXT)');
  db.exec('CREATE TABLE doc_pieces_0(id TEXT, deleted INTEGER, data TEXT, c_thingId TEXT)');
});

const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 4 });
const texts = fc.constantFrom('', 'Ёлка', 'елка', 'ЗЕЛЕНЬ', 'a*b', '100%', '[x]', "it's", 'я');
const needles = fc.constantFrom('ел', 'Ё', '*', '%', '[', 'A', "'", 'елка', 'Ёлка', '100%');
const days = fc.constantFrom(
  '',
  '2026-03-10',
  '2026-03-09',
  '2026-02-28',
  '2026-01-01',
  '2025-12-31',
  '2026-04-01',
);
const instants = fc.constantFrom(
  ...['', '2026-03-09T18:59:59.999Z', '2026-03-09T19:00:00.000Z', '2026-03-10T18:59:59.999Z'],
  ...['2026-03-10T19:00:00.000Z', '2025-12-31T19:00:00.000Z', '2026-02-28T18:59:59.999Z'],
);
const keys = fc.constantFrom('a', 'b', 'c');
const ids = fc.constantFrom('u1', 'u2', 'u3');
const thingIds = fc.constantFrom('t0', 't1', 't2', 'nowhere');
const pieceIds = fc.constantFrom('p0', 'p1', 'p2', 'nowhere');
const list = <T>(one: fc.Arbitrary<T>) => fc.uniqueArray(one, { maxLength: 3 });
const orEmpty = (one: fc.Arbitrary<string>) => fc.oneof(one, fc.constant(''));
const integers = fc.constantFrom(-5, 0, 7, 12, 9_000_000_000_000);
const decimals = fc.constantFrom('0', '1.5', '-3', '10', '9.25');
const elementsOf = (...names: string[]) =>
  fc.array(fc.record(Object.fromEntries(names.map((name) => [name, texts]))), { maxLength: 2 });

const values: Readonly<Record<FieldTypeName, fc.Arbitrary<unknown>>> = {
  text: texts,
  longText: texts,
  integer: integers,
  decimal: decimals,
  money: integers,
  percent: fc.integer({ min: 0, max: 3 }),
  duration: fc.integer({ min: 0, max: 3 }),
  date: days,
  instant: instants,
  yesNo: fc.boolean(),
  choice: keys,
  choices: list(keys),
  directory: orEmpty(keys),
  reference: orEmpty(pieceIds),
  references: list(pieceIds),
  person: orEmpty(ids),
  people: list(ids),
  phone: fc.constantFrom('', '+74951234567'),
  phones: fc.array(
    fc.constantFrom({ raw: '8 (495) 123-45-67', e164: '+74951234567' }, { raw: 'спросить Ёлку', e164: '' }),
    { maxLength: 2 },
  ),
  emails: elementsOf('value', 'label'),
  addresses: elementsOf('text', 'city', 'region', 'postalCode', 'label'),
  accounts: elementsOf('account', 'bik', 'bankName', 'corrAccount', 'other'),
  link: texts,
  tags: list(fc.constantFrom('vip', 'Ёлка', 'a')),
  file: orEmpty(keys),
  lines: elementsOf('name', 'unit'),
  elements: elementsOf('title', 'other'),
  group: fc.record({ inner: maybe(texts), number: maybe(integers) }, { requiredKeys: [] }),
  data: fc.constant({}),
};

const rows = (prefix: string, fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc
    .array(fc.record({ ...fields, _deleted: fc.constantFrom(false, false, false, true) }), { maxLength: 4 })
    .map((all) => all.map((row, place) => ({ ...row, id: `${prefix}${place}` }) as unknown as Row));

const worlds: fc.Arbitrary<World> = fc.record({
  things: rows('t', Object.fromEntries(Object.entries(values).map(([type, one]) => [type, maybe(one)]))),
  pieces: rows('p', {
    ...{ text: maybe(texts), integer: maybe(integers), yesNo: maybe(fc.boolean()), instant: maybe(instants) },
    ...{ tags: maybe(values.tags), thingId: maybe(orEmpty(thingIds)), otherId: maybe(thingIds) },
    thingIds: maybe(list(thingIds)),
  }),
});

const periods = fc.record({
  unit: fc.constantFrom('day', 'week', 'month', 'quarter', 'year'),
  shift: fc.integer({ min: -2, max: 1 }),
});

function operands(field: Field, operator: Operator): fc.Arbitrary<unknown> {
  if (operator === 'empty' || operator === 'filled') return fc.constant(undefined);
  const { is } = fieldTraits[field.type];
  const one: fc.Arbitrary<unknown> =
    is === 'number'
      ? field.type === 'decimal'
        ? decimals
        : fc.oneof(integers, fc.integer({ min: 0, max: 3 }))
      : is === 'yesNo'
        ? fc.boolean()
        : is === 'day' || is === 'instant'
          ? fc.oneof(
              periods,
              days.filter((day) => day !== ''),
            )
          : is === 'text' || is === 'parts'
            ? fc.oneof(needles, fc.constantFrom('495 123', '84951234567'))
            : field.type === 'person' || field.type === 'people'
              ? fc.oneof(ids, fc.constantFrom('@me', '@team'))
              : fc.oneof(keys, pieceIds, thingIds, fc.constantFrom('vip', 'Ёлка'));
  return /Of$|^has/.test(operator) ? fc.array(one, { maxLength: 3 }) : one;
}

const paths: Readonly<Record<string, readonly string[]>> = {
  things: [
    ...Object.keys(values).filter((type) => type !== 'group' && type !== 'data'),
    ...[
      'group.inner',
      'group.number',
      'reference/text',
      'reference/yesNo',
      'reference/tags',
      'reference/instant',
    ],
    ...[
      'reference/thingId/text',
      'reference/thingId/integer',
      'reference/otherId/tags',
      'reference/otherId/group.inner',
    ],
  ],
  pieces: [
    'text',
    'integer',
    'yesNo',
    'instant',
    'tags',
    'thingId',
    'thingIds',
    'thingId/choice',
    'otherId/text',
  ],
};

const condition = (kind: 'things' | 'pieces'): fc.Arbitrary<FilterPart> =>
  fc.constantFrom(...(paths[kind] ?? [])).chain((field) => {
    const found = findField(kind as never, field);
    if (!found) throw new Error(`no field ${field}`);
    return fc
      .constantFrom(...operatorsOf(found.field))
      .chain((operator) =>
        operands(found.field, operator).map(
          (value) => ({ field, operator, ...(value === undefined ? {} : { value }) }) as FilterPart,
        ),
      );
  });

function filters(kind: 'things' | 'pieces', depth: number): fc.Arbitrary<Filter> {
  const parts: fc.Arbitrary<FilterPart>[] = [condition(kind), condition(kind)];
  if (depth > 1) parts.push(filters(kind, depth - 1));
  if (depth > 1 && kind === 'things') {
    parts.push(
      fc.record({
        children: fc.constant('pieces'),
        by: fc.constantFrom('thingId', 'otherId', 'thingIds'),
        match: fc.constantFrom('exists' as const, 'none' as const),
        filter: filters('pieces', depth - 1),
      }),
    );
  }
  return fc
    .tuple(fc.constantFrom('all', 'any', 'none'), fc.array(fc.oneof(...parts), { maxLength: 3 }))
    .map(([join, of]) => ({ [join]: of }) as unknown as Filter);
}

/** The same question in plain JavaScript, by what the operators mean to a person. */
class Oracle {
  constructor(private readonly world: World) {}

  matches(kind: 'things' | 'pieces', row: Row, filter: Filter): boolean {
    const [[join, parts] = ['all', []]] = Object.entries(filter) as [string, FilterPart[]][];
    if (parts.length === 0) return true;
    const held = parts.map((part) => this.#part(kind, row, part));
    return join === 'all' ? held.every(Boolean) : join === 'any' ? held.some(Boolean) : !held.some(Boolean);
  }

  #part(kind: 'things' | 'pieces', row: Row, part: FilterPart): boolean {
    if ('field' in part) {
      const [type, value] = this.#value(kind, row, part.field);
      return holds(type, value, part.operator, part.value);
    }
    if (!('children' in part)) return this.matches(kind, row, part);
    const has = this.world.pieces.some((piece) => {
      const points = piece[part.by];
      const isOurs = Array.isArray(points) ? points.includes(row.id) : points === row.id;
      return !piece._deleted && isOurs && this.matches('pieces', piece, part.filter);
    });
    return has === (part.match === 'exists');
  }

  #value(kind: 'things' | 'pieces', row: Row | undefined, path: string): [FieldTypeName, unknown] {
    const [step = '', ...rest] = path.split('/');
    if (rest.length > 0) {
      const next = kind === 'things' ? 'pieces' : 'things';
      const found = this.world[next].find(({ id, _deleted }) => id === row?.[step] && !_deleted);
      return this.#value(next, found, rest.join('/'));
    }
    const [name = '', part] = step.split('.');
    const own = row?.[name];
    if (part !== undefined) {
      return [part === 'inner' ? 'text' : 'integer', (own as Record<string, unknown> | undefined)?.[part]];
    }
    const types: Record<string, FieldTypeName> = {
      thingId: 'reference',
      otherId: 'reference',
      thingIds: 'references',
    };
    return [types[name] ?? (name as FieldTypeName), own];
  }
}

const fold = (text: unknown) =>
  String(text ?? '')
    .toLowerCase()
    .replaceAll('ё', 'е');
const has = (text: unknown, needle: unknown) => fold(text).includes(fold(needle));
const looked: Partial<Record<FieldTypeName, string[]>> = {
  emails: ['value'],
  addresses: ['text', 'city', 'region', 'postalCode'],
  accounts: ['account', 'bik', 'bankName', 'corrAccount'],
  lines: ['name'],
  elements: ['title'],
};

function holds(type: FieldTypeName, value: unknown, operator: Operator, asked: unknown): boolean {
  const all = ([asked].flat() as unknown[]).flatMap((one) =>
    one === '@me' ? ['u1'] : one === '@team' ? ['u1', 'u2'] : [one],
  );
  const many = (Array.isArray(value) ? value : []) as unknown[];
  const isList = fieldTraits[type].is === 'keys' || fieldTraits[type].is === 'parts';
  const isEmpty = isList ? many.length === 0 : value === undefined || value === '';
  if (operator === 'empty') return isEmpty;
  if (operator === 'filled') return !isEmpty;
  switch (fieldTraits[type].is) {
    case 'text':
      if (operator === 'is') return value === asked;
      if (operator === 'isNot') return (value ?? '') !== asked;
      if (operator === 'begins') return fold(value).startsWith(fold(asked));
      return has(value, asked);
    case 'number': {
      const [a, b] = [Number(value), Number(asked)];
      if (operator === 'isNot') return value === undefined || a !== b;
      if (value === undefined) return false;
      if (operator === 'is') return a === b;
      if (operator === 'less') return a < b;
      if (operator === 'more') return a > b;
      return operator === 'from' ? a >= b : a <= b;
    }
    case 'day':
    case 'instant': {
      if (isEmpty) return false;
      const day =
        type === 'date'
          ? String(value)
          : new Date(Date.parse(String(value)) + 5 * 3_600_000).toISOString().slice(0, 10);
      const [first, last] = typeof asked === 'string' ? [asked, asked] : period(asked as never);
      return (operator === 'to' || day >= first) && (operator === 'from' || day <= last);
    }
    case 'yesNo':
      return Boolean(value) === asked;
    case 'key': {
      const isOne = all.includes(value);
      return operator === 'is' || operator === 'anyOf' ? isOne : !isOne;
    }
    case 'keys':
      if (operator === 'hasAll') return all.every((one) => many.includes(one));
      return all.some((one) => many.includes(one)) === (operator === 'hasAny');
    case 'parts':
      return many.some((one) => {
        const element = one as Record<string, string>;
        if (type !== 'phones') return (looked[type] ?? []).some((name) => has(element[name], asked));
        const digits = String(asked).replaceAll(/\D/g, '');
        const number = digits.length === 11 ? digits.replace(/^8/, '7') : digits;
        return has(element.raw, asked) || (number !== '' && String(element.e164).includes(number));
      });
    case 'whole':
      throw new Error('never asked');
  }
}

function period({ unit, shift }: { unit: string; shift: number }): [string, string] {
  // 10 March 2026 is a Tuesday of the first quarter.
  const day = (month: number, date: number) =>
    new Date(Date.UTC(2026, month, date)).toISOString().slice(0, 10);
  switch (unit) {
    case 'day':
      return [day(2, 10 + shift), day(2, 10 + shift)];
    case 'week':
      return [day(2, 9 + 7 * shift), day(2, 15 + 7 * shift)];
    case 'month':
      return [day(2 + shift, 1), day(3 + shift, 0)];
    case 'quarter':
      return [day(3 * shift, 1), day(3 * shift + 3, 0)];
    default:
      return [day(12 * shift, 1), day(12 * shift + 12, 0)];
  }
}

function keep({ things: all, pieces: parts }: World): void {
  db.exec('DELETE FROM doc_things_0');
  db.exec('DELETE FROM doc_pieces_0');
  for (const row of all)
    db.run('INSERT INTO doc_things_0 VALUES (?, ?, ?)', [row.id, Number(row._deleted), JSON.stringify(row)]);
  for (const row of parts)
    db.run('INSERT INTO doc_pieces_0 VALUES (?, ?, ?, ?)', [
      ...[row.id, Number(row._deleted), JSON.stringify(row)],
      (row.thingId as string | undefined) ?? null,
    ]);
}

function found(filter: Filter): string[] {
  const { sql, parameters } = compileFilter(things, filter, asker, 't');
  return db
    .all(`SELECT id FROM doc_things_0 AS t WHERE t.deleted = 0 AND (${sql}) ORDER BY id`, parameters)
    .map(([id]) => String(id));
}

it('finds what plain JavaScript finds: any filter, any records, every type of field', () => {
  fc.assert(
    fc.property(worlds, fc.array(filters('things', 3), { minLength: 1, maxLength: 6 }), (world, asked) => {
      keep(world);
      const oracle = new Oracle(world);
      for (const filter of asked) {
        const expected = world.things
          .filter((row) => !row._deleted && oracle.matches('things', row, filter))
          .map(({ id }) => id);
        expect([filter, found(filter)]).toEqual([filter, expected]);
      }
    }),
    {
      numRuns: Number(process.env.FC_RUNS ?? 1500),
      ...(process.env.FC_SEED ? { seed: Number(process.env.FC_SEED) } : {}),
    },
  );
});

it('asks every field of every type with every operator it has', () => {
  const operators = new Set<string>();
  fc.assert(
    fc.property(worlds, condition('things'), (world, part) => {
      keep(world);
      if ('field' in part) operators.add(`${part.field} ${part.operator}`);
      found({ none: [part] });
    }),
    { numRuns: 1500 },
  );
  expect(operators.size).toBeGreaterThan(100);
});

it('says which kinds it is answered by', () => {
  const filter: Filter = {
    any: [
      { field: 'reference/text', operator: 'filled' },
      { children: 'pieces', by: 'thingId', match: 'none', filter: { all: [] } },
    ],
  };
  expect(compileFilter(things, filter, asker, 't').dependsOn).toEqual(['things', 'pieces']);
  expect(compileFilter(things, { all: [] }, asker, 't').dependsOn).toEqual(['things']);
});

it('uses the index of what points at a record', () => {
  db.exec('CREATE INDEX IF NOT EXISTS pieces_of ON doc_pieces_0(deleted, c_thingId)');
  const filter: Filter = { all: [{ children: 'pieces', by: 'thingId', match: 'none', filter: { all: [] } }] };
  const { sql, parameters } = compileFilter(things, filter, asker, 't');
  const plan = db.all(`EXPLAIN QUERY PLAN SELECT id FROM doc_things_0 AS t WHERE ${sql}`, parameters);
  expect(JSON.stringify(plan)).toContain('USING COVERING INDEX pieces_of (deleted=? AND c_thingId=?)');
});

const deep = (levels: number): Filter => (levels === 0 ? { all: [] } : { all: [deep(levels - 1)] });

it.each([
  [{ all: [{ field: 'gone', operator: 'filled' }] }, 'field'],
  [{ all: [{ field: 'data', operator: 'filled' }] }, 'field'],
  [{ all: [{ field: 'text/text', operator: 'filled' }] }, 'field'],
  [{ all: [{ field: 'reference/thingId/reference/text', operator: 'filled' }] }, 'field'],
  [{ all: [{ field: 'text', operator: 'less', value: 'a' }] }, 'operator'],
  [{ all: [{ field: 'integer', operator: 'is', value: '1' }] }, 'value'],
  [{ all: [{ field: 'date', operator: 'from', value: 'завтра' }] }, 'value'],
  [{ all: [{ field: 'date', operator: 'from', value: { unit: 'age', shift: 0 } }] }, 'value'],
  [{ all: [{ field: 'choice', operator: 'anyOf', value: 'a' }] }, 'value'],
  [{ all: [{ children: 'atoms', by: 'x', match: 'none', filter: { all: [] } }] }, 'kind'],
  [{ all: [{ children: 'pieces', by: 'text', match: 'none', filter: { all: [] } }] }, 'field'],
  [{ all: [], any: [] }, 'form'],
  [{ some: [] }, 'form'],
  [{ all: 'x' }, 'form'],
  [deep(4), 'deep'],
  [{ all: Array.from({ length: 51 }, () => ({ field: 'text', operator: 'filled' })) }, 'long'],
] as [Filter, string][])('refuses %j: %s', (filter, issue) => {
  expect(filterFault(things, filter)?.issue).toBe(issue);
  expect(() => compileFilter(things, filter, asker, 't')).toThrow('filter-wrong');
});

it('windows send filters of this form and no other', () => {
  const view = {
    id: '',
    name: 'x',
    kind: 'clients',
    shared: 'mine',
    columns: [],
    order: [],
    grouping: '',
    sums: [],
  };
  const send = (filter: unknown) =>
    validateInput('command', 'views.save', {
      ...view,
      filter,
      layout: 'table',
      pinned: false,
      isDefault: false,
    });
  const sound = { none: [{ any: [{ field: 'a', operator: 'is', value: { unit: 'day', shift: -1 } }] }] };
  expect(() => send(sound)).not.toThrow();
  for (const wrong of [
    { all: [], any: [] },
    { all: [{ field: 'a', operator: 'eval' }] },
    deep(5),
    [],
    null,
  ]) {
    expect(() => send(wrong)).toThrow('invalid-input');
  }
});
