import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/main/data/open-store';
import { IndexBuilder } from '../../../src/main/store/index-builder/index-builder';
import type { Store } from '../../../src/main/store/open';
import {
  addEntries,
  addEntry,
  beginBuild,
  buildPosition,
  createIndexSql,
  type DeferredIndex,
  type Entry,
  finishBuild,
  openDatabase,
  type StoreHandle,
  storageHandle,
} from '../../../src/main/store/sqlite-storage';
import { setThreadFolder } from '../../../src/main/threads/files';
import { until } from '../../support/device';
import { scratch } from './support';

const key = '7'.repeat(64);
const at = '2026-11-21T09:00:00.000Z';
let place: ReturnType<typeof scratch>;
let store: Store;
let handle: StoreHandle;
let complaints: string[];
const builders: IndexBuilder[] = [];

async function open(): Promise<void> {
  store = await openStore({
    ...{ databasePath: place.file, encryptionKey: key, onCommit: () => {}, onSettled: () => {} },
    present: () => ({ at, userId: '', device: '' }),
    onCollision: async () => {},
  });
  handle = storageHandle(place.file);
}

beforeEach(async () => {
  setThreadFolder(new URL('../../../out/main/', import.meta.url));
  place = scratch();
  complaints = [];
  await open();
});

afterEach(async () => {
  for (const builder of builders.splice(0)) await builder.close();
  await store.close();
  place.remove();
});

function made(folder = { begin() {}, end() {}, committed() {} }): IndexBuilder {
  const start = { databasePath: place.file, encryptionKey: key };
  const builder = new IndexBuilder(handle, folder, start, (message) => complaints.push(message));
  builders.push(builder);
  return builder;
}

const callOf = (n: number, more: object = {}) => ({
  ...{
    id: `call-${(n * 7919) % 100_003}`,
    createdAt: at,
    createdBy: 'boss',
    updatedAt: at,
    updatedBy: 'boss',
  },
  ...{ importId: '', clientId: `client-${n % 97}`, contactId: '', userId: `user-${n % 5}`, direction: 'out' },
  ...{ startedAt: new Date(Date.parse(at) + ((n * 31) % 5000) * 60_000).toISOString(), durationSec: n % 100 },
  ...{ number: '', result: n % 2 ? 'talked' : 'missed', comment: `Разговор ${n}`, nextStep: '', taskId: '' },
  ...more,
  ...{ _deleted: false, _rev: '1-x', _meta: { lwt: 1 }, _attachments: {} },
});
function insert(from: number, to: number, more: object = {}): void {
  const table = handle.table('calls');
  const documents = Array.from({ length: to - from }, (_, place) => callOf(from + place, more));
  handle.write(table, false, () =>
    table.insert(
      documents.map((document) => ({ document })),
      (place) => ({ id: documents[place]?.id ?? '', seq: handle.nextSeq(), mark: 2 }),
    ),
  );
}
const plan = () => handle.table('calls').plan;
const indexOf = (column: string): DeferredIndex => {
  const index = plan().indexes.find(({ columns }) => columns.length === 3 && columns.includes(column));
  if (!index) throw new Error(`no index on ${column}`);
  return { plan: plan(), index };
};
const schema = () =>
  new Map(
    handle.db.all("SELECT name, sql FROM sqlite_master WHERE tbl_name = 'doc_calls_0'") as [string, string][],
  );
const waiting = () =>
  handle.db.all("SELECT key FROM _meta WHERE key LIKE 'deferred-index:%'").map(([name]) => String(name));
const leftovers = () =>
  handle.db.all("SELECT name FROM sqlite_master WHERE name LIKE '%\\_build\\_%' ESCAPE '\\'");
const sound = () => handle.db.all('PRAGMA integrity_check').map(([line]) => line);
/** Asked by a connection that sees the file for the first time, and by one that had it open. */
function isUsed(column: string, had?: ReturnType<typeof openDatabase>): boolean {
  const db = had ?? openDatabase({ path: place.file, encryptionKey: key, readonly: true });
  const plan = db.all(`EXPLAIN QUERY PLAN SELECT id FROM doc_calls_0 WHERE deleted = 0 AND ${column} = ?`, [
    'x',
  ]);
  if (db !== had) db.close();
  return plan.some((row) => String(row[3]).includes(`doc_calls_0__deleted__${column}`));
}
/** What the sorting thread would give. */
const sorted = ({ index }: DeferredIndex, after = 0) => {
  const columns = [...index.columns, 'rid'].join(', ');
  return handle.db.all(`SELECT ${columns} FROM doc_calls_0 ORDER BY ${columns}`).slice(after) as Entry[];
};
const add = (deferred: DeferredIndex, entries: readonly Entry[]) =>
  handle.db.transaction(() => addEntries(handle.db, deferred, JSON.stringify(entries), entries.at(-1) ?? []));
function waits(): void {
  handle.db.transaction(() => made().defer('calls'));
}

describe('indexes that are built after a load', () => {
  it('are the very ones that SQLite makes, and are used, also by who had the file open before', async () => {
    const before = schema();
    const reader = openDatabase({ path: place.file, encryptionKey: key, readonly: true });
    insert(0, 50);
    waits();
    insert(50, 4000);
    expect(isUsed('c_startedAt')).toBe(false);
    expect(waiting().length).toBeGreaterThan(2);
    // A card is opened while much is loaded.
    expect([...schema().keys()].filter((name) => name.includes('c_clientId'))).toHaveLength(1);
    const asked = "SELECT count(*) FROM doc_calls_0 WHERE deleted = 0 AND c_startedAt < '2026-11-22'";
    const answer = reader.get(asked);
    made().build();
    await until('all indexes are built', () => waiting().length === 0);
    expect(schema()).toEqual(before);
    expect(leftovers()).toEqual([]);
    expect(sound()).toEqual(['ok']);
    for (const column of ['c_startedAt', 'c_updatedAt', 'c_userId', 'c_result']) {
      expect(isUsed(column)).toBe(true);
    }
    expect(reader.get(asked)).toEqual(answer);
    expect(isUsed('c_startedAt', reader)).toBe(true);
    expect(complaints).toEqual([]);
    reader.close();
    insert(4000, 4100);
    expect(sound()).toEqual(['ok']);
    await store.close();
    await open();
    expect(schema()).toEqual(before);
    expect(sound()).toEqual(['ok']);
  });

  it('follow what is written while they are built', () => {
    insert(0, 1000);
    waits();
    const deferred = indexOf('c_updatedAt');
    handle.db.transaction(() => beginBuild(handle.db, deferred));
    const entries = sorted(deferred);
    add(deferred, entries.slice(0, 400));
    // Entries of the copy that are older than the rows by the time they are added, on either side of what was added.
    handle.db.run("UPDATE doc_calls_0 SET c_updatedAt = '2030' WHERE rid % 10 = 1");
    handle.db.run('DELETE FROM doc_calls_0 WHERE rid % 10 = 2');
    handle.db.run("UPDATE doc_calls_0 SET c_updatedAt = '2031' WHERE rid % 10 = 3");
    handle.db.run('UPDATE doc_calls_0 SET c_updatedAt = ? WHERE rid % 10 = 3', [at]);
    handle.db.run('UPDATE doc_calls_0 SET deleted = 1 WHERE rid % 10 = 4');
    insert(1000, 1100);
    add(deferred, entries.slice(400));
    expect(finishBuild(handle.db, deferred)).toBe(true);
    expect(sound()).toEqual(['ok']);
    expect(isUsed('c_updatedAt')).toBe(true);
  });

  it('go on from where they were when the program ended', async () => {
    insert(0, 1000);
    waits();
    const deferred = indexOf('c_startedAt');
    handle.db.transaction(() => beginBuild(handle.db, deferred));
    const entries = sorted(deferred);
    add(deferred, entries.slice(0, 300));
    await store.close();
    await open();
    // Opening does not build them: it would take seconds.
    expect(waiting().length).toBeGreaterThan(2);
    const again = indexOf('c_startedAt');
    expect(buildPosition(handle.db, again)).toEqual(entries[299]);
    insert(1000, 1200);
    made().build();
    await until('all indexes are built', () => waiting().length === 0);
    expect(sound()).toEqual(['ok']);
    expect(leftovers()).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('are begun again when more is loaded before they are built', async () => {
    insert(0, 1000);
    waits();
    handle.db.transaction(() => beginBuild(handle.db, indexOf('c_startedAt')));
    const builder = made();
    expect(builder.loads('calls', 0)).toBe(true);
    handle.db.transaction(() => builder.defer('calls'));
    expect(leftovers()).toEqual([]);
    expect(builder.loads('calls', 0)).toBe(false);
    builder.build();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(waiting().length).toBeGreaterThan(2);
    insert(1000, 2000);
    builder.loaded('calls');
    await until('all indexes are built', () => waiting().length === 0);
    expect(sound()).toEqual(['ok']);
  });

  it('are taken from an older version of the program that has made them at its start', async () => {
    insert(0, 500);
    waits();
    const deferred = indexOf('c_startedAt');
    handle.db.transaction(() => beginBuild(handle.db, deferred));
    for (const index of plan().indexes) {
      const sql = createIndexSql(plan(), index).replace('INDEX', 'INDEX IF NOT EXISTS');
      handle.db.exec(sql);
    }
    await store.close();
    await open();
    expect(waiting()).toEqual([]);
    expect(leftovers()).toEqual([]);
    expect(sound()).toEqual(['ok']);
  });

  it('hold rows without a value, and numbers that JSON would change', async () => {
    insert(0, 300);
    insert(300, 310, { startedAt: undefined });
    waits();
    made().build();
    await until('all indexes are built', () => waiting().length === 0);
    expect(sound()).toEqual(['ok']);
    expect(isUsed('c_startedAt')).toBe(true);
    waits();
    const deferred = indexOf('c_updatedAt');
    handle.db.transaction(() => beginBuild(handle.db, deferred));
    handle.db.run('UPDATE doc_calls_0 SET c_updatedAt = NULL WHERE rid = 7');
    for (const entry of sorted(deferred)) if (!entry.includes(null)) addEntry(handle.db, deferred, entry);
    expect(finishBuild(handle.db, deferred)).toBe(false);
    made().build();
    await until('all indexes are built', () => waiting().length === 0);
    expect(sound()).toEqual(['ok']);
  });

  it('wait only where most of a collection was loaded just now', () => {
    const builder = made();
    insert(0, 100);
    expect(builder.loads('calls', 9999)).toBe(false);
    expect(builder.loads('calls', 10_000)).toBe(true);
    // Whoever has worked with a large database keeps the indexes.
    handle.db.run('UPDATE doc_calls_0 SET rid = 20001 WHERE rid = 100');
    expect(builder.loads('calls', 10_000)).toBe(false);
    expect(builder.loads('calls', 10_001)).toBe(true);
    handle.db.run('UPDATE doc_calls_0 SET rid = 70000 WHERE rid = 20001');
    expect(builder.loads('calls', 69_000)).toBe(false);
  });
});
