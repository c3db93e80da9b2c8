import { noDocumentFilter } from '@shared/documents/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestStore, type TestStore } from '../../support/store';

let base: TestStore;
let clientId: string;

beforeAll(async () => {
  base = await openTestStore({ now: '2026-11-21T09:00:00.000Z' });
  clientId = (await base.command('clients.create', { patch: { name: 'Ромашка' } })).id;
});
afterAll(() => base.close());

const total = () => base.read('documents.window', { filter: noDocumentFilter, offset: 0, limit: 10 }).total;

it('a new draft is written nowhere until something is typed into it', async () => {
  const fresh = await base.command('documents.newDraft', { clientId, type: 'invoice', date: '2026-11-21' });
  expect(fresh).toMatchObject({ clientId, type: 'invoice', status: 'draft', date: '2026-11-21' });
  expect(total()).toBe(0);

  const { id, type, content } = fresh;
  const typed = { ...content, note: 'Самовывоз' };
  const made = { id, clientId, type, date: '2026-11-21', content: typed };
  expect(await base.command('documents.createDraft', made)).toEqual({ id });
  expect(await base.context.records.get('documents', id)).toMatchObject({ content: typed, status: 'draft' });
  expect(total()).toBe(1);
  await expect(base.command('documents.createDraft', made)).rejects.toMatchObject({
    code: 'invalid-input',
    data: { field: 'id' },
  });
});
