import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { type RunningServer, startServer } from '../../src/server/start-server';
import { beginEmpty } from '../support/begin';
import { call } from '../support/call';
import { inMemory } from '../support/memory-database';
import {
  chooseDocumentsFolder,
  expect,
  freshProfile,
  type Launched,
  shot,
  stubOpenDialog,
  test,
} from '../support/test';

/** Real files where they are at hand, our own otherwise. */
const shared = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const own = fileURLToPath(new URL('../fixtures/import/', import.meta.url));
const real = existsSync(join(shared, 'maven-crm', 'accounts.csv'));
const table = real
  ? { file: join(shared, 'maven-crm', 'accounts.csv'), client: 'Betasoloin', typed: 'betaso', atLeast: 80 }
  : { file: join(own, 'windows-1251-semicolon.csv'), client: 'Ромашка', typed: 'ромаш', atLeast: 4 };
const cards = real ? join(shared, 'vcard', 'gmail-list.vcf') : join(own, 'cards-3.0.vcf');
const password = 'день-деньской 2026';

let folder: string;
let server: RunningServer;
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'картотека день '));
  server = await startServer({ database: await inMemory(), passwordCost: 12 });
  await server.createUser({ login: 'anna', name: 'Анна Петрова', role: 'admin', password });
  await server.createUser({ login: 'boris', name: 'Борис Котов', role: 'admin', password });
});
test.afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function importFile({ window, app }: Launched, file: string): Promise<void> {
  await window.getByRole('link', { name: 'Импорт', exact: true }).click();
  await stubOpenDialog(app, [file]);
  await window.getByRole('button', { name: 'Выбрать файл' }).click();
  await window.getByRole('button', { name: 'Проверить', exact: true }).click();
  await window.getByRole('button', { name: /^Импортировать/ }).click();
  await expect(window.getByRole('button', { name: 'Показать клиентов' })).toBeVisible({ timeout: 30_000 });
  await window.getByRole('button', { name: 'Готово', exact: true }).click();
}

async function fillOrganization(window: Page): Promise<void> {
  const form = window.getByRole('dialog', { name: 'Моя организация' });
  await form.getByLabel('Название', { exact: true }).fill('ООО «Полевые продажи»');
  await form.getByLabel('ИНН').fill('7707083893');
  await form.getByLabel('КПП').fill('773601001');
  await form.getByLabel('Юридический адрес').fill('г. Москва, ул. Вавилова, д. 19');
  await form.getByLabel('Город подписания договоров').fill('Москва');
  await form.getByLabel('БИК').fill('044525225');
  await form.getByLabel('Расчётный счёт').fill('40702810200000012345');
  await form.getByLabel('Должность', { exact: true }).fill('Генеральный директор');
  await form.getByLabel('ФИО полностью').fill('Иванова Мария Петровна');
  await form.getByLabel('На основании').fill('Устава');
  await window.getByRole('button', { name: 'Сохранить и продолжить' }).click();
}

async function signIn(window: Page, login: string): Promise<void> {
  await window.getByLabel('Адрес сервера').fill(server.url);
  await window.getByLabel('Логин', { exact: true }).fill(login);
  await window.getByLabel(/^Пароль(?! на прокси)/).fill(password);
  await window.getByRole('button', { name: 'Подключиться', exact: true }).click();
}

/** The client's timeline as the reader answers it. */
async function kindsOf(window: Page, clientId: string): Promise<string[]> {
  const { entries } = await call(window, 'timeline.newest', { clientId, kinds: [], limit: 100 });
  return entries.map(({ kind }) => kind);
}

test("a salesperson's whole day, offline, and at last to a colleague", async ({ launch }) => {
  test.setTimeout(240_000);
  const first = await launch();
  const { window } = first;
  await beginEmpty(window);
  await chooseDocumentsFolder(first.app, window, folder);

  // Import the list from the old system, and the phone's contacts.
  await importFile(first, table.file);
  await importFile(first, cards);
  const list = { offset: 0, limit: 1, sort: { field: 'name', descending: false } } as const;
  const filter = {
    text: '',
    kinds: [],
    statuses: [],
    ownerId: '',
    tag: '',
    city: '',
    archived: false,
    importId: '',
  };
  expect((await call(window, 'clients.window', { ...list, filter })).total).toBeGreaterThan(table.atLeast);

  // Find one by typing, and stand on its card.
  await window.keyboard.press('Control+KeyK');
  await window.keyboard.type(table.typed);
  await expect(window.getByRole('option', { name: new RegExp(table.client) }).first()).toBeVisible();
  await window.keyboard.press('Enter');
  await expect(window).toHaveURL(/#\/clients\/\w+$/);
  const clientId = window.url().split('/').at(-1) ?? '';

  // A call with its next step, in one form.
  await window.keyboard.press('Control+KeyL');
  const log = window.getByRole('dialog', { name: 'Записать звонок' });
  await expect(log).toBeVisible();
  if ((await log.getByLabel('Клиент').inputValue()) === '') {
    await log.getByLabel('Клиент').fill(table.typed);
    await expect(window.getByRole('option', { name: new RegExp(table.client) }).first()).toBeVisible();
    await window.keyboard.press('Enter');
  }
  await window.keyboard.press('Alt+Digit2');
  await log.getByLabel('Комментарий к звонку').fill('Интересуются полевыми наборами');
  await log.getByLabel('Что сделать').fill('Перезвонить про наборы');
  await window.keyboard.press('Control+Enter');
  await expect(window.getByText('Звонок записан, задача поставлена')).toBeVisible();

  // One more task, planned by hand.
  await window.keyboard.press('Control+KeyT');
  const task = window.getByRole('dialog', { name: 'Новая задача' });
  await task.getByLabel('Что сделать').fill('Отвезти образцы');
  await task.getByRole('button', { name: 'Через неделю' }).click();
  await window.keyboard.press('Control+Enter');
  await expect(task).toBeHidden();

  // An invoice: our own details are asked for now, once.
  await window.getByRole('button', { name: 'Выставить счёт' }).first().click();
  await fillOrganization(window);
  const invoice = window.getByRole('dialog', { name: /^Новый счёт/ });
  await invoice.getByLabel('Товар или услуга, строка 1').focus();
  for (const value of ['Набор полевой', '3', 'шт', '33,33', '']) {
    await window.keyboard.insertText(value);
    await window.keyboard.press('Enter');
  }
  await expect(invoice.getByText('99,99').first()).toBeVisible();
  await invoice.getByRole('button', { name: 'Провести' }).click();
  await expect(window.getByRole('button', { name: /PDF/ }).first()).toBeVisible({ timeout: 30_000 });
  await shot(window, 'day-invoice');
  await window.keyboard.press('Escape');

  // And a contract.
  await window.getByRole('button', { name: 'Составить договор' }).first().click();
  const contract = window.getByRole('dialog', { name: /^Новый договор/ });
  await expect(contract.getByText('в лице генерального директора Ивановой Марии Петровны')).toBeVisible();
  await contract.getByRole('button', { name: 'Провести' }).click();
  const endings = () =>
    readdirSync(folder, { recursive: true })
      .map((name) => String(name).split('.').at(-1))
      .filter((ending) => ending === 'pdf' || ending === 'docx')
      .sort();
  await expect.poll(endings, { timeout: 30_000 }).toEqual(['docx', 'docx', 'pdf', 'pdf']);
  await window.keyboard.press('Escape');
  await shot(window, 'day-card');
  const kinds = await kindsOf(window, clientId);
  expect(kinds).toEqual(expect.arrayContaining(['call', 'task', 'document']));

  // The laptop is closed and opened again.
  await first.close();
  const again = await launch();
  await expect(again.window.getByRole('link', { name: 'Сегодня' })).toBeVisible();
  expect(await kindsOf(again.window, clientId)).toEqual(kinds);
  await again.window.getByRole('link', { name: 'Документы' }).click();
  await expect(again.window.getByRole('grid').getByText('99,99')).toBeVisible();

  // Back online: everything reaches the colleague.
  await again.window.getByRole('link', { name: 'Настройки' }).click();
  await signIn(again.window, 'anna');
  const colleague = await launch({ profile: freshProfile() });
  await colleague.window.getByRole('button', { name: 'Подключиться к серверу' }).click();
  await signIn(colleague.window, 'boris');
  await expect
    .poll(() => kindsOf(colleague.window, clientId), { timeout: 60_000 })
    .toEqual(expect.arrayContaining(kinds));
  await expect.poll(async () => (await kindsOf(colleague.window, clientId)).length).toBe(kinds.length);
  const total = async ({ window: page }: Launched) =>
    (await call(page, 'clients.window', { ...list, filter })).total;
  await expect.poll(() => total(colleague), { timeout: 30_000 }).toBe(await total(again));
  expect([...first.errors, ...again.errors, ...colleague.errors]).toEqual([]);
});
