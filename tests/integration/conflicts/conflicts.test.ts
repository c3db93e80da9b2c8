import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DuplicateWatch } from '../../../src/main/conflicts/duplicates';
import { keepCollision } from '../../../src/main/conflicts/keep';
import { clientSql } from '../../../src/main/fields/columns';
import { table } from '../../../src/main/reader/reader';
import { newClientFields } from '../../../src/shared/clients/rules';
import type { Client } from '../../../src/shared/clients/schema';
import { kindsWith } from '../../../src/shared/kinds';
import { idOf } from '../../support/id';
import { openTestStore, type TestStore } from '../../support/store';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const list = (state: 'open' | 'decided' = 'open') => store.read('conflicts.list', { state, limit: 50 });

async function collide(lost: { field: string; mine: unknown; theirs: unknown; base?: unknown }[]) {
  const { id } = await store.command('clients.create', { patch: { name: 'Мак', about: 'Наше' } });
  const client = await store.context.records.get('clients', id);
  const theirs = { ...client, ...Object.fromEntries(lost.map((one) => [one.field, one.theirs])) };
  await store.command('clients.change', {
    id,
    patch: Object.fromEntries(lost.map((one) => [one.field, one.theirs])),
  });
  const collision = {
    collection: 'clients' as const,
    mine: { ...client, updatedAt: '2026-01-02T00:00:00.000Z', updatedBy: idOf('user-1') },
    theirs: { ...theirs, updatedAt: '2026-01-01T00:00:00.000Z' },
    lost: lost.map((one) => ({ base: undefined, ...one })),
  };
  await keepCollision(store.context, collision);
  return { id, collision };
}

describe('a collision', () => {
  it('is one open conflict however often it is met, and says who wrote what', async () => {
    const { id, collision } = await collide([
      { field: 'site', mine: 'mak.example', theirs: 'poppy.example' },
    ]);
    await keepCollision(store.context, collision);
    const { total, rows } = await list();
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({
      kind: 'fields',
      recordId: id,
      title: 'Мак',
      clientName: 'Мак',
      mineByName: 'Анна Смирнова',
      fields: [{ field: 'site', mine: 'mak.example', current: 'poppy.example', base: null, choice: '' }],
    });
    expect(await store.read('conflicts.count', {})).toBe(1);
  });

  it('keeps nothing of fields the program derives itself', async () => {
    await collide([{ field: 'nameKey', mine: 'а', theirs: 'б' }]);
    expect((await list()).total).toBe(0);
  });
});

describe('deciding', () => {
  it('takes a value, keeps another, joins texts, and is over when every field is decided', async () => {
    const { id } = await collide([
      { field: 'site', mine: 'mak.example', theirs: 'poppy.example' },
      { field: 'about', mine: 'Любят скидки', theirs: 'Просили не звонить утром' },
      { field: 'source', mine: 'Выставка', theirs: 'Сайт' },
    ]);
    const [row] = (await list()).rows;
    await store.command('conflicts.decide', {
      id: row?.id ?? '',
      choices: [{ field: 'site', choice: 'mine' }],
    });
    expect((await list()).total).toBe(1);
    await store.command('conflicts.decide', {
      id: row?.id ?? '',
      choices: [
        { field: 'about', choice: 'both' },
        { field: 'source', choice: 'current' },
      ],
    });
    const client = (await store.read('clients.card', { id }))?.client;
    expect(client).toMatchObject({
      site: 'mak.example',
      about: 'Просили не звонить утром\nЛюбят скидки',
      source: 'Сайт',
    });
    expect((await list()).total).toBe(0);
    const [decided] = (await list('decided')).rows;
    expect(decided).toMatchObject({ decidedByName: 'Анна Смирнова' });

    await store.command('conflicts.reopen', { id: row?.id ?? '' });
    const [again] = (await list()).rows;
    expect(again?.fields.map(({ choice }) => choice)).toEqual(['', '', '']);
    expect(again?.fields[0]).toMatchObject({ current: 'mak.example', theirs: 'poppy.example' });
  });

  it('follows a taken name with everything derived from it', async () => {
    const { id } = await collide([{ field: 'name', mine: 'Ёлка', theirs: 'Сосна' }]);
    const [row] = (await list()).rows;
    await store.command('conflicts.decide', {
      id: row?.id ?? '',
      choices: [{ field: 'name', choice: 'mine' }],
    });
    expect(await store.context.records.get('clients', id)).toMatchObject({ name: 'Ёлка', nameKey: 'елка' });
  });

  it('refuses to change a posted document', async () => {
    const { id: clientId } = await store.command('clients.create', { patch: { name: 'Мак' } });
    const { id } = await store.command('documents.createDraft', {
      clientId,
      type: 'invoice',
      date: '2026-01-01',
    });
    await store.context.records.change('documents', id, { status: 'posted' });
    const document = await store.context.records.get('documents', id);
    await keepCollision(store.context, {
      collection: 'documents',
      mine: document,
      theirs: document,
      lost: [{ field: 'total', mine: 1, theirs: 2, base: 0 }],
    });
    const [row] = (await list()).rows;
    expect(row?.fixed).toBe(true);
    await expect(
      store.command('conflicts.decide', { id: row?.id ?? '', choices: [{ field: 'total', choice: 'mine' }] }),
    ).rejects.toMatchObject({ code: 'already-posted' });
  });
});

describe('duplicates of two devices', () => {
  const phone = (raw: string, e164: string) => [{ id: 'p', raw, e164, ext: '', label: 'work' as const }];

  async function client(patch: Partial<Client>, createdBy: string): Promise<string> {
    return store.context.records.insert('clients', newClientFields(patch), { createdBy });
  }

  async function look(...ids: string[]) {
    const watch = new DuplicateWatch(store.context, (error) => {
      throw error;
    });
    watch.noticed(ids);
    await watch.look();
  }

  it.each([
    ['the same ИНН', { inn: '7707083893' }, { inn: '7707083893', kpp: '770701001' }, 1],
    ['two offices under one ИНН', { inn: '7707083893', kpp: '1' }, { inn: '7707083893', kpp: '2' }, 0],
    [
      'one phone in two spellings',
      { phones: phone('8 916 765-43-21', '+79167654321') },
      { phones: phone('+7 (916) 765 43 21', '+79167654321') },
      1,
    ],
    [
      'one phone of two companies',
      { inn: '7707083893', phones: phone('8 916 765-43-21', '+79167654321') },
      { inn: '7736050003', phones: phone('8 916 765-43-21', '+79167654321') },
      0,
    ],
  ])('knows %s', async (_what, one, two, found) => {
    await client({ name: 'Первый', ...one }, idOf('user-1'));
    await look(await client({ name: 'Второй', ...two }, idOf('user-2')));
    expect((await list()).total).toBe(found);
  });

  it('offers a pair once, and not again when it is no pair', async () => {
    const ours = await client({ name: 'Ромашка', inn: '7707083893' }, idOf('user-1'));
    const theirs = await client({ name: 'Ромашка плюс', inn: '7707083893' }, idOf('user-2'));
    await look(ours, theirs);
    const { rows, total } = await list();
    expect(total).toBe(1);
    expect(rows[0]?.sides.map(({ name }) => name).sort()).toEqual(['Ромашка', 'Ромашка плюс']);
    await store.command('conflicts.dismiss', { id: rows[0]?.id ?? '' });
    await look(ours, theirs);
    expect((await list()).total).toBe(0);
  });

  it('joins two clients: nothing that hung on either is lost', async () => {
    const ours = await client(
      { name: 'Ромашка', inn: '7707083893', tags: ['опт'], about: 'А' },
      idOf('user-1'),
    );
    const theirs = await client(
      {
        name: 'Ромашка плюс',
        inn: '7707083893',
        kpp: '770701001',
        tags: ['опт', 'сад'],
        about: 'Б',
        doNotCall: true,
        phones: phone('8 916 765-43-21', '+79167654321'),
      },
      idOf('user-2'),
    );
    await store.command('contacts.create', { patch: { clientId: theirs, name: 'Пётр' } });
    await store.command('notes.create', { patch: { clientId: theirs, text: 'Заметка' } });
    await store.command('tasks.create', {
      patch: { clientId: theirs, title: 'Позвонить', dueDate: '2026-12-01' },
    });
    await look(ours);
    const [row] = (await list()).rows;
    await store.command('conflicts.mergeClients', { id: row?.id ?? '', keepId: ours });
    const card = await store.read('clients.card', { id: ours });
    expect(card?.client).toMatchObject({
      name: 'Ромашка',
      kpp: '770701001',
      tags: ['опт', 'сад'],
      about: 'А\nБ',
      doNotCall: true,
      phones: [{ e164: '+79167654321' }],
    });
    expect(card?.contacts.map(({ name }) => name)).toEqual(['Пётр']);
    expect(await store.read('clients.card', { id: theirs })).toBeNull();
    const { entries } = await store.read('timeline.newest', { clientId: ours, kinds: [], limit: 50 });
    expect(entries.map(({ kind }) => kind).sort()).toEqual(['created', 'note', 'task']);
    expect((await list()).total).toBe(0);
  });

  it('joins two clients: files and participants move, and nobody takes part twice', async () => {
    const { records } = store.context;
    const ours = await client({ name: 'Ромашка', inn: '7707083893' }, idOf('user-1'));
    const theirs = await client({ name: 'Ромашка плюс', inn: '7707083893' }, idOf('user-2'));
    const stored = { name: 'Договор.pdf', size: 1, hash: 'a'.repeat(64), uploadedAt: '' };
    const fileId = await records.insert('files', {
      ...{ clientId: theirs, parentKind: 'clients', parentId: theirs },
      ...stored,
    });
    for (const [clientId, userId] of [
      [ours, idOf('user-3')],
      [theirs, idOf('user-3')],
      [theirs, idOf('user-4')],
    ] as const) {
      await records.insert('participants', { clientId, userId });
    }
    await look(ours);
    const [row] = (await list()).rows;
    await store.command('conflicts.mergeClients', { id: row?.id ?? '', keepId: ours });
    expect(await records.get('files', fileId)).toMatchObject({ clientId: ours, parentId: ours });
    const people = store.reader
      .rows("SELECT data ->> '$.clientId', data ->> '$.userId' FROM doc_participants_0 WHERE deleted = 0")
      .sort(([, a], [, b]) => (String(a) < String(b) ? -1 : 1));
    expect(people).toEqual([
      [ours, idOf('user-3')],
      [ours, idOf('user-4')],
    ]);
  });

  it.each(kindsWith('belongsTo'))('finds the client of %s by an index', (kind) => {
    const sql = `EXPLAIN QUERY PLAN SELECT id FROM ${table(kind)} WHERE deleted = 0 AND ${clientSql(kind)} = ?`;
    const plan = store.reader.rows(sql, ['x']).map(([, , , detail]) => String(detail));
    expect(plan.join(' ')).toMatch(/USING .*INDEX .*clientId/i);
  });
});
