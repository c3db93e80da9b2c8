import { ulid } from 'ulid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../../src/shared/calls/schema';
import { idOf } from '../../support/id';
import { openTestStore, type TestStore } from '../../support/store';
import { clientFields } from '../documents/records';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore({ now: '2026-03-10T09:00:00.000Z' });
});
afterEach(() => store.close());

const overview = (zone = 'Europe/Moscow') =>
  store.read('today.overview', { today: '2026-03-10', zone, userId: idOf('user-1') });

const call = (
  patch: Partial<Call>,
): Omit<Call, 'id' | 'createdAt' | 'createdBy' | 'updatedAt' | 'updatedBy' | 'importId'> => ({
  clientId: '',
  contactId: '',
  userId: idOf('user-1'),
  direction: 'out',
  startedAt: '2026-03-10T08:00:00.000Z',
  durationSec: 60,
  number: '+74951234567',
  result: 'talked',
  comment: '',
  nextStep: '',
  taskId: '',
  ...patch,
});

it('is empty in an empty base', () => {
  expect(overview()).toEqual({
    overdue: [],
    overdueTotal: 0,
    tasks: [],
    done: [],
    calls: [],
    changes: [],
    anyClients: false,
  });
});

it('shows the day of the zone: overdue, today, done and calls', async () => {
  const { id: clientId } = await store.command('clients.create', { patch: { name: 'Ромашка' } });
  const task = (title: string, dueDate: string, patch = {}) =>
    store.command('tasks.create', { patch: { title, dueDate, clientId, ...patch } });
  for (let n = 0; n < 60; n += 1) await task(`старая ${n}`, '2026-03-01');
  await task('сегодня', '2026-03-10');
  await task('чужая', '2026-03-10', { assigneeId: idOf('user-2') });
  const { id } = await task('сделана', '2026-03-09');
  await store.command('tasks.complete', { id, result: 'да' });
  await store.context.records.insert('calls', call({ clientId }));
  // Late in the evening of the 9th in Moscow, already the 10th in Kamchatka.
  await store.context.records.insert('calls', call({ startedAt: '2026-03-09T20:00:00.000Z' }));
  await store.context.records.insert('calls', call({ userId: idOf('user-2') }));

  const now = overview();
  expect(now.overdueTotal).toBe(60);
  expect(now.overdue).toHaveLength(50);
  expect(now.tasks.map(({ title }) => title)).toEqual(['сегодня']);
  expect(now.done.map(({ title }) => title)).toEqual(['сделана']);
  expect(now.calls.map(({ clientName }) => clientName)).toEqual(['Ромашка']);
  expect(overview('Asia/Kamchatka').calls).toHaveLength(2);
  expect(now.anyClients).toBe(true);
});

describe('what changed', () => {
  beforeEach(async () => {
    const oleg = { name: 'Олег', login: '', role: 'seller', disabled: false } as const;
    await store.context.records.insert('users', oleg, { id: idOf('user-2') });
  });
  const note = (text: string, at: string, by: string, stamps = {}) =>
    store.context.records.insert(
      'notes',
      { clientId: '', kind: 'note', text },
      { updatedBy: by, createdAt: '2026-03-01T00:00:00.000Z', updatedAt: at, ...stamps },
    );

  it('is what others did, however much one did oneself since', async () => {
    const { id: clientId } = await store.command('clients.create', { patch: { name: 'Ромашка' } });
    expect(overview().changes).toEqual([]);
    await store.context.records.insert(
      'notes',
      { clientId, kind: 'note', text: 'Просят скидку' },
      {
        updatedBy: idOf('user-2'),
        createdAt: '2026-03-01T00:00:00.000Z',
        updatedAt: '2026-03-02T00:00:00.000Z',
      },
    );
    for (let n = 0; n < 130; n += 1) {
      await note(`своя ${n}`, new Date(Date.UTC(2026, 2, 3, 0, n)).toISOString(), idOf('user-1'));
    }
    expect(overview().changes).toEqual([
      {
        kind: 'notes',
        id: expect.any(String),
        clientId,
        clientName: 'Ромашка',
        title: 'Просят скидку',
        at: '2026-03-02T00:00:00.000Z',
        userName: 'Олег',
        created: false,
      },
    ]);
  });

  it("shows a colleague's import as one entry, and what was done before it", async () => {
    const at = Date.parse('2026-03-05T08:00:00.000Z');
    const importId = ulid(at);
    await note('До импорта', '2026-03-04T00:00:00.000Z', idOf('user-2'));
    for (let n = 0; n < 120; n += 1) {
      const made = new Date(at + 1000 + n).toISOString();
      const stamps = { importId, createdAt: made, updatedAt: made, updatedBy: idOf('user-2') };
      await store.context.records.insert(
        'clients',
        { ...clientFields, name: `Строка ${n}` },
        { ...stamps, id: ulid(at + 1000 + n) },
      );
      await note(`Заметка ${n}`, made, idOf('user-2'), stamps);
    }
    const changes = overview().changes;
    expect(changes).toMatchObject([
      { kind: 'import', id: importId, clients: 120, userName: 'Олег' },
      { kind: 'notes', title: 'До импорта' },
    ]);
  });
});
