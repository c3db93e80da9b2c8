import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { getRxStorageSQLite, openDatabase, storageHandle } from '../../../src/main/store/sqlite-storage';
import { smallDisk } from '../../support/small-disk';
import { instanceOf, scratch, stored, type Thing, thing, thingSchema } from './support';

const key = '0123456789abcdef'.repeat(4);
let place: ReturnType<typeof scratch>;
beforeEach(() => {
  place = scratch();
});
afterEach(() => place.remove());

function open(encryptionKey = '', path = place.file) {
  const storage = getRxStorageSQLite({ path, encryptionKey });
  return instanceOf<Thing, unknown>(storage as never, thingSchema);
}

async function filled(encryptionKey: string): Promise<void> {
  const instance = await open(encryptionKey);
  const rows = Array.from({ length: 200 }, (_, i) => ({
    document: stored(thing(`t${i}`, { name: 'секрет фирмы' })),
  }));
  await instance.bulkWrite(rows, 'x');
  await instance.close();
}

describe('encryption', () => {
  test('no word of a document stands in the file or in its log', async () => {
    const instance = await open(key);
    await instance.bulkWrite([{ document: stored(thing('a', { name: 'секрет фирмы' })) }], 'x');
    const log = readFileSync(`${place.file}-wal`);
    await instance.close();
    const file = readFileSync(place.file);
    expect(log.length).toBeGreaterThan(0);
    for (const bytes of [log, file]) {
      for (const word of ['секрет', 'doc_things', 'CREATE TABLE', 'SQLite format']) {
        expect(bytes.includes(word)).toBe(false);
      }
    }
    const again = await open(key);
    expect((await again.findDocumentsById(['a'], false))[0]?.name).toBe('секрет фирмы');
    await again.close();
  });

  test.each([
    ['another key', key, 'f'.repeat(64), 'store-wrong-key'],
    ['no key', key, '', 'store-wrong-key'],
    ['a key for a plain file', '', key, 'store-wrong-key'],
    ['a key that is none', key, 'secret', 'store-wrong-key'],
  ])('%s is refused and the file is untouched', async (_, right, wrong, code) => {
    await filled(right);
    const before = readFileSync(place.file);
    await expect(open(wrong)).rejects.toMatchObject({ name: 'StoreError', code });
    expect(() => openDatabase({ path: place.file, encryptionKey: wrong, readonly: true })).toThrow(
      expect.objectContaining({ code }),
    );
    expect(readFileSync(place.file).equals(before)).toBe(true);
    const again = await open(right);
    await again.close();
  });
});

describe('a file that cannot be used', () => {
  test.each([
    ['garbage', Buffer.alloc(8192, 7)],
    ['text', Buffer.from('Это не база данных. '.repeat(500))],
  ])('%s is corrupt, with and without a key', async (_, bytes) => {
    writeFileSync(place.file, bytes);
    await expect(open()).rejects.toMatchObject({ code: 'store-corrupt' });
    await expect(open(key)).rejects.toMatchObject({ code: 'store-corrupt' });
    expect(readFileSync(place.file).equals(bytes)).toBe(true);
  });

  test('damage in the middle shows as corrupt when it is met', async () => {
    await filled(key);
    const bytes = readFileSync(place.file);
    bytes.fill(9, 4096);
    writeFileSync(place.file, bytes);
    const damaged = open(key).then((instance) => instance.findDocumentsById(['t7'], false));
    await expect(damaged).rejects.toMatchObject({ code: 'store-corrupt' });
  });

  test('a newer layout is refused with the version that reads it, and is not touched', async () => {
    await filled('');
    const db = openDatabase({ path: place.file });
    db.exec("INSERT OR REPLACE INTO _meta(key, value) VALUES('writer', '7.1')");
    db.exec('PRAGMA user_version=99');
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    db.close();
    const before = readFileSync(place.file);
    await expect(open()).rejects.toMatchObject({ code: 'store-newer-version', needs: '7.1' });
    expect(readFileSync(place.file).equals(before)).toBe(true);
  });

  test("another program's database is refused and not touched", async () => {
    const db = openDatabase({ path: place.file });
    db.exec('CREATE TABLE notes(text)');
    db.close();
    const before = readFileSync(place.file);
    await expect(open()).rejects.toMatchObject({ code: 'store-wrong-database' });
    expect(readFileSync(place.file).equals(before)).toBe(true);
  });

  test('a missing folder, a folder in its place, a missing file for a reader', async () => {
    await expect(open('', join(place.folder, 'no', 'such.db'))).rejects.toMatchObject({
      code: 'store-unreachable',
    });
    await expect(open('', place.folder)).rejects.toMatchObject({ code: 'store-unreachable' });
    expect(() => openDatabase({ path: place.file, readonly: true })).toThrow(
      expect.objectContaining({ code: 'store-missing' }),
    );
  });

  test('a file held by another process is locked, and the write is not half done', async () => {
    const instance = await open();
    storageHandle(place.file).db.exec('PRAGMA busy_timeout=50');
    const other = openDatabase({ path: place.file });
    other.exec('BEGIN IMMEDIATE');
    const write = () => instance.bulkWrite([{ document: stored(thing('a')) }], 'x');
    await expect(write()).rejects.toMatchObject({ code: 'store-locked', retryable: true });
    other.exec('ROLLBACK');
    expect(await write()).toEqual({ error: [] });
    other.close();
    await instance.close();
  });

  test('a file that may not be written refuses the write and still answers', async () => {
    const instance = await open();
    await instance.bulkWrite([{ document: stored(thing('a')) }], 'x');
    storageHandle(place.file).db.exec('PRAGMA query_only=ON');
    const write = instance.bulkWrite([{ document: stored(thing('b')) }], 'x');
    await expect(write).rejects.toMatchObject({ code: 'store-readonly', retryable: false });
    expect(await instance.findDocumentsById(['a', 'b'], false)).toHaveLength(1);
    storageHandle(place.file).db.exec('PRAGMA query_only=OFF');
    await instance.close();
  });
});

describe('a full disk', () => {
  test('refuses the write whole, keeps what there is, and goes on when there is room', async (context) => {
    const folder = join(place.folder, 'small');
    const remove = smallDisk(folder, 2 * 1024 * 1024);
    if (!remove) return context.skip('a small file system can be mounted by root on Linux only');
    try {
      const file = join(folder, 'store.db');
      const instance = await open(key, file);
      await instance.bulkWrite([{ document: stored(thing('before')) }], 'x');
      const rows = Array.from({ length: 40 }, (_, i) => ({
        document: stored(thing(`t${i}`, { note: 'x'.repeat(100_000) })),
      }));
      const events: unknown[] = [];
      instance.changeStream().subscribe((bulk) => events.push(bulk));
      await expect(instance.bulkWrite(rows, 'x')).rejects.toMatchObject({
        code: 'disk-full',
        retryable: true,
      });
      expect(events).toEqual([]);
      const ids = ['before', ...rows.map(({ document }) => document.id)];
      expect((await instance.findDocumentsById(ids, true)).map(({ id }) => id)).toEqual(['before']);
      expect(await instance.bulkWrite(rows.slice(0, 2), 'x')).toEqual({ error: [] });
      await instance.close();
      const again = await open(key, file);
      expect(await again.findDocumentsById(ids, true)).toHaveLength(3);
      await again.close();
    } finally {
      remove();
    }
  });
});
