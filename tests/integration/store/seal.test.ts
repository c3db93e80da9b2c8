import { copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { getRxStorageSQLite, openDatabase, storageHandle } from '../../../src/main/store/sqlite-storage';
import { letGo } from '../../../src/main/store/sqlite-storage/release';
import { matchesSeal, readSeal } from '../../../src/main/store/sqlite-storage/seal';
import { randomOf } from '../../crash/orders';
import { instanceOf, prepared, scratch, stored, type Thing, thing, thingSchema } from './support';

const key = '0123456789abcdef'.repeat(4);
let place: ReturnType<typeof scratch>;
beforeEach(() => {
  place = scratch();
});
afterEach(() => place.remove());

const open = (path = place.file, encryptionKey = key) =>
  instanceOf<Thing, unknown>(getRxStorageSQLite({ path, encryptionKey }) as never, thingSchema);

async function write(path = place.file, count = 200, name = 'секрет фирмы'): Promise<void> {
  const instance = await open(path);
  const rows = Array.from({ length: count }, (_, i) => ({ document: stored(thing(`t${i}`, { name })) }));
  await instance.bulkWrite(rows, 'x');
  await instance.close();
}

/** Turns one bit. */
function turn(path: string, at: number, bit = 0): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
  writeFileSync(path, bytes);
}

const names = async (path: string) => {
  const instance = await open(path);
  // What has read a file through holds it until the garbage collector has come by.
  await letGo();
  try {
    return (await instance.query(prepared({}))).documents.map(({ id, name }) => `${id} ${name}`);
  } finally {
    await instance.close();
  }
};

describe('a closed file', () => {
  test('is complete without its log, and sealed; the seal is off while it is open', async () => {
    await write();
    const seal = readSeal(place.file);
    expect(seal && matchesSeal(place.file, seal)).toBe(true);
    for (const end of ['-wal', '-shm', '-journal']) expect(existsSync(place.file + end)).toBe(false);

    const instance = await open();
    expect(statSync(place.file).size).toBe(seal?.length);
    expect(readSeal(place.file)).toBeUndefined();
    await instance.close();
    expect(readSeal(place.file)).toBeDefined();
  });

  test('is sound to SQLite with its seal on, and opens with the right key alone', async () => {
    await write();
    const before = readFileSync(place.file);
    const db = openDatabase({ path: place.file, encryptionKey: key, readonly: true, checksSeal: true });
    expect(db.compared.wasSealed).toBe(true);
    expect(db.get('PRAGMA integrity_check')).toEqual(['ok']);
    db.close();
    await expect(open(place.file, 'f'.repeat(64))).rejects.toMatchObject({ code: 'store-wrong-key' });
    expect(readFileSync(place.file).equals(before)).toBe(true);
  });

  test('of which one bit has turned is refused, wherever it is, and stays as it is', async () => {
    await write();
    const { length } = readSeal(place.file) ?? { length: 0 };
    const sound = readFileSync(place.file);
    const right = await names(place.file);
    const random = randomOf(8);
    let refused = 0;
    // The salt, the readable part of the header, and anywhere.
    const places = [3, 17, 100, ...Array.from({ length: 40 }, () => Math.floor(random() * length))];
    for (const at of places) {
      writeFileSync(place.file, sound);
      turn(place.file, at, at % 8);
      const damaged = readFileSync(place.file);
      await expect(open(), `bit at ${at}`).rejects.toMatchObject({ code: 'store-corrupt' });
      expect(readFileSync(place.file).equals(damaged)).toBe(true);
      refused += 1;
    }
    expect(refused).toBe(places.length);
    // In the seal itself it harms nothing.
    writeFileSync(place.file, sound);
    turn(place.file, length + 2);
    expect(await names(place.file)).toEqual(right);
    expect(readSeal(place.file)).toBeDefined();
  });

  test('is not sealed while others have it open, nor once damage was met', async () => {
    await write();
    const instance = await open();
    const other = openDatabase({ path: place.file, encryptionKey: key, readonly: true });
    other.get('SELECT count(*) FROM doc_things_0');
    await instance.close();
    expect(readSeal(place.file)).toBeUndefined();
    other.close();

    const again = await open();
    storageHandle(place.file).db.run("UPDATE doc_things_0 SET data = '{' WHERE id = 't7'");
    await expect(again.findDocumentsById(['t7'], false)).rejects.toMatchObject({ code: 'store-corrupt' });
    await expect(again.query(prepared({}))).rejects.toMatchObject({ code: 'store-corrupt' });
    storageHandle(place.file).proof.prove(false);
    await again.close();
    expect(readSeal(place.file)).toBeUndefined();
  });
});

describe('a file without a seal', () => {
  /** A database as a killed process leaves it. */
  async function crashed(): Promise<string> {
    await write();
    const instance = await open();
    await instance.bulkWrite([{ document: stored(thing('late', { name: 'после' })) }], 'x');
    const copy = `${place.file}.crashed`;
    for (const end of ['', '-wal']) copyFileSync(place.file + end, copy + end);
    await instance.close();
    return copy;
  }

  test('such as a crash leaves is read through before it answers, and sealed at its end', async () => {
    const path = await crashed();
    expect(await names(path)).toContain('late после');
    expect(readSeal(path)).toBeDefined();
  });

  test('that is damaged is refused, or answers as before', async () => {
    const path = await crashed();
    const sound = readFileSync(path);
    const log = readFileSync(`${path}-wal`);
    const right = await names(path);
    const random = randomOf(9);
    let refused = 0;
    for (let turns = 0; turns < 40; turns += 1) {
      // Each in a place of its own: what a refused opening has left is let go of by the garbage collector.
      const copy = `${path}.${turns}`;
      writeFileSync(copy, sound);
      writeFileSync(`${copy}-wal`, log);
      turn(copy, Math.floor(random() * sound.length), turns % 8);
      let answer: string[] | undefined;
      try {
        answer = await names(copy);
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^store-(corrupt|wrong-key)$/) });
        refused += 1;
      }
      if (answer !== undefined) expect(answer).toEqual(right);
    }
    expect(refused).toBeGreaterThan(10);
  });

  test('is not damaged by half a surrogate pair, which a former version has let in', async () => {
    await write();
    const former = openDatabase({ path: place.file, encryptionKey: key, pragmas: { journal_mode: 'WAL' } });
    former.run("UPDATE doc_things_0 SET c_name = CAST(x'D0B0EDA0BDD0B1' AS TEXT) WHERE id = 't3'");
    former.close();
    await letGo();
    expect(await names(place.file)).toHaveLength(200);
    const noise = openDatabase({ path: place.file, encryptionKey: key, pragmas: { journal_mode: 'WAL' } });
    noise.run("UPDATE doc_things_0 SET c_name = CAST(x'D0B0EDA0D0B1' AS TEXT) WHERE id = 't3'");
    noise.close();
    await letGo();
    await expect(open()).rejects.toMatchObject({ code: 'store-corrupt' });
  });

  test('of a version that knew of none opens; a seal such a version has written behind does not count', async () => {
    await write();
    const sealed = readFileSync(place.file);
    // It leaves the seal behind the last page, and the file in WAL mode.
    const { length } = readSeal(place.file) ?? { length: 0 };
    const former = openDatabase({ path: place.file, encryptionKey: key, pragmas: { journal_mode: 'WAL' } });
    former.run("UPDATE doc_things_0 SET deleted = 1 WHERE id = 't3'");
    former.close();
    await letGo();
    writeFileSync(place.file, Buffer.concat([readFileSync(place.file), sealed.subarray(length)]));
    expect(readSeal(place.file)).toBeUndefined();
    expect(await names(place.file)).toHaveLength(199);
    expect(readSeal(place.file)).toBeDefined();
  });
});

test('a large file answers at once; what the rest of it hides is told of, and nothing is answered any more', async () => {
  const instance = await open();
  const long = 'длинно '.repeat(60_000);
  for (let i = 0; i < 60; i += 1) {
    await instance.bulkWrite(
      [{ document: stored(thing(`t${String(i).padStart(2, '0')}`, { note: long })) }],
      'x',
    );
  }
  await instance.close();
  const { length } = readSeal(place.file) ?? { length: 0 };
  expect(length).toBeGreaterThan(33 * 1024 * 1024);
  const sound = readFileSync(place.file);

  const again = await open();
  expect(storageHandle(place.file).proof.isMissing).toBe(false);
  expect(await again.findDocumentsById(['t00'], false)).toHaveLength(1);
  // Before anything is folded into the file the comparison is ended at once.
  await again.bulkWrite([{ document: stored(thing('new')) }], 'x');
  await again.close();
  expect(readSeal(place.file)).toBeDefined();

  writeFileSync(place.file, sound);
  turn(place.file, length - 5000);
  const damaged = await open();
  const handle = storageHandle(place.file);
  await new Promise<void>((resolve) => {
    handle.proof.whenDamaged = resolve;
  });
  await expect(damaged.findDocumentsById(['t00'], false)).rejects.toMatchObject({ code: 'store-corrupt' });
  await damaged.close();
  expect(readSeal(place.file)).toBeUndefined();
});
