import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStore } from '../../../src/main/data/open-store';
import { fillDemo } from '../../../src/main/demo/fill';
import { table } from '../../../src/main/reader/reader';
import { type Database, storageHandle } from '../../../src/main/store/sqlite-storage';
import { hasTagTable, tagCountTable, tagTable } from '../../../src/main/store/tag-table';
import { hasTally, tallyTableName } from '../../../src/main/store/tallies';
import { openTestStore } from '../../support/store';

/** Each tally, with the sums as the records themselves give them. */
const sums = {
  clients: ["c_archivedAt > ''", 'c_status', 'c_ownerId', 'c_kind'],
  contacts: ["''"],
  calls: ['substr(c_startedAt, 1, 10)', 'c_userId', 'c_result'],
  tasks: ["''"],
  notes: ["''"],
  documents: ['c_date', 'c_type', 'c_status'],
  deals: ['c_stageId', 'c_ownerId'],
  participants: ["''"],
  files: ["''"],
} as const;

function expectRight(db: Pick<Database, 'all'>): void {
  for (const [name, keys] of Object.entries(sums) as [keyof typeof sums, readonly string[]][]) {
    const columns = keys.map((_, place) => `k${place}`);
    const kept = db.all(
      `SELECT ${columns.join(', ')}, n FROM ${tallyTableName(table(name))} WHERE n <> 0 ORDER BY ${columns.join(', ')}`,
    );
    const counted = db.all(
      `SELECT ${keys.join(', ')}, count(*) FROM ${table(name)} WHERE deleted = 0 GROUP BY ${columns.map((_, place) => place + 1).join(', ')} ORDER BY ${columns.map((_, place) => place + 1).join(', ')}`,
    );
    expect([name, kept]).toEqual([name, counted]);
  }
  const cities = db.all(
    `SELECT k0, k1, n FROM ${tallyTableName(table('clients'), 'cities')} WHERE n <> 0 ORDER BY 1, 2`,
  );
  expect(cities).toEqual(
    db.all(
      `SELECT c_archivedAt > '', c_city, count(*) FROM ${table('clients')} WHERE deleted = 0 GROUP BY 1, 2 ORDER BY 1, 2`,
    ),
  );
  expect(db.all(`SELECT archived, tag, n FROM ${tagCountTable} WHERE n <> 0 ORDER BY 1, 2`)).toEqual(
    db.all(`SELECT archived, tag, count(*) FROM ${tagTable} GROUP BY 1, 2 ORDER BY 1, 2`),
  );
  const tags = db.all(
    `SELECT DISTINCT c_archivedAt > '', j.value, rid FROM ${table('clients')} AS t, json_each(data, '$.tags') AS j
     WHERE deleted = 0 ORDER BY 1, 2, 3`,
  );
  expect(db.all(`SELECT archived, tag, rid FROM ${tagTable} ORDER BY 1, 2, 3`)).toEqual(tags);
}

it('sums and tags follow every write: edits, archiving, removal, what comes back, what is purged', async () => {
  const base = await openTestStore();
  try {
    const { db, records } = base.context;
    await fillDemo(base.context, 60, () => {});
    expectRight(db);
    const ids = (name: 'clients' | 'calls' | 'documents', where = '1') =>
      db
        .all(`SELECT id FROM ${table(name)} WHERE deleted = 0 AND ${where} ORDER BY id`)
        .map(([id]) => String(id));
    const [first = '', second = '', third = ''] = ids('clients');
    await base.command('clients.change', {
      id: first,
      patch: { tags: ['опт', 'опт', 'VIP'], status: 'lost', city: 'Тверь' },
    });
    await base.command('clients.setArchived', { id: first, archived: true });
    await base.command('clients.setArchived', { id: second, archived: true });
    await base.command('clients.setArchived', { id: second, archived: false });
    await base.command('clients.remove', { id: third });
    const [call = '', other = ''] = ids('calls');
    await base.command('calls.change', {
      id: call,
      patch: { startedAt: '2025-02-03T04:05:00.000Z', result: 'busy' },
    });
    await base.command('calls.remove', { id: other });
    const [invoice = ''] = ids('documents', "c_status = 'posted' AND c_type = 'invoice'");
    await base.command('documents.setStatus', { id: invoice, status: 'paid' });
    expectRight(db);
    await base.command('calls.restore', { id: other });
    await base.command('calls.remove', { id: call });
    for (const name of ['calls', 'clients'] as const)
      await records.collections[name].storageInstance.cleanup(0);
    expectRight(db);
  } finally {
    await base.close();
  }
});

it('a base of a former version gets sums, tags and its own indexes when it is opened', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'картотека прежняя '));
  const databasePath = join(folder, 'kartoteka.db');
  const open = () =>
    openStore({
      databasePath,
      encryptionKey: '',
      present: () => ({ at: '2026-03-10T09:00:00.000Z', userId: '', device: '' }),
      onCommit: () => {},
      onSettled: () => {},
      onCollision: async () => {},
    });
  try {
    const former = await open();
    const { db } = storageHandle(databasePath);
    const drop = (type: string, like: string) => {
      for (const [name] of db.all('SELECT name FROM sqlite_master WHERE type = ? AND name LIKE ?', [
        type,
        like,
      ]))
        db.exec(`DROP ${type} "${name}"`);
    };
    for (const like of ['tally%', 'cities%', 'tags%', 'tagcounts%']) {
      drop('trigger', like);
      drop('table', like);
    }
    drop('index', '%own%');
    db.exec("DELETE FROM _meta WHERE key LIKE 'tally:%' OR key LIKE 'tags:%'");
    expect(hasTagTable(db)).toBe(false);
    expect(hasTally(db, 'calls', table('calls'))).toBe(false);
    await former.close();

    const present = await open();
    const now = storageHandle(databasePath).db;
    expect(hasTagTable(now)).toBe(true);
    for (const name of Object.keys(sums) as (keyof typeof sums)[]) {
      expect([name, hasTally(now, name, table(name))]).toEqual([name, true]);
    }
    expect(
      now.get(
        `SELECT count(*) FROM sqlite_master WHERE type = 'index' AND name LIKE '${table('documents')}__own%'`,
      ),
    ).toEqual([1]);
    expectRight(now);
    await present.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
