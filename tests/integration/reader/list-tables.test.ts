import { noClientFilter } from '@shared/clients/contract';
import type { Client } from '@shared/clients/schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseRecord, table } from '../../../src/main/reader/reader';
import { openListTable } from '../../../src/main/store/list-tables';
import { idOf } from '../../support/id';
import { openTestStore, type TestStore } from '../../support/store';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const shown = () =>
  store.read('clients.window', {
    filter: noClientFilter,
    sort: { field: 'createdAt', descending: false },
    offset: 0,
    limit: 500,
  }).rows;

/** The rows as the documents themselves say, asked without the list's tables. */
function expected() {
  const all = (name: 'clients' | 'calls' | 'tasks') =>
    store.reader.rows(`SELECT data, mark FROM ${table(name)} WHERE deleted = 0`);
  const calls = all('calls').map(([data]) => parseRecord<{ clientId: string; startedAt: string }>(data));
  const tasks = all('tasks').map(([data]) =>
    parseRecord<{ clientId: string; dueDate: string; status: string }>(data),
  );
  return all('clients')
    .map(([data, mark]) => ({ client: parseRecord<Client>(data), mark }))
    .filter(({ client }) => client.archivedAt === '')
    .sort(({ client: a }, { client: b }) => (a.createdAt + a.id < b.createdAt + b.id ? -1 : 1))
    .map(({ client, mark }) => ({
      id: client.id,
      kind: client.kind,
      name: client.name.slice(0, 300),
      legalForm: client.legalForm,
      inn: client.inn,
      city: client.city,
      phone: client.phones[0]?.e164 || client.phones[0]?.raw || '',
      email: client.emails[0]?.value ?? '',
      status: client.status,
      ownerName: client.ownerId === idOf('user-1') ? 'Анна Смирнова' : '',
      tags: client.tags,
      lastCallAt: calls
        .filter(({ clientId }) => clientId === client.id)
        .reduce((last, { startedAt }) => (startedAt > last ? startedAt : last), ''),
      nextTaskDate: tasks
        .filter(({ clientId, status }) => clientId === client.id && status === 'open')
        .reduce((next, { dueDate }) => (next === '' || dueDate < next ? dueDate : next), ''),
      updatedAt: client.updatedAt,
      createdAt: client.createdAt,
      mark,
    }));
}

describe('the tables behind the list', () => {
  it('say what the documents say, whatever is written', async () => {
    let seed = 20_260_310;
    const random = (below: number) => {
      seed = (seed * 48271) % 2147483647;
      return seed % below;
    };
    const pick = (ids: readonly string[]) => ids[random(ids.length)] ?? '';
    const clients: string[] = [];
    const calls: string[] = [];
    const tasks: string[] = [];
    const day = () => `2026-0${1 + random(3)}-1${random(10)}`;
    const add = async () => {
      const { id } = await store.command('clients.create', {
        patch: {
          name: ['ООО «Ромашка»', 'a"b\\c', '', 'Ё\u0000\ud800к', 'Длинное '.repeat(400)][random(5)] ?? '',
          phones: random(2)
            ? [{ id: 'a', e164: random(2) ? '+74951234567' : '', raw: '8 495 123', ext: '', label: 'work' }]
            : [],
          tags: random(2) ? ['опт', '"юг"'] : [],
          city: random(2) ? 'Тверь' : '',
        },
      } as never);
      clients.push(id);
    };
    for (let i = 0; i < 4; i += 1) await add();
    const steps: (() => Promise<unknown>)[] = [
      add,
      () => store.command('clients.change', { id: pick(clients), patch: { city: day(), tags: [day()] } }),
      () => store.command('clients.setArchived', { id: pick(clients), archived: random(2) === 0 }),
      async () => {
        const call = { clientId: pick(clients), startedAt: `${day()}T08:00:00.000Z`, durationSec: 60 };
        calls.push((await store.command('calls.log', { call } as never)).id);
      },
      () =>
        store.context.records.change('calls', pick(calls), {
          clientId: pick(clients),
          startedAt: `${day()}T09:00:00.000Z`,
        }),
      () => store.command('calls.remove', { id: pick(calls) }),
      () => store.command('calls.restore', { id: pick(calls) }),
      async () => {
        const patch = { title: 'Позвонить', clientId: pick(clients), dueDate: day() };
        tasks.push((await store.command('tasks.create', { patch } as never)).id);
      },
      () =>
        store.context.records.change('tasks', pick(tasks), {
          dueDate: day(),
          clientId: pick(clients),
          status: random(2) ? 'open' : 'done',
        }),
      () => store.context.records.remove('tasks', pick(tasks)),
      // As the sync marks what the server has.
      async () => store.context.db.run('UPDATE doc_clients_0 SET mark = 2 WHERE id = ?', [pick(clients)]),
      () => store.command('clients.remove', { id: pick(clients) }),
      () => store.command('clients.restore', { id: pick(clients) }),
    ];
    let done = 0;
    for (let step = 0; step < 260; step += 1) {
      try {
        await steps[random(steps.length)]?.();
        done += 1;
      } catch {
        // Refused: nothing there to be changed. The tables must agree all the same.
      }
      if (step % 20 === 19) expect(shown()).toEqual(expected());
    }
    expect(done).toBeGreaterThan(120);
    expect(shown().length).toBeGreaterThan(3);
  });

  it('are made for a base that has none yet', async () => {
    const { id } = await store.command('clients.create', { patch: { name: 'Старая запись' } });
    const call = { clientId: id, startedAt: '2026-03-01T08:00:00.000Z', durationSec: 60 };
    await store.command('calls.log', { call } as never);
    await store.command('tasks.create', {
      patch: { title: 'Счёт', clientId: id, dueDate: '2026-04-01' },
    } as never);
    const before = shown();
    const { db } = store.context;
    for (const name of ['clients', 'calls', 'tasks'] as const) {
      for (const event of ['insert', 'update', 'delete']) db.exec(`DROP TRIGGER list_${name}_0__${event}`);
      db.exec(`DROP TABLE list_${name}_0`);
      db.run('DELETE FROM _meta WHERE key = ?', [`list:${table(name)}`]);
      openListTable(db, { collection: name, version: 0, table: table(name) });
    }
    expect(before[0]).toMatchObject({ lastCallAt: call.startedAt, nextTaskDate: '2026-04-01' });
    expect(shown()).toEqual(before);
  });
});
