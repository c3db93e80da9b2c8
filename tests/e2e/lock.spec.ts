import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { beginEmpty } from '../support/begin';
import { call } from '../support/call';
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
  await axeCheck(window);
  await shot(window, 'lock-set-password');
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

test('a password, a restart, a wrong one, the right one; the recovery code', async ({ launch, profile }) => {
  const first = await launch();
  await beginEmpty(first.window);
  await call(first.window, 'clients.create', { patch: { name: 'ООО «Ромашка»', kind: 'company' } });
  const code = await setPassword(first.window, first.app, profile);
  expect(readFileSync(join(profile, 'код.txt'), 'utf8')).toContain(code);
  expect(readFileSync(join(profile, 'код.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  await shot(first.window, 'lock-settings');
  await first.close();

  const second = await launch();
  const { window } = second;
  await expect(lockScreen(window)).toBeVisible();
  await expect(window.getByRole('link', { name: 'Клиенты' })).toBeHidden();
  await axeCheck(window);
  await shot(window, 'lock-screen');
  const refused = await window.evaluate("crm.call('clients.window', {}).then((r) => r.error.code)");
  expect(refused).toBe('app-locked');
  await window.getByLabel('Пароль', { exact: true }).pressSequentially('gf');
  await expect(window.getByText('Раскладка: латинская')).toBeVisible();
  await unlock(window, 'не тот пароль');
  await expect(window.getByText('wrong-password')).toBeVisible();
  await shot(window, 'lock-wrong-password');
  await unlock(window);
  await window.getByRole('link', { name: 'Клиенты' }).click();
  await expect(window.getByText('Ромашка')).toBeVisible();

  // «Забыли пароль?»
  await window.keyboard.press('Control+Shift+KeyL');
  await expect(lockScreen(window)).toBeVisible();
  await window.getByRole('button', { name: 'Забыли пароль?' }).click();
  await axeCheck(window);
  await shot(window, 'lock-recover');
  await window.getByLabel('Новый пароль', { exact: true }).fill('тысяча вёрст');
  await window.getByLabel('Новый пароль ещё раз').fill('тысяча вёрст');
  await window
    .getByLabel('Код восстановления')
    .fill(code.replace(/^./, (sign) => (sign === '7' ? '8' : '7')));
  await window.getByRole('button', { name: 'Сменить пароль и открыть' }).click();
  await expect(window.getByText('проверьте группу 1')).toBeVisible();
  await window.getByLabel('Код восстановления').fill(code.toLowerCase().replaceAll('-', ' '));
  await window.getByRole('button', { name: 'Сменить пароль и открыть' }).click();
  await expect(window.getByText('Ромашка')).toBeVisible();
  await second.close();

  const third = await launch();
  await unlock(third.window, 'тысяча вёрст');
  await expect(third.window.getByRole('link', { name: 'Клиенты' })).toBeVisible();
});

test('locks itself when left alone; what was half typed and where is there again', async ({
  launch,
  profile,
}) => {
  const { app, window, errors } = await launch();
  await beginEmpty(window);
  await setPassword(window, app, profile);
  const { id } = await call(window, 'clients.create', { patch: { name: 'ООО «Ромашка»', kind: 'company' } });
  await window.evaluate(`window.location.hash = '/clients/${id}'`);
  const name = window.getByRole('textbox', { name: 'Название', exact: true });
  await expect(name).toHaveValue(/Ромашка/);
  await window.keyboard.press('Control+t');
  const form = window.getByRole('dialog', { name: 'Новая задача' });
  await form.getByLabel('Что сделать').fill('Отправить прайс');
  await app.evaluate(({ powerMonitor }) => {
    powerMonitor.getSystemIdleTime = () => 15 * 60;
  });
  await expect(lockScreen(window)).toBeVisible({ timeout: 20_000 });
  expect(await window.evaluate('document.documentElement.outerHTML')).not.toContain('Ромашка');
  await app.evaluate(({ powerMonitor }) => {
    powerMonitor.getSystemIdleTime = () => 0;
  });
  await unlock(window);
  await expect(form.getByLabel('Что сделать')).toHaveValue('Отправить прайс');
  await window.keyboard.press('Escape');
  await expect(name).toHaveValue(/Ромашка/);

  // The computer sleeps; ended while locked, the program asks at its next start.
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'));
  await expect(lockScreen(window)).toBeVisible();
  expect(errors).toEqual([]);
});
