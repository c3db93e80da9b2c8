import type { Page } from '@playwright/test';
import type { CallInput } from '../../src/shared/contract';
import { beginEmpty } from '../support/begin';
import { call } from '../support/call';
import { axeCheck, expect, shot, test } from '../support/test';

/** A Tuesday, one in the afternoon in Moscow: ten in the evening on Kamchatka. */
const NOW = '2026-03-10T10:00:00.000Z';

/** Goes to a client's card as a link would. */
async function openCard(window: Page, id: string): Promise<void> {
  await window.evaluate((client) => {
    globalThis.location.hash = `/clients/${client}`;
  }, id);
}

const phone = (raw: string) => ({
  id: raw,
  raw,
  e164: raw,
  ext: '',
  label: 'work' as const,
});

test('a call with its next step is logged by keyboard alone', async ({ launch }) => {
  const { window, errors } = await launch({ now: NOW });
  await beginEmpty(window);
  const { id } = await call(window, 'clients.create', {
    patch: { name: 'Ромашка', phones: [phone('+74951234567')] },
  });

  await window.keyboard.press('Control+KeyL');
  const form = window.getByRole('dialog', { name: 'Записать звонок' });
  await expect(form.getByLabel('Клиент')).toBeFocused();
  const places = async () => ({
    form: await form.boundingBox(),
    start: (await form.getByLabel('Начало').boundingBox())?.y ?? 0,
  });
  const before = await places();
  await window.keyboard.press('Control+Enter');
  await expect(form.getByText('звонок без клиента не записать')).toBeVisible();
  await expect(form.getByText('Отметьте, чем закончился звонок')).toBeVisible();

  await window.keyboard.type('ромаш');
  await expect(window.getByRole('option', { name: 'Ромашка' })).toBeVisible();
  await window.keyboard.press('Enter');
  await expect(form.getByLabel('Комментарий к звонку')).toBeFocused();
  // What comes with the client moves nothing.
  await expect(form.getByText('Кому позвонить: один щелчок подставит номер')).toBeVisible();
  expect(await places()).toEqual(before);
  await window.keyboard.press('Alt+Digit2');
  await expect(form.getByRole('radio', { name: 'Перезвонить' })).toBeChecked();
  await expect(form.getByLabel('Что сделать')).toHaveValue('Перезвонить');
  await expect(form.getByLabel('Срок', { exact: true })).toHaveValue('11.03.2026');
  await form.getByRole('button', { name: 'Общий номер · +7 495 123-45-67' }).press('Enter');
  await expect(form.getByLabel('Номер', { exact: true })).toHaveValue('+74951234567');
  await form.getByLabel('Комментарий к звонку').focus();
  await window.keyboard.type('Просят 2 образца');
  await form.getByLabel('Начало').fill('15:00');
  await window.keyboard.press('Control+Enter');
  await expect(form.getByText('начало в будущем')).toBeVisible();
  await form.getByLabel('Начало').fill('12:40');
  const duration = form.getByLabel('Длительность');
  // Nobody dialled from here: nothing is counted until somebody asks for it.
  await expect(duration).toHaveValue('');
  await form.getByRole('button', { name: 'Запустить отсчёт' }).click();
  await expect(duration).not.toHaveValue('');
  await duration.focus();
  // The timer runs on, but not under the caret: what is typed would mix with what is counted.
  const counted = await duration.inputValue();
  await window.waitForTimeout(2_500);
  await expect(duration).toHaveValue(counted);
  await window.keyboard.press('Control+KeyA');
  await window.keyboard.type('7:30');
  await axeCheck(window);
  await shot(window, 'call-form');
  await window.keyboard.press('Control+Enter');
  await expect(form).toBeHidden();
  await expect(window.getByText('Звонок записан, задача поставлена')).toBeVisible();

  await window.keyboard.press('Control+Digit3');
  const row = window.getByRole('grid', { name: 'Журнал звонков' }).getByRole('row').nth(1);
  for (const words of ['Сегодня', '12:40', 'Ромашка', '+7 495 123-45-67', '7:30', 'Просят 2 образца']) {
    await expect(row).toContainText(words);
  }
  await axeCheck(window);
  await window.getByLabel('Найти в звонках').fill('495 123');
  await expect(row).toContainText('Ромашка');
  await window.getByLabel('Найти в звонках').fill('такого нет');
  await expect(window.getByText('Таких звонков нет')).toBeVisible();
  await window.getByRole('button', { name: 'Показать все звонки' }).click();
  await expect(row).toContainText('Ромашка');
  await row.click();
  const logged = window.getByRole('dialog', { name: 'Звонок', exact: true });
  await expect(logged.getByLabel('Длительность')).toHaveValue('7:30');
  await logged.getByRole('radio', { name: 'Отказ' }).check();
  await window.keyboard.press('Control+Enter');
  await expect(row).toContainText('Отказ');

  await window.keyboard.press('Control+Digit4');
  await expect(window.getByRole('button', { name: 'Перезвонить' }).first()).toBeVisible();
  // The task is a call: it offers the numbers and the form, and is done by the call that is logged.
  await window.getByRole('button', { name: 'Позвонить: Перезвонить' }).click();
  const offer = window.getByRole('dialog', { name: 'Позвонить: Перезвонить' });
  await expect(offer.getByRole('button', { name: /Позвонить.*\+7 495 123-45-67/ })).toBeVisible();
  await axeCheck(window);
  await shot(window, 'task-call');
  await offer.getByRole('button', { name: 'Записать звонок' }).click();
  const asked = form.getByRole('group', { name: 'Этим звонком выполнено' }).getByRole('checkbox');
  await expect(asked).toBeChecked();
  await shot(window, 'call-form-task');
  await window.keyboard.press('Alt+Digit1');
  await window.keyboard.press('Control+Enter');
  await expect(window.getByText('Звонок записан, задача выполнена')).toBeVisible();
  await expect(window.getByRole('button', { name: 'Позвонить: Перезвонить' })).toBeHidden();

  await openCard(window, id);
  await window.getByRole('button', { name: 'Вернуть в работу задачу «Перезвонить»' }).click();
  await expect(window.getByRole('button', { name: 'Позвонить: Перезвонить' })).toBeVisible();
  const entry = window.getByRole('article', { name: 'Звонок, Отказ, 12:40' });
  await expect(entry).toContainText('Просят 2 образца');
  await window.getByRole('button', { name: 'Выполнить задачу «Перезвонить»' }).click();
  await expect(window.getByRole('button', { name: 'Вернуть в работу задачу «Перезвонить»' })).toBeVisible();
  await entry.getByRole('button', { name: 'Отказ' }).click();
  await window.getByRole('button', { name: 'Удалить звонок' }).click();
  await expect(entry).toBeHidden();
  await window.getByRole('button', { name: 'Отменить', exact: true }).last().click();
  await expect(entry).toBeVisible();
  await axeCheck(window);
  await shot(window, 'card-timeline');
  expect(errors).toEqual([]);
});

test('a half-typed note and call survive the end of the process', async ({ launch, profile }) => {
  const first = await launch({ now: NOW });
  await beginEmpty(first.window);
  const { id } = await call(first.window, 'clients.create', { patch: { name: 'Ромашка' } });
  await openCard(first.window, id);
  await expect(first.window.getByLabel('Новая заметка')).toBeVisible();
  await first.window.keyboard.press('Control+KeyM');
  await first.window.keyboard.type('Просили не звонить до пон');
  await first.window.keyboard.press('Control+KeyL');
  await first.window.getByRole('dialog').getByLabel('Комментарий к звонку').fill('Обещали подумать');
  // A pause in typing, after which a draft is kept.
  await first.window.waitForTimeout(700);
  await first.kill();

  const { window } = await launch({ now: NOW, profile });
  await openCard(window, id);
  const note = window.getByLabel('Новая заметка');
  await expect(note).toHaveValue('Просили не звонить до пон');
  await window.keyboard.press('Control+KeyL');
  const form = window.getByRole('dialog', { name: 'Записать звонок' });
  await expect(form.getByLabel('Комментарий к звонку')).toHaveValue('Обещали подумать');
  await window.keyboard.press('Escape');
  await expect(form).toBeHidden();

  await window.keyboard.press('Control+KeyM');
  await expect(note).toBeFocused();
  await window.keyboard.press('End');
  await window.keyboard.type('едельника');
  await window.keyboard.press('Control+Enter');
  const entry = window.getByRole('article', { name: /^Заметка/ });
  await expect(entry).toContainText('Просили не звонить до понедельника');
  await expect(note).toHaveValue('');
  await entry.getByRole('button', { name: 'Изменить заметку' }).click();
  await window.getByLabel('Текст заметки').fill('Звонить после обеда');
  await window.keyboard.press('Control+Enter');
  await expect(entry).toContainText('Звонить после обеда');
  await entry.getByRole('button', { name: 'Удалить заметку' }).click();
  await expect(entry).toBeHidden();
  await window.getByRole('button', { name: 'Отменить', exact: true }).click();
  await expect(entry).toContainText('Звонить после обеда');
});

test('a number is dialled in one click, but not at night and never against a wish', async ({ launch }) => {
  const { window, app } = await launch({ now: NOW });
  await beginEmpty(window);
  await app.evaluate(({ shell }) => {
    const dialled: string[] = [];
    (globalThis as unknown as { dialled: string[] }).dialled = dialled;
    shell.openExternal = async (url) => {
      dialled.push(url);
    };
  });
  const dialled = () => app.evaluate(() => (globalThis as unknown as { dialled: string[] }).dialled);
  const open = async (patch: CallInput<'clients.create'>['patch']) => {
    const { id } = await call(window, 'clients.create', { patch });
    await openCard(window, id);
  };
  const dialButton = (name: string) => window.getByRole('button', { name: `Позвонить ${name}` });

  // A mobile code tells no place: nothing is warned of, and the log opens with the number.
  await open({ name: 'Мобильный', phones: [phone('+79141234567')] });
  await dialButton('+7 914 123-45-67').click();
  const form = window.getByRole('dialog', { name: 'Записать звонок' });
  await expect(form.getByLabel('Номер', { exact: true })).toHaveValue('+79141234567');
  expect(await dialled()).toEqual(['tel:+79141234567']);
  await window.keyboard.press('Escape');

  await open({ name: 'Камчатка', city: 'Петропавловск-Камчатский', phones: [phone('+79147654321')] });
  await dialButton('+7 914 765-43-21').click();
  const warning = window.getByRole('dialog', { name: 'У клиента сейчас 22:00' });
  await expect(warning).toContainText('Уже поздно: звонить принято до 19:00');
  await axeCheck(window);
  expect(await dialled()).toHaveLength(1);
  await warning.getByRole('button', { name: 'Позвонить всё равно' }).click();
  await expect(form).toBeVisible();
  expect(await dialled()).toHaveLength(2);
  // The call's record says that it was made nevertheless.
  await expect(form.getByLabel('Комментарий к звонку')).toHaveValue(
    'Позвонили, хотя у клиента было 22:00. Уже поздно: звонить принято до 19:00.',
  );
  await window.keyboard.press('Escape');

  await open({ name: 'Молчун', doNotCall: true, phones: [phone('+74957654321')] });
  await dialButton('+7 495 765-43-21').click();
  const refusal = window.getByRole('dialog', { name: 'Этому клиенту не звонят' });
  await expect(refusal).toBeVisible();
  await expect(refusal.getByRole('button', { name: 'Позвонить всё равно' })).toBeHidden();
  expect(await dialled()).toHaveLength(2);
});
