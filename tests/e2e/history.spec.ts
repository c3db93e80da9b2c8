import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beginEmpty } from '../support/begin';
import { call } from '../support/call';
import { axeCheck, expect, shot, stubOpenDialog, test } from '../support/test';

const phone = (raw: string, e164: string) => ({ id: raw, raw, e164, ext: '', label: 'work' as const });

test('a card tells its history, shows itself on a date, and takes a value and a version back', async ({
  launch,
}) => {
  // On the 12th of March the client is made; on the 20th others change it.
  const first = await launch({ now: '2026-03-12T09:00:00.000Z' });
  await beginEmpty(first.window);
  const { id } = await call(first.window, 'clients.create', {
    patch: {
      name: 'Зелёный сад',
      legalForm: 'ООО',
      inn: '7707083893',
      city: 'Екатеринбург',
      status: 'potential',
      phones: [phone('8 495 123-45-67', '+74951234567')],
      about: 'Любят, когда звонят после обеда. Просят скидку на крупные партии.',
    },
  });
  const contact = await call(first.window, 'contacts.create', {
    patch: {
      clientId: id,
      name: 'Пётр Ёжиков',
      position: 'Закупщик',
      phones: [phone('8 916 765-43-21', '+79167654321')],
    },
  });
  const note = await call(first.window, 'notes.create', {
    patch: { clientId: id, text: 'Просят образцы до конца месяца' },
  });
  await call(first.window, 'tasks.create', {
    patch: { clientId: id, title: 'Отправить каталог', dueDate: '2026-03-16' },
  });
  await first.close();

  const { app, window, errors } = await launch({ now: '2026-03-20T09:00:00.000Z' });
  await expect(window.getByRole('link', { name: 'Сегодня' })).toBeVisible();
  const change = (patch: object) => call(window, 'clients.change', { id, patch });
  await change({ status: 'active', tags: ['опт', 'сад'] });
  await change({
    name: 'Зелёный сад плюс',
    phones: [phone('8 495 123-45-67', '+74951234567'), phone('8 343 200-00-01', '+73432000001')],
  });
  await change({ about: 'Любят, когда звонят до обеда. Просят скидку на крупные партии.' });
  await call(window, 'contacts.remove', { id: contact.id });
  await call(window, 'notes.change', { id: note.id, patch: { text: 'Образцы больше не нужны' } });

  await window.getByRole('link', { name: 'Клиенты', exact: true }).click();
  await window.getByRole('grid').getByText('Зелёный сад плюс').click();
  const name = window.getByRole('textbox', { name: 'Название', exact: true });
  await expect(name).toHaveValue('Зелёный сад плюс');
  await window.getByRole('button', { name: 'Другие действия' }).click();
  await window.getByRole('menuitem', { name: 'История изменений' }).click();
  const dialog = window.getByRole('dialog', { name: /История изменений/ });
  const entries = dialog.getByRole('article');
  await expect(entries).toHaveCount(4);
  await expect(entries.nth(0)).toContainText('Анна Петрова');
  await expect(entries.nth(0)).toContainText('О клиенте');
  await expect(entries.nth(1)).toContainText('+7 343 200-00-01 (Рабочий)');
  await expect(entries.nth(1)).not.toContainText('+7 495 123-45-67');
  await expect(entries.nth(2)).toContainText('Потенциальный');
  await expect(entries.nth(2)).toContainText('В работе');
  await expect(entries.nth(3)).toContainText('Запись создана');
  await axeCheck(window);
  await shot(window, 'history');

  await entries.nth(1).getByRole('button', { name: 'Вернуть это значение: Название' }).click();
  await expect(entries).toHaveCount(5);
  await expect(window.getByText('Значение возвращено: Название')).toBeVisible();

  await dialog.getByLabel('На дату', { exact: true }).fill('12.03.2026');
  await dialog.getByLabel('На дату', { exact: true }).press('Enter');
  const then = window.getByRole('dialog');
  await expect(then.getByText('Так карточка выглядела 12.03.2026')).toBeVisible();
  await expect(then).toContainText('Потенциальный');
  await expect(then).toContainText('Пётр Ёжиков');
  await expect(then).toContainText('+7 916 765-43-21');
  await expect(then).not.toContainText('+7 343 200-00-01');
  const timeline = then.getByRole('region', { name: 'Лента' });
  await expect(timeline.getByRole('listitem')).toHaveCount(2);
  await expect(timeline).toContainText('Просят образцы до конца месяца');
  await expect(timeline).toContainText('Открыта');
  await axeCheck(window);
  await shot(window, 'history-on-date');
  await then.getByRole('button', { name: 'К истории' }).click();

  await entries.nth(4).getByRole('button', { name: 'Вернуть версию' }).click();
  await window
    .getByRole('dialog', { name: /Вернуть версию/ })
    .getByRole('button', { name: 'Вернуть версию' })
    .click();
  await expect(entries).toHaveCount(6);
  await window.keyboard.press('Escape');
  await expect(name).toHaveValue('Зелёный сад');
  await expect(window.getByRole('combobox', { name: 'Статус' })).toHaveText('Потенциальный');

  // A file that was attached has a history of its own.
  const paper = join(mkdtempSync(join(tmpdir(), 'бумаги ')), 'Скан.pdf');
  writeFileSync(paper, 'скан');
  await stubOpenDialog(app, [paper]);
  await call(window, 'files.attach', { clientId: id, parentKind: 'clients', parentId: id });
  const [file] = await call(window, 'files.ofClient', { clientId: id });
  await call(window, 'files.rename', { id: file?.id ?? '', name: 'Договор.pdf' });
  await window.getByRole('button', { name: 'Действия с файлом: Договор.pdf' }).click();
  await window.getByRole('menuitem', { name: 'История изменений' }).click();
  const ofFile = window.getByRole('dialog', { name: 'История изменений: Договор.pdf' });
  await expect(ofFile.getByRole('article').first()).toContainText('Скан.pdf');
  await ofFile.getByRole('button', { name: 'Вернуть это значение: Название' }).click();
  await window.keyboard.press('Escape');
  await expect(window.getByRole('button', { name: 'Открыть файл: Скан.pdf' })).toBeVisible();
  rmSync(dirname(paper), { recursive: true });
  expect(errors).toEqual([]);
});

test('what was deleted lies in the recycle bin and comes back whole', async ({
  kartoteka: { window, errors },
}) => {
  await beginEmpty(window);
  await window.getByRole('link', { name: 'Корзина' }).click();
  await expect(window.getByText('Корзина пуста')).toBeVisible();
  const { id } = await call(window, 'clients.create', { patch: { name: 'Уходящий', legalForm: 'АО' } });
  await call(window, 'contacts.create', { patch: { clientId: id, name: 'Пётр' } });
  await call(window, 'notes.create', { patch: { clientId: id, text: 'Важное' } });
  const task = await call(window, 'tasks.create', {
    patch: { title: 'Отправить каталог', dueDate: '2026-12-01' },
  });
  await call(window, 'tasks.remove', { id: task.id });
  await call(window, 'clients.remove', { id });

  const table = window.getByRole('grid', { name: 'Удалённые записи' });
  const client = table.getByRole('row').filter({ hasText: 'Уходящий' });
  await expect(client).toContainText('с ним ещё 2');
  await expect(client).toContainText('Анна Петрова');
  await axeCheck(window);
  await shot(window, 'recycle-bin');
  await window.getByLabel('Найти в корзине').fill('КАТАЛОГ');
  await expect(table.getByRole('row')).toHaveCount(2);
  await window.getByLabel('Найти в корзине').fill('');
  await expect(client).toBeVisible();

  // Its history can be looked at before it comes back.
  await client.getByText('Уходящий').click();
  await expect(window.getByRole('dialog', { name: 'История изменений: Уходящий' })).toContainText(
    'Удалено в корзину',
  );
  await window.keyboard.press('Escape');
  await table.getByRole('checkbox', { name: 'Выбрать: Уходящий' }).check();
  await table.getByRole('checkbox', { name: 'Выбрать: Отправить каталог' }).check();
  await window.getByRole('button', { name: 'Вернуть выбранные (2)' }).click();
  await expect(window.getByText('Возвращены 4 записи')).toBeVisible();
  await expect(window.getByText('Корзина пуста')).toBeVisible();
  const card = await call(window, 'clients.card', { id });
  expect(card?.contacts).toHaveLength(1);
  expect((await call(window, 'tasks.byId', { id: task.id }))?.title).toBe('Отправить каталог');
  expect(errors).toEqual([]);
});
