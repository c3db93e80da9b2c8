import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ClientFilter, noClientFilter } from '../../../src/shared/clients/contract';
import type { Client } from '../../../src/shared/clients/schema';
import type { CallInput } from '../../../src/shared/contract';
import type { Patch } from '../../../src/shared/lib/schema';
import { idOf } from '../../support/id';
import { openTestStore, type TestStore } from '../../support/store';

let base: TestStore;
beforeEach(async () => {
  base = await openTestStore();
});
afterEach(() => base.close());

const create = async (patch: Patch<Client>) => (await base.command('clients.create', { patch })).id;

type Sort = CallInput<'clients.window'>['sort'];

function names(
  filter: Partial<ClientFilter> = {},
  sort: Partial<Sort> = {},
  offset = 0,
  limit = 50,
): string[] {
  const window = base.read('clients.window', {
    filter: { ...noClientFilter, ...filter },
    sort: { field: 'name', descending: false, ...sort },
    offset,
    limit,
  });
  return window.rows.map(({ name }) => name);
}

const call = (clientId: string, startedAt: string) =>
  base.context.records.insert('calls', {
    clientId,
    contactId: '',
    userId: idOf('user-1'),
    direction: 'out',
    startedAt,
    durationSec: 5,
    number: '',
    result: 'talked',
    comment: '',
    nextStep: '',
    taskId: '',
  });

const task = (clientId: string, dueDate: string, status: 'open' | 'done' = 'open') =>
  base.context.records.insert('tasks', {
    title: 'Перезвонить',
    type: 'call',
    status,
    priority: 'normal',
    dueDate,
    dueAt: '',
    remindAt: '',
    clientId,
    contactId: '',
    assigneeId: '',
    callId: '',
    comment: '',
    result: '',
    completedAt: '',
  });

const document = (clientId: string, status: 'draft' | 'posted') =>
  base.context.records.insert('documents', {
    clientId,
    organizationId: '',
    type: 'invoice',
    status,
    number: '',
    series: '',
    date: '2026-03-10',
    total: 0,
    content: {
      date: '2026-03-10',
      validUntil: '',
      lines: [],
      pricesIncludeVat: true,
      basis: '',
      note: '',
      contractKind: 'supply',
      city: '',
      subject: '',
      paymentTerms: '',
      deliveryTerms: '',
      autoRenew: false,
      preamble: '',
      passport: '',
      updStatus: '1',
    },
    basedOnId: '',
    postedAt: '',
  });

const count = (collection: string) =>
  base.reader.number(`SELECT count(*) FROM doc_${collection}_0 WHERE deleted = 0`);

test('a new client is whole, its form taken off the name, its owner the one who made it', async () => {
  const id = await create({ name: 'ООО «Ёлка»', inn: '7707083893' });
  const card = base.read('clients.card', { id });
  expect(card?.client).toMatchObject({
    name: 'Ёлка',
    legalForm: 'ООО',
    nameKey: 'елка',
    ownerId: idOf('user-1'),
    status: 'potential',
    createdAt: '2026-03-10T09:00:00.000Z',
  });
  expect(Object.keys(card?.client ?? {}).filter((field) => field.startsWith('_'))).toEqual([]);
  expect(card).toMatchObject({ mark: 0, ownerName: 'Анна Смирнова', contacts: [], duplicateCandidates: [] });
});

test('every sort has an order, and what is empty stands last both ways', async () => {
  await create({ name: 'Берёза', city: 'Тула', status: 'lost', inn: '7707083893' });
  base.setClock(1000);
  const bor = await create({ name: 'Бор', city: '', status: 'potential', inn: '' });
  base.setClock(1000);
  await create({ name: 'Ель', city: 'Адлер', status: 'regular', inn: '5001007322' });
  base.setClock(1000);
  await base.command('clients.change', { id: bor, patch: { about: 'позже всех' } });

  expect(names({}, { field: 'name' })).toEqual(['Берёза', 'Бор', 'Ель']);
  expect(names({}, { field: 'name', descending: true })).toEqual(['Ель', 'Бор', 'Берёза']);
  expect(names({}, { field: 'city' })).toEqual(['Ель', 'Берёза', 'Бор']);
  expect(names({}, { field: 'city', descending: true })).toEqual(['Берёза', 'Ель', 'Бор']);
  expect(names({}, { field: 'createdAt' })).toEqual(['Берёза', 'Бор', 'Ель']);
  expect(names({}, { field: 'updatedAt', descending: true })[0]).toBe('Бор');
  expect(names({}, { field: 'status' })).toEqual(['Бор', 'Ель', 'Берёза']);
  expect(names({}, { field: 'status', descending: true })).toEqual(['Берёза', 'Ель', 'Бор']);
});

test('pages join without gaps, also across the runs of a sort', async () => {
  for (let i = 0; i < 12; i += 1) {
    await create({ name: `Клиент ${String(i).padStart(2, '0')}`, city: i % 3 === 0 ? '' : `Город ${i % 2}` });
  }
  for (const field of ['name', 'city', 'status', 'createdAt'] as const) {
    const whole = names({}, { field });
    const pages = [0, 5, 10, 15].flatMap((offset) => names({}, { field }, offset, 5));
    expect(pages).toEqual(whole);
    expect(new Set(whole).size).toBe(12);
  }
});

test('filters narrow the list, alone and together', async () => {
  const oak = await create({
    name: 'Дуб',
    kind: 'company',
    status: 'active',
    city: 'Тула',
    tags: ['опт', 'vip'],
  });
  await create({ name: 'Клён', kind: 'person', status: 'active', city: 'Тула', tags: ['опт'], ownerId: '' });
  await create({ name: 'Ива', kind: 'entrepreneur', status: 'lost', city: 'Орёл' });

  expect(names({ kinds: ['company', 'person'] })).toEqual(['Дуб', 'Клён']);
  expect(names({ statuses: ['lost'] })).toEqual(['Ива']);
  expect(names({ ownerId: idOf('user-1') })).toEqual(['Дуб', 'Ива']);
  expect(names({ city: 'Тула' })).toEqual(['Дуб', 'Клён']);
  expect(names({ tag: 'опт' })).toEqual(['Дуб', 'Клён']);
  expect(names({ tag: 'опт', kinds: ['person'], city: 'Тула' })).toEqual(['Клён']);
  await base.context.records.change('clients', oak, { importId: idOf('import-1') } as never);
  expect(names({ importId: idOf('import-1') })).toEqual(['Дуб']);
  expect(names({ importId: idOf('import-2') })).toEqual([]);
  expect(base.read('clients.facets', {})).toEqual({
    tags: [
      { value: 'опт', count: 2 },
      { value: 'vip', count: 1 },
    ],
    cities: [
      { value: 'Тула', count: 2 },
      { value: 'Орёл', count: 1 },
    ],
  });

  await base.command('clients.change', { id: oak, patch: { tags: ['vip'] } });
  expect(names({ tag: 'опт' })).toEqual(['Клён']);
  await base.command('clients.setArchived', { id: oak, archived: true });
  expect(names()).toEqual(['Ива', 'Клён']);
  expect(names({ archived: true })).toEqual(['Дуб']);
  expect(base.read('clients.facets', {}).tags).toEqual([{ value: 'опт', count: 1 }]);
});

test('the quick search folds words, and finds an ИНН and a phone by any piece', async () => {
  const garden = await create({ name: 'ООО «Зелёный сад»', inn: '7707083893', city: 'Тула' });
  await create({ name: '100%_скидка', inn: '5001007322' });
  await base.command('contacts.create', {
    patch: {
      clientId: garden,
      phones: [{ id: 'a', raw: '', e164: '+79161234567', ext: '', label: 'mobile' }],
    },
  });
  expect(names({ text: 'САД зелен' })).toEqual(['Зелёный сад']);
  expect(names({ text: 'ооо зеленый тула' })).toEqual(['Зелёный сад']);
  expect(names({ text: 'еленый' })).toEqual(['Зелёный сад']);
  expect(names({ text: '70708' })).toEqual(['Зелёный сад']);
  expect(names({ text: '8 (916) 123-4' })).toEqual(['Зелёный сад']);
  expect(names({ text: '100%_' })).toEqual(['100%_скидка']);
  expect(names({ text: '"сад" OR *' })).toEqual([]);
  expect(names({ text: '%' })).toEqual([]);
  expect(names({ text: '  ' })).toHaveLength(2);
});

test('a row tells of the last call and the nearest open task', async () => {
  const id = await create({
    name: 'Лес',
    phones: [{ id: 'a', raw: '8 (495) 123-45-67', e164: '+74951234567', ext: '', label: 'work' }],
  });
  await call(id, '2026-03-01T10:00:00.000Z');
  await call(id, '2026-03-05T10:00:00.000Z');
  await task(id, '2026-03-20');
  await task(id, '2026-03-12');
  await task(id, '2026-03-01', 'done');
  expect(base.read('clients.row', { id })).toMatchObject({
    name: 'Лес',
    phone: '+74951234567',
    ownerName: 'Анна Смирнова',
    lastCallAt: '2026-03-05T10:00:00.000Z',
    nextTaskDate: '2026-03-12',
    mark: 0,
  });
});

test('a client without papers goes with everything of its own, and comes back with it', async () => {
  const other = await create({ name: 'Сосед' });
  await call(other, '2026-03-01T10:00:00.000Z');
  const id = await create({ name: 'Уходящий', tags: ['x'] });
  await base.command('contacts.create', { patch: { clientId: id, name: 'Пётр' } });
  await call(id, '2026-03-01T10:00:00.000Z');
  await task(id, '2026-03-20');
  await base.command('notes.create', { patch: { clientId: id, text: 'Важное' } });
  await document(id, 'draft');
  const before = base.read('clients.card', { id });

  expect(await base.command('clients.remove', { id })).toEqual({ archived: false });
  expect(base.read('clients.card', { id })).toBeNull();
  expect([count('contacts'), count('calls'), count('tasks'), count('notes'), count('documents')]).toEqual([
    0, 1, 0, 0, 0,
  ]);

  await base.command('clients.restore', { id });
  expect(base.read('clients.card', { id })).toEqual(before);
  expect([count('contacts'), count('calls'), count('tasks'), count('notes'), count('documents')]).toEqual([
    1, 2, 1, 1, 1,
  ]);
  await base.command('clients.restore', { id });
  expect(count('calls')).toBe(2);
  await expect(base.command('clients.restore', { id: idOf('никогда') })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('a client with posted papers is archived, never lost', async () => {
  const id = await create({ name: 'С бумагами' });
  await document(id, 'posted');
  expect(await base.command('clients.remove', { id })).toEqual({ archived: true });
  expect(base.read('clients.card', { id })?.client.archivedAt).toBe('2026-03-10T09:00:00.000Z');
  await base.command('clients.setArchived', { id, archived: false });
  expect(names()).toEqual(['С бумагами']);
});

test('look-alikes are found by ИНН and by name; offices of one company are not', async () => {
  const head = await create({ name: 'ООО «Ромашка»', inn: '7707083893', kpp: '770701001', city: 'Москва' });
  const copy = await create({ name: 'ромашка', inn: '' });
  await create({ name: 'Ромашка-Тула', inn: '7707083893', kpp: '710701001' });
  const card = base.read('clients.card', { id: head });
  expect(card?.duplicateCandidates).toEqual([{ id: copy, name: 'ромашка', city: '', inn: '', by: 'name' }]);
  const found = base.read('clients.duplicateCandidates', { id: '', name: '', inn: '7707 083893', kpp: '' });
  expect(found.map(({ name, by }) => [name, by]).sort()).toEqual([
    ['Ромашка', 'inn'],
    ['Ромашка-Тула', 'inn'],
  ]);
  expect(base.read('clients.duplicateCandidates', { id: '', name: '', inn: '', kpp: '' })).toEqual([]);
});

test('look-alikes are found by phone and e-mail, also of contact persons, in any writing', async () => {
  const phone = (raw: string, e164: string) => ({ id: 'p1', raw, e164, ext: '', label: 'work' as const });
  const mail = (value: string) => ({ id: 'm1', value, label: 'work' as const });
  const sever = await create({
    name: 'Север',
    phones: [phone('8 (916) 123-45-67', '+79161234567')],
    emails: [mail('Zakaz@Sever.example')],
    about: 'Раньше был 9035554433 и info@yug.example',
  });
  const yug = await create({ name: 'Юг' });
  const { id: person } = await base.command('contacts.create', {
    patch: {
      clientId: yug,
      name: 'Пётр',
      phones: [phone('+7 903 555-44-33', '+79035554433')],
      emails: [mail('petr@yug.example')],
    },
  });
  const alike = (phones: string[], emails: string[]) =>
    base
      .read('clients.duplicateCandidates', { id: '', name: '', inn: '', kpp: '', phones, emails })
      .map(({ id, by }) => [id, by]);
  expect(alike(['+79161234567'], [])).toEqual([[sever, 'phone']]);
  expect(alike(['916 123 45 67'], ['zakaz@sever.example'])).toEqual([[sever, 'phone']]);
  expect(alike([], ['ZAKAZ@sever.example'])).toEqual([[sever, 'email']]);
  // The number stands in another client's remarks, too: that is no phone of his.
  expect(alike(['89035554433'], [])).toEqual([[yug, 'phone']]);
  expect(alike([], ['petr@yug.example', 'info@yug.example'])).toEqual([[yug, 'email']]);
  expect(alike(['123-45-67', ''], ['sever.example', '', '"*'])).toEqual([]);
  await base.command('contacts.remove', { id: person });
  expect(alike(['89035554433'], ['petr@yug.example'])).toEqual([]);
});

test('contacts belong to a client and keep their key', async () => {
  const clientId = await create({ name: 'Лес' });
  const { id } = await base.command('contacts.create', { patch: { clientId, name: ' Пётр Ёжиков ' } });
  await base.command('contacts.change', { id, patch: { name: 'Пётр Ежов', role: 'decision' } });
  expect(base.read('clients.card', { id: clientId })?.contacts).toMatchObject([
    { name: 'Пётр Ежов', nameKey: 'петр ежов', role: 'decision' },
  ]);
  await base.command('contacts.remove', { id });
  expect(base.read('clients.card', { id: clientId })?.contacts).toEqual([]);
  await base.command('contacts.restore', { id });
  expect(base.read('clients.card', { id: clientId })?.contacts).toHaveLength(1);
  await expect(base.command('contacts.create', { patch: { name: 'Ничей' } })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('names of any kind and length are kept as typed', async () => {
  for (const name of ['<script>alert(1)</script>', '\u202Eтекст\u202C', '👩‍👩‍👧 семья', 'я'.repeat(10_000)]) {
    const id = await create({ name });
    expect(base.read('clients.card', { id })?.client.name).toBe(name);
    expect(base.read('clients.row', { id })?.name).toBe(name.slice(0, 300));
  }
  await expect(create({ name: 'я'.repeat(10_001) })).rejects.toMatchObject({ code: 'invalid-input' });
});
