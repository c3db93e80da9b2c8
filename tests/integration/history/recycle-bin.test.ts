import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BinKind } from '../../../src/shared/recycle-bin/contract';
import { idOf } from '../../support/id';
import { openTestStore, type TestStore } from '../../support/store';

let base: TestStore;

beforeAll(async () => {
  base = await openTestStore();
});
afterAll(() => base?.close());

const bin = (kinds: BinKind[] = [], text = '') =>
  base.read('bin.window', { kinds, text, offset: 0, limit: 100 });
const create = async (name: string) => (await base.command('clients.create', { patch: { name } })).id;
const count = (name: string) => base.reader.number(`SELECT count(*) FROM doc_${name}_0 WHERE deleted = 0`);

test('a client lies there as one, and comes back with what went with it', async () => {
  const id = await create('Уходящий');
  const early = await base.command('contacts.create', { patch: { clientId: id, name: 'Ушла раньше' } });
  await base.command('contacts.create', { patch: { clientId: id, name: 'Пётр' } });
  await base.command('notes.create', { patch: { clientId: id, text: 'Важное' } });
  await base.command('tasks.create', { patch: { clientId: id, title: 'Дело', dueDate: '2026-03-20' } });
  await base.command('contacts.remove', { id: early.id });
  base.setClock(1000);
  await base.command('clients.remove', { id });
  expect(bin()).toEqual({
    total: 2,
    rows: [
      {
        id,
        collection: 'clients',
        name: 'Уходящий',
        type: '',
        clientName: '',
        deletedAt: base.context.now(),
        deletedBy: 'Анна Смирнова',
        device: 'Ноутбук Анны',
        together: 3,
      },
      expect.objectContaining({ collection: 'contacts', name: 'Ушла раньше', clientName: 'Уходящий' }),
    ],
  });
  base.setClock(1000);
  expect(await base.command('bin.restore', { items: [{ collection: 'clients', id }] })).toEqual({
    restored: 4,
  });
  expect([count('contacts'), count('notes'), count('tasks')]).toEqual([1, 1, 1]);
  expect(bin().rows.map(({ name }) => name)).toEqual(['Ушла раньше']);
  expect(base.read('clients.card', { id })?.client.updatedAt).toBe(base.context.now());
  await base.command('contacts.restore', { id: early.id });
  expect(bin().total).toBe(0);
});

test('whatever is left of a client brings the client back', async () => {
  const id = await create('Нужен');
  const note = await base.command('notes.create', { patch: { clientId: id, text: 'Ёлка' } });
  await base.command('notes.remove', { id: note.id });
  base.setClock(1000);
  await base.command('clients.remove', { id });
  await base.command('bin.restore', { items: [{ collection: 'notes', id: note.id }] });
  expect(base.read('clients.card', { id })?.client.name).toBe('Нужен');
  expect(bin().total).toBe(0);
  await expect(
    base.command('bin.restore', { items: [{ collection: 'notes', id: idOf('никогда') }] }),
  ).rejects.toMatchObject({ code: 'not-found' });
});

test('a removed task comes back as itself', async () => {
  const { id } = await base.command('tasks.create', {
    patch: { title: 'Та же', dueDate: '2026-03-20', remindAt: '2026-03-20T06:00:00.000Z' },
  });
  await base.command('tasks.remove', { id });
  expect(base.read('tasks.byId', { id })).toBeNull();
  await base.command('tasks.restore', { id });
  expect(base.read('tasks.byId', { id })).toMatchObject({
    title: 'Та же',
    remindAt: '2026-03-20T06:00:00.000Z',
  });
});

test('a file lies there by its name and comes back', async () => {
  const clientId = await create('С файлом');
  const id = await base.context.records.insert('files', {
    clientId,
    parentKind: 'clients',
    parentId: clientId,
    name: 'Смета.pdf',
    size: 10,
    hash: 'a'.repeat(64),
    uploadedAt: '',
  });
  await base.command('files.rename', { id, name: 'Смета новая.pdf' });
  await base.command('files.remove', { id });
  expect(bin(['files'], 'смета').rows).toMatchObject([
    { id, name: 'Смета новая.pdf', clientName: 'С файлом', deletedAt: base.context.now() },
  ]);
  const past = base.read('history.page', { collection: 'files', id, offset: 0, limit: 5 });
  expect(past?.rows[1]?.fields).toEqual([
    { field: 'name', before: 'Смета.pdf', after: 'Смета новая.pdf', known: true },
  ]);
  await base.command('bin.restore', { items: [{ collection: 'files', id }] });
  expect(base.read('files.byId', { id })?.name).toBe('Смета новая.pdf');
});

test('is filtered by kind and by words, ё and case aside', async () => {
  const client = await create('Зелёный Лес');
  const call = await base.command('calls.log', {
    call: { clientId: client, number: '+79001112233', comment: 'обещал' },
  });
  await base.command('calls.remove', { id: call.id });
  const task = await base.command('tasks.create', { patch: { title: 'Отчёт', dueDate: '2026-03-20' } });
  await base.command('tasks.remove', { id: task.id });
  expect(bin(['tasks']).rows.map(({ name }) => name)).toEqual(['Отчёт']);
  expect(bin([], 'ОТЧЕТ').rows.map(({ collection }) => collection)).toEqual(['tasks']);
  expect(bin([], 'зеленый обещал').rows.map(({ collection }) => collection)).toEqual(['calls']);
  expect(bin(['notes'], 'зеленый').total).toBe(0);
});

test('finds the last of many by an index', async () => {
  const ids: string[] = [];
  const records = Array.from({ length: 400 }, (_, n) => {
    const record = base.context.records.stamped<'notes'>({
      clientId: '',
      kind: 'note',
      text: `Заметка ${n}`,
    });
    ids.push(record.id);
    return record;
  });
  await base.context.records.insertMany('notes', records);
  await base.context.records.removeMany('notes', ids);
  expect(bin(['notes']).total).toBe(400);
  const plan = base.reader
    .rows(
      'EXPLAIN QUERY PLAN SELECT t.id FROM doc_notes_0 AS t WHERE t.deleted = 1 ORDER BY t.c_updatedAt DESC LIMIT 50',
    )
    .map((row) => String(row[3]));
  expect(plan.join()).toContain('USING');
  expect(plan.join()).not.toContain('TEMP B-TREE');
});
