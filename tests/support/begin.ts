import { expect, type Page } from '@playwright/test';

/** Leaves the welcome with an empty database. */
export async function beginEmpty(window: Page, userName = 'Анна Петрова'): Promise<void> {
  await window.getByLabel('Как вас зовут').fill(userName);
  await window.getByRole('button', { name: 'Пустая база' }).click();
  await expect(window.getByRole('link', { name: 'Сегодня' })).toBeVisible();
}

/** Leaves the welcome with the demo database, and waits until it is filled. */
export async function beginDemo(window: Page): Promise<void> {
  await window.getByRole('button', { name: 'Демо-база' }).click();
  await expect(window.getByRole('link', { name: 'Сегодня' })).toBeVisible({ timeout: 60_000 });
}
