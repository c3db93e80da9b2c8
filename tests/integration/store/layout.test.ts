import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  getRxStorageSQLite,
  LAYOUT_VERSION,
  openDatabase,
  storageHandle,
} from '../../../src/main/store/sqlite-storage';
import { instanceOf, prepared, scratch, stored, type Thing, thing, thingSchema } from './support';

const key = 'cd'.repeat(32);
let place: ReturnType<typeof scratch>;
beforeEach(() => {
  place = scratch();
});
afterEach(() => {
  vi.restoreAllMocks();
  place.remove();
});

const open = (writer = '2.0') =>
  instanceOf<Thing, unknown>(
    getRxStorageSQLite({ path: place.file, encryptionKey: key, writer, idleCheckpointMs: 0 }) as never,
    thingSchema,
  );

/** A file as the first version of the application wrote it: one database, its name in `_meta`. */
async function writeLayout1(): Promise<Buffer> {
  const instance = await open('');
  await instance.bulkWrite([{ document: stored(thing('a', { name: 'старое' })) }], 'x');
  const { db } = storageHandle(place.file);
  db.exec("INSERT INTO _meta(key, value) SELECT 'database', name FROM _databases");
  db.exec('DROP TABLE _databases');
  db.exec('PRAGMA user_version=1');
  await instance.close();
  // It knew of no seals and left its files in WAL mode.
  const former = openDatabase({ path: place.file, encryptionKey: key, pragmas: { journal_mode: 'WAL' } });
  former.close();
  return readFileSync(place.file);
}

test('an older layout is brought up to date, and its file is kept and still opens', async () => {
  const before = await writeLayout1();
  const instance = await open();
  expect((await instance.query(prepared({}))).documents.map(({ name }) => name)).toEqual(['старое']);
  const handle = storageHandle(place.file);
  expect(handle.db.get('PRAGMA user_version')).toEqual([LAYOUT_VERSION]);
  expect(handle.db.all('SELECT id, name FROM _databases')).toEqual([[0, 'test']]);
  expect(handle.readMeta('writer')).toBe('2.0');
  await instance.close();

  const kept = `${place.file}.layout-1`;
  expect(readFileSync(kept).equals(before)).toBe(true);
  const db = openDatabase({ path: kept, encryptionKey: key, readonly: true });
  expect(db.all('SELECT id FROM doc_things_0')).toEqual([['a']]);
  db.close();
  const again = await open();
  expect(await again.findDocumentsById(['a'], false)).toHaveLength(1);
  await again.close();
});

test('a migration that fails leaves the file as it was, and the next opening does it', async () => {
  const before = await writeLayout1();
  const db = openDatabase({ path: place.file, encryptionKey: key });
  // Stands where the migration wants to put its own table.
  db.exec('CREATE VIEW _databases AS SELECT 1 AS id');
  db.close();
  await expect(open()).rejects.toMatchObject({ name: 'StoreError' });
  const mended = openDatabase({ path: place.file, encryptionKey: key });
  expect(mended.get('PRAGMA user_version')).toEqual([1]);
  expect(mended.get("SELECT value FROM _meta WHERE key = 'database'")).toEqual(['test']);
  mended.exec('DROP VIEW _databases');
  mended.close();
  const instance = await open();
  expect(await instance.findDocumentsById(['a'], false)).toHaveLength(1);
  await instance.close();
  expect(before.length).toBeGreaterThan(0);
  expect(readdirSync(place.folder).filter((name) => name.endsWith('.new'))).toEqual([]);
});

test('a new file keeps no copy and knows who wrote it', async () => {
  const instance = await open('3.1');
  expect(storageHandle(place.file).readMeta('writer')).toBe('3.1');
  await instance.close();
  expect(existsSync(`${place.file}.layout-1`)).toBe(false);
});

test('what refuses the opened file leaves it closed', async () => {
  const storage = getRxStorageSQLite({
    path: place.file,
    onOpened() {
      throw new Error('not this one');
    },
  });
  await expect(instanceOf<Thing, unknown>(storage as never, thingSchema)).rejects.toThrow('not this one');
  expect(() => storageHandle(place.file)).toThrow('not open');
});

test('two processes on one file: every change is seen once by whoever follows the sequence', async () => {
  // A second copy of the module knows nothing of the first one's connection, as another process would.
  vi.resetModules();
  const other = await import('../../../src/main/store/sqlite-storage');
  const options = { path: place.file, encryptionKey: key, idleCheckpointMs: 0 };
  const shared = (storage: unknown) =>
    instanceOf<Thing, unknown>(storage as never, thingSchema, 'things', 'test', true);
  const a = await shared(getRxStorageSQLite(options));
  const b = await shared(other.getRxStorageSQLite(options));
  expect(other.storageHandle(place.file).db).not.toBe(storageHandle(place.file).db);
  const seen: string[] = [];
  let checkpoint: unknown;
  const follow = async () => {
    const page = await a.getChangedDocumentsSince?.(10, checkpoint);
    seen.push(...(page?.documents.map(({ id }) => id) ?? []));
    checkpoint = page?.checkpoint;
  };
  const written: string[] = [];
  for (let i = 0; i < 12; i++) {
    const id = `t${String(i).padStart(2, '0')}`;
    // Astral text written by the other one must be known here before the next query trusts a column's order.
    const document = stored(thing(id, { name: i % 2 === 0 ? '😀' : '\uffe5' }));
    expect((await [a, b, b][i % 3]?.bulkWrite([{ document }], 'x'))?.error).toEqual([]);
    written.push(id);
    if (i % 2 === 1) await follow();
    const sorted = await [b, a][i % 2]?.query(prepared({ sort: [{ name: 'asc' }, { id: 'asc' }] }));
    expect(sorted?.documents.map(({ name }) => name)).toEqual(
      written.map((_, at) => (at % 2 === 0 ? '😀' : '\uffe5')).sort(),
    );
  }
  expect(seen).toEqual(written);
  const numbers = storageHandle(place.file).db.all('SELECT seq FROM doc_things_0 ORDER BY seq').flat();
  expect(new Set(numbers).size).toBe(12);
  await a.close();
  await b.close();
});
