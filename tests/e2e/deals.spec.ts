import { beginEmpty } from '../support/begin';
import { call } from '../support/call';
import { axeCheck, expect, shot, test } from '../support/test';

/** A Tuesday, one in the afternoon in Moscow. */
const NOW = '2026-03-10T10:00:00.000Z';

test('a head makes a funnel, and deals go through it by keyboard and by mouse', async ({ launch }) => {
  const { window } = await launch({ now: NOW });
  await beginEmpty(window);
  await window.keyboard.press('Control+7');
  await window.getByRole('button', { name: 'Настроить воронки' }).click();
  const section = window.getByRole('region', { name: 'Воронки сделок' });
  await section.getByRole('button', { name: 'Удалить этап «Квалификация»' }).click();
  await section.getByLabel('Название этапа 1').fill('Первый разговор');
  await section.getByLabel('Название воронки').fill('Опт');
  await axeCheck(window);
  await shot(window, 'deals-funnels');
  await section.getByRole('button', { name: 'Сохранить воронку' }).click();
  await expect(window.getByText('Воронка сохранена')).toBeVisible();

  // A deal is made by the keyboard, with its next step.
  const clientId = (await call(window, 'clients.create', { patch: { name: 'Ромашка' } })).id;
  await window.keyboard.press('Control+7');
  await window.keyboard.press('Control+Shift+D');
  const form = window.getByRole('dialog', { name: 'Новая сделка' });
  await expect(form.getByLabel('Название')).toBeFocused();
  await window.keyboard.press('Control+Enter');
  await expect(form.getByText('Назовите сделку')).toBeVisible();
  await window.keyboard.type('Поставка кабеля');
  await form.getByLabel('Сумма').fill('-5');
  await window.keyboard.press('Control+Enter');
  await expect(form.getByText('Сумма не может быть отрицательной')).toBeVisible();
  await form.getByLabel('Сумма').fill('');
  await form.getByLabel('Клиент').fill('Ромашка');
  await window.getByRole('option', { name: /^Ромашка/ }).click();
  await axeCheck(window);
  await window.keyboard.press('Control+Enter');
  await expect(window.getByRole('heading', { name: 'Поставка кабеля' })).toBeVisible();
  await expect(window.getByText('Начата на этапе «Первый разговор»')).toBeVisible();
  await expect(window.getByText('Позвонить клиенту').first()).toBeVisible();

  // The board: arrows, the menu and a stage that asks.
  for (const [title, amount] of [
    ['Обслуживание на год', 1_200_000_00],
    ['Аренда', 50_000_00],
  ] as const) {
    await call(window, 'deals.create', { patch: { title, clientId, amount } });
  }
  await window.keyboard.press('Control+7');
  const board = window.getByRole('region', { name: 'Доска сделок: Опт' });
  const column = (name: string) => board.getByRole('region', { name: new RegExp(`^${name}:`) });
  await expect(column('Первый разговор')).toContainText('1 250 000 ₽');
  await expect(window.getByRole('button', { name: 'Без следующего шага: 2' })).toBeVisible();
  await board.getByRole('button', { name: 'Поставка кабеля', exact: true }).focus();
  await window.keyboard.press('m');
  await window.getByRole('menuitem', { name: 'КП отправлено' }).press('Enter');
  const asked = window.getByRole('dialog', { name: 'Этап «КП отправлено»' });
  await axeCheck(window);
  await window.keyboard.press('Escape');
  await expect(asked).toBeHidden();
  await expect(
    column('Первый разговор').getByRole('button', { name: 'Поставка кабеля', exact: true }),
  ).toBeVisible();
  await expect(window.getByText('осталась на этапе «Первый разговор»')).toBeAttached();
  await board.getByRole('button', { name: 'Поставка кабеля', exact: true }).focus();
  await window.keyboard.press('Control+ArrowRight');
  await asked.getByLabel('Сумма').fill('300 000');
  await window.keyboard.press('Control+Enter');
  await expect(
    column('КП отправлено').getByRole('button', { name: 'Поставка кабеля', exact: true }),
  ).toBeFocused();
  await expect(
    window.locator('[aria-live=polite]', { hasText: 'перемещена на этап «КП отправлено»' }),
  ).toBeAttached();
  await window.keyboard.press('ArrowLeft');
  await expect(column('Первый разговор').locator('[data-deal]:focus')).toHaveCount(1);
  await window.keyboard.press('ArrowDown');
  await expect(column('Первый разговор').locator('[data-deal]:focus')).toHaveCount(1);
  await axeCheck(window);
  await shot(window, 'deals-board');

  // The mouse, and a lost deal that needs its reason.
  await board
    .locator('.deal-tile', { hasText: 'Аренда' })
    .dragTo(column('КП отправлено'), { targetPosition: { x: 120, y: 400 } });
  const moved = column('КП отправлено').getByRole('button', { name: 'Аренда', exact: true });
  await expect(moved).toBeVisible();
  await moved.focus();
  await window.keyboard.press('Shift+F10');
  await window.getByRole('menuitem', { name: 'Отказ' }).press('Enter');
  const lost = window.getByRole('dialog', { name: 'Сделка проиграна' });
  await lost.getByRole('button', { name: 'Закрыть сделку' }).click();
  await expect(lost.getByText('Заполните это поле')).toBeVisible();
  await lost.getByLabel('Причина отказа').click();
  await window.getByRole('option', { name: 'Выбрали конкурента' }).click();
  await lost.getByLabel('Конкурент').fill('Лютик');
  await lost.getByRole('button', { name: 'Закрыть сделку' }).click();
  await expect(moved).toBeHidden();

  // The badge narrows the board, the card plans the next step.
  await window.getByRole('button', { name: 'Без следующего шага: 1' }).click();
  await board.getByRole('button', { name: 'Обслуживание на год', exact: true }).click();
  await window.getByRole('button', { name: 'Запланировать' }).click();
  await expect(window.getByRole('dialog', { name: 'Что дальше?' }).getByLabel('Что сделать')).toBeFocused();
  await window.keyboard.press('Control+Enter');
  await expect(window.getByText('Следующий шаг запланирован')).toBeVisible();
  await axeCheck(window);
  await shot(window, 'deals-card');
  await window.keyboard.press('Control+7');
  await expect(window.getByRole('button', { name: 'Без следующего шага: 0' })).toBeVisible();

  // The list, the forecast and the client's card tell the same.
  await window.getByRole('button', { name: 'Список' }).click();
  await expect(window.getByRole('grid', { name: 'Список сделок' })).toContainText('Поставка кабеля');
  await axeCheck(window);
  await shot(window, 'deals-list');
  await window.getByRole('button', { name: 'Прогноз' }).click();
  await expect(window.getByRole('table', { name: 'Прогноз по месяцам' })).toContainText('Без даты');
  await axeCheck(window);
  await shot(window, 'deals-forecast');
  await window.evaluate(`location.hash = '#/clients/${clientId}'`);
  await expect(window.getByRole('region', { name: 'Сделки' })).toContainText('В работе 2: 1 500 000 ₽');
});
