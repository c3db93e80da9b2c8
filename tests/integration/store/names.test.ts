import { randomUUID } from 'node:crypto';
import type { RxDocumentData, RxJsonSchema, RxStorage } from 'rxdb';
import { createRxDatabase, fillWithDefaultSettings, type RxCollection } from 'rxdb';
import { wrappedKeyCompressionStorage } from 'rxdb/plugins/key-compression';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { getRxStorageSQLite, openDatabase } from '../../../src/main/store/sqlite-storage';
import { preparedFor, scratch, stored } from './support';

// Names of fields that SQL or SQLite would take for something else: every one of them can be indexed and asked for.

type Row = Record<string, unknown>;
type Storage = RxStorage<unknown, never>;

let place: ReturnType<typeof scratch>;
beforeEach(() => {
  place = scratch();
});
afterEach(() => place.remove());

/** Not among them: [ ] and the backslash, which mean something else in RxDB's own paths. */
const odd = [
  '|a',
  'a',
  'A',
  'b',
  'a_b',
  'a-b',
  'a b',
  'select',
  'ORDER',
  'order',
  'rowid',
  'id2',
  'data',
  'seq',
  'x_a',
  'c_a',
  '"',
  "o'hara",
  '`q`',
  ';--',
  '/*',
  '?',
  '?1',
  ':a',
  '@a',
  '#',
  '%',
  '\n',
  ' ',
  '😀',
  'имя',
  'Имя',
  'É',
  'é',
  '~41~',
  'a\0b',
  'a\0c',
  '\ud800',
  '\ud801',
  'x'.repeat(300),
];

function schemaOf(fields: readonly string[], indexes: readonly (string | readonly string[])[] = fields) {
  return fillWithDefaultSettings<Row>({
    version: 0,
    primaryKey: 'id',
    type: 'object',
    properties: {
      id: { type: 'string', maxLength: 40 },
      ...Object.fromEntries(
        fields.map((name) => [
          name,
          name === 'nested'
            ? { type: 'object', properties: { b: { type: 'string', maxLength: 20 } } }
            : { type: 'string', maxLength: 20 },
        ]),
      ),
    },
    required: ['id'],
    indexes,
  } as unknown as RxJsonSchema<Row>);
}

const open = (storage: unknown, schema: RxJsonSchema<RxDocumentData<Row>>) =>
  (storage as Storage).createStorageInstance<Row>({
    databaseName: 'names',
    databaseInstanceToken: randomUUID(),
    collectionName: 'things',
    schema,
    options: {} as never,
    multiInstance: false,
    devMode: false,
  });

describe.each([
  ['a file', () => place.file],
  ['memory', () => ':memory:'],
])('in %s', (_, path) => {
  test('a field of any name is indexed, found, sorted by and apart from all others', async () => {
    const schema = schemaOf(odd);
    const storage = getRxStorageSQLite({ path: path(), idleCheckpointMs: 0 });
    const instance = await open(storage, schema);
    const rows = ['k', 'm', 'n'].map((id) =>
      stored({ id, ...Object.fromEntries(odd.map((name, i) => [name, `${id}${i}`])) }),
    );
    const { error } = await instance.bulkWrite(rows.map((document) => ({ document })) as never, 'x');
    expect(error).toEqual([]);
    for (const [i, name] of odd.entries()) {
      const ask = async (selector: Row) => {
        const plan = preparedFor(schema, { selector, sort: [{ [name]: 'desc' }] });
        const { documents } = await instance.query(plan);
        expect((await instance.count(plan)).count, name).toBe(documents.length);
        return documents.map(({ id }) => id);
      };
      expect(await ask({ [name]: `m${i}` }), name).toEqual(['m']);
      expect(await ask({ [name]: { $gte: `m${i}` } }), name).toEqual(['n', 'm']);
      expect(await ask({ [name]: { $in: [`k${i}`, `n${i}`, '1', '2', '3', '4'] } }), name).toEqual([
        'n',
        'k',
      ]);
      expect(await ask({ [name]: { $not: { $eq: `m${i}` } } }), name).toEqual(['n', 'k']);
      expect(await ask({ [name]: { $exists: true, $ne: `k${i}` } }), name).toEqual(['n', 'm']);
    }
    await instance.close();
    storage.close();
  });

  test('the same fields without an index', async () => {
    const schema = schemaOf(odd, []);
    const storage = getRxStorageSQLite({ path: path(), idleCheckpointMs: 0 });
    const instance = await open(storage, schema);
    const rows = ['k', 'm'].map((id) =>
      stored({ id, ...Object.fromEntries(odd.map((name, i) => [name, `${id}${i}`])) }),
    );
    await instance.bulkWrite(rows.map((document) => ({ document })) as never, 'x');
    for (const [i, name] of odd.entries()) {
      const plan = preparedFor(schema, { selector: { [name]: `m${i}` } });
      expect(
        (await instance.query(plan)).documents.map(({ id }) => id),
        name,
      ).toEqual(['m']);
    }
    await instance.close();
    storage.close();
  });
});

test('the order in which indexes are named does not mix fields of like names', async () => {
  const fields = ['nested', 'nested_b', 'Name', 'name', 'NAME'];
  const paths = ['nested.b', 'nested_b', 'Name', 'name', 'NAME'];
  const document = stored({ id: 'a', nested: { b: '1' }, nested_b: '2', Name: '3', name: '4', NAME: '5' });
  for (const indexes of [paths, [...paths].reverse()]) {
    const schema = schemaOf(fields, indexes);
    const storage = getRxStorageSQLite({ path: place.file, idleCheckpointMs: 0 });
    const instance = await open(storage, schema);
    await instance.bulkWrite([{ document }] as never, 'x');
    for (const [i, path] of paths.entries()) {
      for (let value = 1; value <= 5; value++) {
        const plan = preparedFor(schema, { selector: { [path]: String(value) } });
        expect((await instance.count(plan)).count, path).toBe(value === i + 1 ? 1 : 0);
      }
    }
    await instance.close();
    storage.close();
  }
});

test('a file whose like names stood under the former columns is filled anew', async () => {
  const fields = ['Name', 'name'];
  const schema = schemaOf(fields);
  const document = stored({ id: 'a', Name: '3', name: '4' });
  const first = getRxStorageSQLite({ path: place.file, idleCheckpointMs: 0 });
  const instance = await open(first, schema);
  await instance.bulkWrite([{ document }] as never, 'x');
  await instance.close();
  first.close();
  // As it was before: the second of two like names got a line at its end.
  const db = openDatabase({ path: place.file });
  const columns = db
    .all("SELECT name FROM pragma_table_info('doc_things_0')")
    .map(([name]) => String(name))
    .filter((name) => name.startsWith('c_'));
  expect(columns).toHaveLength(2);
  for (const [at, column] of columns.entries()) {
    db.exec(`DROP INDEX "doc_things_0__deleted__${column}__id"`);
    db.exec(`ALTER TABLE doc_things_0 RENAME COLUMN "${column}" TO ${at === 0 ? 'c_Name' : 'c_name_'}`);
  }
  db.close();
  const again = getRxStorageSQLite({ path: place.file, idleCheckpointMs: 0 });
  const reopened = await open(again, schema);
  for (const [path, value] of Object.entries({ Name: '3', name: '4' })) {
    const plan = preparedFor(schema, { selector: { [path]: value } });
    expect((await reopened.count(plan)).count, path).toBe(1);
  }
  await reopened.close();
  again.close();
});

test("every condition holds under RxDB's key-compression, which names fields |a, |b and so on", async () => {
  interface Human {
    id: string;
    name: string;
    age: number;
    home: { city: string };
  }
  const storage = getRxStorageSQLite({ path: place.file, idleCheckpointMs: 0 });
  const database = await createRxDatabase<{ humans: RxCollection<Human> }>({
    name: randomUUID(),
    storage: wrappedKeyCompressionStorage({ storage: storage as never }),
    multiInstance: false,
  });
  const schema = {
    version: 0,
    primaryKey: 'id',
    keyCompression: true,
    type: 'object',
    properties: {
      id: { type: 'string', maxLength: 20 },
      name: { type: 'string', maxLength: 20 },
      age: { type: 'integer', minimum: 0, maximum: 150, multipleOf: 1 },
      home: { type: 'object', properties: { city: { type: 'string', maxLength: 20 } } },
    },
    required: ['id', 'name', 'age'],
    indexes: ['name', ['age', 'name'], 'home.city'],
  };
  await database.addCollections({ humans: { schema: schema as never } });
  const { humans } = database;
  await humans.bulkInsert([
    { id: 'a', name: 'Anna', age: 30, home: { city: 'Тула' } },
    { id: 'b', name: 'Boris', age: 40, home: { city: 'Омск' } },
    { id: 'c', name: 'Clara', age: 50, home: { city: 'Тула' } },
  ]);
  const ask = async (selector: object, sort: 'name' | 'age' | 'home.city' = 'name') =>
    (await humans.find({ selector, sort: [{ [sort]: 'asc' } as never] }).exec()).map(({ id }) => id).join('');
  expect(await ask({ name: 'Boris' })).toBe('b');
  expect(await ask({ name: { $gt: 'Anna' } })).toBe('bc');
  expect(await ask({ age: { $in: [30, 50, 1, 2, 3, 4] } }, 'age')).toBe('ac');
  expect(await ask({ 'home.city': 'Тула' }, 'home.city')).toBe('ac');
  expect(await ask({ $or: [{ name: 'Anna' }, { age: { $lt: 45, $gt: 35 } }] })).toBe('ab');
  expect(await ask({ name: { $regex: '^B' } })).toBe('b');
  expect(await humans.count({ selector: { age: { $gte: 40 } } }).exec()).toBe(2);
  await (await humans.findOne('a').exec())?.patch({ name: 'Zoe' });
  expect(await ask({ name: { $gt: 'Clara' } })).toBe('a');
  await database.close();
});
