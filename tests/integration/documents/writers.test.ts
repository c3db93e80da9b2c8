import { afterEach, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../support/store';

let base: TestStore;
afterEach(() => base.close());

test.each([
  ['whoever works alone', {}, true],
  ['a head', { role: 'head' as const }, true],
  ['an administrator', { role: 'admin' as const }, true],
  ['a seller of a connected workspace', { role: 'seller' as const }, false],
])('%s may change «Моя организация»: %s', async (_, session, may) => {
  base = await openTestStore({ session });
  const save = base.command('organizations.save', { patch: { name: 'Ромашка' } });
  if (may) await expect(save).resolves.toEqual({ id: 'own' });
  else await expect(save).rejects.toMatchObject({ code: 'role-forbids' });
  expect(base.read('organizations.own', {})?.name).toBe(may ? 'Ромашка' : undefined);
});

test('a seller issues documents without writing into it', async () => {
  const session = { role: undefined as 'seller' | undefined };
  base = await openTestStore({ session: session as object });
  await base.command('organizations.save', { patch: { name: 'Ромашка', inn: '7707083893' } });
  const before = base.context.db.get('SELECT rev FROM doc_organizations_0');
  Object.assign(base.context.session(), { role: 'seller' });
  const { id: clientId } = await base.command('clients.create', { patch: { name: 'Лютик' } });
  const { id } = await base.command('documents.createDraft', {
    clientId,
    type: 'invoice',
    date: '2026-03-10',
  });
  const draft = base.read('documents.byId', { id });
  const line = { id: 'l', article: '', name: 'Доска', quantity: '1', unit: 'шт', discount: 0, vatRate: '20' };
  await base.command('documents.changeDraft', {
    id,
    content: { ...(draft as NonNullable<typeof draft>).content, lines: [{ ...line, price: 100_00 }] },
  });
  expect(await base.command('documents.post', { id })).toMatchObject({ number: expect.any(String) });
  expect(base.context.db.get('SELECT rev FROM doc_organizations_0')).toEqual(before);
});
