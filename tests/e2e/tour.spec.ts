import type { Page } from '@playwright/test';
import { localDate } from '../../src/shared/lib/dates';
import { beginDemo } from '../support/begin';
import { call } from '../support/call';
import { expectSoundLayout, layoutFaults, textSizes, zoomWindow } from '../support/layout';
import { axeCheck, expect, resizeWindow, shot, test } from '../support/test';

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

/** As long as people's and companies' values get. */
async function addLongClient(window: Page): Promise<string> {
  const { id } = await call(window, 'clients.create', {
    patch: {
      kind: 'company',
      name: 'Научно-производственное объединение «Энергоспецмонтажавтоматика» имени Константиновского',
      legalForm: 'ООО',
      status: 'regular',
      city: 'Петропавловск-Камчатский',
      tags: ['очень длинная метка для проверки', 'опт', 'ключевой клиент региона', 'скидка 15 %'],
      phones: [{ id: 'p1', raw: '', e164: '+74959400013', ext: '12345', label: 'work' }],
      emails: [
        { id: 'e1', value: 'otdel.snabzheniya.i.sbyta@energospecmontazhavtomatika.example', label: 'work' },
      ],
    },
  });
  await call(window, 'contacts.create', {
    patch: {
      clientId: id,
      name: 'Константинопольская-Вознесенская Александра Владиславовна',
      position: 'Заместитель генерального директора по материально-техническому снабжению',
      role: 'decision',
      phones: [{ id: 'p2', raw: '', e164: '+79625551234', ext: '', label: 'mobile' }],
    },
  });
  const title = 'Согласовать спецификацию и сроки поставки с отделом материально-технического снабжения';
  await call(window, 'tasks.create', {
    patch: { title, clientId: id, dueDate: localDate(new Date().toISOString(), 'Europe/Moscow') },
  });
  const comment = 'Нужно привезти каталог, образцы, прайс-лист и проект договора с протоколом разногласий. ';
  await call(window, 'calls.log', {
    call: { clientId: id, number: '+79625551234', result: 'talked', comment: comment.repeat(3) },
  });
  return id;
}

/** A deal whose every text is long, and others beside it on the board. */
async function addLongDeal(window: Page, clientId: string): Promise<string> {
  const title =
    'Поставка кабельно-проводниковой продукции для реконструкции подстанции «Электрозаводская-Северная»';
  const source = 'Рекомендация управляющего партнёра';
  const { id } = await call(window, 'deals.create', {
    patch: { title, clientId, amount: 123_456_789_01, source },
  });
  await call(window, 'deals.create', { patch: { title: 'Аренда', clientId, amount: 5_000_00 } });
  return id;
}

test('nothing is cut, overlaps or scrolls sideways from 1024x640 at any zoom to 200 %', async ({
  kartoteka,
}) => {
  test.setTimeout(300_000);
  const { window, errors } = kartoteka;
  await expectSoundLayout(window);
  await beginDemo(window);
  const clientId = await addLongClient(window);
  const card = `#/clients/${clientId}`;
  const dealId = await addLongDeal(window, clientId);
  const view = (name: string) => async () => {
    await window.evaluate("location.hash = '#/tasks'");
    await window.getByRole('button', { name, exact: true }).click();
  };
  const at = (hash: string) => () =>
    window.evaluate((to) => void Object.assign(location, { hash: to }), hash);
  const form = (hash: string, key: string) => async () => {
    await at(hash)();
    await window.waitForTimeout(300);
    await window.keyboard.press(key);
    await expect(window.getByRole('dialog')).toBeVisible();
  };
  const places: Readonly<Record<string, () => Promise<unknown>>> = {
    today: at('#/'),
    clients: at('#/clients'),
    card: at(card),
    contact: async () => {
      // Esc has left the card.
      await at(card)();
      await window.locator('.card-contact-name').first().click();
    },
    calls: at('#/calls'),
    list: view('Список'),
    week: view('Неделя'),
    month: view('Месяц'),
    documents: at('#/documents'),
    deals: at('#/deals'),
    deal: at(`#/deals/${dealId}`),
    newDeal: form('#/deals', 'Control+Shift+KeyD'),
    shortcuts: form('#/', 'F1'),
    import: at('#/import'),
    bin: at('#/bin'),
    conflicts: at('#/conflicts'),
    settings: at('#/settings'),
    search: async () => {
      await window.keyboard.press('Control+KeyK');
      await window.keyboard.type('энерго');
      await expect(window.getByRole('option').first()).toBeVisible();
    },
    call: form(card, 'Control+KeyL'),
    task: form(card, 'Control+KeyT'),
    client: form('#/', 'Control+KeyN'),
  };
  const found: string[] = [];
  const sizes = new Set<number>();
  await resizeWindow(window, { width: 1024, height: 640 });
  for (const zoom of [1, 1.5, 2]) {
    await zoomWindow(window, zoom);
    for (const [name, go] of Object.entries(places)) {
      await go();
      await window.waitForTimeout(350);
      for (const fault of await layoutFaults(window)) found.push(`${name} at ${zoom * 100} %: ${fault}`);
      for (const size of await textSizes(window)) sizes.add(size);
      await window.keyboard.press('Escape');
      await window.keyboard.press('Escape');
    }
  }
  await zoomWindow(window, 1);
  expect(found).toEqual([]);
  expect([...sizes].sort((a, b) => a - b)).toEqual([12, 14, 16, 22]);
  expect(errors).toEqual([]);
});
