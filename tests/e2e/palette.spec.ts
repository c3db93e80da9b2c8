import type { Page } from '@playwright/test';
import { beginEmpty } from '../support/begin';
import { call } from '../support/call';
import { axeCheck, expect, shot, test } from '../support/test';

const paletteOf = (window: Page) => window.getByRole('dialog', { name: 'Найти действие' });

test('the palette does everything by the keyboard', async ({ kartoteka }) => {
  const { window } = kartoteka;
  await beginEmpty(window);
  const palette = paletteOf(window);
  const field = palette.getByRole('combobox', { name: 'Найти действие' });
  const option = (name: string | RegExp) => palette.getByRole('option', { name });
  const chosen = palette.getByRole('option', { selected: true });
  const tasks = window.getByRole('link', { name: 'Задачи' });

  // Esc gives the focus back to where it was.
  await tasks.focus();
  await window.keyboard.press('Control+Shift+P');
  await expect(field).toBeFocused();
  await axeCheck(window);
  await window.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await expect(tasks).toBeFocused();

  // Any part of the words, in either layout, with its keys; arrows and Enter.
  await window.keyboard.press('Control+Shift+P');
  await window.keyboard.type('сдел нов');
  await expect(option(/^Новая сделка/)).toContainText('Ctrl+Shift+D');
  await field.fill('jncenncndbt');
  await expect(palette.getByText('Действия «jncenncndbt» нет')).toBeVisible();
  await axeCheck(window);
  await field.fill('rkbtyn');
  await expect(chosen).toContainText('Клиенты');
  await shot(window, 'palette-found');
  await window.keyboard.press('ArrowDown');
  await expect(chosen).toContainText('Новый клиент');
  await window.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  const form = window.getByRole('dialog', { name: 'Новый клиент' });
  await expect(form).toBeVisible();

  // Over a form, which stays; what cannot be done says why, what is not here is not offered.
  await window.keyboard.press('Control+Shift+P');
  await expect(palette.getByText('Недавние')).toBeVisible();
  await expect(chosen).toContainText('Новый клиент');
  await field.fill('синхронизировать');
  await expect(option(/^Синхронизировать/)).toBeDisabled();
  await expect(option(/^Синхронизировать/)).toContainText('Сервер не подключён');
  await window.keyboard.press('Enter');
  await expect(palette).toBeVisible();
  await field.fill('счёт');
  await expect(palette.getByText('Действия «счёт» нет')).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(form).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(form).toBeHidden();

  // On a card what belongs to it; what was done can be taken back by the palette, too.
  const { id } = await call(window, 'clients.create', { patch: { name: 'Ромашка' } });
  await window.evaluate((one) => {
    location.hash = `/clients/${one}`;
  }, id);
  await expect(window.getByRole('button', { name: 'Выставить счёт' })).toBeVisible();
  await window.keyboard.press('Control+Shift+P');
  await field.fill('заметк');
  await window.keyboard.press('Enter');
  await expect(window.getByLabel('Заметка', { exact: false }).first()).toBeFocused();
  await window.getByRole('button', { name: 'Другие действия' }).click();
  await window.getByRole('menuitem', { name: 'Убрать в архив' }).click();
  await expect(window.getByRole('button', { name: 'Отменить', exact: true })).toBeVisible();
  await window.keyboard.press('Control+Shift+P');
  await field.fill('отменить послед');
  await window.keyboard.press('Enter');
  await expect.poll(async () => (await call(window, 'clients.card', { id }))?.client.archivedAt).toBe('');

  // The sign in the search field opens it; Esc leads back to that field.
  await window.keyboard.press('Control+K');
  await window.keyboard.type('>сег');
  await expect(field).toHaveValue('сег');
  await expect(chosen).toContainText('Сегодня');
  await window.keyboard.press('Escape');
  await expect(window.getByRole('combobox', { name: 'Поиск' })).toBeFocused();
  await expect(window.getByRole('combobox', { name: 'Поиск' })).toHaveValue('');
  await window.keyboard.type('>сег');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { name: /Сегодня|С чего начать/ }).first()).toBeVisible();

  // The mouse, and every action of the list can be reached by the arrows.
  await window.keyboard.press('Control+Shift+P');
  await window.keyboard.press('ArrowUp');
  await expect(chosen).toBeInViewport();
  await field.fill('о программе');
  await option(/^О программе/).click();
  await expect(window.getByRole('dialog', { name: 'О программе' })).toBeVisible();
});

test('menu, list of shortcuts and keys are told the same', async ({ kartoteka }) => {
  const { app, window } = kartoteka;
  await beginEmpty(window);
  const items = await app.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? [])
      .flatMap(({ submenu }) => submenu?.items ?? [])
      .filter(({ type }) => type !== 'separator')
      .map(({ label, accelerator }) => ({ label, keys: accelerator?.replace('CmdOrCtrl', 'Ctrl') ?? '' })),
  );
  await window.keyboard.press('F1');
  const list = window.getByRole('dialog', { name: 'Горячие клавиши' });
  await expect(list).toBeVisible();
  const rows = await list
    .locator('[data-action]')
    .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));
  const declared = items.filter(({ keys }) => keys !== '');
  expect(declared.length).toBeGreaterThan(20);
  for (const { label, keys } of declared)
    expect(
      rows.some(([shown, words]) => words === label && shown?.split(', ').includes(keys)),
      label,
    ).toBe(true);
  expect(items.map(({ label }) => label)).toContain('Найти действие');
  await axeCheck(window);
  await window.keyboard.press('Escape');

  // Every key of a section leads to it, whatever the layout writes there.
  for (const [shown, words] of rows) {
    const section =
      /^Ctrl\+(?:\d|,)$/.test(shown ?? '') && window.getByRole('link', { name: words ?? '', exact: true });
    if (!section || (await section.count()) === 0) continue;
    await window.keyboard.press(`Control+${shown?.at(-1)}`);
    await expect(section).toHaveAttribute('aria-current', 'page');
    await expect(section).toHaveAttribute('title', `${words} (${shown})`);
  }
  // A letter alone is a field's; with Ctrl it is the action's.
  await window.keyboard.press('Control+K');
  await window.keyboard.type('?t');
  await expect(window.getByRole('combobox', { name: 'Поиск' })).toHaveValue('?t');
  await window.keyboard.press('Control+t');
  await expect(window.getByRole('dialog', { name: 'Новая задача' })).toBeVisible();
});
