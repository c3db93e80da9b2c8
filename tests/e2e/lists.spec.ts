import { beginEmpty } from '../support/begin';
import { call } from '../support/call';
import { axeCheck, expect, shot, test } from '../support/test';

/** A Tuesday, one in the afternoon in Moscow. */
const NOW = '2026-03-10T10:00:00.000Z';

test('a person makes a list his own: filter, columns, grouping, and keeps it as a view', async ({
  launch,
}) => {
  const { window } = await launch({ now: NOW });
  await beginEmpty(window);
  const ids: Record<string, string> = {};
  for (const [name, city] of [
    ['Ромашка', 'Пермь'],
    ['Василёк', 'Тверь'],
  ] as const) {
    ids[name] = (await call(window, 'clients.create', { patch: { name, city } })).id;
  }
  for (const [title, client, amount] of [
    ['Поставка кабеля', 'Ромашка', 150_000_00],
    ['Ремонт', 'Ромашка', 20_000_00],
    ['Аренда склада', 'Василёк', 300_000_00],
  ] as const) {
    await call(window, 'deals.create', { patch: { title, clientId: ids[client] ?? '', amount } });
  }
  await window.keyboard.press('Control+8');
  await expect(window.getByRole('heading', { name: 'Списки' })).toBeVisible();
  await window.getByLabel('Записи').click();
  await window.getByRole('option', { name: 'Сделки' }).click();
  const grid = window.getByRole('grid', { name: 'Сделки' });
  await expect(grid.getByRole('row')).toHaveCount(4);
  await expect(window.getByLabel('Итоги')).toContainText('470 000');

  // A condition on a field of the deal, another on its client.
  await window.getByRole('button', { name: 'Фильтр' }).click();
  const panel = window.getByRole('region', { name: 'Изменить фильтр' });
  await panel.getByRole('button', { name: 'Условие', exact: true }).click();
  await panel.getByLabel('Поле').click();
  await window.getByRole('option', { name: 'Сумма', exact: true }).click();
  await panel.getByLabel('Сравнение').click();
  await window.getByRole('option', { name: 'больше', exact: true }).click();
  await expect(panel.getByText('Заполните значение')).toBeVisible();
  await panel.getByLabel('Значение').fill('100000');
  await expect(grid.getByRole('row')).toHaveCount(3);
  await panel.getByRole('button', { name: 'Условие', exact: true }).click();
  await panel.getByLabel('Поле').last().click();
  await window.getByRole('option', { name: 'Клиент: Город' }).click();
  await panel.getByLabel('Значение').last().fill('Пермь');
  await expect(grid.getByRole('row')).toHaveCount(2);
  await expect(grid).toContainText('Поставка кабеля');
  await axeCheck(window);
  await shot(window, 'lists-filter');

  // Columns and a grouping.
  await window.getByRole('button', { name: 'Столбцы' }).click();
  const columns = window.getByRole('dialog', { name: 'Столбцы' });
  await columns.getByLabel('Добавить столбец').click();
  await window.getByRole('option', { name: 'Клиент: Город' }).click();
  await axeCheck(window);
  await shot(window, 'lists-columns');
  await columns.getByRole('button', { name: 'Готово' }).click();
  await expect(grid.getByRole('columnheader', { name: 'Клиент: Город' })).toBeVisible();
  await window.getByLabel('Группировать по').click();
  await window.getByRole('option', { name: 'Клиент', exact: true }).click();
  await expect(window.getByRole('list', { name: 'Группы' })).toContainText('Ромашка');

  // Kept under a name, in the navigation; what is changed afterwards can be taken back.
  await window.getByRole('button', { name: 'Сохранить представление' }).click();
  const form = window.getByRole('dialog', { name: 'Новое представление' });
  await form.getByLabel('Название').fill('Крупные из Перми');
  await form.getByLabel('В меню слева').check();
  await shot(window, 'lists-view');
  await form.getByRole('button', { name: 'Создать' }).click();
  const pinned = window.getByRole('navigation').getByRole('link', { name: 'Крупные из Перми' });
  await expect(pinned).toHaveAttribute('aria-current', 'page');
  await window.keyboard.press('Control+1');
  await pinned.click();
  await expect(grid.getByRole('row')).toHaveCount(2);
  await grid.getByRole('button', { name: 'Сумма' }).click();
  await window.getByRole('button', { name: 'Вернуть' }).click();
  await expect(window.getByRole('button', { name: 'Вернуть' })).toHaveCount(0);
  await axeCheck(window);
  await shot(window, 'lists-grouped');
  await window.getByRole('button', { name: 'Все записи' }).click();
  await expect(grid.getByRole('row')).toHaveCount(4);
  await grid.getByText('Аренда склада').click();
  await expect(window.getByRole('heading', { name: 'Аренда склада' })).toBeVisible();
});
