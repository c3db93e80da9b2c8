import { statSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../../src/main/store/sqlite-storage';
import { StoreHandle } from '../../../src/main/store/sqlite-storage/handle';
import { WalCheckpointer } from '../../../src/main/store/wal-checkpointer/wal-checkpointer';
import { setThreadFolder } from '../../../src/main/threads/files';
import { until } from '../../support/device';
import { scratch } from './support';

const key = '7'.repeat(64);
const pageBytes = 4096;

let place: ReturnType<typeof scratch>;
let handle: StoreHandle;
let complaints: string[];
const folders: WalCheckpointer[] = [];

beforeEach(() => {
  setThreadFolder(new URL('../../../out/main/', import.meta.url));
  place = scratch();
  complaints = [];
  handle = new StoreHandle({
    ...{ path: place.file, encryptionKey: key, writer: '' },
    ...{ autoCheckpointPages: 500, idleCheckpointMs: 0 },
  });
  handle.db.exec('CREATE TABLE things(id INTEGER PRIMARY KEY, text TEXT)');
});

afterEach(async () => {
  for (const folder of folders.splice(0)) {
    folder.end();
    await folder.close();
  }
  handle.close();
  place.remove();
});

function made(longAt?: number): WalCheckpointer {
  const start = { databasePath: place.file, encryptionKey: key };
  const folder = new WalCheckpointer(handle, start, (message) => complaints.push(message), longAt);
  folders.push(folder);
  return folder;
}
/** Writes about as many pages in one commit, some of it held open before, as a load does. */
function load(pages: number): void {
  handle.hold(
    () => {
      for (let page = 0; page < pages; page += 1)
        handle.db.run('INSERT INTO things(text) VALUES(?)', ['т'.repeat(1900)]);
    },
    () => {},
  );
  handle.settle();
}
const fileBytes = () => statSync(place.file).size;
const logBytes = () => statSync(`${place.file}-wal`).size;
const foldsAt = () => handle.db.get('PRAGMA wal_autocheckpoint')?.[0];

test('folds while it is loaded, lets the log begin anew, and leaves the writer to fold as ever', async () => {
  const folder = made();
  folder.begin();
  load(900);
  // The writer itself would have folded by now.
  expect(fileBytes()).toBeLessThan(100 * pageBytes);
  await folder.folded();
  expect(fileBytes()).toBeGreaterThan(850 * pageBytes);
  for (let round = 0; round < 8; round += 1) {
    load(400);
    await folder.folded();
  }
  expect(logBytes()).toBeLessThan(1000 * pageBytes);
  folder.end();
  await folder.close();
  expect(foldsAt()).toBe(500);
  expect(handle.db.get('SELECT count(*), sum(length(text)) FROM things')).toEqual([4100, 4100 * 1900]);
  expect(handle.db.get('PRAGMA integrity_check')).toEqual(['ok']);
  expect(complaints).toEqual([]);
});

test('says that the log is too long while somebody reads what was before it', async () => {
  const folder = made(500);
  folder.begin();
  load(10);
  const reader = openDatabase({ path: place.file, encryptionKey: key, readonly: true });
  try {
    reader.exec('BEGIN');
    reader.get('SELECT count(*) FROM things');
    load(900);
    await folder.folded();
    expect(folder.isLong).toBe(true);
    reader.exec('COMMIT');
  } finally {
    reader.close();
  }
  await folder.folded();
  expect(folder.isLong).toBe(false);
});

test('says that the log is too long when it was folded beside writes, and not when nothing was written', async () => {
  const folder = made(500);
  folder.begin();
  load(900);
  folder.committed(10_000);
  load(10);
  await until('the log is known to be long', () => folder.isLong);
  await folder.folded();
  expect(folder.isLong).toBe(false);
  load(10);
  expect(logBytes()).toBeLessThan(1000 * pageBytes);
});

test('begins again after it has ended, also at once', async () => {
  const folder = made();
  for (let round = 0; round < 3; round += 1) {
    const before = fileBytes();
    folder.begin();
    load(600);
    await folder.folded();
    expect(fileBytes()).toBeGreaterThan(before);
    folder.end();
  }
  await folder.close();
  expect(foldsAt()).toBe(500);
  expect(complaints).toEqual([]);
});

test('makes no thread for a few records', async () => {
  setThreadFolder(new URL('nowhere/', import.meta.url));
  const folder = made();
  folder.begin();
  load(10);
  folder.committed(10);
  folder.end();
  await folder.close();
  expect(complaints).toEqual([]);
  folder.begin();
  load(10);
  folder.committed(10_000);
  await folder.close();
  expect(complaints).toHaveLength(1);
});

test('without its thread the writer folds, and it is told once', async () => {
  setThreadFolder(new URL('nowhere/', import.meta.url));
  const folder = made();
  folder.begin();
  load(100);
  await folder.folded();
  expect(complaints).toHaveLength(1);
  expect(foldsAt()).toBe(500);
  folder.begin();
  load(900);
  await folder.folded();
  expect(fileBytes()).toBeGreaterThan(850 * pageBytes);
  expect(complaints).toHaveLength(1);
});
