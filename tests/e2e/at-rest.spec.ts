import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { beginEmpty } from '../support/begin';
import { call } from '../support/call';
import { appOf } from '../support/electron-app';
import { findPlaintext } from '../support/plaintext';
import { chooseDocumentsFolder, expect, stubOpenDialog, test } from '../support/test';

/** Stands in every text that is written anywhere: nothing of it may be found. */
const CYRILLIC = 'Тайнописёж';
const ASCII = 'zqsecretw';
let count = 0;
const secret = () => `${CYRILLIC} ${ASCII}${count++}`;
/** Values that have a form of their own. */
const forms = {
  phone: '9035550142',
  email: 'zqsecretw.mail',
  inn: '7736207543',
  ogrn: '1027700229193',
  account: '40702810938000031415',
  price: 31_415_926,
};
const texts = [CYRILLIC, ASCII, forms.phone, forms.inn, forms.ogrn, forms.account, `${forms.price}`];

const phone = (id: string) => ({
  id,
  raw: `+7${forms.phone}`,
  e164: `+7${forms.phone}`,
  ext: '',
  label: 'work' as const,
});
const email = (id: string) => ({ id, value: `${forms.email}@example.ru`, label: 'work' as const });

/** Writes into every kind of record, the settings and the names of things. */
async function fill(window: Page, documents: string): Promise<{ clientId: string }> {
  const requisites = () => ({
    name: secret(),
    fullName: secret(),
    inn: forms.inn,
    ogrn: forms.ogrn,
    phones: [phone('p')],
    emails: [email('e')],
    site: `${ASCII}.example.ru`,
    addresses: [
      { id: 'a', kind: 'legal' as const, text: secret(), city: secret(), region: secret(), postalCode: '' },
    ],
    bankAccounts: [
      { id: 'b', bik: '044525225', bankName: secret(), corrAccount: '', account: forms.account },
    ],
    signatory: {
      position: secret(),
      fullName: secret(),
      gender: '' as const,
      positionGenitive: '',
      fullNameGenitive: '',
      basis: secret(),
    },
  });
  await call(window, 'settings.change', { sipHost: `${ASCII}.example.ru` });
  await chooseDocumentsFolder(appOf(window), window, documents);
  await call(window, 'organizations.save', {
    patch: { ...requisites(), accountant: secret(), city: secret() },
  });
  const { id: clientId } = await call(window, 'clients.create', {
    patch: { ...requisites(), kind: 'company', tags: [secret()], source: secret(), about: secret() },
  });
  await call(window, 'contacts.create', {
    patch: {
      clientId,
      name: secret(),
      position: secret(),
      comment: secret(),
      phones: [phone('p')],
      emails: [email('e')],
    },
  });
  await call(window, 'calls.log', {
    call: {
      clientId,
      number: `+7${forms.phone}`,
      comment: secret(),
      nextStep: secret(),
      direction: 'out',
      result: 'talked',
    },
    task: { clientId, title: secret(), dueDate: '2026-03-20', comment: secret() },
  });
  const { id: taskId } = await call(window, 'tasks.create', {
    patch: { clientId, title: secret(), dueDate: '2026-03-20' },
  });
  await call(window, 'tasks.complete', { id: taskId, result: secret() });
  const { id: noteId } = await call(window, 'notes.create', {
    patch: { clientId, kind: 'note', text: secret() },
  });
  await call(window, 'notes.change', { id: noteId, patch: { text: secret() } });
  const gone = await call(window, 'notes.create', { patch: { clientId, kind: 'note', text: secret() } });
  await call(window, 'notes.remove', { id: gone.id });
  const attached = join(documents, `${secret()}.txt`);
  writeFileSync(attached, secret());
  await stubOpenDialog(appOf(window), [attached]);
  await call(window, 'files.attach', { clientId, parentKind: 'clients', parentId: clientId });
  const { id } = await call(window, 'documents.createDraft', {
    clientId,
    type: 'invoice',
    date: '2026-03-10',
  });
  const draft = await call(window, 'documents.byId', { id });
  if (!draft) throw new Error('no draft');
  const line = {
    id: 'l',
    article: secret(),
    name: secret(),
    quantity: '1',
    unit: 'шт',
    discount: 0,
    vatRate: '20',
  };
  await call(window, 'documents.changeDraft', {
    id,
    content: { ...draft.content, basis: secret(), note: secret(), lines: [{ ...line, price: forms.price }] },
  });
  await call(window, 'documents.post', { id });
  await call(window, 'documents.saveFiles', { id });
  return { clientId };
}

/** When a draft was kept last, in milliseconds; 0 for never. */
function draftKeptAt(window: Page, name: string): Promise<number> {
  return window.evaluate(
    (key) =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open('kartoteka-drafts');
        opening.onsuccess = () => {
          const asking = opening.result.transaction('drafts').objectStore('drafts').get(key);
          asking.onsuccess = () => {
            opening.result.close();
            resolve((asking.result as { savedAt: number } | undefined)?.savedAt ?? 0);
          };
        };
      }),
    name,
  );
}

/** Types into forms without saving, and into the search. */
async function typeHalf(window: Page, clientId: string): Promise<void> {
  const begun = Date.now();
  await window.evaluate(`window.location.hash = '/clients/${clientId}'`);
  await window.getByRole('textbox', { name: 'Новая заметка' }).fill(secret());
  await window.keyboard.press('Control+n');
  await window.getByRole('dialog').getByLabel('Название', { exact: true }).fill(secret());
  for (const draft of [`note:${clientId}`, 'new-client'])
    await expect.poll(() => draftKeptAt(window, draft)).toBeGreaterThan(begun);
  await window.keyboard.press('Escape');
  await window.keyboard.press('Control+k');
  await window.keyboard.type(ASCII);
  await expect(window.getByRole('option').first()).toBeVisible();
}

test('no file of the profile holds a word of what it keeps, after quitting and after a crash', async ({
  launch,
  profile,
}) => {
  test.slow();
  const documents = mkdtempSync(join(tmpdir(), 'документы '));
  try {
    const first = await launch();
    await beginEmpty(first.window, secret());
    const { clientId } = await fill(first.window, documents);
    await typeHalf(first.window, clientId);
    await first.close();
    const quiet = findPlaintext(profile, texts);
    expect(quiet.found).toEqual([]);
    expect(quiet.files).toBeGreaterThan(10);
    expect(readdirSync(join(profile, 'copies', 'files'))).toHaveLength(2);
    // What was written for use outside lies outside: the search would have found it.
    expect(findPlaintext(documents, texts).found.length).toBeGreaterThan(0);

    const second = await launch();
    await expect(second.window.getByRole('link', { name: 'Клиенты' })).toBeVisible();
    await fill(second.window, documents);
    await typeHalf(second.window, clientId);
    await second.kill();
    expect(readdirSync(join(profile, 'base')).some((name) => name.endsWith('-wal'))).toBe(true);
    expect(findPlaintext(profile, texts).found).toEqual([]);

    const third = await launch();
    await third.window.evaluate(`window.location.hash = '/clients/${clientId}'`);
    await expect(third.window.getByRole('textbox', { name: 'Новая заметка' })).toHaveValue(
      new RegExp(CYRILLIC),
    );
    await third.kill();
    for (const [name, encoding] of [
      ['a.log', 'utf8'],
      ['b.bin', 'utf16le'],
    ] as const) {
      writeFileSync(join(profile, 'base', name), Buffer.from(`…${CYRILLIC}…`, encoding));
    }
    expect(findPlaintext(profile, texts).found).toHaveLength(2);
  } finally {
    rmSync(documents, { recursive: true, force: true });
  }
});
