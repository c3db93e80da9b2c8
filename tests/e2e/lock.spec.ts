import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { beginEmpty } from '../support/begin';
import { call } from '../support/call';
import { expectSoundLayout } from '../support/layout';
import { axeCheck, expect, shot, stubSaveDialog, test } from '../support/test';

const PASSWORD = 'зелёный чайник';

/** «Настройки → Защита → Задать пароль»; answers the recovery code. */
async function setPassword(window: Page, app: ElectronApplication, folder: string): Promise<string> {
  await window.evaluate("window.location.hash = '/settings/security'");
  await window.getByRole('button', { name: 'Задать пароль' }).click();
  const dialog = window.getByRole('dialog', { name: 'Задать пароль' });
  await dialog.getByLabel('Пароль', { exact: true }).fill(PASSWORD);
  await dialog.getByLabel('Ещё раз').fill('зелёный ча');
  await expect(dialog.getByText('Пароли не совпадают')).toBeHidden();
  await dialog.getByLabel('Ещё раз').fill('зелёный чан');
  await expect(dialog.getByText('Пароли не совпадают')).toBeVisible();
  await dialog.getByLabel('Ещё раз').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Задать пароль' }).click();
  const shown = window.getByRole('dialog', { name: 'Код восстановления' });
  await expect(shown).toBeVisible();
  const code = (await shown.locator('[data-recovery-code]').innerText()).replaceAll(/\s/g, '');
  expect(code).toMatch(/^([0-9A-Z]{5}-){6}[0-9A-Z]{5}$/);
  await axeCheck(window);
  await shot(window, 'lock-recovery-code');
  await stubSaveDialog(app, join(folder, 'код.txt'));
  await shown.getByRole('button', { name: 'Сохранить текстом' }).click();
  await expect(window.getByText('Код сохранён в файл код.txt')).toBeVisible();
  await stubSaveDialog(app, join(folder, 'код.pdf'));
  await shown.getByRole('button', { name: 'Сохранить в PDF' }).click();
  await expect(window.getByText('Код сохранён в файл код.pdf')).toBeVisible();
  await shown.getByLabel('Я сохранил код').check();
  await shown.getByRole('button', { name: 'Готово' }).click();
  await expect(window.getByRole('button', { name: 'Сменить пароль' })).toBeVisible();
  return code;
}

async function unlock(window: Page, password = PASSWORD): Promise<void> {
  await window.getByLabel('Пароль', { exact: true }).fill(password);
  await window.getByRole('button', { name: 'Открыть' }).click();
}

const lockScreen = (window: Page) => window.getByRole('heading', { name: 'Картотека заблокирована' });

test('locks when left alone and at start; opens by the password and by the recovery code', async ({
  launch,
  profile,
}) => {
  test.slow();
  const first = await launch();
  const { app } = first;
  await beginEmpty(first.window);
  const code = await setPassword(first.window, app, profile);
  expect(readFileSync(join(profile, 'код.txt'), 'utf8')).toContain(code);
  expect(readFileSync(join(profile, 'код.pdf')).subarray(0, 5).toString()).toBe('%PDF-');

  // Left alone with a form half filled in.
  const { id } = await call(first.window, 'clients.create', {
    patch: { name: 'ООО «Ромашка»', kind: 'company' },
  });
  await first.window.evaluate(`window.location.hash = '/clients/${id}'`);
  const name = first.window.getByRole('textbox', { name: 'Название', exact: true });
  await expect(name).toHaveValue(/Ромашка/);
  await first.window.keyboard.press('Control+t');
  const form = first.window.getByRole('dialog', { name: 'Новая задача' });
  await form.getByLabel('Что сделать').fill('Отправить прайс');
  await app.evaluate(({ powerMonitor }) => {
    powerMonitor.getSystemIdleTime = () => 15 * 60;
  });
  await expect(lockScreen(first.window)).toBeVisible({ timeout: 20_000 });
  expect(await first.window.evaluate('document.documentElement.outerHTML')).not.toContain('Ромашка');
  await expect(first.window.getByLabel('Пароль', { exact: true })).toBeFocused();
  await axeCheck(first.window);
  await expectSoundLayout(first.window);
  const refused = await first.window.evaluate("crm.call('clients.window', {}).then((r) => r.error.code)");
  expect(refused).toBe('app-locked');
  await app.evaluate(({ powerMonitor }) => {
    powerMonitor.getSystemIdleTime = () => 0;
  });
  await unlock(first.window);
  await expect(form.getByLabel('Что сделать')).toHaveValue('Отправить прайс');
  await first.window.keyboard.press('Escape');
  await expect(name).toHaveValue(/Ромашка/);
  await call(first.window, 'settings.change', { theme: 'dark' });
  // A command of the menu waits until the program is opened, and is done once.
  const menu = (label: string) =>
    app.evaluate(({ Menu }, wanted) => {
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []);
      items?.find((item) => item.label.startsWith(wanted))?.click();
    }, label);
  await first.window.keyboard.press('Control+Shift+KeyL');
  await expect(lockScreen(first.window)).toBeVisible();
  await menu('Записать звонок');
  await unlock(first.window);
  const asked = first.window.getByRole('dialog', { name: 'Записать звонок' });
  await expect(asked).toBeVisible();
  await first.window.keyboard.press('Escape');
  await expect(asked).toBeHidden();
  await menu('Задачи');
  await expect(first.window.getByRole('heading', { name: 'Задачи', level: 1 })).toBeVisible();
  await first.window.reload();
  // The password is changed by the keyboard alone: Enter saves, goes to what is missing, and shows that it works.
  await first.window.evaluate("window.location.hash = '/settings/security'");
  await first.window.getByRole('button', { name: 'Сменить пароль' }).click();
  const change = first.window.getByRole('dialog', { name: 'Сменить пароль' });
  await change.getByLabel('Нынешний пароль').fill(PASSWORD);
  await change.getByLabel('Новый пароль').fill(PASSWORD);
  await first.window.keyboard.press('Enter');
  await expect(change.getByLabel('Ещё раз')).toBeFocused();
  await expect(change.getByRole('alert').filter({ hasText: 'Заполните: Ещё раз' })).toBeVisible();
  await first.window.keyboard.type(PASSWORD);
  await first.window.keyboard.press('Enter');
  await expect(change.getByRole('progressbar')).toBeVisible();
  await expect(first.window.getByText('Пароль изменён')).toBeVisible({ timeout: 60_000 });
  await expect(first.window.getByRole('button', { name: 'Сменить пароль' })).toBeFocused();
  await menu('Клиенты');
  await expect(first.window.getByRole('heading', { name: 'Клиенты', level: 1 })).toBeVisible();
  // The computer falls asleep, and never wakes.
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'));
  await expect(lockScreen(first.window)).toBeVisible();
  expect(first.errors).toEqual([]);
  await first.kill();

  const { window } = await launch();
  await expect(lockScreen(window)).toBeVisible();
  await expect(window.getByRole('link', { name: 'Клиенты' })).toBeHidden();
  await expect(window.locator('body')).toHaveCSS('background-color', 'rgb(18, 20, 22)');
  await axeCheck(window);
  await window.getByLabel('Пароль', { exact: true }).pressSequentially('gf');
  await expect(window.getByText('Раскладка: латинская')).toBeVisible();
  await unlock(window, 'не тот пароль');
  await expect(window.getByText('wrong-password')).toBeVisible();
  await shot(window, 'lock-screen');
  await unlock(window);
  await window.getByRole('link', { name: 'Клиенты' }).click();
  await expect(window.getByText('Ромашка')).toBeVisible();

  await window.keyboard.press('Control+Shift+KeyL');
  await expect(lockScreen(window)).toBeVisible();
  await window.getByRole('button', { name: 'Забыли пароль?' }).click();
  await axeCheck(window);
  await window.getByLabel('Новый пароль', { exact: true }).fill('тысяча вёрст');
  await window.getByLabel('Новый пароль ещё раз').fill('тысяча вёрст');
  const submit = window.getByRole('button', { name: 'Сменить пароль и открыть' });
  await window
    .getByLabel('Код восстановления')
    .fill(code.replace(/^./, (sign) => (sign === '7' ? '8' : '7')));
  await submit.click();
  await expect(window.getByText('проверьте группу 1')).toBeVisible();
  await shot(window, 'lock-recover');
  await window.getByLabel('Код восстановления').fill(code.toLowerCase().replaceAll('-', ' '));
  await submit.click();
  await expect(window.getByText('Ромашка')).toBeVisible();
  await window.keyboard.press('Control+Shift+KeyL');
  await unlock(window, 'тысяча вёрст');
  await expect(window.getByText('Ромашка')).toBeVisible();
});
