import { afterAll, beforeAll, expect, test } from 'vitest';
import { runMaintenance } from '../../../src/main/maintenance/tasks';
import { pruneBatch } from '../../../src/main/recycle-bin/prune';
import { newClientFields } from '../../../src/shared/clients/rules';
import { openTestStore, type TestStore } from '../../support/store';

let database: TestStore;

beforeAll(async () => {
  database = await openTestStore();
});
afterAll(() => database?.close());

const year = 365 * 24 * 3600 * 1000;
const prune = (before: string, synced = false) => {
  let batches = 0;
  while (pruneBatch(database.context.db, { before, synced })) batches += 1;
  return batches;
};
const past = (id: string) =>
  database.read('history.page', { collection: 'clients', id, offset: 0, limit: 50 })?.rows ?? [];
const all = (sql: string) => database.reader.number(sql);
/** As if the store had written everything when the test's clock said so. */
const settle = () =>
  database.context.db.run("UPDATE doc_clients_0 SET lwt = strftime('%s', c_updatedAt) * 1000");

test('old changes go, the record and what came later stay', async () => {
  const { id } = await database.command('clients.create', { patch: { name: 'Первый' } });
  const start = database.context.now();
  database.setClock(1000);
  await database.command('clients.change', { id, patch: { name: 'Второй' } });
  database.setClock(2 * year);
  const middle = database.context.now();
  await database.command('clients.change', { id, patch: { site: 'new.example' } });
  expect(past(id)).toHaveLength(3);
  prune(start);
  expect(past(id)).toHaveLength(3);
  prune(middle);
  const [latest, earliest, made] = past(id);
  expect(latest?.fields).toMatchObject([{ field: 'site', before: '', after: 'new.example' }]);
  // What is known begins with the second name, and the history says so.
  expect(earliest).toMatchObject({ action: 'earliest', userName: 'Анна Смирнова', known: true });
  expect(made).toMatchObject({ action: 'created', known: false });
  expect(database.read('history.page', { collection: 'clients', id, offset: 0, limit: 50 })).toMatchObject({
    total: 3,
    changes: 2,
    knownSince: earliest?.at,
  });
  for (const offset of [0, 1, 2, 3]) {
    const { rows } = database.read('history.page', { collection: 'clients', id, offset, limit: 1 }) ?? {
      rows: [],
    };
    expect(rows.map(({ action }) => action)).toEqual(
      ['changed', 'earliest', 'created'].slice(offset, offset + 1),
    );
  }
  expect(database.read('history.at', { collection: 'clients', id, at: start })?.record.name).toBe('Второй');
});

test('an old change that came late waits for those before it', async () => {
  const { id } = await database.command('clients.create', { patch: { name: 'А' } });
  database.setClock(1000);
  await database.command('clients.change', { id, patch: { name: 'Б' } });
  const { db } = database.context;
  db.run(
    "INSERT INTO history(collection, id, at, user, device, changes) VALUES('clients', ?, 1000, '', '', '{}')",
    [id],
  );
  prune(new Date(5000).toISOString());
  expect(all(`SELECT count(*) FROM history WHERE id = '${id}'`)).toBe(2);
  prune('2040-01-01T00:00:00.000Z');
  expect(all(`SELECT count(*) FROM history WHERE id = '${id}'`)).toBe(0);
});

test('what was deleted goes for good when its time is over, once the server knows', async () => {
  const { records, db } = database.context;
  const old = Array.from({ length: 700 }, (_, n) =>
    records.stamped<'clients'>(newClientFields({ name: `Старый ${n}` })),
  );
  const ids = old.map(({ id }) => id);
  await records.insertMany('clients', old);
  await records.removeMany('clients', ids);
  settle();
  database.setClock(2 * year);
  const { id: late } = await database.command('clients.create', { patch: { name: 'Недавний' } });
  await database.command('clients.remove', { id: late });
  const before = new Date(Date.parse(database.context.now()) - year).toISOString();
  const bin = () => database.read('bin.window', { kinds: [], text: '', offset: 0, limit: 10 });
  expect(bin().total).toBe(701);
  prune(before, true);
  expect(bin().total).toBe(701);
  // In a process of its own, beside the database in use.
  await runMaintenance(
    'prune',
    { database: { path: db.path, encryptionKey: '' }, before, synced: false },
    () => {},
  );
  expect(bin().rows.map(({ name }) => name)).toEqual(['Недавний']);
  expect(all(`SELECT count(*) FROM history WHERE id = '${ids[0]}'`)).toBe(0);
  expect(
    database.read('history.page', { collection: 'clients', id: ids[0] ?? '', offset: 0, limit: 5 }),
  ).toBeNull();
  await expect(
    database.command('bin.restore', { items: [{ collection: 'clients', id: ids[0] ?? '' }] }),
  ).rejects.toMatchObject({ code: 'not-found' });
  expect(db.get('PRAGMA integrity_check')?.[0]).toBe('ok');
});
