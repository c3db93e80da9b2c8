import { randomUUID } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  addRxPlugin,
  createRxDatabase,
  type RxCollection,
  type RxStorage,
  type RxStorageInstance,
  removeRxDatabase,
} from 'rxdb';
import { wrappedKeyEncryptionCryptoJsStorage } from 'rxdb/plugins/encryption-crypto-js';
import { RxDBJsonDumpPlugin } from 'rxdb/plugins/json-dump';
import { wrappedKeyCompressionStorage } from 'rxdb/plugins/key-compression';
import { RxDBLeaderElectionPlugin } from 'rxdb/plugins/leader-election';
import { RxDBLocalDocumentsPlugin } from 'rxdb/plugins/local-documents';
import { RxDBStatePlugin } from 'rxdb/plugins/state';
import { exposeRxStorageRemote, getRxStorageRemote } from 'rxdb/plugins/storage-remote';
import { wrappedValidateAjvStorage } from 'rxdb/plugins/validate-ajv';
import { Subject } from 'rxjs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { getRxStorageSQLite } from '../../../src/main/store/sqlite-storage';
import {
  instanceOf,
  prepared,
  type StoredThing,
  scratch,
  stored,
  type Thing,
  thing,
  thingSchema,
} from './support';

// What an application that is not ours may do with the storage: odd names, many databases, RxDB's plugins around it.

for (const plugin of [
  RxDBJsonDumpPlugin,
  RxDBLeaderElectionPlugin,
  RxDBLocalDocumentsPlugin,
  RxDBStatePlugin,
]) {
  addRxPlugin(plugin);
}

type Instance = RxStorageInstance<Thing, unknown, unknown>;
type Storage = RxStorage<unknown, never>;

let place: ReturnType<typeof scratch>;
beforeEach(() => {
  place = scratch();
});
afterEach(() => place.remove());

const poll = { timeout: 20_000, interval: 20 };
const asStorage = (storage: unknown) => storage as Storage;
const withFiles = { ...thingSchema, attachments: {} } as typeof thingSchema;
const file = (text: string) => ({
  data: new Blob([text], { type: 'text/plain' }),
  digest: `digest of ${text.slice(0, 20)}`,
  length: Buffer.byteLength(text),
  type: 'text/plain',
});
const withFile = (id: string, names: readonly string[], text = (name: string) => name) =>
  ({
    ...stored(thing(id)),
    _attachments: Object.fromEntries(names.map((name) => [name, file(text(name))])),
  }) as never;

describe.each([
  ['a file', () => place.file],
  ['memory', () => ':memory:'],
])('in %s', (_, path) => {
  let storage: ReturnType<typeof getRxStorageSQLite>;
  beforeEach(() => {
    storage = getRxStorageSQLite({ path: path(), idleCheckpointMs: 0 });
  });
  afterEach(() => storage.close());

  const open = (schema = thingSchema, databaseName = 'one'): Promise<Instance> =>
    instanceOf<Thing, unknown>(asStorage(storage), schema, 'things', databaseName);

  test('ids that SQLite would cut or change are kept whole and apart', async () => {
    const instance = await open();
    const ids = ['a', 'a\0', 'a\0b', 'a\0c', '\ud800', '\ud801', '\udc00x', '\ufffd', 'ъ'];
    const first = ids.map((id, i) => ({ document: stored(thing(id, { amount: i })) }));
    expect((await instance.bulkWrite(first, 'x')).error).toEqual([]);
    const again = ids.map((id) => ({ document: stored(thing(id), 2) }));
    const { error } = await instance.bulkWrite(again, 'x');
    const found = error.map((one) => one.status === 409 && [one.documentId, one.documentInDb.amount]);
    expect(found).toEqual(ids.map((id, i) => [id, i]));

    const second = ids.map((id, i) => stored(thing(id, { amount: i + 10 }), 2, 2000, i === 2));
    const rows = second.map((document, i) => ({ document, previous: first[i]?.document as StoredThing }));
    expect((await instance.bulkWrite(rows, 'x')).error).toEqual([]);
    expect(await instance.findDocumentsById(ids, true)).toEqual(second);
    for (const [i, id] of ids.entries()) {
      expect(await instance.findDocumentsById([id], true)).toEqual([second[i]]);
      const selector = { id: { $in: [id] } };
      expect((await instance.query(prepared({ selector }, false))).documents).toEqual([second[i]]);
    }
    const sorted = (await instance.query(prepared({ sort: [{ id: 'desc' }] }, false))).documents;
    expect(sorted.map(({ id }) => id)).toEqual([...ids].sort().reverse());
    await instance.cleanup(0);
    expect(await instance.findDocumentsById(['a\0b', 'a\0c'], true)).toEqual([second[3]]);
    await instance.close();
  });

  test('databases of odd names do not mix', async () => {
    const names = ['a\0b', 'a\0c', '\ud800', '\ud801', '\ufffd', '../x', 'x'.repeat(3000)];
    for (const name of names) {
      const instance = await open(thingSchema, name);
      await instance.bulkWrite([{ document: stored(thing(name)) }], 'x');
      expect((await instance.query(prepared({}))).documents.map(({ id }) => id)).toEqual([name]);
      await instance.close();
    }
  });

  test('more ids than SQLite takes parameters, tombstones among them', async () => {
    const instance = await open();
    const rows = Array.from({ length: 1500 }, (_row, i) => ({
      document: stored(thing(`t${i}`), 1, 5, i % 3 === 0),
    }));
    await instance.bulkWrite(rows, 'x');
    const wanted = Array.from({ length: 40_000 }, (_id, i) => `t${i}`);
    expect(await instance.findDocumentsById(wanted, true)).toHaveLength(1500);
    expect(await instance.findDocumentsById(wanted, false)).toHaveLength(1000);
    await instance.close();
  });

  test('batches with attachments are written in the order of their calls', async () => {
    const instance = await open(withFiles);
    const first = withFile('a', ['f'], () => 'x'.repeat(2_000_000));
    const { data: _data, ...stub } = file('x'.repeat(2_000_000));
    const previous = { ...stored(thing('a')), _attachments: { f: stub } };
    const second = stored(thing('a', { name: 'second' }), 2);
    const answers = await Promise.all([
      instance.bulkWrite([{ document: first }], 'x'),
      instance.bulkWrite([{ previous, document: second }], 'x'),
      instance.bulkWrite([{ document: stored(thing('a')) }], 'x'),
    ]);
    expect(answers.map(({ error }) => error.length)).toEqual([0, 0, 1]);
    expect(await instance.findDocumentsById(['a'], false)).toEqual([second]);
    await instance.close();
  });

  test('closing waits for what is being written', async () => {
    const instance = await open(withFiles, 'two');
    const written = instance.bulkWrite([{ document: withFile('a', ['f']) }], 'x');
    await Promise.all([instance.close(), instance.close()]);
    expect((await written).error).toEqual([]);
    const again = await open(withFiles, 'two');
    expect(await again.findDocumentsById(['a'], false)).toHaveLength(1);
    const late = again.bulkWrite([{ document: withFile('b', ['f']) }], 'x');
    await again.remove();
    expect((await late).error).toEqual([]);
  });

  test('attachments of odd names do not mix', async () => {
    const instance = await open(withFiles);
    const names = ['', ' ', 'a/b', 'a\0b', 'a\0c', '\ud800', '\ud801', '\ufffd', 'q\'"'];
    await instance.bulkWrite(
      [{ document: withFile('\ud800', names, (name) => `${names.indexOf(name)}`) }],
      'x',
    );
    for (const [i, name] of names.entries()) {
      const data = await instance.getAttachmentData('\ud800', name, `digest of ${i}`);
      expect(await data.text()).toBe(String(i));
    }
    await instance.close();
  });

  interface Human {
    id: string;
    name: string;
    age: number;
    secret?: { word: string };
  }
  const humans = {
    version: 0,
    primaryKey: 'id',
    type: 'object',
    properties: {
      id: { type: 'string', maxLength: 20 },
      name: { type: 'string', maxLength: 20 },
      age: { type: 'integer', minimum: 0, maximum: 150, multipleOf: 1 },
      secret: { type: 'object', properties: { word: { type: 'string' } } },
    },
    required: ['id', 'name', 'age'],
    indexes: [['age', 'name']],
  } as const;
  const openHumans = async (name: string, over: Storage = asStorage(storage), more = {}, schema = {}) => {
    const database = await createRxDatabase<{ humans: RxCollection<Human> }>({
      name,
      storage: over,
      ...more,
    });
    await database.addCollections({ humans: { schema: { ...humans, ...schema } as never } });
    return database;
  };

  test('a closed database is found again by the same storage, and removed, whatever multiInstance says', async () => {
    for (const [first, then] of [
      [true, true],
      [true, false],
      [false, true],
    ] as const) {
      const name = randomUUID();
      let database = await openHumans(name, undefined, { multiInstance: first });
      await database.humans.insert({ id: 'a', name: 'Anna', age: 30 });
      await database.close();
      database = await openHumans(name, undefined, { multiInstance: then });
      expect(await database.humans.findOne('a').exec()).not.toBeNull();
      await database.close();
      expect(await removeRxDatabase(name, asStorage(storage))).toEqual(['humans']);
      database = await openHumans(name, undefined, { multiInstance: first });
      expect(await database.humans.find().exec()).toEqual([]);
      await database.remove();
    }
  });

  test("RxDB's wrappers and plugins find in it what they need", async () => {
    const over = wrappedValidateAjvStorage({
      storage: wrappedKeyCompressionStorage({
        storage: wrappedKeyEncryptionCryptoJsStorage({ storage: asStorage(storage) }),
      }),
    });
    const schema = { keyCompression: true, encrypted: ['secret'] };
    const more = { password: 'a long password', localDocuments: true };
    const database = await openHumans(randomUUID(), over as never, more, schema);
    await database.waitForLeadership();
    await database.humans.bulkInsert([
      { id: 'a', name: 'Anna', age: 30, secret: { word: 'ключ' } },
      { id: 'b', name: 'Boris', age: 40 },
    ]);
    await expect(database.humans.insert({ id: 'c', name: 'C', age: -1 })).rejects.toThrow();
    const found = await database.humans.find({ selector: { age: { $lt: 35 } } }).exec();
    expect(found.map((one) => one.toJSON())).toEqual([
      { id: 'a', name: 'Anna', age: 30, secret: { word: 'ключ' } },
    ]);
    await database.upsertLocal('settings', { dark: true });
    expect((await database.getLocal('settings'))?.get('dark')).toBe(true);
    const state = await database.addState('counter');
    await Promise.all(Array.from({ length: 5 }, () => state.set('n', (n?: number) => (n ?? 0) + 1)));
    expect(state.get('n')).toBe(5);
    const dump = await database.humans.exportJSON();
    const copy = await openHumans(randomUUID(), over as never, more, schema);
    await copy.humans.importJSON(dump);
    expect(await copy.humans.count().exec()).toBe(2);
    await Promise.all([database.remove(), copy.remove()]);
  });

  test('another thread may use it through RxDB’s remote storage', async () => {
    const here = new Subject<never>();
    const there = new Subject<never>();
    const send = (to: Subject<never>) => (message: unknown) => {
      setTimeout(() => to.next(structuredClone(message) as never));
    };
    exposeRxStorageRemote({ storage: asStorage(storage), messages$: there, send: send(here) });
    const remote = getRxStorageRemote({
      identifier: randomUUID(),
      mode: 'storage',
      messageChannelCreator: async () => ({
        messages$: here,
        send: send(there),
        close: async () => undefined,
      }),
    });
    const database = await openHumans(randomUUID(), remote as never);
    const ages: number[][] = [];
    database.humans
      .find({ sort: [{ age: 'asc' }] })
      .$.subscribe((list) => ages.push(list.map(({ age }) => age)));
    const anna = await database.humans.insert({ id: 'a', name: 'Anna', age: 30 });
    await anna.patch({ age: 31 });
    await expect.poll(() => ages.at(-1), poll).toEqual([31]);
    await expect(database.humans.insert({ id: 'a', name: 'A', age: 1 })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await database.remove();
  });
});

test('a file and its copy, with a database of the same name, hear nothing of each other', async () => {
  const paths = [place.file, join(place.folder, 'other.db')];
  const first = getRxStorageSQLite({ path: place.file, idleCheckpointMs: 0 });
  await (await instanceOf<Thing, unknown>(asStorage(first), thingSchema, 'things', 'shop', true)).close();
  first.close();
  copyFileSync(place.file, join(place.folder, 'other.db'));
  const storages = [...paths, paths[0]].map((path) =>
    getRxStorageSQLite({ path: path ?? '', idleCheckpointMs: 0 }),
  );
  const instances: Instance[] = await Promise.all(
    storages.map((storage) =>
      instanceOf<Thing, unknown>(asStorage(storage), thingSchema, 'things', 'shop', true),
    ),
  );
  const heard = instances.map((instance) => {
    const ids: string[] = [];
    instance
      .changeStream()
      .subscribe(({ events }) => ids.push(...events.map(({ documentId }) => documentId)));
    return ids;
  });
  await instances[0]?.bulkWrite([{ document: stored(thing('north')) }], 'x');
  await instances[1]?.bulkWrite([{ document: stored(thing('south')) }], 'x');
  await expect.poll(() => heard, poll).toEqual([['north'], ['south'], ['north']]);
  await instances[2]?.bulkWrite([{ document: stored(thing('east')) }], 'x');
  await expect.poll(() => heard, poll).toEqual([['north', 'east'], ['south'], ['north', 'east']]);
  await Promise.all(instances.map((instance) => instance.close()));
});
