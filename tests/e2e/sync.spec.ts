import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningServer, startServer } from '../../src/server/start-server';
import { beginEmpty } from '../support/begin';
import { call } from '../support/call';
import { fillServer, indicator } from '../support/join';
import { axeCheck, expect, freshProfile, shot, test } from '../support/test';

const password = 'надёжный пароль 7';
let server: RunningServer;

let folder: string;

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'картотека сервер '));
  server = await startServer({ database: { folder }, passwordCost: 12 });
  await server.createUser({ login: 'anna', name: 'Анна Петрова', role: 'admin', password });
  await server.createUser({ login: 'boris', name: 'Борис Котов', role: 'admin', password });
});
test.afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

test('two people work offline, come back, and both have everything', async ({ launch }) => {
  const anna = await launch();
  const boris = await launch({ profile: freshProfile() });
  // Anna joins from the welcome; a wrong password is told and nothing is lost.
  await anna.window.getByRole('button', { name: 'Подключиться к серверу' }).click();
  await fillServer(anna.window, server.url, 'anna', 'не тот пароль');
  await expect(anna.window.getByText('Неверный логин или пароль')).toBeVisible();
  await shot(anna.window, 'sync-wrong-password');
  await anna.window.getByLabel('Пароль').fill(password);
  await anna.window.getByRole('button', { name: 'Подключиться', exact: true }).click();
  await expect(indicator(anna.window)).toContainText('Онлайн');

  // Boris worked alone before he joins from the settings.
  await beginEmpty(boris.window, 'Боря');
  await call(boris.window, 'clients.create', { patch: { name: 'ООО «Лютик»', kind: 'company' } });
  await boris.window.getByRole('link', { name: 'Настройки' }).click();
  await indicator(boris.window).click();
  await boris.window.getByRole('dialog').getByRole('button', { name: 'Подключиться' }).click();
  await fillServer(boris.window, server.url, 'boris', password);
  await expect(indicator(boris.window)).toContainText('Онлайн');
  await expect(boris.window.getByText('Всё отправлено')).toBeVisible();
  await axeCheck(boris.window);
  await shot(boris.window, 'sync-settings');

  await anna.window.getByRole('link', { name: 'Клиенты' }).click();
  await expect(anna.window.getByRole('grid').getByText('Лютик')).toBeVisible();

  // The server goes away: both go on.
  const { url } = server;
  await server.close();
  const twin = { kind: 'company' as const, inn: '7707083893' };
  await call(anna.window, 'clients.create', { patch: { ...twin, name: 'Клиент Анны' } });
  await call(boris.window, 'clients.create', { patch: { ...twin, name: 'Клиент Бориса' } });
  await expect(indicator(anna.window)).toContainText('Не отправлено: 1');
  await expect(indicator(anna.window)).toContainText('Офлайн');
  await expect(anna.window.getByRole('grid').getByText('Клиент Анны')).toBeVisible();
  await shot(anna.window, 'sync-offline');

  // It comes back: so does everything.
  server = await startServer({ database: { folder }, passwordCost: 12, port: Number(new URL(url).port) });
  await boris.window.getByRole('link', { name: 'Клиенты' }).click();
  for (const { window } of [anna, boris]) {
    await window.keyboard.press('F9');
    await expect(indicator(window)).toContainText('Онлайн', { timeout: 20_000 });
    await expect(indicator(window)).not.toContainText('Не отправлено');
    for (const name of ['Лютик', 'Клиент Анны', 'Клиент Бориса']) {
      await expect(window.getByRole('grid').getByText(name)).toBeVisible();
    }
  }

  // Whom both entered waits for a person, who joins the two.
  for (const { window } of [anna, boris]) {
    await expect(window.getByRole('button', { name: '1 конфликт' })).toBeVisible({ timeout: 20_000 });
  }
  await anna.window.getByRole('button', { name: '1 конфликт' }).click();
  await anna.window.getByRole('button', { name: 'Оставить этого: Клиент Анны' }).click();
  await expect(anna.window.getByText('Решать нечего')).toBeVisible();
  await expect(boris.window.getByRole('button', { name: /конфликт/ })).toBeHidden();
  await expect(boris.window.getByRole('grid').getByText('Клиент Бориса')).toBeHidden();

  // «Синхронизация»: both sides' counts agree, what happened is told, a pause holds edits back until it is over.
  await indicator(anna.window).click();
  await anna.window.getByRole('button', { name: 'Подробнее' }).click();
  const exchange = anna.window.getByRole('dialog', { name: 'Синхронизация' });
  const clients = exchange.getByRole('row', { name: /Клиенты/ });
  await expect(clients.getByRole('cell')).toHaveText(['2', '0', '2']);
  await expect(exchange.getByText('Связь с сервером есть.').first()).toBeVisible();
  await axeCheck(anna.window);
  await shot(anna.window, 'sync-window');
  await exchange.getByRole('button', { name: 'Приостановить' }).click();
  await expect(exchange.getByText(/^Приостановлен/)).toBeVisible();
  await call(anna.window, 'clients.create', { patch: { name: 'На паузе', kind: 'company' } });
  await expect(clients.getByRole('cell')).toHaveText(['3', '1', '—']);
  await exchange.getByRole('button', { name: 'Продолжить' }).click();
  await expect(clients.getByRole('cell')).toHaveText(['3', '0', '3'], { timeout: 20_000 });
});
