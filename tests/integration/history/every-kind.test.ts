import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CollectionName } from '../../../src/shared/collections';
import { defaultLostReasons, defaultStages } from '../../../src/shared/funnels/defaults';
import { type HistoryKind, historyKinds } from '../../../src/shared/history/contract';
import { openTestStore, type TestStore } from '../../support/store';

let base: TestStore;
let clientId = '';
beforeAll(async () => {
  base = await openTestStore({ now: '2026-03-11T09:00:00.000Z' });
  clientId = (await base.command('clients.create', { patch: { name: 'Хозяин' } })).id;
});
afterAll(() => base.close());

/** How each kind is made and changed by a person: the field, its first value and its second. */
const kinds: {
  readonly [N in HistoryKind]: {
    readonly make: () => Promise<string>;
    readonly field: string;
    readonly values: readonly [unknown, unknown];
    readonly change: (id: string) => Promise<unknown>;
  };
} = {
  clients: {
    make: async () => (await base.command('clients.create', { patch: { name: 'Было' } })).id,
    field: 'name',
    values: ['Было', 'Стало'],
    change: (id) => base.command('clients.change', { id, patch: { name: 'Стало' } }),
  },
  contacts: {
    make: async () => (await base.command('contacts.create', { patch: { clientId, name: 'Было' } })).id,
    field: 'name',
    values: ['Было', 'Стало'],
    change: (id) => base.command('contacts.change', { id, patch: { name: 'Стало' } }),
  },
  calls: {
    async make() {
      await base.command('calls.log', {
        call: { clientId, direction: 'out', number: '+74951234567', result: 'talked', comment: 'Было' },
      });
      return newest('calls');
    },
    field: 'comment',
    values: ['Было', 'Стало'],
    change: (id) => base.command('calls.change', { id, patch: { comment: 'Стало' } }),
  },
  tasks: {
    make: async () =>
      (await base.command('tasks.create', { patch: { clientId, title: 'Было', dueDate: '2026-03-20' } })).id,
    field: 'title',
    values: ['Было', 'Стало'],
    change: (id) => base.command('tasks.change', { id, patch: { title: 'Стало' } }),
  },
  notes: {
    make: async () => (await base.command('notes.create', { patch: { clientId, text: 'Было' } })).id,
    field: 'text',
    values: ['Было', 'Стало'],
    change: (id) => base.command('notes.change', { id, patch: { text: 'Стало' } }),
  },
  documents: {
    make: async () =>
      (await base.command('documents.createDraft', { clientId, type: 'invoice', date: '2026-03-11' })).id,
    field: 'content.basis',
    values: ['', 'Стало'],
    async change(id) {
      const draft = base.read('documents.byId', { id });
      if (!draft) throw new Error('a draft was expected');
      await base.command('documents.changeDraft', { id, content: { ...draft.content, basis: 'Стало' } });
    },
  },
  files: {
    async make() {
      const file = { clientId, parentKind: 'clients', parentId: clientId, name: 'Было', size: 1 } as const;
      const stored = { ...file, hash: 'a'.repeat(64), uploadedAt: '' };
      return base.context.records.insert('files', stored);
    },
    field: 'name',
    values: ['Было', 'Стало'],
    change: (id) => base.command('files.rename', { id, name: 'Стало' }),
  },
  deals: {
    make: async () => (await base.command('deals.create', { patch: { clientId, title: 'Было' } })).id,
    field: 'title',
    values: ['Было', 'Стало'],
    change: (id) => base.command('deals.change', { id, patch: { title: 'Стало' } }),
  },
  funnels: {
    make: async () =>
      (
        await base.command('funnels.save', {
          ...{ id: '', name: 'Было', stages: [...defaultStages], lostReasons: [...defaultLostReasons] },
        })
      ).id,
    field: 'name',
    values: ['Было', 'Стало'],
    change: (id) =>
      base.command('funnels.save', {
        ...{ id, name: 'Стало', stages: [...defaultStages], lostReasons: [...defaultLostReasons] },
      }),
  },
  organizations: {
    async make() {
      await base.command('organizations.save', { patch: { name: 'Было' } });
      return newest('organizations');
    },
    field: 'name',
    values: ['Было', 'Стало'],
    change: () => base.command('organizations.save', { patch: { name: 'Стало' } }),
  },
};

const newest = (name: CollectionName) =>
  String(base.reader.rows(`SELECT id FROM doc_${name}_0 ORDER BY seq DESC LIMIT 1`)[0]?.[0]);

test.each(historyKinds)(
  '%s: every change is kept, one value and a whole version come back, on a date too',
  async (kind) => {
    const { make, field, values, change } = kinds[kind];
    base.setClock('2026-03-11T10:00:00.000Z');
    const id = await make();
    const key = { collection: kind, id };
    const valueAt = (at: string) => {
      const record = base.read('history.at', { ...key, at })?.record as Record<string, unknown>;
      const [whole = '', part] = field.split('.');
      const value = record[whole];
      return part === undefined ? value : (value as Record<string, unknown>)[part];
    };
    const page = () => base.read('history.page', { ...key, offset: 0, limit: 50 });
    base.setClock('2026-03-12T10:00:00.000Z');
    await change(id);
    expect(page()?.rows[0]).toMatchObject({
      userName: 'Анна Смирнова',
      device: 'Ноутбук Анны',
      fields: [{ field, before: values[0], after: values[1], known: true }],
    });

    base.setClock('2026-03-13T10:00:00.000Z');
    await base.command('history.restoreField', { ...key, seq: page()?.rows[0]?.seq ?? 0, field });
    expect(valueAt('2026-03-13T11:00:00.000Z')).toBe(values[0]);
    base.setClock('2026-03-14T10:00:00.000Z');
    await base.command('history.restoreVersion', { ...key, seq: page()?.rows[1]?.seq ?? 0 });
    expect(page()?.total).toBe(4);
    expect(
      ['2026-03-11', '2026-03-12', '2026-03-13', '2026-03-14'].map((day) => valueAt(`${day}T11:00:00.000Z`)),
    ).toEqual([values[0], values[1], values[0], values[1]]);
  },
);
