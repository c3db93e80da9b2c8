import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type RunningServer, startServer } from '../../src/server/start-server';
import { call } from '../support/call';
import { goTo, joinServer } from '../support/join';
import { expectSoundLayout } from '../support/layout';
import { inMemory } from '../support/memory-database';
import {
  axeCheck,
  expect,
  freshProfile,
  type Launched,
  shot,
  stubOpenDialog,
  stubSaveDialog,
  test,
} from '../support/test';

const password = 'надёжный пароль 9';
let server: RunningServer;
let isAway = false;
const folder = mkdtempSync(join(tmpdir(), 'выгрузки '));

test.beforeAll(async () => {
  server = await startServer({ database: await inMemory(), passwordCost: 4, loginsPerMinute: 10_000 });
  await server.createUser({ login: 'root', name: 'Ольга Главная', role: 'admin', password });
  await server.createUser({ login: 'anna', name: 'Анна Петрова', password });
});
test.afterAll(async () => {
  if (!isAway) await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const signIn = (login: string, device: string, given = password) =>
  fetch(`${server.url}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: given, device: { id: device, name: `Ноутбук ${device}` } }),
  });

/** Everything that carries records out of the database, in the way its buttons do. */
async function exportAll({ app, window }: Launched): Promise<void> {
  const { id: clientId } = await call(window, 'clients.create', {
    patch: { name: 'ООО «Тайный клиент»', kind: 'company' },
  });
  const { id } = await call(window, 'documents.createDraft', {
    clientId,
    type: 'invoice',
    date: '2026-11-20',
  });
  const draft = await call(window, 'documents.byId', { id });
  if (!draft) throw new Error('no draft');
  const line = {
    id: 'l',
    article: '',
    name: 'Стол',
    quantity: '1',
    unit: 'шт',
    price: 100_000,
    discount: 0,
    vatRate: '20',
  };
  await call(window, 'documents.changeDraft', { id, content: { ...draft.content, lines: [line] } });
  await call(window, 'documents.post', { id });
  await call(window, 'documents.saveFiles', { id });

  const scan = join(folder, 'Скан договора.pdf');
  writeFileSync(scan, 'скан');
  await stubOpenDialog(app, [scan]);
  await call(window, 'files.attach', { clientId, parentKind: 'clients', parentId: clientId });
  const [file] = await call(window, 'files.ofClient', { clientId });
  await stubSaveDialog(app, join(folder, 'Сохранённый.pdf'));
  await call(window, 'files.saveAs', { id: file?.id ?? '' });
  await stubSaveDialog(app, '');
  await call(window, 'files.saveAs', { id: file?.id ?? '' });
  await app.evaluate(({ shell }) => {
    shell.openPath = async () => '';
  });
  await window.keyboard.press('Shift');
  await call(window, 'files.open', { id: file?.id ?? '' });

  const list = join(folder, 'клиенты.csv');
  writeFileSync(list, 'Название;ИНН;Город\nООО «Верный»;7707083893;Тверь\n;;Казань\n');
  await stubOpenDialog(app, [list]);
  await goTo(window, '/import');
  await window.getByRole('button', { name: 'Выбрать файл' }).click();
  await window.getByRole('button', { name: 'Проверить' }).click();
  await window.getByRole('button', { name: /^Импортировать/ }).click();
  await expect(window.getByText('Импорт завершён')).toBeVisible();
  await stubSaveDialog(app, join(folder, 'ошибки.csv'));
  await window.getByRole('button', { name: 'Сохранить строки с ошибками' }).click();
  await expect(window.getByText('Строки с ошибками сохранены: ошибки.csv')).toBeVisible();

  await stubOpenDialog(app, [folder]);
  await call(window, 'backups.pickFolder', {});
  await call(window, 'backups.make', {});
}

/** The kinds of exports in the server's log, as the administrator's window is told, the earliest first. */
async function exportsTold(window: Page): Promise<string[]> {
  const query = { kind: 'exports', userId: '', from: '', to: '', before: 0, limit: 500 } as const;
  const { entries } = await call(window, 'audit.page', query);
  return entries.map(({ details }) => String(details.what)).reverse();
}

test('the log has every export and sign-in, in words, for the administrator alone', async ({ launch }) => {
  test.slow();
  const root = await launch();
  const anna = await launch({ profile: freshProfile() });
  await joinServer(root.window, server.url, 'root', password);
  await call(root.window, 'organizations.save', { patch: { name: 'Ромашка', inn: '7707083893' } });
  await joinServer(anna.window, server.url, 'anna', password);
  await expect
    .poll(async () => (await call(anna.window, 'organizations.own', {}))?.name, { timeout: 20_000 })
    .toBe('Ромашка');

  // Offline they wait, and come with the next exchange.
  await call(anna.window, 'sync.pause', { paused: true });
  const { name } = await call(anna.window, 'backups.make', {});
  await stubOpenDialog(anna.app, [folder]);
  await call(anna.window, 'backups.pickFolder', {});
  expect(await exportsTold(root.window)).toEqual([]);
  // Nor does a copy that is put back make what came after it untold.
  await call(anna.window, 'backups.restore', { source: name, secret: '' });
  await expect.poll(() => exportsTold(root.window), { timeout: 20_000 }).toEqual(['copy', 'copies-folder']);
  await exportAll(anna);
  await expect
    .poll(() => exportsTold(root.window), { timeout: 20_000 })
    .toEqual([
      'copy',
      'copies-folder',
      'document',
      'document',
      'file',
      'file-opened',
      'failed-rows',
      'copies-folder',
      'copy',
    ]);

  // More than a page of the log, and somebody who guesses. What one person repeats is folded after twenty entries.
  for (let attempt = 0; attempt < 6; attempt += 1) await signIn('anna', 'stranger', 'не тот пароль');
  for (let person = 0; person < 8; person += 1) {
    await server.createUser({ login: `person-${person}`, name: `Сотрудник ${person}`, password });
    for (let attempt = 0; attempt < 16; attempt += 1) await signIn(`person-${person}`, `${person}`);
  }
  await signIn('root', 'last');

  const { window } = root;
  await window.getByRole('link', { name: 'Настройки' }).click();
  await window.getByRole('button', { name: 'Открыть журнал' }).click();
  const log = window.getByRole('grid', { name: 'Журнал сервера' });
  await expect(log.getByRole('row').nth(1)).toContainText('Вход');
  await expect(log.getByRole('row').nth(1)).toContainText('Ольга Главная');
  await expect(window.getByText(/^Показано 100/)).toBeVisible();
  await axeCheck(window);
  await expectSoundLayout(window);
  await shot(window, 'audit');

  // The older ones come as they are scrolled to.
  await log.focus();
  await window.keyboard.press('End');
  await expect(window.getByText(/^Показано 1[4-9]\d/)).toBeVisible();
  await window.keyboard.press('End');
  await expect(log.getByText('Сотрудник добавлен').first()).toBeVisible();
  await expect(log.getByText('Командная строка сервера').first()).toBeVisible();

  const choose = async (label: string, option: string) => {
    await window.getByLabel(label, { exact: true }).click();
    await window.getByRole('option', { name: option }).click();
  };
  await choose('Событие', 'Выгрузки');
  await expect(window.getByText(/^Показано 9/)).toBeVisible();
  await expect(log.getByRole('row').nth(1)).toContainText(/Копия базы, \d+ запис/);
  await expect(log.getByText('Неудачные строки импорта, 1 запись')).toBeVisible();
  await expect(log.getByText('Документ записан в файл')).toHaveCount(2);
  await expect(window.getByText('Тайный клиент')).toHaveCount(0);
  await shot(window, 'audit-exports');
  await log.focus();
  await window.keyboard.press('Enter');
  const entry = window.getByRole('dialog', { name: 'Выгрузка' });
  await expect(entry.getByText('Анна Петрова')).toBeVisible();
  await axeCheck(window);
  await window.keyboard.press('Escape');

  await choose('Событие', 'Неудачи и блокировки');
  await expect(window.getByText(/^Показано 6/)).toBeVisible();
  await expect(log.getByRole('row').nth(1)).toContainText('Блокировка входа');
  await expect(log.getByRole('row').nth(1)).toContainText('На 1 минуту');
  await choose('Сотрудник', 'Ольга Главная');
  await expect(window.getByText('Ничего не нашлось')).toBeVisible();
  await axeCheck(window);
  await shot(window, 'audit-nothing');
  await window.getByRole('button', { name: 'Сбросить фильтры' }).click();
  await expect(window.getByText(/^Показано 100/)).toBeVisible();

  // A seller has no way to it, and the server refuses whoever asks without one.
  await anna.window.getByRole('link', { name: 'Настройки' }).click();
  await expect(anna.window.getByRole('button', { name: 'Открыть журнал' })).toHaveCount(0);
  await goTo(anna.window, '/settings/audit');
  await expect(anna.window.locator('[data-code="sync-forbidden"]')).toBeVisible();
  await expect(anna.window.getByRole('grid', { name: 'Журнал сервера' })).toHaveCount(0);

  await call(window, 'settings.change', { language: 'en' });
  await expect(window.getByRole('grid', { name: 'Server log' }).getByText('Signed in').first()).toBeVisible();
  await shot(window, 'audit-en');
  await call(window, 'settings.change', { language: 'ru' });

  await server.close();
  isAway = true;
  await window.getByRole('button', { name: 'Сегодня', exact: true }).click();
  await expect(window.getByText(/Журнал хранит сервер, а он не отвечает/)).toBeVisible({ timeout: 30_000 });
  await axeCheck(window);
  await shot(window, 'audit-offline');
});
