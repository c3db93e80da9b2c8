import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Database,
  getRxStorageSQLite,
  openDatabase,
  StoreError,
  storageHandle,
} from '../../../src/main/store/sqlite-storage';
import { letGo } from '../../../src/main/store/sqlite-storage/release';
import { instanceOf, scratch, stored, type Thing, thing, thingSchema } from './support';

/** An opening that fails changes no byte, whatever the key, the way of opening and the state of the files. */

const key = '0123456789abcdef'.repeat(4);
const otherKey = 'f'.repeat(64);
const FOLDED = 40;
const LOGGED = 60;

let place: ReturnType<typeof scratch>;
beforeAll(async () => {
  place = scratch();
  for (const of of [key, '']) {
    await crash('crashed', of, FOLDED);
    await crash('never folded', of, 0);
    await crash('another base', of === '' ? '' : otherKey, 0, of);
    spill('journal', of);
  }
});
afterAll(() => place.remove());

const folderOf = (state: string, of: string) =>
  join(place.folder, 'made', `${state} ${of === '' ? 'plain' : 'sealed'}`);
const fileIn = (folder: string) => join(folder, 'store.db');

function storage(path: string, encryptionKey: string, onFound?: (db: Database) => void) {
  return instanceOf<Thing, unknown>(
    getRxStorageSQLite({ path, encryptionKey, onFound, idleCheckpointMs: 0 }) as never,
    thingSchema,
  );
}

/** The files as a kill leaves them: copied from under an open database. Some documents are folded, the rest are not. */
async function crash(
  state: string,
  encryptionKey: string,
  folded: number,
  of = encryptionKey,
): Promise<void> {
  const working = join(place.folder, 'working');
  mkdirSync(working);
  const instance = await storage(fileIn(working), encryptionKey);
  const write = (from: number, to: number) =>
    instance.bulkWrite(
      Array.from({ length: to - from }, (_, i) => ({
        document: stored(thing(`t${from + i}`, { note: 'секрет фирмы '.repeat(60) })),
      })),
      'x',
    );
  if (folded > 0) {
    await write(0, folded);
    storageHandle(fileIn(working)).checkpoint('TRUNCATE');
  }
  for (let at = folded; at < folded + LOGGED; at += 10) await write(at, at + 10);
  cpSync(working, folderOf(state, of), { recursive: true });
  await instance.close();
  rmSync(working, { recursive: true });
}

/** A database without WAL in the midst of a transaction that has begun to write into the file. */
function spill(state: string, of: string): void {
  const working = join(place.folder, 'working');
  mkdirSync(working);
  const db = openDatabase({ path: fileIn(working), encryptionKey: of });
  db.exec('PRAGMA cache_size=5');
  db.exec('CREATE TABLE t(a)');
  for (let i = 0; i < 30; i++) db.run('INSERT INTO t VALUES(?)', ['before '.repeat(500)]);
  db.exec('BEGIN');
  db.exec("UPDATE t SET a = replace(a, 'before', 'after')");
  db.exec('CREATE TABLE u(a)');
  cpSync(working, folderOf(state, of), { recursive: true });
  db.exec('ROLLBACK');
  db.close();
  rmSync(working, { recursive: true });
}

/** What is done to a database that was killed, and whether the right key opens it whole. */
const states: Record<
  string,
  { of?: string; spoil?: (file: string) => void; right: 'whole' | 'part' | string }
> = {
  'closed as it should be': { spoil: closeCleanly, right: 'whole' },
  'killed, with a log': { right: 'whole' },
  'killed, without -shm': { spoil: (file) => rmSync(`${file}-shm`), right: 'whole' },
  'killed, with a stale -shm': {
    spoil: (file) => writeFileSync(`${file}-shm`, Buffer.alloc(32_768, 9)),
    right: 'whole',
  },
  'never folded': { of: 'never folded', right: 'whole' },
  'a log cut off': {
    spoil: (file) => truncateSync(`${file}-wal`, readFileSync(`${file}-wal`).length - 9000),
    right: 'part',
  },
  'a log of its header alone': { spoil: (file) => truncateSync(`${file}-wal`, 32), right: 'part' },
  'a log with a damaged header': { spoil: (file) => flip(`${file}-wal`, 2, 30), right: 'part' },
  'a log with a flipped bit': { spoil: (file) => flip(`${file}-wal`, 9000, 9001), right: 'part' },
  'a log of noise': { spoil: (file) => writeFileSync(`${file}-wal`, noise(20_000)), right: 'part' },
  'an empty log': { spoil: (file) => writeFileSync(`${file}-wal`, ''), right: 'part' },
  'page 1 half written, whole in the log': {
    of: 'never folded',
    spoil: (file) => flip(file, 40, 2000),
    right: 'whole',
  },
  'page 1 damaged': { spoil: (file) => pageOneGone(file), right: 'store-corrupt' },
  'page 1 gone, another in the log': {
    of: 'never folded',
    spoil: (file) => flip(file, 0, 4000),
    right: 'store-corrupt',
  },
  'page 1 and the log damaged': {
    of: 'never folded',
    spoil(file) {
      pageOneGone(file);
      flip(`${file}-wal`, 0, 32);
    },
    right: 'store-corrupt',
  },
  'the file empty, the log whole': { spoil: (file) => truncateSync(file, 0), right: 'store-corrupt' },
  'the file gone, the log whole': { spoil: (file) => rmSync(file), right: 'store-missing' },
  'no database': { spoil: (file) => writeFileSync(file, noise(20_000)), right: 'store-corrupt' },
  'less than a page': { spoil: (file) => truncateSync(file, 3000), right: 'store-corrupt' },
  'the log of another base': {
    spoil: (file) => takeLogOf(file, 'another base'),
    right: 'store-foreign-log',
  },
  'a copy put in its place, the log left': {
    spoil(file) {
      const wal = readFileSync(`${file}-wal`);
      const bare = file.replace('store.db', 'copied.db');
      withDb(file, (db) => db.exec(`VACUUM INTO '${bare}'`));
      for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
      cpSync(bare, file);
      rmSync(bare);
      writeFileSync(`${file}-wal`, wal);
    },
    right: 'store-foreign-log',
  },
};

const wrongKeys = [
  ['another key', key, otherKey],
  ['no key', key, ''],
  ['a key for a plain file', '', key],
] as const;

describe.each(Object.keys(states))('%s', (name) => {
  const { of = 'crashed', spoil, right } = states[name] as (typeof states)[string];

  test.each(wrongKeys)('%s changes nothing', async (_, rightKey, wrongKey) => {
    const file = made(of, rightKey, spoil);
    const before = bytesIn(file);
    // The right key need not open it either; then its own refusal comes first.
    const codes = ['store-wrong-key', ...(right.startsWith('store-') ? [right, 'store-corrupt'] : [])];
    for (const open of openings(file, wrongKey)) {
      const code = await refusal(open);
      expect(codes).toContain(code);
      expect(differences(before, bytesIn(file))).toEqual([]);
    }
    await collected();
    expect(differences(before, bytesIn(file))).toEqual([]);
    if (right === 'whole' || right === 'part') await opensWith(file, rightKey, right, of);
  });

  test.each([key, ''])('the right key (%s)', async (rightKey) => {
    const file = made(of, rightKey, spoil);
    const sameKeyOfBoth = rightKey === '' && name === 'the log of another base';
    // Two plain databases cannot be told apart by a key.
    if (sameKeyOfBoth) return;
    if (right === 'whole' || right === 'part') {
      await opensWith(file, rightKey, right, of, 2);
      return;
    }
    const before = bytesIn(file);
    for (const open of openings(file, rightKey)) {
      expect(await refusal(open)).toBe(right);
      expect(differences(before, bytesIn(file))).toEqual([]);
    }
    await collected();
    expect(differences(before, bytesIn(file))).toEqual([]);
  });
});

describe('a base that a kill has left', () => {
  test.each([key, ''])('is read by whoever may only read, and stays as it is (key %s)', async (rightKey) => {
    const file = made('crashed', rightKey);
    const before = bytesIn(file);
    const db = openDatabase({ path: file, encryptionKey: rightKey, readonly: true });
    expect(db.get('SELECT count(*) FROM doc_things_0')).toEqual([FOLDED + LOGGED]);
    db.close();
    await collected();
    // The index of the log is no data: SQLite makes it anew.
    expect(differences(before, bytesIn(file)).filter((end) => end !== 'store.db-shm')).toEqual([]);
    await opensWith(file, rightKey, 'whole', 'crashed');
  });

  test.each([
    ['of a newer layout', 'store-newer-version', (db: Database) => db.exec('PRAGMA user_version=99')],
    ['of another program', 'store-wrong-database', (db: Database) => db.exec('PRAGMA user_version=0')],
  ])('%s is refused and stays as it is, with and without a log', async (_, code, change) => {
    for (const logged of [true, false]) {
      const working = made('crashed', key);
      const file = join(dirname(dirname(working)), 'newer', 'store.db');
      rmSync(dirname(file), { recursive: true, force: true });
      const db = openDatabase({ path: working, encryptionKey: key });
      change(db);
      if (!logged) db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      cpSync(dirname(working), dirname(file), { recursive: true });
      db.close();
      const before = bytesIn(file);
      expect(await refusal(() => storage(file, key))).toBe(code);
      await collected();
      expect(differences(before, bytesIn(file)).filter((end) => end !== 'store.db-shm')).toEqual([]);
    }
  });

  test('and that the application refuses stays as it is', async () => {
    const file = made('crashed', key);
    const before = bytesIn(file);
    let asked = 0;
    const refuse = (db: Database) => {
      asked = Number(db.get('SELECT count(*) FROM doc_things_0')?.[0]);
      throw new StoreError('store-newer-version', 'the records are newer');
    };
    expect(await refusal(() => storage(file, key, refuse))).toBe('store-newer-version');
    expect(asked).toBe(FOLDED + LOGGED);
    await collected();
    expect(differences(before, bytesIn(file)).filter((end) => end !== 'store.db-shm')).toEqual([]);
    await opensWith(file, key, 'whole', 'crashed');
  });

  test('with damage behind its first page is refused and stays as it is', async () => {
    const file = made('crashed', key, (path) => truncateSync(path, 4096 * 3));
    rmSync(`${file}-wal`);
    rmSync(`${file}-shm`);
    const before = bytesIn(file);
    for (const open of openings(file, key)) {
      expect(await refusal(open)).toBe('store-corrupt');
      await collected();
      expect(differences(before, bytesIn(file))).toEqual([]);
    }
  });
});

describe('a rollback that a kill broke off', () => {
  test.each(wrongKeys)('%s changes nothing', async (_, rightKey, wrongKey) => {
    const file = made('journal', rightKey);
    const before = bytesIn(file);
    expect([...before.keys()]).toContain('store.db-journal');
    for (const open of openings(file, wrongKey)) {
      expect(await refusal(open)).toBe('store-wrong-key');
      await collected();
      expect(differences(before, bytesIn(file))).toEqual([]);
    }
    expect(await refusal(() => openDatabase({ path: file, encryptionKey: rightKey, readonly: true }))).toBe(
      'store-readonly',
    );
    await collected();
    expect(differences(before, bytesIn(file))).toEqual([]);
    const db = openDatabase({ path: file, encryptionKey: rightKey });
    expect(db.get("SELECT count(*) FROM t WHERE a LIKE 'before%'")).toEqual([30]);
    db.close();
  });
});

test('a link to the base is no way around', async () => {
  const file = made('crashed', key);
  const link = join(place.folder, 'link.db');
  symlinkSync(file, link);
  const before = bytesIn(file);
  for (const open of openings(link, otherKey)) expect(await refusal(open)).toBe('store-wrong-key');
  cpSync(`${fileIn(folderOf('another base', key))}-wal`, `${file}-wal`);
  for (const open of openings(link, key)) expect(await refusal(open)).toBe('store-foreign-log');
  await collected();
  expect(differences(before, bytesIn(file))).toEqual(['store.db-wal']);
});

test('whoever has the base open is not disturbed by a wrong key', async () => {
  const file = made('crashed', key);
  const instance = await storage(file, key);
  await instance.bulkWrite([{ document: stored(thing('new')) }], 'x');
  const before = bytesIn(file);
  for (const open of openings(file, otherKey)) expect(await refusal(open)).toBe('store-wrong-key');
  await collected();
  expect(differences(before, bytesIn(file))).toEqual([]);
  await instance.bulkWrite([{ document: stored(thing('newer')) }], 'x');
  await instance.close();
  const again = await storage(file, key);
  expect(await again.findDocumentsById(['t0', 'new', 'newer'], false)).toHaveLength(3);
  await again.close();
});

/** Every way in which a file is opened. */
function openings(file: string, encryptionKey: string): (() => unknown)[] {
  return [
    () => storage(file, encryptionKey),
    () => openDatabase({ path: file, encryptionKey }),
    () => openDatabase({ path: file, encryptionKey, readonly: true }),
  ];
}

async function refusal(open: () => unknown): Promise<string> {
  try {
    const opened = (await open()) as { close(): unknown };
    await opened.close();
    return 'opened';
  } catch (error) {
    return error instanceof StoreError ? error.code : String(error);
  }
}

async function opensWith(
  file: string,
  rightKey: string,
  right: 'whole' | 'part' | string,
  of: string,
  turns = 1,
): Promise<void> {
  const all = (of === 'never folded' ? 0 : FOLDED) + LOGGED;
  const least = right === 'whole' ? all : of === 'never folded' ? 0 : FOLDED;
  const ids = Array.from({ length: all }, (_, i) => `t${i}`);
  for (let turn = 0; turn < turns; turn++) {
    const instance = await storage(file, rightKey);
    const found = await instance.findDocumentsById(ids, false);
    expect(found.length).toBeGreaterThanOrEqual(least);
    await instance.close();
  }
}

function made(state: string, of: string, spoil?: (file: string) => void): string {
  const folder = join(place.folder, 'tried', 'base');
  rmSync(dirname(folder), { recursive: true, force: true });
  cpSync(folderOf(state, of), folder, { recursive: true });
  const file = fileIn(folder);
  plainNow = of === '';
  spoil?.(file);
  return file;
}

let plainNow = false;
function withDb(file: string, work: (db: Database) => void): void {
  const db = openDatabase({ path: file, encryptionKey: plainNow ? '' : key });
  work(db);
  db.close();
}

function closeCleanly(file: string): void {
  withDb(file, (db) => db.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
  for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true });
}

function takeLogOf(file: string, state: string): void {
  cpSync(`${fileIn(folderOf(state, plainNow ? '' : key))}-wal`, `${file}-wal`);
  rmSync(`${file}-shm`);
}

/** Page 1 is noise in the file, and so is every page 1 in the log. */
function pageOneGone(file: string): void {
  flip(file, 0, 4000);
  truncateSync(`${file}-wal`, 32);
}

function flip(path: string, from: number, to: number): void {
  const bytes = readFileSync(path);
  for (let at = from; at < to; at++) bytes[at] = (bytes[at] ?? 0) ^ 0x55;
  writeFileSync(path, bytes);
}

function noise(length: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, i) => (i * 31 + (i >> 5)) & 255));
}

function bytesIn(file: string): Map<string, Buffer> {
  const folder = dirname(file);
  if (!existsSync(folder)) return new Map();
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
}

function differences(before: Map<string, Buffer>, after: Map<string, Buffer>): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => {
    const was = before.get(name);
    const is = after.get(name);
    return was === undefined || is === undefined || !was.equals(is);
  });
}

/** A connection ends, and folds its log, only when its statements are collected. */
const collected = letGo;
