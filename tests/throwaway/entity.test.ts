import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { fieldTypes } from '../../src/shared/fields/registry';
import { idOf } from '../support/id';
import { openTestStore, type TestStore } from '../support/store';
import { gadgets } from './gadgets';

vi.mock('../../src/shared/entities', async (real) => {
  const { gadgets: one } = await import('./gadgets');
  const { entities } = await real<typeof import('../../src/shared/entities')>();
  // RxDB opens thirteen collections at once: until the others have their own place, it takes that of the deals.
  return { entities: { ...entities, gadgets: one } };
});

const kind = 'gadgets' as never;
const words = {
  ...{
    text: 'Станок токарный',
    longText: 'Стоит у окна',
    integer: 12,
    decimal: '1.5',
    money: 125_000,
    percent: 40,
  },
  ...{
    duration: 3600,
    date: '2026-03-01',
    instant: '2026-03-02T08:00:00.000Z',
    yesNo: true,
    choice: 'green',
  },
  ...{
    choices: ['used', 'spare'],
    phone: '+74951234567',
    link: 'https://stanki.example',
    tags: ['цех', 'важно'],
  },
  ...{ person: idOf('user-1'), people: [idOf('user-1')], file: '', directory: '', references: [] },
  phones: [{ id: 'p1', raw: '8 (916) 555-44-33', e164: '+79165554433', ext: '', label: 'mobile' }],
  emails: [{ id: 'e1', value: 'zavod@stanki.example', label: 'work' }],
  addresses: [
    { id: 'a1', kind: 'actual', text: 'Тверь, ул. Заводская, 5', city: 'Тверь', region: '', postalCode: '' },
  ],
  accounts: [
    { id: 'b1', bik: '044525225', bankName: 'Сбербанк', corrAccount: '', account: '40702810000000000001' },
  ],
  lines: [{ id: 'l1', name: 'Патрон' }],
  elements: [{ id: 's1', name: 'Шпиндель' }],
  group: { maker: 'Красный пролетарий', year: 1987 },
};

let base: TestStore;
let clientId: string;
let id: string;

beforeAll(async () => {
  base = await openTestStore();
  clientId = (await base.command('clients.create', { patch: { name: 'Завод', kind: 'company' } })).id;
});
afterAll(() => base.close());

const listed = (conditions: unknown[] = [], sort = '', direction = 'asc') =>
  base.read('records.window', { kind, conditions, sort, direction, offset: 0, limit: 50 } as never);
const history = () => base.read('history.page', { collection: kind, id, offset: 0, limit: 50 });

it('has a field of every type', () => {
  const types = Object.values(gadgets.fields).map(({ type }) => type);
  expect([...new Set(types)].sort()).toEqual(Object.keys(fieldTypes).sort());
});

it('is stored with every field as it was written', async () => {
  id = (await base.command('records.create', { kind, values: { clientId, ...words } })).id;
  expect(await base.context.records.get(kind, id)).toMatchObject({ clientId, ...words });
});

it('refuses what its fields do not hold', async () => {
  const write = (values: object) =>
    base.command('records.create', { kind, values: { clientId, text: 'x', ...values } });
  for (const [field, value] of Object.entries({
    choice: 'mauve',
    percent: 101,
    text: ' ',
    date: 'завтра',
    stranger: 1,
  })) {
    await expect(write({ [field]: value })).rejects.toMatchObject({ code: 'invalid-input', data: { field } });
  }
  await expect(write({ clientId: idOf('nobody') })).rejects.toMatchObject({ code: 'not-found' });
});

it('is found by its name, its words, its number, and shown with them', () => {
  for (const text of ['станок', 'окна', 'патрон', '5554433', 'zavod@stanki.example', 'важно', 'Заводская']) {
    const { hits } = base.read('search.find', { text, kinds: ['gadget'], limit: 10 } as never);
    expect({ text, hits }).toMatchObject({
      text,
      hits: expect.arrayContaining([expect.objectContaining({ kind: 'gadget', id, clientId })]),
    });
  }
});

it('is listed, filtered and sorted by any field', async () => {
  base.setClock(1000);
  const second = await base.command('records.create', {
    kind,
    values: { clientId, text: 'Пресс', money: 5, decimal: '10', choice: 'red', tags: ['цех'] },
  });
  expect(listed().total).toBe(2);
  expect(listed().rows[0]).toMatchObject({ title: 'Станок токарный', mark: 0, values: words });
  for (const field of ['money', 'decimal', 'text', 'choice', 'clientId', 'tags']) {
    const up = listed([], field).rows.map((row) => row.id);
    expect({ field, down: listed([], field, 'desc').rows.map((row) => row.id) }).toEqual({
      field,
      down: up.toReversed(),
    });
  }
  expect(listed([], 'money').rows.map((row) => row.id)).toEqual([second.id, id]);
  expect(listed([], 'decimal').rows.map((row) => row.id)).toEqual([id, second.id]);
  expect(
    listed([{ field: 'phones', operator: 'contains', value: '916 555' }]).rows.map((row) => row.id),
  ).toEqual([id]);
  expect(listed([{ field: 'tags', operator: 'hasAll', value: ['цех', 'важно'] }]).total).toBe(1);
  expect(listed([{ field: 'group.year', operator: 'less', value: 1990 }]).total).toBe(2);
  await base.command('records.remove', { kind, ids: [second.id] });
});

it('is edited, and put back from its history field by field', async () => {
  base.setClock(60_000);
  await base.command('records.change', {
    kind,
    id,
    values: { money: 99, group: { maker: 'Красный пролетарий', year: 1999 }, tags: [] },
  });
  expect(listed().rows[0]?.values).toMatchObject({ money: 99, tags: [] });
  const [last] = history()?.rows ?? [];
  expect(last?.fields.map(({ field }) => field).sort()).toEqual(['group.year', 'money', 'tags']);
  await base.command('history.restoreField', { collection: kind, id, seq: last?.seq ?? 0, field: 'money' });
  await base.command('history.restoreField', {
    collection: kind,
    id,
    seq: last?.seq ?? 0,
    field: 'group.year',
  });
  await base.command('history.restoreField', { collection: kind, id, seq: last?.seq ?? 0, field: 'tags' });
  expect(listed().rows[0]?.values).toMatchObject(words);
});

it('goes to the recycle bin, and comes back with its client', async () => {
  await base.command('records.remove', { kind, ids: [id] });
  const bin = base.read('bin.window', { kinds: [kind], text: 'станок', offset: 0, limit: 10 });
  expect(bin.rows).toMatchObject([
    { collection: 'gadgets', id, name: expect.stringContaining('Станок токарный'), clientName: 'Завод' },
  ]);
  await base.command('bin.restore', { items: [{ collection: kind, id }] });
  expect(listed().total).toBe(1);
  await base.command('clients.remove', { id: clientId });
  expect(listed().total).toBe(0);
  await base.command('clients.restore', { id: clientId });
  expect(listed().rows[0]).toMatchObject({ id, values: words });
});

it('stands in the timeline of its client', () => {
  const page = base.read('timeline.newest', { clientId, kinds: [], limit: 50 });
  expect(page.entries).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        kind: 'record',
        at: words.instant,
        record: expect.objectContaining({
          kind: 'gadgets',
          id,
          title: 'Станок токарный',
          gist: 'Стоит у окна',
        }),
      }),
    ]),
  );
});

it('moves when its client is joined to another', async () => {
  const other = (await base.command('clients.create', { patch: { name: 'Завод', kind: 'company' } })).id;
  const conflict = await base.context.records.insert('conflicts', {
    ...{
      kind: 'duplicate',
      state: 'open',
      clientId,
      recordKind: 'clients',
      recordId: clientId,
      otherId: other,
    },
    ...{ mineBy: '', mineAt: '', theirsBy: '', theirsAt: '', fields: [], decidedAt: '', decidedBy: '' },
  });
  await base.command('conflicts.mergeClients', { id: conflict, keepId: other });
  expect(listed().rows[0]).toMatchObject({ id, values: { ...words, clientId: other } });
  clientId = other;
});
