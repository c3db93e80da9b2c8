import type { CallInput } from '../../src/shared/contract';
import { beginDemo, beginEmpty } from '../support/begin';
import { call } from '../support/call';
import { axeCheck, expect, shot, test } from '../support/test';

const NOW = '2026-03-10T10:00:00.000Z';

test('an empty base offers first steps, and the day fills from there', async ({ launch }) => {
  const { window, errors } = await launch({ now: NOW });
  await beginEmpty(window);
  await expect(window.getByRole('heading', { name: 'Сегодня, вторник, 10 марта' })).toBeVisible();
  await expect(window.getByText('С чего начать')).toBeVisible();
  await axeCheck(window);
  await shot(window, 'today-empty');

  const tasks: CallInput<'tasks.create'>['patch'][] = [
    { title: 'Согласовать счёт', dueDate: '2026-03-06' },
    { title: 'Позвонить бухгалтеру', dueDate: '2026-03-10', dueAt: '2026-03-10T08:00:00.000Z' },
    { title: 'Отправить каталог', dueDate: '2026-03-10', type: 'email' },
    { title: 'Завтрашняя', dueDate: '2026-03-11' },
  ];
  for (const patch of tasks) {
    await call(window, 'tasks.create', { patch });
  }
  const due = window.getByRole('list', { name: 'Задачи на сегодня' });
  await expect(due.getByRole('listitem')).toHaveCount(2);
  await expect(window.getByRole('list', { name: 'Просрочено' })).toContainText('пт, 6 марта');
  await expect(due).toContainText('11:00');

  await due.getByRole('checkbox', { name: 'Выполнить: Отправить каталог' }).check();
  await window.keyboard.type('Отправлен');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('list', { name: 'Сделано сегодня' })).toContainText('Отправлен');
  await expect(due.getByRole('listitem')).toHaveCount(1);

  // A task that was ticked is done however its line is left; only Esc takes the tick back.
  const done = window.getByRole('list', { name: 'Сделано сегодня' });
  await due.getByRole('checkbox', { name: 'Выполнить: Позвонить бухгалтеру' }).check();
  await window.keyboard.press('Escape');
  await expect(due.getByRole('checkbox', { name: 'Выполнить: Позвонить бухгалтеру' })).not.toBeChecked();
  await due.getByRole('checkbox', { name: 'Выполнить: Позвонить бухгалтеру' }).check();
  await window.keyboard.type('Оплатит в среду');
  await window.getByRole('link', { name: 'Клиенты', exact: true }).click();
  await window.getByRole('link', { name: 'Сегодня', exact: true }).click();
  await expect(done).toContainText('Оплатит в среду');
  const overdue = window.getByRole('list', { name: 'Просрочено' });
  await overdue.getByRole('checkbox').check();
  await window.keyboard.type('Согласован');
  await window.keyboard.press('Control+2');
  await window.keyboard.press('Control+1');
  await expect(done).toContainText('Согласован');
  // And is taken back by a key.
  await window.locator('body').press('Control+z');
  await expect(overdue).toContainText('Согласовать счёт');

  await window.getByRole('group', { name: 'Быстро записать' }).getByText('Задача', { exact: true }).click();
  await expect(window.getByRole('dialog', { name: 'Новая задача' })).toBeVisible();
  await window.keyboard.press('Escape');
  await axeCheck(window);
  expect(errors).toEqual([]);
});

test('the demo base opens with a full day', async ({ launch }) => {
  const { window } = await launch();
  await beginDemo(window);
  await expect(window.getByRole('heading', { name: /^Сегодня/ })).toBeVisible({ timeout: 60_000 });
  await expect(window.getByRole('heading', { name: 'Что изменилось' })).toBeVisible();
  await axeCheck(window);
  await shot(window, 'today-demo');
  await window.keyboard.press('Control+4');
  await expect(window.getByRole('list', { name: 'Сегодня' })).toBeVisible();
  await axeCheck(window);
  await shot(window, 'tasks-list');
  await window.getByRole('button', { name: 'Месяц' }).click();
  await shot(window, 'tasks-month-demo');

  await call(window, 'settings.change', { theme: 'dark' });
  await expect(window.locator('body')).toHaveCSS('background-color', 'rgb(18, 20, 22)');
  await axeCheck(window);
  await window.getByRole('button', { name: 'Список' }).click();
  await axeCheck(window);
  await window.locator('[data-task-open]').first().click();
  await expect(window.getByRole('dialog', { name: 'Задача' })).toBeVisible();
  await axeCheck(window);
  await shot(window, 'task-form-dark');
  await window.keyboard.press('Escape');
  await window.keyboard.press('Control+1');
  await expect(window.getByRole('heading', { name: 'Что изменилось' })).toBeVisible();
  await axeCheck(window);
  await shot(window, 'today-dark');
});
