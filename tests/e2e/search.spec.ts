import type { Page } from '@playwright/test';
import { call } from '../support/call';
import { axeCheck, expect, resizeWindow, test } from '../support/test';

const phone = (raw: string, e164: string) => ({ id: 'p1', raw, e164, ext: '', label: 'work' as const });

async function arrange(window: Page): Promise<{ readonly yolka: string; readonly pearl: string }> {
  await call(window, 'app.begin', { mode: 'empty', userName: 'Анна' });
  const yolka = await call(window, 'clients.create', {
    patch: { name: 'ООО «Ёлочкин лес»', inn: '7707083893', city: 'Тверь' },
  });
  const pearl = await call(window, 'clients.create', {
    patch: { name: 'Жемчужина', phones: [phone('8 (495) 123-45-67', '+74951234567')] },
  });
  await call(window, 'contacts.create', {
    patch: { clientId: pearl.id, name: 'Иванов Пётр Ильич', position: 'Директор' },
  });
  await call(window, 'notes.create', { patch: { clientId: pearl.id, text: 'Просили паллетные стеллажи' } });
  return { yolka: yolka.id, pearl: pearl.id };
}

test('finds by any spelling while one types and opens with the keyboard alone', async ({ kartoteka }) => {
  const { window, errors } = kartoteka;
  const { yolka, pearl } = await arrange(window);
  const field = window.getByRole('combobox', { name: 'Поиск', exact: true });
  const option = (name: RegExp) => window.getByRole('option', { name });
  await expect(window.getByRole('link', { name: 'Сегодня' })).toBeVisible();

  await window.keyboard.press('Control+KeyK');
  await expect(field).toBeFocused();
  await window.keyboard.type('елочкин');
  await expect(option(/Ёлочкин лес/)).toHaveAttribute('aria-selected', 'true');
  await expect(window.getByRole('option')).toHaveCount(1);
  await axeCheck(window);
  await window.keyboard.press('Enter');
  await expect(window).toHaveURL(new RegExp(`#/clients/${yolka}$`));
  await expect(window.getByRole('listbox')).toHaveCount(0);

  // Piece of a phone in another formatting, a person, a note, keys of the other layout.
  for (const [typed, found] of [
    ['495 123-4', /Жемчужина/],
    ['иван пет', /Иванов Пётр/],
    ['паллет', /Просили паллетные стеллажи/],
    [';tvxe;', /Жемчужина/],
    ['0838', /Ёлочкин лес/],
  ] as const) {
    await field.fill(typed);
    await expect(option(found).first()).toBeVisible();
  }

  // Enter pressed faster than the answer comes still opens the best hit.
  await field.fill('');
  await field.pressSequentially('жемчуж');
  await window.keyboard.press('Enter');
  await expect(window).toHaveURL(new RegExp(`#/clients/${pearl}$`));
  expect(errors).toEqual([]);
});

test('goes by arrows, shows recent clients, makes a missing one', async ({ kartoteka }) => {
  const { window, errors } = kartoteka;
  const { pearl } = await arrange(window);
  const field = window.getByRole('combobox', { name: 'Поиск', exact: true });
  await field.fill('жемчуж');
  await window.keyboard.press('Enter');
  await expect(window).toHaveURL(new RegExp(`#/clients/${pearl}$`));

  await window.keyboard.press('Control+KeyK');
  await expect(window.getByRole('listbox', { name: 'Недавние клиенты' })).toBeVisible();
  await expect(window.getByRole('option', { name: /Жемчужина/ })).toBeVisible();

  await field.fill('и');
  await expect(window.getByRole('option', { name: /Иванов/ })).toBeVisible();
  await field.fill('жемчужина');
  await expect(window.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
  await window.keyboard.press('ArrowUp');
  await expect(window.getByRole('option').last()).toHaveAttribute('aria-selected', 'true');
  await window.keyboard.press('Escape');
  await expect(window.getByRole('listbox')).toHaveCount(0);
  await expect(field).toHaveValue('жемчужина');

  await field.fill('Сказочный терем');
  await expect(window.getByText('По запросу «Сказочный терем» ничего не найдено')).toBeVisible();
  await window.getByRole('option', { name: 'Создать клиента «Сказочный терем»' }).click();
  await expect(window).toHaveURL(/#\/clients\/\w+$/);
  await field.fill('терем');
  await expect(window.getByRole('option', { name: /Сказочный терем/ })).toBeVisible();
  await resizeWindow(window, { width: 1280, height: 800 });
  expect(errors).toEqual([]);
});

test('understands the other layout, the other alphabet and one wrong letter', async ({ kartoteka }) => {
  const { window, errors } = kartoteka;
  const { pearl } = await arrange(window);
  await call(window, 'clients.create', { patch: { name: 'Zhukov Trading' } });
  await call(window, 'clients.create', { patch: { name: 'Иванов и партнёры' } });
  const field = window.getByRole('combobox', { name: 'Поиск', exact: true });
  const option = (name: RegExp) => window.getByRole('option', { name });
  for (const [typed, found, marked] of [
    ['bdfyjd', /Иванов и партнёры.*Клиент/, 'Иванов'],
    ['ivanov', /Иванов и партнёры.*Клиент/, 'Иванов'],
    ['жуков', /Zhukov Trading.*Клиент/, 'Zhukov'],
    ['ивонов', /Иванов Пётр Ильич.*Контактное лицо/, 'Иванов'],
    ['жемчюжина', /Жемчужина.*Клиент/, 'Жемчужина'],
    ['8 495 1234', /Жемчужина.*Клиент/, '495 123-4'],
  ] as const) {
    await field.fill(typed);
    await expect(option(found)).toBeVisible();
    await expect(option(found).locator('mark').filter({ hasText: marked })).toBeVisible();
  }
  await field.fill('ивонов');
  await expect(window.getByText('По запросу «ивонов» ничего не найдено. Похожее:')).toBeVisible();
  await expect(option(/Создать клиента «ивонов»/)).toBeVisible();
  await axeCheck(window);
  await window.keyboard.press('Escape');

  // What was opened lately stands before its equals, also after the window has come up anew.
  await call(window, 'clients.create', { patch: { name: 'Жемчуг' } });
  await field.fill('жемч');
  await expect(window.getByRole('option').first()).toHaveAccessibleName(/^Жемчуг /);
  await option(/Жемчужина/).click();
  await expect(window).toHaveURL(new RegExp(`#/clients/${pearl}$`));
  await window.reload();
  await field.click();
  await expect(option(/Жемчужина/)).toBeVisible();
  await field.fill('жемч');
  await expect(option(/Жемчуг /)).toBeVisible();
  await expect(window.getByRole('option').first()).toHaveAccessibleName(/^Жемчужина/);
  expect(errors).toEqual([]);
});
