import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetHistory, history } from '../../../src/main/history/table';
import { localUserId } from '../../../src/shared/app/contract';
import type { Client } from '../../../src/shared/clients/schema';
import type { HistoryKind } from '../../../src/shared/history/contract';
import type { Patch } from '../../../src/shared/lib/schema';
import { idOf } from '../../support/id';
import { openTestStore, type TestStore } from '../../support/store';

let base: TestStore;

beforeAll(async () => {
  base = await openTestStore();
});
afterAll(() => base?.close());

const minute = 60_000;
const page = (collection: HistoryKind, id: string, offset = 0, limit = 50) => {
  const found = base.read('history.page', { collection, id, offset, limit });
  if (!found) throw new Error('a history was expected');
  return found;
};
const create = async (patch: Patch<Client>) => (await base.command('clients.create', { patch })).id;
const change = async (id: string, patch: Patch<Client>) => {
  base.setClock(minute);
  await base.command('clients.change', { id, patch });
};
const rows = () => Number(base.reader.number('SELECT count(*) FROM history'));

describe('the history of a client', () => {
  it('tells who changed what, when, on which device, from what to what', async () => {
    const before = rows();
    const id = await create({ name: 'Ромашка', inn: '7707083893' });
    expect(rows()).toBe(before);
    await change(id, { status: 'active', ownerId: idOf('user-1') });
    await change(id, { name: 'Ромашка плюс' });
    const { total, rows: found, names, title } = page('clients', id);
    expect(total).toBe(3);
    expect(title).toBe('Ромашка плюс');
    expect(found).toEqual([
      {
        seq: expect.any(Number),
        at: base.context.now(),
        userName: 'Анна Смирнова',
        joined: false,
        device: 'Ноутбук Анны',
        came: false,
        action: 'changed',
        fields: [{ field: 'name', before: 'Ромашка', after: 'Ромашка плюс', known: true }],
        known: true,
      },
      expect.objectContaining({
        action: 'changed',
        fields: [{ field: 'status', before: 'potential', after: 'active', known: true }],
      }),
      {
        seq: 0,
        at: expect.any(String),
        userName: 'Анна Смирнова',
        joined: false,
        device: 'Ноутбук Анны',
        came: false,
        action: 'created',
        fields: [],
        known: true,
      },
    ]);
    expect(names[idOf('user-1')]).toBe('Анна Смирнова');
    await change(id, { name: 'Ромашка плюс' });
    expect(page('clients', id).total).toBe(3);
  });

  it('sets one field back, and what follows from it', async () => {
    const id = await create({ name: 'Ёлка', site: 'one.example' });
    await change(id, { name: 'Сосна', site: 'two.example' });
    const [last] = page('clients', id).rows;
    base.setClock(minute);
    await base.command('history.restoreField', {
      collection: 'clients',
      id,
      seq: last?.seq ?? 0,
      field: 'name',
    });
    const client = base.read('clients.card', { id })?.client;
    expect(client).toMatchObject({ name: 'Ёлка', nameKey: 'елка', site: 'two.example' });
    expect(page('clients', id).rows[0]).toMatchObject({
      at: base.context.now(),
      fields: [{ field: 'name', before: 'Сосна', after: 'Ёлка' }],
    });
    await expect(
      base.command('history.restoreField', { collection: 'clients', id, seq: 999_999, field: 'name' }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('sets a whole version back, also of a deleted record', async () => {
    const id = await create({ name: 'Первый', tags: ['а'] });
    await change(id, { name: 'Второй', tags: ['а', 'б'], about: 'Что-то' });
    await change(id, { name: 'Третий', doNotCall: true });
    const second = page('clients', id).rows[1]?.seq ?? 0;
    await base.command('history.restoreVersion', { collection: 'clients', id, seq: second });
    expect(base.read('clients.card', { id })?.client).toMatchObject({
      name: 'Второй',
      tags: ['а', 'б'],
      about: 'Что-то',
      doNotCall: false,
    });
    base.setClock(minute);
    await base.command('clients.remove', { id });
    expect(page('clients', id)).toMatchObject({
      deleted: true,
      rows: [{ action: 'deleted' }, {}, {}, {}, {}],
    });
    await base.command('history.restoreVersion', { collection: 'clients', id, seq: 0 });
    expect(base.read('clients.card', { id })?.client).toMatchObject({
      name: 'Первый',
      tags: ['а'],
      about: '',
    });
    expect(
      page('clients', id)
        .rows.map(({ action }) => action)
        .slice(0, 3),
    ).toEqual(['changed', 'restored', 'deleted']);
  });

  it('shows the card as it was on a date, with the contacts it had then', async () => {
    base.setClock('2026-03-11T09:00:00.000Z');
    const phone = (raw: string) => ({ id: raw, raw, e164: '', ext: '', label: 'work' as const });
    const id = await create({ name: 'Была', phones: [phone('111')] });
    const other = await create({ name: 'Другая' });
    const peter = (await base.command('contacts.create', { patch: { clientId: id, name: 'Пётр' } })).id;
    const olga = (await base.command('contacts.create', { patch: { clientId: id, name: 'Ольга' } })).id;
    base.setClock('2026-03-12T09:00:00.000Z');
    await base.command('clients.change', { id, patch: { name: 'Стала', phones: [phone('222')] } });
    await base.command('contacts.remove', { id: peter });
    await base.command('contacts.change', { id: olga, patch: { clientId: other } });
    base.setClock('2026-03-13T09:00:00.000Z');
    await base.command('clients.remove', { id });
    const at = (instant: string) => {
      const found = base.read('history.at', { collection: 'clients', id, at: instant });
      return {
        state: found?.state,
        name: found?.record.name,
        phones: (found?.record.phones as { raw: string }[] | undefined)?.map(({ raw }) => raw),
        contacts: found?.contacts.map(({ contact }) => contact.name),
      };
    };
    expect(at('2026-03-10T00:00:00.000Z')).toMatchObject({ state: 'before', contacts: [] });
    expect(at('2026-03-11T12:00:00.000Z')).toEqual({
      state: 'there',
      name: 'Была',
      phones: ['111'],
      contacts: ['Пётр', 'Ольга'],
    });
    expect(at('2026-03-12T12:00:00.000Z')).toEqual({
      state: 'there',
      name: 'Стала',
      phones: ['222'],
      contacts: [],
    });
    expect(at('2026-03-13T12:00:00.000Z')).toMatchObject({ state: 'deleted', name: 'Стала' });
  });

  it('takes up the table of a former version, whose changes are not said to have come by sync', async () => {
    const { db } = base.context;
    const id = await create({ name: 'Прежде' });
    await change(id, { name: 'Теперь' });
    db.exec('ALTER TABLE history DROP COLUMN came');
    history.create(db);
    history.create(db);
    await change(id, { name: 'Потом' });
    expect(page('clients', id)).toMatchObject({ changes: 3, joins: false, knownSince: '' });
  });

  it('keeps the change and its history together or not at all', async () => {
    const id = await create({ name: 'Целый' });
    const { db } = base.context;
    db.exec('ALTER TABLE history RENAME TO elsewhere');
    try {
      await expect(change(id, { name: 'Половина' })).rejects.toThrow();
    } finally {
      db.exec('ALTER TABLE elsewhere RENAME TO history');
    }
    expect(base.reader.record('clients', id)?.name).toBe('Целый');
    await change(id, { name: 'Снова целый' });
    expect(page('clients', id).total).toBe(2);
  });

  it('knows whoever worked here before the first sign-in by the new id', async () => {
    const { userId, deviceId } = base.context.session();
    const local = localUserId(deviceId);
    const id = await create({ name: 'Мой', ownerId: local });
    await change(id, { ownerId: '' });
    const taken = page('clients', id).rows[0]?.seq ?? 0;
    await change(id, { ownerId: local });
    const total = page('clients', id).total;
    // The first sign-in, which stamps nothing.
    const found = await base.store.collections.clients.findOne(id).exec();
    await found?.incrementalPatch({ ownerId: userId });
    expect(page('clients', id).total).toBe(total);
    await change(id, { ownerId: idOf('user-2') });
    await base.command('history.restoreField', { collection: 'clients', id, seq: taken, field: 'ownerId' });
    expect(base.reader.record('clients', id)?.ownerId).toBe(userId);
  });

  it('is what the store held at every instant', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 80 });
    const patch = fc.record(
      {
        name: text,
        about: fc.oneof(
          text,
          text.map((piece) => `${'много слов '.repeat(20)}${piece}`),
        ),
        site: text,
        doNotCall: fc.boolean(),
        tags: fc.array(text, { maxLength: 4 }),
        emails: fc.array(
          fc.record({
            id: fc.constantFrom('1', '2'),
            value: fc.constant('a@b.example'),
            label: fc.constantFrom('work' as const, 'home' as const),
          }),
          { maxLength: 3 },
        ),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(patch, { maxLength: 8 }), async (patches) => {
        const id = await create({ name: 'Случайный' });
        const seen: { at: string; record: unknown }[] = [];
        const look = () => {
          const { _rev, _meta, _attachments, ...own } = JSON.parse(
            String(base.reader.rows('SELECT data FROM doc_clients_0 WHERE id = ?', [id])[0]?.[0]),
          );
          seen.push({ at: base.context.now(), record: { ...own, _deleted: own._deleted === true } });
        };
        look();
        for (const one of patches) {
          await change(id, one);
          look();
        }
        base.setClock(minute);
        await base.command('clients.remove', { id });
        look();
        for (const { at, record } of seen) {
          expect(base.read('history.at', { collection: 'clients', id, at })?.record).toEqual(record);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('is exact ten thousand changes back, and forgotten when asked', async () => {
    const id = await create({ name: 'Частый', about: 'слово '.repeat(200) });
    const { db } = base.context;
    // Written as the store writes them, without the store's half a millisecond for each.
    const add =
      "INSERT INTO history(collection, id, at, user, device, changes) VALUES('clients', ?, ?, 'anna', 'Ноутбук Анны', ?)";
    db.transaction(() => {
      for (let n = 0; n < 10_000; n += 1) {
        db.run(add, [id, Date.parse('2026-01-01') + n, JSON.stringify({ site: { was: `n${n}.example` } })]);
      }
    });
    const top = page('clients', id, 0, 50);
    const deep = page('clients', id, 9_960, 50);
    expect(top.total).toBe(10_001);
    expect(top.rows[0]?.fields).toEqual([{ field: 'site', before: 'n9999.example', after: '', known: true }]);
    expect(deep.rows).toHaveLength(41);
    expect(deep.rows.at(-2)?.fields).toEqual([
      { field: 'site', before: 'n0.example', after: 'n1.example', known: true },
    ]);
    db.transaction(() => forgetHistory(db, 'clients', [id]));
    expect(page('clients', id).total).toBe(1);
  });
});

describe('other records', () => {
  it('have histories with readable references and parts', async () => {
    const clientId = await create({ name: 'Заказчик' });
    const next = await create({ name: 'Новый заказчик' });
    const { id } = await base.command('tasks.create', {
      patch: { title: 'Позвонить', dueDate: '2026-03-20', clientId },
    });
    base.setClock(minute);
    await base.command('tasks.change', { id, patch: { clientId: next, dueDate: '2026-03-21' } });
    const { rows: found, names } = page('tasks', id);
    expect(found[0]?.fields.map(({ field }) => field).sort()).toEqual(['clientId', 'dueDate']);
    expect([names[clientId], names[next]]).toEqual(['Заказчик', 'Новый заказчик']);

    await base.command('organizations.save', { patch: { name: 'Наша' } });
    base.setClock(minute);
    const signatory = base.read('organizations.own', {})?.signatory;
    await base.command('organizations.save', {
      patch: { signatory: { ...(signatory ?? ({} as never)), fullName: 'Иванов' } },
    });
    const own = base.read('organizations.own', {})?.id ?? '';
    const [last] = page('organizations', own).rows;
    expect(last?.fields).toEqual([{ field: 'signatory.fullName', before: '', after: 'Иванов', known: true }]);
    base.setClock(minute);
    await base.command('history.restoreField', {
      collection: 'organizations',
      id: own,
      seq: last?.seq ?? 0,
      field: 'signatory.fullName',
    });
    expect(base.read('organizations.own', {})?.signatory.fullName).toBe('');
  });

  it('are not set back once they are posted', async () => {
    const clientId = await create({ name: 'С бумагой' });
    const { id } = await base.command('documents.createDraft', {
      clientId,
      type: 'invoice',
      date: '2026-03-10',
    });
    const content = base.read('documents.byId', { id })?.content;
    if (!content) throw new Error('a draft was expected');
    base.setClock(minute);
    await base.command('documents.changeDraft', { id, content: { ...content, basis: 'Договор 5' } });
    const [last] = page('documents', id).rows;
    expect(last?.fields).toMatchObject([{ field: 'content.basis', after: 'Договор 5' }]);
    await base.command('history.restoreField', {
      collection: 'documents',
      id,
      seq: last?.seq ?? 0,
      field: 'content.basis',
    });
    expect(base.read('documents.byId', { id })?.content.basis).toBe(content.basis);
    await base.context.records.change('documents', id, { status: 'posted', number: 'А1-000001' });
    expect(page('documents', id).locked).toBe(true);
    await expect(
      base.command('history.restoreVersion', { collection: 'documents', id, seq: 0 }),
    ).rejects.toMatchObject({ code: 'already-posted' });
  });
});
