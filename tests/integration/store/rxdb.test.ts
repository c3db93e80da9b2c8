import { addRxPlugin, createRxDatabase, type RxCollection, type RxJsonSchema } from 'rxdb';
import { RxDBAttachmentsPlugin } from 'rxdb/plugins/attachments';
import { RxDBMigrationSchemaPlugin } from 'rxdb/plugins/migration-schema';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { getRxStorageSQLite, storageHandle } from '../../../src/main/store/sqlite-storage';
import { scratch } from './support';

addRxPlugin(RxDBMigrationSchemaPlugin);
addRxPlugin(RxDBAttachmentsPlugin);

interface Client {
  id: string;
  name: string;
  status: string;
  visits: number;
}

const schema: RxJsonSchema<Client> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 26 },
    name: { type: 'string', maxLength: 100 },
    status: { type: 'string', maxLength: 20 },
    visits: { type: 'integer', minimum: 0, maximum: 100_000, multipleOf: 1 },
  },
  required: ['id', 'name', 'status', 'visits'],
  indexes: ['name', ['status', 'visits']],
};

const key = 'ab'.repeat(32);
let place: ReturnType<typeof scratch>;
beforeEach(() => {
  place = scratch();
});
afterEach(() => place.remove());

async function open(version = 0) {
  const database = await createRxDatabase<{ clients: RxCollection<Client> }>({
    name: 'shop',
    storage: getRxStorageSQLite({ path: place.file, encryptionKey: key }),
    multiInstance: false,
  });
  const strategies = { 1: (old: Client) => ({ ...old, name: old.name.toUpperCase() }) };
  await database.addCollections({
    clients: { schema: { ...schema, version }, migrationStrategies: version === 1 ? strategies : {} },
  });
  return database;
}

const clients = (count: number): Client[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `c${String(i).padStart(4, '0')}`,
    name: `Фирма ${(i * 7) % count}`,
    status: i % 3 === 0 ? 'новый' : 'постоянный',
    visits: i % 10,
  }));

test('a database is written, queried, closed and found again whole', async () => {
  let database = await open();
  expect((await database.clients.bulkInsert(clients(300))).error).toEqual([]);
  const selector = { status: 'новый', visits: { $gte: 5 } };
  const expected = clients(300).filter((client) => client.status === 'новый' && client.visits >= 5);

  for (const restarted of [false, true]) {
    if (restarted) {
      await database.close();
      database = await open();
    }
    expect(await database.clients.count({ selector }).exec()).toBe(expected.length);
    const page = await database.clients
      .find({ selector, sort: [{ visits: 'desc' }, { id: 'asc' }], skip: 2, limit: 5 })
      .exec();
    const sorted = [...expected].sort((a, b) => b.visits - a.visits || (a.id < b.id ? -1 : 1));
    expect(page.map((client) => client.id)).toEqual(sorted.slice(2, 7).map((client) => client.id));
    expect(
      (await database.clients.find({ selector: { name: { $regex: '^Фирма 1?7$' } } }).exec()).length,
    ).toBe(2);
  }

  const one = await database.clients.findOne('c0007').exec(true);
  await one.incrementalPatch({ visits: 42 });
  await one.getLatest().remove();
  expect(await database.clients.findOne('c0007').exec()).toBeNull();
  await database.clients.insert({ ...clients(8)[7], visits: 43 } as Client);
  await database.close();
  database = await open();
  expect((await database.clients.findOne('c0007').exec(true)).visits).toBe(43);
  expect(await database.clients.count().exec()).toBe(300);
  await database.close();
});

test('a live query follows the writes', async () => {
  const database = await open();
  await database.clients.bulkInsert(clients(20));
  const seen: number[] = [];
  const query = database.clients.find({ selector: { visits: { $lt: 5 } } });
  const subscription = query.$.subscribe((found) => seen.push(found.length));
  await query.exec();
  await database.clients.findOne('c0000').incrementalPatch({ visits: 9 });
  await expect.poll(() => seen.at(-1)).toBe(9);
  subscription.unsubscribe();
  await database.close();
});

test('an edit made before a migration and never sent is pushed after it', async () => {
  const pushed: string[] = [];
  const start = (collection: RxCollection<Client>) =>
    replicateRxCollection<Client, { seen: number }>({
      collection,
      replicationIdentifier: 'test',
      live: false,
      push: {
        async handler(rows) {
          pushed.push(...rows.map((row) => row.newDocumentState.name));
          return [];
        },
      },
      pull: {
        async handler(checkpoint) {
          const fresh = checkpoint === undefined;
          const documents = fresh ? [{ ...(clients(9)[8] as Client), id: 'theirs', _deleted: false }] : [];
          return { documents, checkpoint: { seen: 1 } };
        },
      },
    });

  let database = await open();
  await database.clients.bulkInsert(clients(3));
  await start(database.clients).awaitInitialReplication();
  expect(pushed).toHaveLength(3);
  const confirmed = (table: string) =>
    storageHandle(place.file).db.all(`SELECT id FROM ${table} WHERE mark = 2 ORDER BY id`).flat();
  storageHandle(place.file).setMark('clients', ['c0000', 'c0001'], 2);
  expect(confirmed('doc_clients_0')).toEqual(['c0000', 'c0001', 'theirs']);
  await database.clients.findOne('c0001').incrementalPatch({ name: 'правка без сети' });
  await database.close();

  pushed.length = 0;
  database = await open(1);
  expect(confirmed('doc_clients_1')).toEqual(['c0000', 'theirs']);
  await start(database.clients).awaitInitialReplication();
  expect(pushed).toContain('ПРАВКА БЕЗ СЕТИ');
  expect(await database.clients.count().exec()).toBe(4);
  const tables = storageHandle(place.file).db.all(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'doc_clients%'",
  );
  expect(tables).toEqual([['doc_clients_1']]);
  await database.close();
});

test('a migration over two versions carries attachments along and drops what the strategy drops', async () => {
  const openAt = async (version: number) => {
    const database = await createRxDatabase<{ clients: RxCollection<Client> }>({
      name: 'shop',
      storage: getRxStorageSQLite({ path: place.file, encryptionKey: key }),
      multiInstance: false,
    });
    const strategies = {
      1: (old: Client) => ({ ...old, name: `${old.name}!` }),
      2: (old: Client) => (old.visits === 1 ? null : { ...old, visits: old.visits + 100 }),
    };
    const wanted = Object.fromEntries(Object.entries(strategies).filter(([to]) => Number(to) <= version));
    await database.addCollections({
      clients: {
        schema: { ...schema, version, attachments: {}, indexes: version === 0 ? ['name'] : ['visits'] },
        migrationStrategies: wanted,
      },
    });
    return database;
  };
  let database = await openAt(0);
  await database.clients.bulkInsert(clients(4));
  const scan = new Blob(['договор №7'], { type: 'text/plain' });
  const document = await database.clients.findOne('c0002').exec(true);
  await document.putAttachment({ id: 'скан', data: scan, type: 'text/plain' });
  await database.clients.findOne('c0003').remove();
  await database.close();

  database = await openAt(2);
  const found = await database.clients.find({ sort: [{ visits: 'asc' }] }).exec();
  expect(found.map(({ id, name, visits }) => [id, name, visits])).toEqual([
    ['c0000', 'Фирма 0!', 100],
    ['c0002', 'Фирма 2!', 102],
  ]);
  const moved = found[1]?.getAttachment('скан');
  expect(await (await moved?.getData())?.text()).toBe('договор №7');
  const { db } = storageHandle(place.file);
  const left =
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'doc\\_clients%' ESCAPE '\\'";
  expect(db.all(left)).toEqual([['doc_clients_2']]);
  expect(db.all('SELECT tbl, doc FROM _attachments')).toEqual([['doc_clients_2', 'c0002']]);
  await database.remove();
});
