import { type RunningServer, startServer } from '../../src/server/start-server';
import { organizationFields } from '../integration/documents/records';
import { call } from '../support/call';
import { joinServer } from '../support/join';
import { inMemory } from '../support/memory-database';
import { axeCheck, expect, freshProfile, shot, test } from '../support/test';

const password = 'надёжный пароль 9';
let server: RunningServer;

test.beforeAll(async () => {
  server = await startServer({ database: await inMemory(), passwordCost: 10 });
  await server.createUser({ login: 'root', name: 'Ольга Главная', role: 'admin', password });
  await server.createUser({ login: 'anna', name: 'Анна Петрова', password });
});
let isAway = false;
test.afterAll(() => (isAway ? undefined : server.close()));

test('a participant has the card, what an author may not write waits for the head, people are let in', async ({
  launch,
}) => {
  test.slow();
  const root = await launch();
  const anna = await launch({ profile: freshProfile() });
  await joinServer(root.window, server.url, 'root', password);
  await call(anna.window, 'organizations.save', { patch: organizationFields });
  await joinServer(anna.window, server.url, 'anna', password);

  // What Anna filled in alone stays with her and waits; Olga makes it everybody's.
  await anna.window.getByRole('link', { name: 'Настройки' }).click();
  const waiting = anna.window.getByRole('region', { name: 'Моя организация' });
  await expect(waiting.getByText(/Пока только на вашем компьютере/)).toBeVisible({ timeout: 20_000 });
  await waiting.getByRole('button', { name: 'Показать реквизиты' }).click();
  const hers = anna.window.getByRole('dialog', { name: 'Моя организация' });
  await expect(hers.getByText(/вы заполнили сами/)).toBeVisible();
  await axeCheck(anna.window);
  await shot(anna.window, 'organization-waits');
  await root.window.evaluate("location.hash = '#/conflicts'");
  await root.window.getByRole('button', { name: /^От сотрудников/ }).click();
  const own = root.window.getByRole('article', { name: /^Моя организация/ });
  await expect(own.getByRole('row', { name: /ИНН/ })).toContainText('7707083893', { timeout: 20_000 });
  await own.getByRole('button', { name: 'Принять' }).click();
  await expect(hers.getByText(/печатаются в документах у всех/)).toBeVisible({ timeout: 20_000 });
  await anna.window.keyboard.press('Escape');

  // Anna's client, with a note, is Olga's from one click on.
  const { id } = await call(anna.window, 'clients.create', { patch: { name: 'Уникум', kind: 'company' } });
  await call(anna.window, 'notes.create', { patch: { clientId: id, text: 'Ждут договор' } });
  for (const { window } of [root, anna]) {
    await window.getByRole('link', { name: 'Клиенты' }).click();
    await expect(window.getByRole('grid').getByText('Уникум')).toBeVisible({ timeout: 20_000 });
  }
  const olga = (await server.listUsers()).find(({ login }) => login === 'root')?.id ?? '';
  await call(root.window, 'clients.change', { id, patch: { ownerId: olga } });
  await expect(anna.window.getByRole('grid').getByText('Уникум')).toHaveCount(0, { timeout: 20_000 });
  await expect(root.window.getByRole('grid').getByText('Уникум')).toBeVisible();

  // As a participant Anna has it again, whole.
  await root.window.getByRole('grid').getByText('Уникум').click();
  await root.window.getByRole('button', { name: 'Добавить: Участник' }).click();
  await root.window.getByLabel('Выберите сотрудника').selectOption('Анна Петрова');
  await expect(root.window.getByText('Анна Петрова', { exact: true }).first()).toBeVisible();
  await expect(anna.window.getByRole('grid').getByText('Уникум')).toBeVisible({ timeout: 20_000 });
  await root.window.getByText('Участники').scrollIntoViewIfNeeded();
  await shot(root.window, 'participants');

  // Taken out by one key she is back by «Отменить», at Anna's, too.
  const chip = root.window.getByRole('button', { name: 'Участник Анна Петрова' });
  await chip.press('Delete');
  await expect(chip).toHaveCount(0);
  await expect(anna.window.getByRole('grid').getByText('Уникум')).toHaveCount(0, { timeout: 20_000 });
  await root.window.getByRole('button', { name: 'Отменить' }).click();
  await expect(chip).toBeVisible();
  await expect(anna.window.getByRole('grid').getByText('Уникум')).toBeVisible({ timeout: 20_000 });

  // What Anna wrote offline on a client that was Olga's by then waits for Olga, and is on the card by one click.
  const berry = await call(anna.window, 'clients.create', { patch: { name: 'Черника', kind: 'company' } });
  await root.window.getByRole('link', { name: 'Клиенты' }).click();
  await expect(root.window.getByRole('grid').getByText('Черника')).toBeVisible({ timeout: 20_000 });
  await call(anna.window, 'sync.pause', { paused: true });
  await call(anna.window, 'clients.change', {
    id: berry.id,
    patch: { site: 'chernika.example', status: 'active' },
  });
  await call(anna.window, 'notes.create', { patch: { clientId: berry.id, text: 'Звонили из Твери' } });
  await call(root.window, 'clients.change', { id: berry.id, patch: { ownerId: olga } });
  await expect(root.window.getByRole('button', { name: /Не отправлено/ })).toHaveCount(0, {
    timeout: 20_000,
  });
  await call(anna.window, 'sync.pause', { paused: false });
  await expect.poll(() => call(root.window, 'inbox.count', {}), { timeout: 30_000 }).toBe(2);
  await root.window.evaluate("location.hash = '#/conflicts'");
  await root.window.getByRole('button', { name: /^От сотрудников/ }).click();
  const edit = root.window.getByRole('article', { name: 'Клиент: Черника' });
  await expect(edit.getByText(/Анна Петрова.*передан другому/)).toBeVisible();
  await expect(edit.getByRole('row', { name: /Сайт/ })).toContainText('chernika.example');
  await axeCheck(root.window);
  await shot(root.window, 'inbox');
  await edit
    .getByRole('group', { name: 'Решение: Статус' })
    .getByRole('button', { name: 'Оставить' })
    .click();
  await edit.getByRole('button', { name: 'Принять' }).click();
  const note = root.window.getByRole('article', { name: 'Заметка: Звонили из Твери' });
  await expect(note.getByText('Новая запись')).toBeVisible();
  await note.getByRole('button', { name: 'Принять' }).click();
  await expect(root.window.getByText('От сотрудников ничего не ждёт')).toBeVisible();
  await root.window.getByRole('button', { name: 'Рассмотренные' }).click();
  await expect(edit.getByRole('row', { name: /Сайт/ })).toContainText('взято');
  await expect(edit.getByRole('row', { name: /Статус/ })).toContainText('оставлено');
  await shot(root.window, 'inbox-resolved');
  await expect
    .poll(async () => (await call(root.window, 'clients.card', { id: berry.id }))?.client, {
      timeout: 20_000,
    })
    .toMatchObject({ site: 'chernika.example', status: 'potential' });
  await root.window
    .getByRole('article', { name: 'Клиент: Черника' })
    .getByRole('link', { name: 'Открыть карточку' })
    .click();
  await expect(root.window.getByText('Звонили из Твери')).toBeVisible({ timeout: 20_000 });
  await root.window.evaluate("location.hash = '#/conflicts'");
  await root.window.getByRole('button', { name: /^От сотрудников/ }).click();
  await root.window.getByRole('button', { name: 'Рассмотренные' }).click();
  await edit.getByRole('button', { name: 'Открыть снова' }).click();
  await root.window.getByRole('button', { name: 'Новые' }).click();
  await edit.getByRole('button', { name: 'Отклонить' }).click();
  await expect(root.window.getByText('От сотрудников ничего не ждёт')).toBeVisible();

  // Olga makes a team and lets a colleague in.
  await root.window.getByRole('link', { name: 'Настройки' }).click();
  await root.window.getByRole('button', { name: 'Сотрудники' }).click();
  await expect(
    root.window.getByRole('table', { name: 'Сотрудники' }).getByText('Анна Петрова'),
  ).toBeVisible();
  await root.window.getByRole('button', { name: 'Добавить команду' }).click();
  await root.window.getByLabel('Название', { exact: true }).fill('Отдел продаж');
  await root.window.getByRole('button', { name: 'Сохранить' }).click();
  await expect(root.window.getByRole('table', { name: 'Команды' }).getByText('Отдел продаж')).toBeVisible();
  await root.window.getByRole('button', { name: 'Добавить сотрудника' }).click();
  const dialog = root.window.getByRole('dialog');
  await dialog.getByLabel('Имя').fill('Борис Котов');
  await dialog.getByLabel('Логин', { exact: true }).fill('anna');
  await dialog.getByRole('button', { name: 'Добавить сотрудника' }).click();
  await expect(dialog.getByText('Такой логин уже есть')).toBeVisible();
  await dialog.getByLabel('Логин', { exact: true }).fill('boris');
  await dialog.getByRole('button', { name: 'Добавить сотрудника' }).click();
  await expect(root.window.getByLabel('Пароль', { exact: true })).toHaveText(
    /^[a-z0-9]{4}(-[a-z0-9]{4}){3}$/,
  );
  await root.window.getByRole('button', { name: 'Готово' }).click();
  await expect(root.window.getByRole('table', { name: 'Сотрудники' }).getByText('Борис Котов')).toBeVisible();
  await axeCheck(root.window);
  await shot(root.window, 'staff');

  // Anna sees her own computers only, and nobody else's people.
  await anna.window.getByRole('link', { name: 'Настройки' }).click();
  await expect(anna.window.getByRole('button', { name: 'Устройства' })).toBeVisible();
  await expect(anna.window.getByRole('button', { name: 'Сотрудники' })).toHaveCount(0);

  // What everybody's invoices print she may read, and not change.
  await call(root.window, 'organizations.save', { patch: { name: 'Ромашка плюс' } });
  await expect(waiting.getByText('Ромашка плюс')).toBeVisible({ timeout: 20_000 });
  await expect(waiting.getByText(/Меняют их руководитель и администратор/)).toBeVisible();
  await waiting.getByRole('button', { name: 'Показать реквизиты' }).click();
  const shown = anna.window.getByRole('dialog', { name: 'Моя организация' });
  await expect(shown.getByText('7707083893')).toBeVisible();
  await expect(shown.getByRole('textbox')).toHaveCount(0);
  await axeCheck(anna.window);
  await shot(anna.window, 'organization-locked');
  await anna.window.keyboard.press('Escape');

  await anna.window.evaluate("location.hash = '#/conflicts'");
  await expect(anna.window.getByRole('button', { name: 'Решённые' })).toBeVisible();
  await expect(anna.window.getByRole('button', { name: /От сотрудников/ })).toHaveCount(0);

  // Without the server the inbox says so.
  await root.window.evaluate("location.hash = '#/conflicts'");
  await expect(root.window.getByRole('button', { name: /^От сотрудников/ })).toBeVisible();
  await server.close();
  isAway = true;
  await root.window.getByRole('button', { name: /^От сотрудников/ }).click();
  await expect(root.window.getByText(/Сервер не отвечает. Правки сотрудников/)).toBeVisible({
    timeout: 30_000,
  });
  await shot(root.window, 'inbox-offline');
});
