import { expect, type Locator, type Page } from '@playwright/test';

/** The exchange's state in the frame. */
export const indicator = (window: Page): Locator =>
  window.getByRole('button', { name: /Онлайн|Офлайн|Без сервера|Приостановлен|Ошибка|Войдите/ });

/** Fills in the form of signing in to a server and sends it. */
export async function fillServer(window: Page, url: string, login: string, password: string): Promise<void> {
  await window.getByLabel('Адрес сервера').fill(url);
  await window.getByLabel('Логин', { exact: true }).fill(login);
  await window.getByLabel(/^Пароль(?! на прокси)/).fill(password);
  await window.getByRole('button', { name: 'Подключиться', exact: true }).click();
}

/** Leaves the welcome by joining a server, and waits until the exchange works. */
export async function joinServer(window: Page, url: string, login: string, password: string): Promise<void> {
  await window.getByRole('button', { name: 'Подключиться к серверу' }).click();
  await fillServer(window, url, login, password);
  await expect(indicator(window)).toContainText('Онлайн', { timeout: 30_000 });
}

/** Leads to a section of the window by its address, whatever is open. */
export async function goTo(window: Page, path: string): Promise<void> {
  await window.evaluate(`location.hash = '#${path}'`);
}
