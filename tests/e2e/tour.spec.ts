import { beginDemo } from '../support/begin';
import { call } from '../support/call';
import { axeCheck, expect, shot, test } from '../support/test';

const screens = ['Сегодня', 'Клиенты', 'Звонки', 'Задачи', 'Документы', 'Импорт', 'Настройки'] as const;

test('every screen of a full base is sound and readable in both themes', async ({ kartoteka }) => {
  test.setTimeout(240_000);
  const { window, errors } = kartoteka;
  await beginDemo(window);
  for (const theme of ['light', 'dark'] as const) {
    await call(window, 'settings.change', { theme });
    for (const name of screens) {
      await window.getByRole('link', { name, exact: true }).click();
      await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
      await window.waitForTimeout(300);
      await axeCheck(window);
      await shot(window, `tour-${name}-${theme}`);
    }
    await window.getByRole('link', { name: 'Клиенты', exact: true }).click();
    const grid = window.getByRole('grid');
    await grid.getByRole('row').nth(3).click();
    await expect(window.getByRole('button', { name: 'Выставить счёт' }).first()).toBeVisible();
    await window.waitForTimeout(300);
    await axeCheck(window);
    await shot(window, `tour-card-${theme}`);
  }
  expect(errors).toEqual([]);
});
