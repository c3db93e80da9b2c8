import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type RunningServer, startServer } from '../../src/server/start-server';
import { beginEmpty } from '../support/begin';
import { call } from '../support/call';
import { goTo, indicator, joinServer } from '../support/join';
import { axeCheck, expect, freshProfile, shot, stubOpenDialog, test } from '../support/test';

/** A Tuesday, one in the afternoon in Moscow. */
const NOW = '2026-03-10T10:00:00.000Z';

const tile = (window: Page, name: string) =>
  window.locator('dl > div', { has: window.getByText(name, { exact: true }) }).locator('dd');

test('a file of deals gets in by the names in it, what is open is asked, and all is undone', async ({
  launch,
}) => {
  const { window, app } = await launch({ now: NOW });
  await beginEmpty(window);
  await call(window, 'clients.create', { patch: { name: 'Ромашка' } });
  const folder = mkdtempSync(join(tmpdir(), 'картотека сделки-'));
  const file = join(folder, 'сделки.csv');
  writeFileSync(
    file,
    [
      'Название сделки;Компания;Сумма;Этап сделки;Дата закрытия;Ответственный',
      'Поставка кабеля;Ромашка;1 200 000;Переговоры;31.03.2026;',
      'Ремонт;Ромашкаа;80 000;Обдумывание;;Пётр Иванов',
      'Аренда;;50 000;Отказ;15.01.2026;',
      ';;;;;',
    ].join('\r\n'),
  );
  await window.getByRole('link', { name: 'Импорт', exact: true }).click();
  await stubOpenDialog(app, [file]);
  await window.getByRole('button', { name: 'Выбрать файл' }).click();
  await expect(window.getByLabel('Что в строках')).toHaveText('Сделки');
  await expect(window.getByLabel('Этап сделки')).toHaveValue('deals.stageId');
  await window.getByRole('button', { name: 'Проверить' }).click();
  await expect(tile(window, 'Новых')).toHaveText('3');
  await expect(tile(window, 'Без клиента')).toHaveText('2');
  const names = window.getByRole('region', { name: /^Названия и имена в файле/ });
  await expect(names.getByRole('row', { name: /Ромашкаа/ })).toContainText('Похожее название');
  await axeCheck(window);
  await shot(window, 'deals-import');
  await names.getByLabel('Что такое «Ромашкаа»').selectOption({ label: 'Ромашка' });
  await names.getByLabel('Что такое «Обдумывание»').selectOption({ label: 'Квалификация' });
  await window.getByRole('button', { name: 'Импортировать с этими решениями' }).click();
  await expect(window.getByText('Импорт завершён')).toBeVisible();
  await expect(tile(window, 'Создано: сделки')).toHaveText('3');
  await expect(tile(window, 'Без клиента')).toHaveText('1');
  await axeCheck(window);
  await window.getByRole('button', { name: 'Показать сделки' }).click();
  const board = window.getByRole('region', { name: 'Доска сделок: Продажи' });
  const column = (name: string) => board.getByRole('region', { name: new RegExp(`^${name}:`) });
  await expect(column('Квалификация')).toContainText('Ремонт');
  await expect(column('Квалификация')).toContainText('Ромашка');
  await expect(column('Переговоры')).toContainText('1 200 000 ₽');
  await window.getByRole('button', { name: 'Только из импорта' }).click();

  await window.getByRole('link', { name: 'Импорт', exact: true }).click();
  await window.getByRole('button', { name: 'Готово' }).click();
  await expect(window.getByRole('row', { name: /сделки\.csv/ })).toContainText('сделки: 3');
  await window.getByRole('button', { name: 'Отменить импорт: сделки.csv' }).click();
  const undo = window.getByRole('dialog');
  await expect(undo).toContainText('сделки: 3');
  await undo.getByRole('button', { name: 'Отменить импорт' }).click();
  await expect(window.getByText(/Импорт отменён: удалено 3/)).toBeVisible();
  rmSync(folder, { recursive: true, force: true });
});

test('what comes next is asked after a call and a finished task; «Сегодня» and the timeline know the deal', async ({
  launch,
}) => {
  const { window } = await launch({ now: NOW });
  await beginEmpty(window);
  const clientId = (await call(window, 'clients.create', { patch: { name: 'Ромашка' } })).id;
  for (const [title, amount] of [
    ['Поставка кабеля', 120_000_00],
    ['Обслуживание', 80_000_00],
  ] as const) {
    await call(window, 'deals.create', {
      patch: { title, clientId, amount, expectedClose: title === 'Обслуживание' ? '2026-03-10' : '' },
    });
  }
  await goTo(window, '/');
  const attention = window.getByRole('list', { name: 'Сделки: что требует внимания' });
  await expect(attention.getByRole('listitem')).toHaveText([
    /Обслуживание.*Закрыть сегодня · Нет следующего шага/,
    /Поставка кабеля.*Нет следующего шага/,
  ]);
  await axeCheck(window);
  await shot(window, 'deals-today');

  // A call about one of two deals, without a next step: it is asked for that one.
  await goTo(window, `/clients/${clientId}`);
  await expect(window.getByRole('region', { name: 'Сделки' })).toContainText('В работе 2');
  await window.getByRole('button', { name: 'Записать звонок' }).click();
  const sheet = window.getByRole('dialog', { name: 'Звонок' });
  await sheet.getByLabel('Сделка', { exact: true }).click();
  await window.getByRole('option', { name: /Поставка кабеля/ }).click();
  await sheet.getByRole('radio', { name: 'Дозвон' }).check();
  await axeCheck(window);
  await shot(window, 'deals-call');
  await window.keyboard.press('Control+Enter');
  const next = window.getByRole('dialog', { name: 'Что дальше?' });
  await expect(next).toContainText('У сделки «Поставка кабеля» нет следующего шага');
  await next.getByLabel('Что сделать').fill('Отправить договор');
  await window.keyboard.press('Control+Enter');
  await expect(window.getByText('Следующий шаг запланирован')).toBeVisible();

  // The task is finished: it is asked again, for the same deal.
  await window.getByRole('button', { name: 'Выполнить задачу «Отправить договор»' }).click();
  await expect(next).toContainText('Поставка кабеля');
  await window.keyboard.press('Escape');

  // The timeline tells of both deals; the chip narrows it to them.
  await window.getByRole('button', { name: 'Сделки 2' }).click();
  await expect(window.getByRole('article', { name: /^Сделка/ })).toHaveCount(2);
  await expect(window.getByRole('region', { name: 'История клиента' })).toContainText(
    'Начата на этапе «Новый запрос»',
  );
  await shot(window, 'deals-timeline');

  // Lines make the amount.
  await window
    .getByRole('article', { name: 'Сделка, Обслуживание' })
    .getByRole('button', { name: 'Обслуживание' })
    .click();
  await window.getByRole('button', { name: 'Добавить: Добавить строку' }).click();
  const lines = window.getByRole('dialog', { name: 'Товары и услуги сделки' });
  await lines.getByLabel('Товар или услуга, строка 1').fill('Кабель');
  await lines.getByLabel(/^Кол.*, строка 1/).fill('10');
  await lines.getByLabel(/^Цена.*, строка 1/).fill('1500');
  await axeCheck(window);
  await shot(window, 'deals-lines');
  await window.keyboard.press('Control+Enter');
  await expect(lines).toBeHidden();
  await expect(window.getByRole('heading', { name: 'Обслуживание' }).locator('..')).toContainText('15 000 ₽');
});

test.describe('with a server', () => {
  const password = 'надёжный пароль 7';
  let server: RunningServer;
  let folder: string;
  const options = () => ({ database: { folder }, passwordCost: 4 });
  test.beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'картотека сервер '));
    server = await startServer(options());
    const team = (await server.createTeam('Продажи')).id;
    await server.createUser({ login: 'anna', name: 'Анна Петрова', role: 'head', team, password });
    await server.createUser({ login: 'boris', name: 'Борис Котов', role: 'seller', team, password });
  });
  test.afterEach(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a head makes a funnel, and a seller works in it offline by the keyboard', async ({ launch }) => {
    const anna = await launch({ now: NOW });
    const boris = await launch({ now: NOW, profile: freshProfile() });
    await joinServer(anna.window, server.url, 'anna', password);
    await joinServer(boris.window, server.url, 'boris', password);
    await goTo(anna.window, '/settings/funnels');
    const section = anna.window.getByRole('region', { name: 'Воронки сделок' });
    await section.getByRole('button', { name: 'Новая воронка' }).click();
    await section.getByLabel('Название воронки').fill('Сервис');
    await section.getByLabel('Название этапа 1').fill('Заявка');
    await section.getByRole('button', { name: 'Сохранить воронку' }).click();
    await expect(anna.window.getByText('Воронка сохранена')).toBeVisible();

    // The seller has the funnel and may not change it; then he is offline.
    const { window } = boris;
    await window.keyboard.press('Control+7');
    await expect(window.getByLabel('Воронка')).toBeVisible({ timeout: 20_000 });
    await expect(window.getByRole('button', { name: 'Настроить воронки' })).toBeHidden();
    const { port } = new URL(server.url);
    await server.close();
    await expect(indicator(window)).toContainText('Офлайн', { timeout: 20_000 });
    await window.getByLabel('Воронка').click();
    await window.getByRole('option', { name: 'Сервис' }).press('Enter');
    await window.keyboard.press('Control+Shift+D');
    await expect(window.getByRole('dialog', { name: 'Новая сделка' }).getByLabel('Название')).toBeFocused();
    await window.keyboard.type('Ремонт станка');
    await window.keyboard.press('Control+Enter');
    await expect(window.getByRole('heading', { name: 'Ремонт станка' })).toBeVisible();
    await window.keyboard.press('Control+7');
    const board = window.getByRole('region', { name: 'Доска сделок: Сервис' });
    await shot(window, 'deals-offline');
    await board.getByRole('button', { name: 'Ремонт станка', exact: true }).focus();
    await window.keyboard.press('Control+ArrowRight');
    await expect(
      window.locator('[aria-live=polite]', { hasText: 'перемещена на этап «Квалификация»' }),
    ).toBeAttached();
    await expect(indicator(window)).toContainText('Не отправлено');

    // Back online, the head sees the deal where he moved it.
    server = await startServer({ ...options(), port: Number(port) });
    for (const one of [window, anna.window]) await one.keyboard.press('F9');
    await anna.window.keyboard.press('Control+7');
    await anna.window.getByLabel('Воронка').click();
    await anna.window.getByRole('option', { name: 'Сервис' }).press('Enter');
    await expect(
      anna.window.getByRole('region', { name: /^Квалификация:/ }).getByText('Ремонт станка'),
    ).toBeVisible({ timeout: 20_000 });
  });
});
