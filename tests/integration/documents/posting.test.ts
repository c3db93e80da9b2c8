import type { DocumentContent } from '@shared/documents/schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestStore, type TestStore } from '../../support/store';
import { clientFields, line, organizationFields } from './records';

let store: TestStore;
let clientId: string;

beforeEach(async () => {
  store = await openTestStore({ now: '2026-11-21T09:00:00.000Z' });
  clientId = await store.context.records.insert('clients', clientFields);
  await store.command('organizations.save', { patch: organizationFields });
});
afterEach(() => store.close());

async function invoice(change: Partial<DocumentContent> = {}, type: 'invoice' | 'contract' = 'invoice') {
  const { id } = await store.command('documents.createDraft', { clientId, type, date: '2026-11-21' });
  const content = read(id).content;
  await store.command('documents.changeDraft', { id, content: { ...content, lines: [line()], ...change } });
  return id;
}

function read(id: string) {
  const document = store.read('documents.byId', { id });
  if (!document) throw new Error('no such document');
  return document;
}

const post = (id: string) => store.command('documents.post', { id });

describe('a draft', () => {
  it('begins with the organisation’s defaults and keeps its total for lists', async () => {
    const id = await invoice();
    expect(read(id)).toMatchObject({ status: 'draft', number: '', total: 100_000, date: '2026-11-21' });
    expect(read(id).content).toMatchObject({ validUntil: '2026-11-26', basis: '' });
    await store.command('documents.removeDraft', { id });
    expect(store.read('documents.byId', { id })).toBeNull();
  });

  it('refuses impossible dates and keeps what it had', async () => {
    const id = await invoice();
    const { content } = read(id);
    const change = { id, content: { ...content, date: '2026-02-31' } };
    await expect(store.command('documents.changeDraft', change)).rejects.toMatchObject({
      code: 'invalid-input',
      data: { field: 'date' },
    });
    expect(read(id).content).toEqual(content);
  });

  it('keeps huge and negative quantities for the person to correct', async () => {
    const id = await invoice({
      lines: [line({ quantity: '-5' }), line({ id: 'l2', quantity: '99999999999' })],
    });
    expect(read(id).content.lines.map(({ quantity }) => quantity)).toEqual(['-5', '99999999999']);
    await expect(post(id)).rejects.toMatchObject({ code: 'invalid-input' });
    expect(read(id)).toMatchObject({ status: 'draft', number: '' });
  });

  it('is based on the client’s last contract', async () => {
    const contract = await invoice({}, 'contract');
    await post(contract);
    const { id } = await store.command('documents.createDraft', {
      clientId,
      type: 'invoice',
      date: '2026-11-22',
    });
    expect(read(id).content.basis).toBe('Договор № А1-000001 от 21 ноября 2026 г.');
  });
});

describe('posting', () => {
  it('gives numbers of the device’s series, one after another, for each type and year', async () => {
    expect(await post(await invoice())).toEqual({ number: 'А1-000001' });
    expect(await post(await invoice())).toEqual({ number: 'А1-000002' });
    expect(await post(await invoice({}, 'contract'))).toEqual({ number: 'А1-000001' });
    expect(await post(await invoice({ date: '2027-01-11', validUntil: '' }))).toEqual({
      number: 'А1-000001',
    });
    expect(await post(await invoice())).toEqual({ number: 'А1-000003' });
  });

  it('gives every number once, however many are posted at the same time', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => invoice()));
    const numbers = (await Promise.all(ids.map(post))).map(({ number }) => number);
    expect(new Set(numbers).size).toBe(12);
    expect([...numbers].sort()).toEqual(numbers);
  });

  it('takes no number for a draft, for a removed one or for a refused one', async () => {
    const left = await invoice();
    await store.command('documents.removeDraft', { id: await invoice() });
    await expect(post(await invoice({ lines: [] }))).rejects.toMatchObject({ code: 'document-empty' });
    await expect(
      post(await invoice({ lines: [line({ price: 9_000_000_000_000_000, quantity: '2' })] })),
    ).rejects.toMatchObject({ code: 'amount-too-large' });
    expect(await post(left)).toEqual({ number: 'А1-000001' });
  });

  it('freezes what it prints: later changes of the client and ourselves do not reach it', async () => {
    const id = await invoice();
    await post(id);
    const before = read(id);
    await store.context.records.change('clients', clientId, { name: 'Другая', inn: '1' });
    await store.command('organizations.save', { patch: { name: 'Лютик' } });
    expect(read(id)).toEqual(before);
    expect(before).toMatchObject({ status: 'posted', series: 'А1', total: 100_000, organizationId: 'own' });
    expect(before.snapshot).toMatchObject({
      version: 1,
      number: 'А1-000001',
      buyer: { name: 'ИП Коваль О. И.' },
      inWords: 'Одна тысяча рублей 00 копеек',
    });
  });

  it('cannot be done twice, edited or removed', async () => {
    const id = await invoice();
    await post(id);
    const { content } = read(id);
    const refused = { code: 'already-posted' };
    await expect(post(id)).rejects.toMatchObject(refused);
    await expect(
      store.command('documents.changeDraft', { id, content: { ...content, note: 'x' } }),
    ).rejects.toMatchObject(refused);
    await expect(store.command('documents.removeDraft', { id })).rejects.toMatchObject(refused);
    await expect(store.command('documents.setStatus', { id, status: 'draft' })).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await store.command('documents.setStatus', { id, status: 'paid' });
    expect(read(id)).toMatchObject({ status: 'paid', number: 'А1-000001' });
  });

  it('an autosave that comes late does not touch what was just posted', async () => {
    const id = await invoice();
    const { content } = read(id);
    const posted = post(id);
    const late = store.command('documents.changeDraft', { id, content: { ...content, note: 'поздно' } });
    await expect(late).rejects.toMatchObject({ code: 'already-posted' });
    await posted;
    expect(read(id).content.note).toBe('');
  });

  it('asks for the organisation', async () => {
    await store.context.records.remove('organizations', 'own');
    const id = await invoice();
    await expect(post(id)).rejects.toMatchObject({ code: 'organization-missing' });
    expect(read(id)).toMatchObject({ status: 'draft', number: '' });
  });
});

describe('a posting that broke off half-way', () => {
  /** Fails the next write of a document, as a full disk would after the counter was written. */
  function breakNextDocument(): void {
    const { records } = store.context;
    const change = records.change.bind(records);
    records.change = async (name, id, patch) => {
      if (name !== 'documents') return change(name, id, patch);
      records.change = change;
      throw Object.assign(new Error('disk is full'), { code: 'disk-full' });
    };
  }

  it('gives its number to the same document', async () => {
    const id = await invoice();
    breakNextDocument();
    await expect(post(id)).rejects.toMatchObject({ code: 'disk-full' });
    expect(read(id)).toMatchObject({ status: 'draft', number: '' });
    expect(await post(id)).toEqual({ number: 'А1-000001' });
    expect(await post(await invoice())).toEqual({ number: 'А1-000002' });
  });

  it('or to the next one, and then never again', async () => {
    const broken = await invoice();
    breakNextDocument();
    await expect(post(broken)).rejects.toMatchObject({ code: 'disk-full' });
    expect(await post(await invoice())).toEqual({ number: 'А1-000001' });
    expect(await post(broken)).toEqual({ number: 'А1-000002' });
  });

  it('steps over numbers a restored copy does not remember', async () => {
    await post(await invoice());
    await post(await invoice());
    await store.context.records.remove('counters', 'invoice:2026:А1');
    expect(await post(await invoice())).toEqual({ number: 'А1-000003' });
  });
});

describe('the list', () => {
  it('shows the newest first and finds by number, client, type, status and period', async () => {
    const other = await store.context.records.insert('clients', {
      ...clientFields,
      kind: 'company',
      legalForm: 'ООО',
      name: 'Лесная сказка',
      nameKey: 'лесная сказка',
    });
    const first = await invoice();
    await post(first);
    const second = await invoice({ date: '2026-12-01', validUntil: '' }, 'contract');
    const { id: third } = await store.command('documents.createDraft', {
      clientId: other,
      type: 'invoice',
      date: '2026-11-30',
    });
    const window = (filter: object) =>
      store.read('documents.window', {
        filter: { types: [], statuses: [], from: '', to: '', clientId: '', text: '', ...filter },
        offset: 0,
        limit: 50,
      });
    const ids = (filter: object) => window(filter).rows.map(({ id }) => id);
    expect(ids({})).toEqual([second, third, first]);
    expect(window({}).total).toBe(3);
    expect(ids({ text: '№ a1-0000' })).toEqual([first]);
    expect(ids({ text: 'ООО «Лесная' })).toEqual([third]);
    expect(ids({ text: '100%_' })).toEqual([]);
    expect(ids({ types: ['contract'] })).toEqual([second]);
    expect(ids({ statuses: ['draft'] })).toEqual([second, third]);
    expect(ids({ from: '2026-11-22', to: '2026-11-30' })).toEqual([third]);
    expect(ids({ clientId: other })).toEqual([third]);
    expect(window({ clientId: other }).rows[0]).toMatchObject({ clientName: 'ООО «Лесная сказка»', mark: 0 });
  });
});

describe('my organisation', () => {
  it('is one record, made when first saved', async () => {
    await store.command('organizations.save', { patch: { accountant: 'Петрова А. С.' } });
    expect(store.read('organizations.own', {})).toMatchObject({
      id: 'own',
      name: 'Ромашка',
      accountant: 'Петрова А. С.',
    });
  });

  it('knows the bank by its БИК', () => {
    expect(store.read('organizations.bank', { bik: '044525225' })).toEqual({
      bik: '044525225',
      bank: {
        bik: '044525225',
        name: 'ПАО Сбербанк',
        city: 'Москва',
        corrAccount: '30101810400000000225',
        revoked: false,
      },
      asOf: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    // One of the small ones, and one there is not.
    expect(store.read('organizations.bank', { bik: '046126614' })).toMatchObject({
      bank: { city: 'Рязань', corrAccount: '30101810500000000614' },
    });
    expect(store.read('organizations.bank', { bik: '999999999' })).toMatchObject({ bank: null });
  });
});
