import { afterAll, beforeAll, expect, test } from 'vitest';
import { pruneBatch } from '../../../src/main/recycle-bin/prune';
import { runUpkeep } from '../../../src/main/upkeep/tasks';
import { newClientFields } from '../../../src/shared/clients/rules';
import { openTestStore, type TestStore } from '../../support/store';

let base: TestStore;

beforeAll(async () => {
  base = await openTestStore();
});
afterAll(() => base?.close());

const year = 365 * 24 * 3600 * 1000;
const prune = (before: string, synced = false) => {
  let batches = 0;
  while (pruneBatch(base.context.db, { before, synced })) batches += 1;
  return batches;
};
const past = (id: string) =>
  base.read('history.page', { collection: 'clients', id, offset: 0, limit: 50 })?.rows ?? [];
const all = (sql: string) => base.reader.number(sql);
/** As if the store had written everything when the test's clock said so. */
const settle = () => base.context.db.run("UPDATE doc_clients_0 SET lwt = strftime('%s', c_updatedAt) * 1000");

test('old changes go, the record and what came later stay', async () => {
  const { id } = await base.command('clients.create', { patch: { name: 'Первый' } });
  const start = base.context.now();
  base.setClock(1000);
  await base.command('clients.change', { id, patch: { name: 'Второй' } });
  base.setClock(2 * year);
  const middle = base.context.now();
  await base.command('clients.change', { id, patch: { site: 'new.example' } });
  expect(past(id)).toHaveLength(3);
  prune(start);
  expect(past(id)).toHaveLength(3);
  prune(middle);
  const [latest, earliest, made] = past(id);
  expect(latest?.fields).toMatchObject([{ field: 'site', before: '', after: 'new.example' }]);
  // What is known begins with the second name, and the history says so.
  expect(earliest).toMatchObject({ action: 'earliest', userName: 'Анна Смирнова', known: true });
  expect(made).toMatchObject({ action: 'created', known: false });
  expect(base.read('history.page', { collection: 'clients', id, offset: 0, limit: 50 })).toMatchObject({
    total: 3,
    changes: 2,
    knownSince: earliest?.at,
  });
  for (const offset of [0, 1, 2, 3]) {
    const { rows } = base.read('history.page', { collection: 'clients', id, offset, limit: 1 }) ?? {
      rows: [],
    };
    expect(rows.map(({ action }) => action)).toEqual(
      ['changed', 'earliest', 'created'].slice(offset, offset + 1),
    );
  }
  expect(base.read('history.at', { collection: 'clients', id, at: start })?.record.name).toBe('Второй');
});

test('an old change that came late waits for those before it', async () => {
  const { id } = await base.command('clients.create', { patch: { name: 'А' } });
  base.setClock(1000);
  await base.command('clients.change', { id, patch: { name: 'Б' } });
  const { db } = base.context;
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
  const { records, db } = base.context;
  const old = Array.from({ length: 700 }, (_, n) =>
    records.stamped<'clients'>(newClientFields({ name: `Старый ${n}` })),
  );
  const ids = old.map(({ id }) => id);
  await records.insertMany('clients', old);
  await records.removeMany('clients', ids);
  settle();
  base.setClock(2 * year);
  const { id: late } = await base.command('clients.create', { patch: { name: 'Недавний' } });
  await base.command('clients.remove', { id: late });
  const before = new Date(Date.parse(base.context.now()) - year).toISOString();
  const bin = () => base.read('bin.window', { kinds: [], text: '', offset: 0, limit: 10 });
  expect(bin().total).toBe(701);
  prune(before, true);
  expect(bin().total).toBe(701);
  // In a process of its own, beside the base in use.
  await runUpkeep('prune', { base: { path: db.path, encryptionKey: '' }, before, synced: false }, () => {});
  expect(bin().rows.map(({ name }) => name)).toEqual(['Недавний']);
  expect(all(`SELECT count(*) FROM history WHERE id = '${ids[0]}'`)).toBe(0);
  expect(
    base.read('history.page', { collection: 'clients', id: ids[0] ?? '', offset: 0, limit: 5 }),
  ).toBeNull();
  await expect(
    base.command('bin.restore', { items: [{ collection: 'clients', id: ids[0] ?? '' }] }),
  ).rejects.toMatchObject({ code: 'not-found' });
  expect(db.get('PRAGMA integrity_check')?.[0]).toBe('ok');
});
