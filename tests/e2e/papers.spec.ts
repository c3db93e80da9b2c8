import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { organizationFields } from '../integration/documents/records';
import { beginEmpty } from '../support/begin';
import { call } from '../support/call';
import { axeCheck, chooseDocumentsFolder, expect, shot, test } from '../support/test';

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'бумаги '));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a sale from an offer to an УПД, each paper made from the one before', async ({
  kartoteka: { window, app },
}) => {
  await beginEmpty(window);
  await chooseDocumentsFolder(app, window, folder);
  await call(window, 'organizations.save', { patch: organizationFields });
  const { id } = await call(window, 'clients.create', {
    patch: { kind: 'company', name: 'Лесная сказка', legalForm: 'ООО', inn: '7736207543', kpp: '773601001' },
  });
  await window.evaluate((hash) => {
    location.hash = hash;
  }, `/clients/${id}`);

  await window.getByRole('button', { name: 'Другие действия' }).click();
  await window.getByRole('menuitem', { name: 'Коммерческое предложение' }).click();
  const offer = window.getByRole('dialog', { name: /Новое коммерческое предложение/ });
  await offer.getByLabel('Товар или услуга, строка 1').fill('Стеллаж');
  await offer.getByLabel('Цена, ₽, строка 1').fill('12200');
  await expect(offer.getByRole('button', { name: 'НДС сверху' })).toBeVisible();
  await shot(window, 'papers-offer');
  await axeCheck(window, ['#root']);
  await window.keyboard.press('Control+Enter');
  await expect(window.getByRole('dialog', { name: /КП № / })).toBeVisible();
  await shot(window, 'papers-posted-offer');

  const make = async (type: string, title: RegExp) => {
    await window.getByRole('button', { name: 'На основании' }).click();
    await window.getByRole('menuitem', { name: type, exact: true }).click();
    const draft = window.getByRole('dialog', { name: title });
    await expect(draft).toContainText('12 200,00');
    if (type === 'УПД') await shot(window, 'papers-upd');
    await window.keyboard.press('Control+Enter');
  };
  await make('Счёт', /Новый счёт/);
  await expect(window.getByRole('dialog', { name: /Счёт № / })).toBeVisible();
  await make('УПД', /Новый УПД/);
  await expect(window.getByRole('dialog', { name: /УПД № / })).toBeVisible();
  await expect
    .poll(
      () =>
        readdirSync(folder, { recursive: true }).filter((name) => /УПД.*\.(docx|pdf)$/u.test(String(name)))
          .length,
    )
    .toBe(2);
});
