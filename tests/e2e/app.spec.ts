import { spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { demoUserName } from '../../src/shared/app/contract';
import { beginDemo, beginEmpty } from '../support/begin';
import { call } from '../support/call';
import { axeCheck, expect, shot, test } from '../support/test';

/** Makes 64 KB of noise of a file from its start, as a failing disk would. */
function damage(file: string): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(Math.min(64 * 1024, statSync(file).size), 0x5a), 0, undefined, 0);
  closeSync(handle);
}

test('the first run offers three ways to begin and asks for nothing else', async ({ kartoteka }) => {
  const { window, errors } = kartoteka;
  for (const name of ['Пустая база', 'Демо-база', 'Подключиться к серверу']) {
    await expect(window.getByRole('button', { name })).toBeVisible();
  }
  await axeCheck(window);
  await shot(window, 'welcome');
  await beginEmpty(window);
  for (const name of ['Сегодня', 'Клиенты', 'Звонки', 'Задачи', 'Документы', 'Импорт', 'Настройки']) {
    await window.getByRole('link', { name, exact: true }).click();
    await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
    await axeCheck(window);
    await shot(window, `empty-${name}`);
  }
  expect(errors).toEqual([]);
});

test('the demo base is filled at once and dropped in one click', async ({ launch }) => {
  const { window, close } = await launch();
  await beginDemo(window);
  // Nobody gave a name: whoever works in the demo database has one all the same, until it is dropped.
  const people = async (of: typeof window) => (await call(of, 'users.list', {})).map(({ name }) => name);
  expect(await people(window)).toContain(demoUserName);
  await shot(window, 'demo-today');
  await window.getByRole('link', { name: 'Клиенты' }).click();
  await expect(window.getByRole('grid').getByRole('row').nth(5)).toBeVisible();
  await shot(window, 'demo-clients');
  await window.getByRole('button', { name: 'Удалить демо-данные' }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'Удалить демо-данные' }).click();
  await expect(window.getByText('Вы смотрите демо-базу')).toBeHidden();
  await expect(window.getByRole('grid').getByRole('row').nth(5)).toBeHidden();
  await close();
  const again = await launch();
  await expect(again.window.getByRole('link', { name: 'Сегодня' })).toBeVisible();
  await expect(again.window.getByText('Вы смотрите демо-базу')).toBeHidden();
  expect(await people(again.window)).toEqual(['']);
});

test('the page has two functions, no network, and stays where it is', async ({ kartoteka }) => {
  const { window, app } = kartoteka;
  const found = await window.evaluate(async () => {
    const page = globalThis as unknown as Record<string, unknown>;
    const refused = async (work: () => Promise<unknown>) =>
      work().then(
        () => 'done',
        () => 'refused',
      );
    const inlineScriptRuns = () => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.ranInline = true';
      document.body.append(script);
      return page.ranInline === true;
    };
    return {
      bridge: Object.keys(page.crm as object).sort(),
      node: typeof page.require + typeof page.process,
      network: await refused(() => fetch('https://example.com/')),
      inline: inlineScriptRuns(),
      unknown: await (page.crm as { call: (n: string, i: unknown) => Promise<unknown> }).call(
        'clients.nothing',
        {},
      ),
      wrong: await (page.crm as { call: (n: string, i: unknown) => Promise<unknown> }).call(
        'clients.create',
        {
          patch: { name: 'x', nonsense: 1 },
        },
      ),
    };
  });
  expect(found).toMatchObject({
    bridge: ['call', 'watch'],
    node: 'undefinedundefined',
    network: 'refused',
    inline: false,
    unknown: { ok: false, error: { code: 'invalid-input' } },
    wrong: { ok: false, error: { code: 'invalid-input' } },
  });
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const [first] = BrowserWindow.getAllWindows();
    if (!first) throw new Error('no window');
    const { sandbox, contextIsolation, nodeIntegration } = (
      first.webContents as unknown as { getLastWebPreferences: () => Record<string, unknown> }
    ).getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration };
  });
  expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false });
  await window.evaluate(() => {
    location.href = 'https://example.com/';
  });
  await window.evaluate(() => globalThis.open('https://example.com/'));
  expect(window.url()).toMatch(/^app:\/\/crm\//);
  expect(app.windows()).toHaveLength(1);
});

test('a second start on the same profile brings the first window to the front', async ({
  launch,
  profile,
}) => {
  const { app, window } = await launch();
  await beginEmpty(window);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  const executable = await app.evaluate(() => process.execPath);
  const root = await app.evaluate(({ app: electron }) => electron.getAppPath());
  const second = spawn(executable, ['--no-sandbox', '--log-level=3', `--user-data-dir=${profile}`, root], {
    stdio: 'ignore',
  });
  const code = await new Promise((resolve) => second.once('exit', resolve));
  expect(code).toBe(0);
  expect(app.windows()).toHaveLength(1);
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized()))
    .toBe(false);
});

test('the window comes back where it was', async ({ launch }) => {
  const first = await launch();
  const place = { x: 60, y: 70, width: 1111, height: 777 };
  await first.app.evaluate(
    ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds),
    place,
  );
  await first.close();
  const { app } = await launch();
  expect(
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds()),
  ).toEqual(place);
});

test('the menu has every command with its shortcut, in Russian', async ({ kartoteka }) => {
  const items = await kartoteka.app.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).flatMap((top) =>
      (top.submenu?.items ?? []).map((item) => `${top.label} / ${item.label} / ${item.accelerator ?? ''}`),
    ),
  );
  expect(items).toEqual(
    expect.arrayContaining([
      'Файл / Новый клиент / CmdOrCtrl+N',
      'Файл / Записать звонок / CmdOrCtrl+L',
      'Файл / Новая задача / CmdOrCtrl+T',
      'Правка / Поиск / CmdOrCtrl+K',
      'Переход / Клиенты / CmdOrCtrl+2',
      'Справка / Горячие клавиши / F1',
    ]),
  );
  expect(items.join('\n')).not.toMatch(/[A-Za-z]{3,} \//);
});

test('shortcuts and versions are one key away', async ({ kartoteka }) => {
  const { window } = kartoteka;
  await beginEmpty(window);
  await window.locator('body').press('?');
  await expect(window.getByRole('dialog', { name: 'Горячие клавиши' })).toBeVisible();
  await axeCheck(window);
  await shot(window, 'shortcuts');
  await window.keyboard.press('Escape');
  await kartoteka.app.evaluate(({ Menu }) => {
    const help = Menu.getApplicationMenu()?.items.at(-1)?.submenu?.items ?? [];
    help.find((item) => item.label === 'О программе')?.click();
  });
  const about = window.getByRole('dialog', { name: 'О программе' });
  await expect(about.getByText('Electron')).toBeVisible();
  await shot(window, 'about');
});

test('a damaged base is kept, told of, and the last good copy put in its place', async ({
  launch,
  profile,
}) => {
  const first = await launch();
  await beginEmpty(first.window);
  await call(first.window, 'clients.create', { patch: { name: 'ООО «Живучий»', kind: 'company' } });
  await first.close();
  damage(join(profile, 'base', 'kartoteka.db'));

  const { window } = await launch();
  await expect(window.getByText('Файл базы повреждён')).toBeVisible();
  await expect(window.getByText('store-corrupt')).toBeVisible();
  await expect(window.getByRole('button', { name: /Взять копию от/ })).toBeVisible({ timeout: 30_000 });
  await axeCheck(window);
  await shot(window, 'broken');
  await window.getByRole('button', { name: /Взять копию от/ }).click();
  await window.getByRole('link', { name: 'Клиенты' }).click();
  await expect(window.getByText('Живучий')).toBeVisible();
  expect(readdirSync(join(profile, 'base')).some((name) => name.includes('.damaged-'))).toBe(true);
});

test('a command of the menu is done in one window, and not again by a new one', async ({ kartoteka }) => {
  const { app, window } = kartoteka;
  await beginEmpty(window);
  const aboutFromMenu = () =>
    app.evaluate(({ Menu }) => {
      const help = Menu.getApplicationMenu()?.items.at(-1)?.submenu?.items ?? [];
      help.find((item) => item.label === 'О программе')?.click();
    });
  const dialogs = (page: typeof window) => page.getByRole('dialog', { name: 'О программе' });
  await aboutFromMenu();
  await expect(dialogs(window)).toBeVisible();
  await window.keyboard.press('Escape');
  const opening = app.waitForEvent('window');
  await call(window, 'app.newWindow', {});
  const other = await opening;
  await expect(other.getByRole('link', { name: 'Сегодня' })).toBeVisible();
  await expect(dialogs(other)).toHaveCount(0);
  await aboutFromMenu();
  await expect.poll(async () => (await dialogs(window).count()) + (await dialogs(other).count())).toBe(1);
});
