import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../support/store';

let base: TestStore;
beforeAll(async () => {
  base = await openTestStore({ now: '2026-03-11T09:00:00.000Z' });
});
afterAll(() => base.close());

const then = (id: string, at: string) => {
  const found = base.read('history.at', { collection: 'clients', id, at });
  if (!found) throw new Error('a card was expected');
  return found;
};
const lines = (id: string, at: string) =>
  then(id, at).timeline.entries.map(({ kind, record }) => {
    const { text, title, status, comment } = record;
    return [kind, text ?? title ?? comment, ...(kind === 'tasks' ? [status] : [])].join(' ');
  });

test('a card on a date has the timeline it had then, each record as it was', async () => {
  const { id } = await base.command('clients.create', { patch: { name: 'Ромашка' } });
  const other = (await base.command('clients.create', { patch: { name: 'Другая' } })).id;
  const clientId = id;
  const note = await base.command('notes.create', { patch: { clientId, text: 'Первое' } });
  const lost = await base.command('notes.create', { patch: { clientId, text: 'Уйдёт к другой' } });
  const task = await base.command('tasks.create', {
    patch: { clientId, title: 'Позвонить', dueDate: '2026-03-20' },
  });
  base.setClock('2026-03-12T09:00:00.000Z');
  await base.command('notes.change', { id: note.id, patch: { text: 'Второе' } });
  await base.context.records.change('notes', lost.id, { clientId: other });
  await base.command('tasks.complete', { id: task.id, result: 'Готово' });
  await base.command('calls.log', {
    call: { clientId, direction: 'out', number: '+74951234567', result: 'talked', comment: 'Обсудили' },
  });
  base.setClock('2026-03-13T09:00:00.000Z');
  await base.command('notes.remove', { id: note.id });

  expect(lines(id, '2026-03-11T08:00:00.000Z')).toEqual([]);
  expect(lines(id, '2026-03-11T12:00:00.000Z').sort()).toEqual([
    'notes Первое',
    'notes Уйдёт к другой',
    'tasks Позвонить open',
  ]);
  expect(lines(id, '2026-03-12T12:00:00.000Z')).toEqual([
    'tasks Позвонить done',
    'calls Обсудили',
    'notes Второе',
  ]);
  expect(lines(id, '2026-03-13T12:00:00.000Z')).toEqual(['tasks Позвонить done', 'calls Обсудили']);
  expect(lines(other, '2026-03-12T12:00:00.000Z')).toEqual(['notes Уйдёт к другой']);
  expect(then(id, '2026-03-12T12:00:00.000Z').timeline.complete).toBe(true);
});

test('a deleted card is shown with what went into the recycle bin with it', async () => {
  base.setClock('2026-04-01T09:00:00.000Z');
  const { id } = await base.command('clients.create', { patch: { name: 'Уходящая' } });
  await base.command('contacts.create', { patch: { clientId: id, name: 'Пётр' } });
  await base.command('notes.create', { patch: { clientId: id, text: 'Важное' } });
  const early = await base.command('contacts.create', { patch: { clientId: id, name: 'Удалён раньше' } });
  base.setClock('2026-04-02T09:00:00.000Z');
  await base.command('contacts.remove', { id: early.id });
  base.setClock('2026-04-03T09:00:00.000Z');
  await base.command('clients.remove', { id });
  const { state, contacts } = then(id, '2026-04-10T09:00:00.000Z');
  expect(state).toBe('deleted');
  expect(contacts.map(({ contact }) => contact.name)).toEqual(['Пётр']);
  expect(lines(id, '2026-04-10T09:00:00.000Z')).toEqual(['notes Важное']);
});

test('of very many the latest are shown, and it says so', async () => {
  base.setClock('2026-05-01T09:00:00.000Z');
  const { id } = await base.command('clients.create', { patch: { name: 'Многословная' } });
  for (let n = 0; n < 210; n += 1) {
    base.setClock(1000);
    await base.command('notes.create', { patch: { clientId: id, text: `Заметка ${n}` } });
  }
  const { entries, complete } = then(id, '2026-05-02T09:00:00.000Z').timeline;
  expect(entries).toHaveLength(200);
  expect(entries[0]?.record.text).toBe('Заметка 209');
  expect(complete).toBe(false);
});
