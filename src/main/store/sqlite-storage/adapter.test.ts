import { copyFileSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from './adapter';
import { letGo } from './release';

const open = () => openDatabase({ path: ':memory:' });

test('values that would abort the process are converted or refused', () => {
  const db = open();
  const typeOf = (value: unknown) => db.get('SELECT typeof(?1), ?1', [value as never]);
  expect(typeOf(true)).toEqual(['real', 1]);
  expect(typeOf(undefined)).toEqual(['null', null]);
  expect(typeOf(10n)).toEqual(['integer', 10]);
  expect(typeOf(new Uint8Array([1, 2]))?.[0]).toBe('blob');
  for (const stranger of [new Date(), {}, [1], () => 1, Symbol('x'), new ArrayBuffer(2)]) {
    expect(() => typeOf(stranger)).toThrow(expect.objectContaining({ code: 'store-bad-value' }));
  }
  db.close();
});

test('an inner transaction is undone alone, an outer one whole', () => {
  const db = open();
  db.exec('CREATE TABLE t(n INTEGER)');
  const insert = (n: number) => db.run('INSERT INTO t VALUES(?)', [n]);
  const all = () => db.all('SELECT n FROM t ORDER BY n').flat();
  const fail = () => {
    throw new Error('no');
  };
  db.transaction(() => {
    insert(1);
    expect(() =>
      db.transaction(() => {
        insert(2);
        fail();
      }),
    ).toThrow('no');
    db.transaction(() => insert(3));
  });
  expect(all()).toEqual([1, 3]);
  expect(() =>
    db.transaction(() => {
      insert(4);
      fail();
    }),
  ).toThrow('no');
  expect(all()).toEqual([1, 3]);
  expect(db.inTransaction).toBe(false);
  db.close();
});

test('more statements than are kept, and one that the schema outlives', () => {
  const db = open();
  db.exec('CREATE TABLE t(n INTEGER)');
  for (let i = 0; i < 600; i++) expect(db.get(`SELECT ${i}`)).toEqual([i]);
  expect(db.all('SELECT * FROM t')).toEqual([]);
  db.exec('ALTER TABLE t ADD COLUMN m DEFAULT 7');
  db.run('INSERT INTO t(n) VALUES(?)', [1]);
  expect(db.all('SELECT * FROM t')).toEqual([[1, 7]]);
  expect(db.columns('SELECT n, m AS other FROM t')).toEqual(['n', 'other']);
  db.close();
});

test('the same question asked in both ways is answered for its own parameters', () => {
  const db = open();
  db.exec("CREATE TABLE t(id TEXT UNIQUE, n INTEGER); INSERT INTO t VALUES('a', 1), ('b', 2)");
  const sql = 'SELECT n FROM t WHERE id = ?';
  expect([db.all(sql, ['a']), db.get(sql, ['b']), db.all(sql, ['b']), db.get(sql, ['a'])]).toEqual([
    [[1]],
    [2],
    [[2]],
    [1],
  ]);
  db.close();
});

test('a closed database answers with a code, and closing again is harmless', () => {
  const db = open();
  db.close();
  db.close();
  expect(() => db.get('SELECT 1')).toThrow(expect.objectContaining({ code: 'store-closed' }));
});

test('pieces of a load are one transaction until somebody else writes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'adapter-'));
  const path = join(folder, 'held.db');
  const db = openDatabase({ path, pragmas: { journal_mode: 'WAL' } });
  db.exec('CREATE TABLE t(n INTEGER)');
  const other = openDatabase({ path, readonly: true });
  const seen = (of: typeof db) => of.all('SELECT n FROM t ORDER BY n').flat();
  const told: unknown[] = [];
  const piece = (n: number) =>
    db.hold(
      () => db.run('INSERT INTO t VALUES(?)', [n]),
      (error) => told.push(error),
    );
  piece(1);
  piece(2);
  expect([seen(db), seen(other), told]).toEqual([[1, 2], [], []]);
  db.transaction(() => db.run('INSERT INTO t VALUES(3)'));
  expect([seen(other), told]).toEqual([[1, 2, 3], [undefined]]);
  piece(4);
  db.settle();
  db.settle();
  expect([seen(other), told.length]).toEqual([[1, 2, 3, 4], 2]);
  piece(5);
  const broken = new Error('no');
  expect(() =>
    db.hold(
      () => {
        db.run('INSERT INTO t VALUES(6)');
        throw broken;
      },
      () => told.push('never: it began nothing'),
    ),
  ).toThrow(broken);
  expect([seen(db), told.at(-1), told.length]).toEqual([[1, 2, 3, 4], broken, 3]);
  piece(7);
  db.close();
  expect(seen(other)).toEqual([1, 2, 3, 4, 7]);
  other.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The descriptors of this process that lead into a folder; only Linux tells. */
const descriptorsInto = (folder: string): number =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith(folder);
    } catch {
      return false;
    }
  }).length;

describe('a closed connection', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'закрытая база '));
    path = join(folder, 'base.db');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test.each(['', '5'.repeat(64)])('leaves a file that nothing changes any more (key «%s»)', async (key) => {
    const first = openDatabase({ path, encryptionKey: key });
    first.exec('PRAGMA journal_mode=WAL');
    first.exec('CREATE TABLE t(n)');
    first.close();
    for (const write of [
      (db: Database) => db.run('INSERT INTO t VALUES(?)', [1]),
      (db: Database) => db.exec('DELETE FROM t'),
      (db: Database) => db.exec('PRAGMA user_version=7'),
      (db: Database) => db.transaction(() => db.runEach('INSERT INTO t VALUES(?)', 3, (n) => [n])),
    ]) {
      const before = readFileSync(path);
      const db = openDatabase({ path, encryptionKey: key });
      expect(db.all('SELECT * FROM t')).toBeInstanceOf(Array);
      write(db);
      db.close();
      const after = readFileSync(path);
      expect(after.equals(before)).toBe(false);
      await letGo();
      expect(readFileSync(path).equals(after)).toBe(true);
      // A copy of the file alone is the whole database.
      copyFileSync(path, join(folder, 'copy.db'));
      const copy = openDatabase({ path: join(folder, 'copy.db'), encryptionKey: key, readonly: true });
      const live = openDatabase({ path, encryptionKey: key, readonly: true });
      for (const sql of ['SELECT * FROM t', 'PRAGMA user_version'])
        expect(copy.all(sql)).toEqual(live.all(sql));
      copy.close();
      live.close();
    }
  });

  test('folds nothing under another one’s work', () => {
    const other = openDatabase({ path });
    other.exec('PRAGMA journal_mode=WAL');
    other.exec('CREATE TABLE t(n)');
    other.exec('BEGIN IMMEDIATE');
    other.exec('INSERT INTO t VALUES(1)');
    const db = openDatabase({ path });
    expect(db.all('SELECT * FROM t')).toEqual([]);
    db.close();
    other.exec('COMMIT');
    expect(other.all('SELECT * FROM t')).toEqual([[1]]);
    other.close();
  });

  test.runIf(process.platform === 'linux')('lets go of its file, however many there were', async () => {
    for (let turn = 0; turn < 400; turn += 1) {
      const db = openDatabase({ path });
      db.exec('PRAGMA journal_mode=WAL');
      db.run('CREATE TABLE IF NOT EXISTS t(n)');
      expect(db.all('SELECT * FROM t')).toEqual([]);
      db.close();
      // As every asynchronous caller does.
      await new Promise((resolve) => setImmediate(resolve));
      expect(descriptorsInto(folder)).toBeLessThan(150);
    }
    await letGo();
    expect(descriptorsInto(folder)).toBe(0);
  });
});
