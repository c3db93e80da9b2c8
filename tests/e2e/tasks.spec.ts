import type { Page } from '@playwright/test';
import type { CallInput } from '../../src/shared/contract';
import { beginEmpty } from '../support/begin';
import { call } from '../support/call';
import { axeCheck, expect, type Launched, shot, test } from '../support/test';

/** A Tuesday, one in the afternoon in Moscow; the 8th and 9th of March are days off. */
const NOW = '2026-03-10T10:00:00.000Z';

async function begin({ window }: Launched): Promise<Page> {
  await beginEmpty(window);
  return window;
}

test('a task is made, planned, moved and completed by keyboard alone', async ({ launch }) => {
  const window = await begin(await launch({ now: NOW }));
  await window.keyboard.press('Control+4');
  await expect(window.getByText('Открытых задач нет')).toBeVisible();

  await window.keyboard.press('Control+t');
  const form = window.getByRole('dialog', { name: 'Новая задача' });
  await expect(form.getByLabel('Что сделать')).toBeFocused();
  await window.keyboard.press('Control+Enter');
  await expect(form.getByText('Напишите, что нужно сделать.')).toBeVisible();
  await window.keyboard.type('Уточнить сроки поставки');
  await form.getByRole('button', { name: 'Завтра 10:00' }).focus();
  await window.keyboard.press('Enter');
  await expect(form.getByLabel('Срок', { exact: true })).toHaveValue('11.03.2026');
  await expect(form.getByLabel('Время')).toHaveValue('10:00');
  await axeCheck(window);
  await window.keyboard.press('Control+Enter');
  await expect(form).toBeHidden();

  const line = window.getByRole('list', { name: 'Завтра' }).getByRole('listitem');
  await expect(line).toContainText('Уточнить сроки поставки');
  await expect(line).toContainText('10:00');
  await line.getByRole('button', { name: 'Уточнить сроки поставки' }).first().focus();
  await window.keyboard.press('Shift+ArrowLeft');
  const today = window.getByRole('list', { name: 'Сегодня' }).getByRole('listitem');
  await expect(today).toContainText('10:00');

  await today
    .getByRole('button', { name: /Уточнить/ })
    .first()
    .focus();
  await window.keyboard.press('Space');
  await expect(window.getByLabel('Результат: Уточнить сроки поставки')).toBeFocused();
  await window.keyboard.type('Поставка в пятницу');
  await window.keyboard.press('Enter');
  await expect(window.getByText('Задача выполнена')).toBeVisible();
  await expect(window.getByText('Открытых задач нет')).toBeVisible();
  await window.getByRole('button', { name: 'Отменить' }).last().click();
  await expect(today).toContainText('Уточнить сроки поставки');

  await today.getByRole('checkbox').check();
  await window.keyboard.type('Поставка в пятницу');
  await window.keyboard.press('Enter');
  await window.getByLabel('Состояние').click();
  await window.getByRole('option', { name: 'Выполненные' }).click();
  await expect(window.getByRole('list', { name: 'Выполненные' })).toContainText('Поставка в пятницу');
});

test('an impossible date is named, and a half-typed task survives', async ({ launch }) => {
  const first = await launch({ now: NOW });
  const window = await begin(first);
  await window.keyboard.press('Control+t');
  let form = window.getByRole('dialog', { name: 'Новая задача' });
  await form.getByLabel('Что сделать').fill('Подготовить предложение');
  await form.getByLabel('Срок', { exact: true }).fill('31.04.2026');
  await form.getByLabel('Время').fill('25:00');
  await form.getByLabel('Комментарий').focus();
  await window.keyboard.press('Control+Enter');
  // The first of the errors is gone to, and said.
  await expect(form.getByLabel('Срок', { exact: true })).toBeFocused();
  await expect(form.getByRole('alert').filter({ hasText: 'Проверьте: Срок' })).toBeVisible();
  await form.getByLabel('Что сделать').focus();
  await expect(form.getByText('Даты «31.04.2026» нет в календаре.', { exact: false })).toBeVisible();
  await expect(form.getByText('Времени «25:00» не бывает.', { exact: false })).toBeVisible();
  await form.getByLabel('Время').fill('930');
  await window.waitForTimeout(600);
  await first.kill();

  const again = (await launch({ now: NOW })).window;
  await expect(again.getByRole('heading', { name: /Сегодня/ })).toBeVisible();
  await again.keyboard.press('Control+t');
  form = again.getByRole('dialog', { name: 'Новая задача' });
  await expect(form.getByText('Возвращён черновик')).toBeVisible();
  await expect(form.getByLabel('Что сделать')).toHaveValue('Подготовить предложение');
  await expect(form.getByLabel('Время')).toHaveValue('09:30');
  await form.getByLabel('Срок', { exact: true }).fill('5.4');
  await form.getByLabel('Что сделать').focus();
  await expect(form.getByLabel('Срок', { exact: true })).toHaveValue('05.04.2026');
  await form.getByRole('button', { name: 'Создать задачу' }).click();
  await again.keyboard.press('Control+4');
  await expect(again.getByRole('list', { name: 'Позже' })).toContainText('вс, 5 апреля, 09:30');
});

test('the week and the month show working days and are walked by keys', async ({ launch }) => {
  const window = await begin(await launch({ now: NOW }));
  const tasks: CallInput<'tasks.create'>['patch'][] = [
    { title: 'Позвонить в «Ромашку»', dueDate: '2026-03-10', dueAt: '2026-03-10T12:30:00.000Z' },
    { title: 'Встреча с директором', dueDate: '2026-03-12', type: 'meeting', priority: 'high' },
    { title: 'Проверить оплату', dueDate: '2026-03-18', type: 'payment' },
    { title: 'Вернуть образцы', dueDate: '2026-03-03' },
  ];
  for (const patch of tasks) await call(window, 'tasks.create', { patch });
  const reports = async (from: number, to: number) => {
    for (let n = from; n <= to; n += 1) {
      await call(window, 'tasks.create', { patch: { title: `Отчёт ${n}`, dueDate: '2026-03-20' } });
    }
  };
  await reports(1, 9);
  await window.keyboard.press('Control+4');
  await window.getByRole('button', { name: 'Неделя' }).click();
  const day = (date: string) => window.locator(`[data-day="${date}"]`);
  await expect(day('2026-03-10')).toContainText('15:30');
  await expect(day('2026-03-09').getByTitle('выходной')).toBeVisible();
  // What is overdue from earlier weeks stands above this one, and no other.
  const earlier = window.getByRole('group', { name: 'Просрочено раньше: 1' });
  await expect(earlier.getByRole('button', { name: 'Вернуть образцы' })).toBeVisible();
  await axeCheck(window);
  await shot(window, 'tasks-week');

  await window.keyboard.press('ArrowRight');
  await expect(day('2026-03-18')).toContainText('Проверить оплату');
  await expect(earlier).toBeHidden();
  await window.keyboard.press('t');
  await day('2026-03-12')
    .getByRole('button', { name: /Встреча/ })
    .focus();
  await window.keyboard.press('Shift+ArrowRight');
  await expect(day('2026-03-13')).toContainText('Встреча с директором');
  await day('2026-03-13')
    .getByRole('button', { name: /Встреча/ })
    .dragTo(day('2026-03-11'));
  await expect(day('2026-03-11')).toContainText('Встреча с директором');

  await window.getByRole('button', { name: 'Месяц' }).click();
  await expect(window.getByRole('heading', { name: 'Март 2026' })).toBeVisible();
  // The weeks that are empty leave their room to the one that is not.
  await expect(day('2026-03-20').getByRole('button', { name: /Отчёт/ })).toHaveCount(9);
  await reports(10, 39);
  await expect(day('2026-03-20').getByRole('button', { name: /^ещё / })).toBeVisible();
  await axeCheck(window);
  await shot(window, 'tasks-month');
  await window.keyboard.press('ArrowLeft');
  await expect(window.getByRole('heading', { name: 'Февраль 2026' })).toBeVisible();
  await window.keyboard.press('t');
  await day('2026-03-20').getByRole('button', { name: /^ещё / }).click();
  await expect(day('2026-03-20').getByRole('button', { name: /Отчёт/ })).toHaveCount(39);
});

test('reminders that passed while the program was closed are listed at the next start', async ({
  launch,
}) => {
  const first = await launch({ now: NOW });
  const window = await begin(first);
  const remindAt = (minutes: number) => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();
  for (const [title, minutes] of [
    ['Перезвонить Ирине', 30],
    ['Отправить договор', 45],
    ['Сверить акты', 60],
  ] as const) {
    await call(window, 'tasks.create', {
      patch: { title, dueDate: '2026-03-10', dueAt: remindAt(minutes), remindAt: remindAt(minutes) },
    });
  }
  await first.close();

  const later = new Date(Date.parse(NOW) + 3 * 3_600_000).toISOString();
  const second = await launch({ now: later });
  const again = second.window;
  const panel = again.getByRole('region', { name: 'Пока вас не было' });
  await expect(panel.getByRole('listitem')).toHaveCount(3);
  await axeCheck(again);
  await shot(again, 'tasks-catch-up');
  await panel.getByRole('button', { name: 'Отложить: Отправить договор' }).click();
  await again.getByRole('menuitem', { name: 'Завтра 10:00' }).click();
  await expect(panel.getByRole('listitem')).toHaveCount(2);
  await panel.getByRole('button', { name: 'Выполнено: Сверить акты' }).click();
  await again.keyboard.type('сошлось');
  await again.keyboard.press('Enter');
  await expect(panel.getByRole('listitem')).toHaveCount(1);
  await panel
    .getByRole('button', { name: /Перезвонить Ирине/ })
    .first()
    .click();
  await expect(again.getByRole('dialog', { name: 'Задача' }).getByLabel('Что сделать')).toHaveValue(
    'Перезвонить Ирине',
  );
  await again.keyboard.press('Escape');
  await panel.getByRole('button', { name: 'Понятно' }).click();
  await expect(panel).toBeHidden();
  await second.close();

  const third = (await launch({ now: new Date(Date.parse(later) + 600_000).toISOString() })).window;
  await expect(third.getByRole('heading', { name: /Сегодня/ })).toBeVisible();
  await third.waitForTimeout(1500);
  await expect(third.getByRole('region', { name: 'Пока вас не было' })).toBeHidden();
});
