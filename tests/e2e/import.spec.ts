import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import iconv from 'iconv-lite';
import { beginEmpty } from '../support/begin';
import { call } from '../support/call';
import { expectSoundLayout } from '../support/layout';
import { axeCheck, expect, shot, stubOpenDialog, stubSaveDialog, test } from '../support/test';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/import/${name}`, import.meta.url));

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'картотека импорт-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const button = (window: Page, name: string | RegExp) => window.getByRole('button', { name });

/** The number under a name among the counts. */
const tile = (window: Page, name: string) =>
  window.locator('dl > div', { has: window.getByText(name, { exact: true }) }).locator('dd');

async function openImport(window: Page): Promise<void> {
  await beginEmpty(window);
  await window.getByRole('link', { name: 'Импорт', exact: true }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Импорт' })).toBeVisible();
}

test('a table in windows-1251 gets in, its bad rows are saved, and all of it is undone', async ({
  kartoteka,
}) => {
  const { window, app, errors } = kartoteka;
  const good = readFileSync(fixture('windows-1251-semicolon.csv'));
  const bad = iconv.encode(
    '\r\n;;;;;Казань;;\r\nООО «Василёк»;;;;;Тула;;;лишнее;ещё\r\nООО «Ромашка»;7707083893;773601001;;;;;\r\n',
    'win1251',
  );
  const file = join(folder, 'клиенты.csv');
  writeFileSync(file, Buffer.concat([good, bad]));
  await openImport(window);
  await stubOpenDialog(app, [file]);
  await button(window, 'Выбрать файл').click();

  await expect(window.getByLabel('Кодировка')).toHaveText('Windows-1251');
  await expect(window.getByLabel('Разделитель')).toHaveText('Точка с запятой (;)');
  await expect(window.getByLabel('Название', { exact: true })).toHaveValue('client.name');
  await expect(window.getByLabel('Эл. почта')).toHaveValue('client.emails');
  await expect(window.getByRole('cell', { name: 'ИП Ёлкин Пётр Ильич' })).toBeVisible();
  await axeCheck(window);
  await shot(window, 'import-preview');

  // Another encoding is read at once, and so is the right one again.
  for (const [encoding, readable] of [
    ['CP866 (DOS)', false],
    ['Windows-1251', true],
  ] as const) {
    await window.getByRole('combobox', { name: 'Кодировка' }).click();
    await window.getByRole('option', { name: encoding }).click();
    await expect(window.getByRole('cell', { name: 'ИП Ёлкин Пётр Ильич' })).toBeVisible({
      visible: readable,
    });
  }

  await window.getByLabel('Метка для всех').fill('выставка');
  await window.getByLabel('Метка для всех').press('Control+Enter');
  await expect(tile(window, 'Новых')).toHaveText('4');
  await expect(tile(window, 'Дублей')).toHaveText('1');
  await expect(tile(window, 'С ошибками')).toHaveText('2');
  const problems = window.getByRole('table', { name: 'Замечания по строкам' });
  await expect(problems.getByRole('row', { name: /Нет ни названия/ })).toContainText('Ошибка');
  await expect(problems.getByRole('row', { name: /ИНН с ошибкой/ })).toContainText('7707083894');
  await axeCheck(window);
  await expectSoundLayout(window);
  await shot(window, 'import-checked');
  await window.evaluate("crm.call('settings.change', { theme: 'dark' })");
  await expect(window.locator('body')).toHaveCSS('background-color', 'rgb(18, 20, 22)');
  await axeCheck(window);
  await shot(window, 'import-checked-dark');
  await window.evaluate("crm.call('settings.change', { theme: 'light' })");

  // Leaving the screen and coming back loses nothing.
  await window.getByRole('link', { name: 'Сегодня', exact: true }).click();
  await window.getByRole('link', { name: 'Импорт', exact: true }).click();
  await expect(window.getByLabel('Метка для всех')).toHaveValue('выставка');
  await expect(button(window, 'Импортировать 4 строки')).toBeVisible();
  await window.getByLabel('Метка для всех').press('Control+Enter');

  await expect(window.getByText('Импорт завершён')).toBeVisible();
  await expect(tile(window, 'Создано клиентов')).toHaveText('4');
  await axeCheck(window);
  await shot(window, 'import-done');
  const target = join(folder, 'ошибки.csv');
  await stubSaveDialog(app, target);
  await button(window, 'Сохранить строки с ошибками').click();
  await expect(window.getByText('Строки с ошибками сохранены: ошибки.csv')).toBeVisible();
  const saved = readFileSync(target);
  expect([...saved.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(saved.toString('utf8').slice(1).split('\r\n')).toEqual([
    'Название;ИНН;КПП;Телефон;Эл. почта;Город;Контактное лицо;Примечание;Причина',
    ';;;;;Казань;;;Нет ни названия, ни имени, ни телефона, ни эл. почты',
    'ООО «Василёк»;;;;;Тула;;;Ячеек больше, чем столбцов;лишнее;ещё',
    '',
  ]);

  await call(window, 'clients.create', { patch: { name: 'Был и раньше' } });
  await button(window, 'Показать клиентов').click();
  const clients = window.getByRole('grid');
  for (const name of ['Ромашка', 'Ёлкин', 'Северный ветер', 'Щёлково Цемент']) {
    await expect(clients.getByRole('row', { name: new RegExp(name) })).toBeVisible();
  }
  const before = clients.getByRole('row', { name: /Был и раньше/ });
  await expect(before).toBeHidden();
  await axeCheck(window);
  await shot(window, 'import-clients');
  // The chip is taken off as any other: by its cross, or by Delete.
  await button(window, 'Из импорта: клиенты.csv').press('Delete');
  await expect(before).toBeVisible();

  await window.getByRole('link', { name: 'Импорт', exact: true }).click();
  await button(window, 'Готово').click();
  const history = window.getByRole('table', { name: 'История импортов' });
  await expect(history.getByRole('row', { name: /клиенты\.csv/ })).toContainText(
    '4 клиента, 3 контактных лица',
  );
  await shot(window, 'import-history');
  await button(window, 'Отменить импорт: клиенты.csv').click();
  await axeCheck(window);
  await window.getByRole('dialog').getByRole('button', { name: 'Отменить импорт' }).click();
  await expect(window.getByText('Импорт отменён: удалено 7')).toBeVisible();
  await expect(history.getByRole('row', { name: /клиенты\.csv/ })).toContainText('Отменён');
  await window.getByRole('link', { name: 'Клиенты', exact: true }).click();
  await expect(window.getByRole('row', { name: /Ромашка/ })).toBeHidden();

  // The columns of such a file are remembered.
  await window.getByRole('link', { name: 'Импорт', exact: true }).click();
  await button(window, 'Выбрать файл').click();
  await expect(window.getByText('Как в прошлый раз')).toBeVisible();
  await button(window, 'Не импортировать').click();
  await expect(button(window, 'Выбрать файл')).toBeVisible();

  // Two people with one office phone are two, and who may be whom is the person's to decide.
  const office = join(folder, 'люди.csv');
  writeFileSync(
    office,
    [
      'ФИО;Телефон;Дата рождения;ИНН/КПП',
      'Иванов Пётр;+7 495 123-45-67;3/4/1980;',
      'Сидорова Анна;+7 495 123-45-67;12/31/1975;',
      'ООО «Энергия»;;;7707083893.0/773601001',
      'Итого: 3;;;',
    ].join('\n'),
  );
  await stubOpenDialog(app, [office]);
  await button(window, 'Выбрать файл').click();
  await button(window, 'Проверить').click();
  await expect(tile(window, 'Возможных дублей')).toHaveText('1');
  await expect(window.getByLabel('Порядок в датах')).toContainText('Месяц, день (12/31/1975)');
  const possible = window.getByRole('table', { name: 'Возможные дубли: 1' });
  await expect(possible.getByRole('row', { name: /Сидорова Анна/ })).toContainText('строка 2');
  await expect(problems.getByRole('row', { name: /Строка итогов/ })).toContainText('Итого: 3');
  await axeCheck(window);
  await shot(window, 'import-possible');
  await window.evaluate("crm.call('settings.change', { theme: 'dark' })");
  await expect(window.locator('body')).toHaveCSS('background-color', 'rgb(18, 20, 22)');
  await axeCheck(window);
  await shot(window, 'import-possible-dark');
  await window.evaluate("crm.call('settings.change', { theme: 'light' })");
  await expect(button(window, 'Импортировать 3 строки')).toBeVisible();
  await possible.getByLabel('Что делать со строкой 3').selectOption('skip');
  await button(window, 'Импортировать с этими решениями').click();
  await expect(tile(window, 'Создано клиентов')).toHaveText('2');
  await expect(problems.getByRole('row', { name: /пропущен по вашему решению/ })).toContainText('строка 2');
  await shot(window, 'import-possible-done');
  expect(errors).toEqual([]);
});

test('a large import stops at once and what got in can be taken back', async ({ kartoteka }) => {
  const { window, app, errors } = kartoteka;
  const file = join(folder, 'большой.csv');
  const out = createWriteStream(file);
  out.write('Название;Телефон;Город;ФИО\n');
  for (let n = 0; n < 40_000; n += 1) {
    out.write(`ООО «Клиент ${n}»;+7916${String(n).padStart(7, '0')};Город ${n % 90};Иванов ${n}\n`);
  }
  await new Promise<void>((resolve) => out.end(() => resolve()));
  await openImport(window);
  await stubOpenDialog(app, [file]);
  await button(window, 'Выбрать файл').click();
  await button(window, 'Проверить').click();
  await button(window, /^Импортировать 40/).click({ timeout: 40_000 });
  await expect(window.getByRole('progressbar', { name: 'Импортируем…' })).toBeVisible();
  await shot(window, 'import-running');
  await expect(tile(window, 'Новых')).not.toHaveText('0');
  await window.getByRole('link', { name: 'Клиенты', exact: true }).click();
  await expect(window.getByRole('row', { name: /Клиент \d/ }).first()).toBeVisible();
  await window.getByRole('link', { name: 'Импорт', exact: true }).click();
  const asked = Date.now();
  await button(window, 'Остановить').click();
  await expect(window.getByText('Импорт остановлен')).toBeVisible({ timeout: 2000 });
  expect(Date.now() - asked).toBeLessThan(2000);
  await button(window, 'Отменить импорт').click();
  await window.getByRole('dialog').getByRole('button', { name: 'Отменить импорт' }).click();
  await expect(window.getByText(/Импорт отменён: удалено/)).toBeVisible({ timeout: 60_000 });
  expect(errors).toEqual([]);
});

test('what is no table is refused in words and with a code', async ({ kartoteka }) => {
  const { window, app } = kartoteka;
  await openImport(window);
  for (const [name, sentence, code] of [
    ['empty.csv', 'Файл пуст', 'import-empty'],
    ['garbage.csv', 'Это не таблица CSV и не vCard', 'import-not-text'],
    ['header-only.csv', 'В файле нет строк с данными', 'import-no-rows'],
  ] as const) {
    await stubOpenDialog(app, [fixture(name)]);
    await button(window, 'Выбрать файл').click();
    const refusal = window.getByRole('alert').filter({ hasText: sentence });
    await expect(refusal).toContainText(`Код: ${code}`);
  }
  await stubOpenDialog(app, []);
  await button(window, 'Выбрать файл').click();
  await expect(button(window, 'Выбрать файл')).toBeEnabled();
});
