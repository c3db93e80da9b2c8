import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type RunningServer, startServer } from '../../src/server/start-server';
import { call } from '../support/call';
import { stubOpenDialog } from '../support/dialogs';
import { goTo, indicator, joinServer } from '../support/join';
import { axeCheck, expect, freshProfile, shot, test } from '../support/test';

const password = 'надёжный пароль 8';
const patience = { timeout: 30_000 };
let server: RunningServer;
let folder: string;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'картотека компания '));
  server = await startServer({ database: { folder: join(folder, 'сервер') }, passwordCost: 10 });
  await server.createUser({ login: 'olga', name: 'Ольга Главная', role: 'admin', password });
  await server.createUser({ login: 'anna', name: 'Анна Петрова', password });
});
test.afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const inList = (window: Page, name: string) => window.getByRole('grid').getByText(name);

/** Opens the client from the list. */
async function openClient(window: Page, name: string): Promise<void> {
  await goTo(window, '/clients');
  await inList(window, name).click();
  await expect(window.getByLabel('Ответственный')).toBeVisible();
}

/** Chooses who is responsible for the client whose card is open. */
async function giveTo(window: Page, name: string): Promise<void> {
  await window.getByRole('combobox', { name: 'Ответственный' }).click();
  await window.getByRole('option', { name }).click();
}

/** Whether the search finds the client, as a person sees it. */
async function expectInSearch(window: Page, typed: string, name: string, found: boolean): Promise<void> {
  const field = window.getByRole('combobox', { name: 'Поиск', exact: true });
  await expect(async () => {
    await field.fill('');
    await field.fill(typed);
    await expect(window.getByRole('listbox')).toBeVisible();
    await expect(window.getByRole('option', { name: new RegExp(name) })).toHaveCount(found ? 1 : 0);
  }).toPass(patience);
  await field.press('Escape');
}

test('a company of two: a client handed over, both offline, a conflict, a photo, a lost computer', async ({
  launch,
}) => {
  test.slow();
  const olga = await launch();
  const anna = await launch({ profile: freshProfile() });
  await joinServer(olga.window, server.url, 'olga', password);
  await joinServer(anna.window, server.url, 'anna', password);

  // Olga's client becomes Anna's by one choice on the card: it comes into her list and her search.
  const { id } = await call(olga.window, 'clients.create', {
    patch: { name: 'ООО «Лютик»', kind: 'company' },
  });
  await call(olga.window, 'notes.create', { patch: { clientId: id, text: 'Ждут образцы тканей' } });
  await goTo(anna.window, '/clients');
  await expectInSearch(anna.window, 'лютик', 'Лютик', false);
  await openClient(olga.window, 'Лютик');
  await giveTo(olga.window, 'Анна Петрова');
  await expect(inList(anna.window, 'Лютик')).toBeVisible(patience);
  await expectInSearch(anna.window, 'образцы', 'Ждут образцы тканей', true);

  // The server goes away; both change the same field, and others, and Anna attaches a photo.
  await expect(indicator(anna.window)).not.toContainText('Не отправлено', patience);
  await expect(indicator(olga.window)).not.toContainText('Не отправлено', patience);
  const { url } = server;
  await server.close();
  await call(anna.window, 'clients.change', { id, patch: { site: 'anna.example', city: 'Тверь' } });
  await call(olga.window, 'clients.change', { id, patch: { site: 'olga.example', source: 'Сайт' } });
  const photo = join(folder, 'Фото витрины.jpg');
  writeFileSync(photo, randomBytes(700_000));
  await stubOpenDialog(anna.app, [photo]);
  await openClient(anna.window, 'Лютик');
  await anna.window.getByRole('button', { name: 'Добавить: Прикрепить файл' }).click();
  await expect(anna.window.getByText(/684 КБ.*только на этом компьютере/)).toBeVisible();
  await shot(anna.window, 'card-files');
  for (const { window } of [anna, olga]) {
    await expect(indicator(window)).toContainText(/Офлайн.*Не отправлено/, patience);
  }

  // It comes back: the photo travels, what both changed waits for a person, everything else is joined.
  server = await startServer({
    database: { folder: join(folder, 'сервер') },
    passwordCost: 10,
    port: Number(new URL(url).port),
  });
  for (const { window } of [anna, olga]) {
    await window.keyboard.press('F9');
    await expect(indicator(window)).toContainText('Онлайн', patience);
    await expect(window.getByRole('button', { name: '1 конфликт' })).toBeVisible(patience);
  }
  await openClient(olga.window, 'Лютик');
  await expect(olga.window.getByText(/684 КБ.*на сервере/)).toBeVisible(patience);
  await olga.app.evaluate(({ shell }) => {
    shell.openPath = async (path) => {
      (globalThis as unknown as { opened: string }).opened = path;
      return '';
    };
  });
  await olga.window.getByRole('button', { name: 'Открыть файл: Фото витрины.jpg' }).click();
  const opened = () => olga.app.evaluate(() => (globalThis as unknown as { opened?: string }).opened ?? '');
  // Under a name of our own: a colleague's never becomes a path.
  await expect.poll(opened, patience).toMatch(/Вложение \d+\.jpg$/);
  expect(readFileSync(await opened()).equals(readFileSync(photo))).toBe(true);

  await expect(anna.window.getByText('Здесь 1 неразобранный конфликт')).toBeVisible();
  await anna.window.getByRole('link', { name: 'Разобрать' }).click();
  const collision = anna.window.getByRole('article', { name: 'Клиент: Лютик' });
  await expect(collision.getByText('anna.example')).toBeVisible();
  await expect(collision.getByText('olga.example')).toBeVisible();
  await axeCheck(anna.window);
  await shot(anna.window, 'conflicts');
  const left = await collision.getByRole('row', { name: /Сайт/ }).getByRole('cell').nth(1).innerText();
  await collision.getByRole('button', { name: 'Взять', exact: true }).click();
  await collision.getByRole('button', { name: 'Решить' }).click();
  await expect(anna.window.getByText('Решать нечего')).toBeVisible();
  await shot(anna.window, 'conflicts-none');
  await anna.window.getByRole('button', { name: 'Решённые' }).click();
  await expect(collision.getByRole('button', { name: 'Открыть снова' })).toBeVisible();
  await expect(olga.window.getByRole('button', { name: /конфликт/ })).toBeHidden(patience);
  await expect
    .poll(async () => (await call(olga.window, 'clients.card', { id }))?.client, patience)
    .toMatchObject({ site: left, city: 'Тверь', source: 'Сайт' });

  // Olga takes the client back: it leaves Anna's list and search with everything that belongs to it.
  await goTo(anna.window, '/clients');
  await expect(inList(anna.window, 'Лютик')).toBeVisible();
  await giveTo(olga.window, 'Ольга Главная');
  await expect(inList(anna.window, 'Лютик')).toHaveCount(0, patience);
  await expectInSearch(anna.window, 'лютик', 'Лютик', false);
  await expectInSearch(anna.window, 'образцы', 'Ждут образцы тканей', false);

  // Anna's computer is lost with an edit that was never sent: at its next contact it hands it over and is wiped.
  await call(anna.window, 'sync.pause', { paused: true });
  await call(anna.window, 'clients.create', { patch: { name: 'Только у Анны', kind: 'company' } });
  await goTo(olga.window, '/settings');
  await olga.window.getByRole('button', { name: 'Устройства' }).click();
  const row = olga.window
    .getByRole('table', { name: 'Компьютер' })
    .getByRole('row')
    .filter({ hasText: 'Анна' });
  await row.getByRole('button', { name: /Отозвать/ }).click();
  await axeCheck(olga.window);
  await olga.window.getByRole('dialog').getByRole('button', { name: 'Отозвать' }).click();
  await expect(row.getByText('Отозван, ждём связи')).toBeVisible();
  await call(anna.window, 'sync.pause', { paused: false });
  await expect(anna.window.getByText('Этот компьютер отозван администратором')).toBeVisible(patience);
  await shot(anna.window, 'wiped');
  await olga.window.getByRole('button', { name: 'Обновить' }).click();
  await expect(row.getByText('База стёрта')).toBeVisible(patience);
  await shot(olga.window, 'devices');
  await goTo(olga.window, '/conflicts');
  await olga.window.getByRole('button', { name: /^От сотрудников/ }).click();
  const words = olga.window.getByRole('article', { name: 'Клиент: Только у Анны' });
  await expect(words.getByText('Новая запись')).toBeVisible();
  await words.getByRole('button', { name: 'Принять' }).click();
  await expect(olga.window.getByText('От сотрудников ничего не ждёт')).toBeVisible();
  await goTo(olga.window, '/clients');
  await expect(inList(olga.window, 'Только у Анны')).toBeVisible(patience);
});
