import type { Page } from '@playwright/test';
import { beginEmpty } from '../support/begin';
import { axeCheck, expect, shot, test } from '../support/test';

const NOW = '2026-03-10T10:00:00.000Z';
/** Words that are the same in every language: names of formats, keys, programs. */
const international =
  /English|https?|Русский|SIP|sip|tel|callto|Skype|CSV|Excel|vCard|docx|pdf|Ctrl|Enter|Shift|Delete|MIT|[a-z0-9.]+\.(ru|com)/g;

async function shown(window: Page): Promise<string> {
  const text = await window.evaluate('document.body.innerText');
  return String(text).replace(international, '');
}

test('the language is switched live, and no word of the other stays', async ({ launch }) => {
  const { window, errors } = await launch({ now: NOW });
  await beginEmpty(window);
  await window.getByRole('link', { name: 'Настройки' }).click();
  await expect(window.getByRole('heading', { name: 'О программе' })).toBeVisible();
  await axeCheck(window);
  expect(await shown(window)).not.toMatch(/[A-Za-z]{3,}/);
  await window.getByRole('link', { name: 'Сегодня' }).click();
  await expect(window.getByText('С чего начать')).toBeVisible();
  expect(await shown(window)).not.toMatch(/[A-Za-z]{3,}/);
  await window.getByRole('link', { name: 'Задачи' }).click();
  await expect(window.getByText('Открытых задач нет')).toBeVisible();
  expect(await shown(window)).not.toMatch(/[A-Za-z]{3,}/);

  await window.keyboard.press('Control+,');
  await window.getByLabel('Язык').click();
  await window.getByRole('option', { name: 'English' }).click();
  const nav = window.getByRole('navigation', { name: 'Sections', exact: true });
  await expect(nav.getByRole('link', { name: 'Settings' })).toBeVisible();
  for (const word of ['Today', 'Clients', 'Calls', 'Tasks', 'Documents', 'Import'])
    await expect(nav).toContainText(word);
  expect(await nav.innerText()).not.toMatch(/[а-яё]{3,}/i);
  await window.keyboard.press('Control+4');
  await expect(window.getByText('No open tasks')).toBeVisible();
  await window.keyboard.press('Control+t');
  await expect(window.getByRole('dialog', { name: 'New task' })).toBeVisible();
  expect(await window.getByRole('dialog').innerText()).not.toMatch(/[а-яё]{3,}/i);
  await window.keyboard.press('Escape');
  await window.keyboard.press('Control+,');
  await window.getByLabel('Language').click();
  await window.getByRole('option', { name: 'Русский' }).click();
  await expect(window.getByRole('heading', { name: 'Настройки', exact: true })).toBeVisible();
  expect(errors).toEqual([]);
});

test('settings save themselves and stay after a restart', async ({ launch }) => {
  const first = await launch({ now: NOW });
  const { window } = first;
  await beginEmpty(window);
  await window.getByRole('link', { name: 'Настройки' }).click();
  await window.getByLabel('Ваше имя').fill('Анна Смирнова');
  await window.getByLabel('Звонить через').click();
  await window.getByRole('option', { name: /SIP/ }).click();
  await window.getByLabel('Адрес SIP-сервера').fill('sip.example.ru');
  await window.getByLabel('Звонить с', { exact: true }).fill('22:00');
  await expect(window.getByText('Начало должно быть раньше конца.')).toBeVisible();
  await window.getByLabel('Звонить с', { exact: true }).fill('10:00');
  await window.getByLabel('Оформление').click();
  await window.getByRole('option', { name: 'Тёмное' }).click();
  await expect(window.locator('body')).toHaveCSS('background-color', 'rgb(18, 20, 22)');
  await axeCheck(window);
  await shot(window, 'settings-dark');
  await window.getByRole('navigation', { name: 'Разделы настроек' }).getByText('Защита').click();
  await expect(window.getByText('База на этом компьютере зашифрована.')).toBeInViewport();
  await first.close();

  const again = (await launch({ now: NOW })).window;
  await expect(again.getByRole('heading', { name: /Сегодня/ })).toBeVisible();
  await again.keyboard.press('Control+,');
  await expect(again.getByLabel('Ваше имя')).toHaveValue('Анна Смирнова');
  await expect(again.getByLabel('Адрес SIP-сервера')).toHaveValue('sip.example.ru');
  await expect(again.getByLabel('Звонить с', { exact: true })).toHaveValue('10:00');
  for (const path of ['Control+1', 'Control+4']) {
    await again.keyboard.press(path);
    await axeCheck(again);
  }
  await shot(again, 'tasks-dark');
});
