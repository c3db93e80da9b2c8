import type { Page } from '@playwright/test';
import { beginDemo, beginEmpty } from '../support/begin';
import { axeCheck, expect, shot, test } from '../support/test';

const openClients = async (window: Page) => {
  await window.getByRole('link', { name: 'Клиенты', exact: true }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Клиенты' })).toBeVisible();
};

async function newClient(window: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  await window.keyboard.press('Control+KeyN');
  const form = window.getByRole('dialog', { name: 'Новый клиент' });
  for (const [label, value] of Object.entries(fields))
    await form.getByLabel(label, { exact: true }).fill(value);
  await form.getByLabel('Название', { exact: true }).press('Enter');
  await expect(form).toBeHidden();
}

const name = (window: Page) => window.getByRole('textbox', { name: 'Название', exact: true });
const saved = (window: Page) => expect(window.getByText('Сохранено', { exact: true })).toBeVisible();

test('a client is made, filled in on the card, and is all there after a restart', async ({ launch }) => {
  const { window, errors, close } = await launch();
  await beginEmpty(window);
  await openClients(window);
  await expect(window.getByText('Клиентов пока нет')).toBeVisible();
  await newClient(window, {
    Название: 'ООО «Зелёный сад»',
    ИНН: '7707083890/540501001',
    Телефон: '8 (495) 123-45-67 доб. 12, 8 916 765-43-21',
    'Эл. почта': 'sad@example.ru',
    Город: 'Екатеринбург',
  });
  await expect(name(window)).toHaveValue('Зелёный сад');
  await expect(window.getByRole('combobox', { name: 'Правовая форма' })).toHaveText('ООО');
  await expect(window.getByRole('button', { name: /Позвонить.*\+7 495 123-45-67/ })).toBeVisible();
  await expect(window.getByRole('button', { name: /Позвонить.*\+7 916 765-43-21/ })).toBeVisible();

  // A wrong number is told of beside the field and stays as typed.
  const inn = window.getByLabel('ИНН', { exact: true });
  await expect(window.getByText('Контрольная цифра ИНН не сходится')).toBeVisible();
  const kpp = window.getByLabel('КПП', { exact: true });
  await expect(kpp).toHaveValue('540501001');
  // An ИНН pasted with its КПП fills both fields.
  await inn.fill('ИНН/КПП: 7707083893 / 773601001');
  await expect(inn).toHaveValue('7707083893');
  await expect(kpp).toHaveValue('773601001');
  await inn.fill('7707 083893');
  await expect(window.getByText('Контрольная цифра ИНН не сходится')).toBeHidden();
  await kpp.fill('12');
  await saved(window);
  await expect(inn).toHaveValue('7707083893');
  await expect(window.getByText('В КПП 9 знаков')).toBeVisible();

  // A phone removed by a slip comes back by a key; the keyboard keeps its place.
  await window.getByRole('button', { name: 'Удалить телефон +7 916 765-43-21' }).click();
  await expect(window.getByText('Удалено: +7 916 765-43-21')).toBeVisible();
  await expect(window.getByRole('button', { name: /Позвонить.*\+7 916 765-43-21/ })).toBeHidden();
  await expect(window.locator('body')).not.toBeFocused();
  await window.keyboard.press('Control+z');
  await expect(window.getByRole('button', { name: /Позвонить.*\+7 916 765-43-21/ })).toBeVisible();

  // A contact thought better of leaves nothing.
  await window.getByRole('button', { name: 'Добавить: Контактное лицо' }).click();
  await expect(window.getByLabel('Имя контактного лица')).toBeFocused();
  await window.getByRole('button', { name: 'Без имени', expanded: true }).click();
  await expect(window.getByLabel('Имя контактного лица')).toBeHidden();
  await expect(window.getByRole('button', { name: 'Без имени' })).toHaveCount(0);
  await window.getByRole('button', { name: 'Добавить: Контактное лицо' }).click();
  await window.getByLabel('Имя контактного лица').fill('Пётр Ёжиков');
  await window.getByLabel('Должность', { exact: true }).fill('Главный закупщик');
  // A day of birth is a whole date; what is none is told of and not saved.
  const birthday = window.getByLabel('День рождения', { exact: true });
  await birthday.fill('31.04.1980');
  await birthday.blur();
  await expect(window.getByText('Дата целиком и не позже сегодняшней')).toBeVisible();
  await birthday.fill('5.12.65');
  await birthday.blur();
  await expect(birthday).toHaveValue('05.12.1965');
  await expect(window.getByText('Дата целиком и не позже сегодняшней')).toBeHidden();
  await window.getByRole('button', { name: 'Добавить: Счёт' }).click();
  const bik = window.getByLabel('БИК', { exact: true });
  const bankName = window.getByLabel('Банк', { exact: true });
  await bik.fill('044525974');
  await expect(bankName).not.toHaveValue('');
  // A БИК nobody knows takes the former bank along.
  await bik.fill('044599999');
  await expect(window.getByText(/Этого БИК нет в справочнике на \d\d\.\d\d\.\d{4}/)).toBeVisible();
  await expect(bankName).toHaveValue('');
  await bik.fill('044525225');
  await expect(bankName).toHaveValue('ПАО Сбербанк');
  await expect(window.getByText(/По справочнику БИК на .*: он устарел/)).toBeVisible();
  await window.getByLabel('Расчётный счёт').fill('40702810938000060473');
  await window.getByRole('button', { name: 'Добавить: Адрес' }).click();
  await window.getByRole('textbox', { name: 'Адрес', exact: true }).fill('ул. Мира, 1');
  const tags = window.getByRole('combobox', { name: 'Метки' });
  await tags.fill('опт');
  await tags.press('Enter');
  // A tag taken away by a slip comes back, from the field as well as from its button.
  const tag = window.getByRole('button', { name: 'Удалить: опт' });
  await tags.press('Backspace');
  await expect(tag).toBeHidden();
  await window.keyboard.press('Control+z');
  await expect(tag).toBeVisible();
  await tag.click();
  await expect(tag).toBeHidden();
  await expect(window.locator('body')).not.toBeFocused();
  await window.keyboard.press('Control+z');
  await expect(tag).toBeVisible();
  await saved(window);
  await axeCheck(window);
  await shot(window, 'client-card');
  // Typed and left at once: no pause, no blur.
  await window.getByLabel('Откуда узнали').fill('Выставка');
  await close();

  const again = await launch();
  await openClients(again.window);
  await again.window.getByRole('grid').getByText('ООО «Зелёный сад»').click();
  await expect(name(again.window)).toHaveValue('Зелёный сад');
  await expect(again.window.getByLabel('ИНН', { exact: true })).toHaveValue('7707083893');
  await expect(again.window.getByText('Пётр Ёжиков')).toBeVisible();
  await expect(again.window.getByText('Главный закупщик')).toBeVisible();
  await again.window.getByRole('button', { name: /Пётр Ёжиков/, expanded: false }).click();
  await expect(again.window.getByLabel('День рождения', { exact: true })).toHaveValue('05.12.1965');
  await again.window.getByRole('combobox', { name: 'Вид клиента' }).click();
  await again.window.getByRole('option', { name: 'ИП', exact: true }).click();
  await expect(again.window.getByLabel('День рождения', { exact: true })).toHaveCount(2);
  await expect(again.window.getByLabel('Расчётный счёт')).toHaveValue('40702810938000060473');
  await expect(again.window.getByRole('textbox', { name: 'Адрес', exact: true })).toHaveValue('ул. Мира, 1');
  await expect(again.window.getByRole('button', { name: 'опт' })).toBeVisible();
  await expect(again.window.getByLabel('Откуда узнали')).toHaveValue('Выставка');

  // The power goes off between the keystrokes and the saving.
  await again.window.getByLabel('Сайт').fill('sad.example.ru');
  await again.window.waitForTimeout(450);
  await again.kill();
  const third = await launch();
  await openClients(third.window);
  await third.window.getByRole('grid').getByText('Зелёный сад').click();
  await expect(third.window.getByLabel('Сайт')).toHaveValue('sad.example.ru');

  // The window is closed by its cross while a word is being typed.
  await third.window.getByLabel('Сайт').fill('sad-i-ogorod.example.ru');
  const closed = third.window.waitForEvent('close');
  await third.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await closed;
  await third.close();
  const fourth = await launch();
  await openClients(fourth.window);
  await fourth.window.getByRole('grid').getByText('Зелёный сад').click();
  await expect(fourth.window.getByLabel('Сайт')).toHaveValue('sad-i-ogorod.example.ru');
  expect([...errors, ...again.errors, ...third.errors]).toEqual([]);
});

test('names of any kind harm nothing, and look-alikes are told of while typing', async ({ kartoteka }) => {
  const { window, errors } = kartoteka;
  await beginEmpty(window);
  const script = '<script>document.title = "взлом"</script>';
  for (const one of [script, `\u202Eобратно\u202C и 👩‍👩‍👧`, 'я'.repeat(10_000)]) {
    await newClient(window, { Название: one });
    await expect(name(window)).toHaveValue(one);
  }
  await openClients(window);
  await expect(window.getByRole('grid').getByText(script)).toBeVisible();
  await expect(window.getByText('3 клиента')).toBeVisible();
  expect(await window.title()).not.toBe('взлом');
  const { scrollWidth, clientWidth } = await window.evaluate(() => document.documentElement);
  expect(scrollWidth).toBe(clientWidth);
  await shot(window, 'clients-hostile');

  await newClient(window, { Название: 'Ромашка', ИНН: '7707083893', Телефон: '8 (916) 000-11-22' });
  await window.keyboard.press('Control+KeyN');
  const form = window.getByRole('dialog', { name: 'Новый клиент' });
  await form.getByLabel('Телефон', { exact: true }).fill('+7 916 0001122');
  await expect(form.getByText('(тот же телефон)')).toBeVisible();
  await form.getByLabel('Телефон', { exact: true }).fill('');
  await form.getByLabel('Название', { exact: true }).fill('ООО «РОМАШКА»');
  await expect(form.getByText('Похожий клиент уже есть')).toBeVisible();
  await axeCheck(window);
  await shot(window, 'client-new');
  // What was half typed is there when the form is opened again.
  await window.keyboard.press('Escape');
  await window.keyboard.press('Control+KeyN');
  await expect(form.getByLabel('Название', { exact: true })).toHaveValue('ООО «РОМАШКА»');
  await form.getByRole('link', { name: 'Ромашка' }).click();
  await expect(name(window)).toHaveValue('Ромашка');

  await window.getByRole('button', { name: 'Другие действия' }).click();
  await window.getByRole('menuitem', { name: 'Удалить клиента' }).click();
  await expect(window.getByText('Клиент «Ромашка» удалён')).toBeVisible();
  await expect(window.getByText('3 клиента')).toBeVisible();
  await window.getByRole('button', { name: 'Отменить' }).click();
  await expect(name(window)).toHaveValue('Ромашка');
  await window.evaluate(() => {
    location.hash = '/clients/no-such-client';
  });
  await expect(window.getByText('Клиента нет')).toBeVisible();
  expect(errors).toEqual([]);
});

test('the list is found, filtered, sorted and opened by the keyboard alone', async ({ kartoteka }) => {
  const { window, errors } = kartoteka;
  await beginDemo(window);
  await openClients(window);
  const grid = window.getByRole('grid', { name: 'Список клиентов' });
  await expect(grid.getByRole('row').nth(3)).toBeVisible();
  await axeCheck(window);
  await shot(window, 'clients');
  const first = (await grid.getByRole('row').nth(1).getByRole('gridcell').first().innerText()).trim();

  await window.keyboard.press('Control+KeyF');
  const search = window.getByRole('searchbox', { name: 'Найти в списке' });
  await expect(search).toBeFocused();
  await search.fill(first.slice(0, 12));
  await expect(grid.getByText(first, { exact: true }).first()).toBeVisible();
  await search.fill('ыыыыыы');
  await expect(window.getByText('Таких клиентов нет')).toBeVisible();
  await search.press('Escape');
  await expect(grid.getByRole('row').nth(3)).toBeVisible();

  await grid.getByRole('button', { name: 'Название' }).click();
  await expect(grid.getByRole('columnheader', { name: 'Название' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await window.getByRole('button', { name: 'Столбцы' }).click();
  await window.getByRole('menuitemcheckbox', { name: 'ИНН' }).click();
  await window.keyboard.press('Escape');
  await expect(grid.getByRole('columnheader', { name: 'ИНН' })).toBeVisible();

  await search.press('ArrowDown');
  await window.keyboard.press('ArrowDown');
  const second = await grid.getByRole('row', { selected: true }).getByRole('gridcell').first().innerText();
  await window.keyboard.press('Enter');
  await expect(name(window)).toBeVisible();
  expect(second).toContain(await name(window).inputValue());
  await shot(window, 'client-card-demo');
  // One stop of the Tab key for each line, however many buttons it has.
  const stopsIn = (line: string) =>
    window.evaluate(
      (selector) =>
        [...document.querySelectorAll(selector)].map(
          (one) =>
            [...one.querySelectorAll<HTMLElement>('button, a[href]')].filter((b) => b.tabIndex >= 0).length,
        ),
      line,
    );
  for (const line of ['.contact-line', '.card-contact-head', '.card-actions', '.timeline-kinds']) {
    const stops = await stopsIn(line);
    expect(stops.length, line).toBeGreaterThan(0);
    expect(stops, line).toEqual(stops.map(() => 1));
  }
  expect(Math.max(...(await stopsIn('article')))).toBe(1);
  const actions = window.getByRole('toolbar', { name: 'Действия с клиентом' });
  await actions.getByRole('button', { name: 'Выставить счёт' }).focus();
  await window.keyboard.press('ArrowRight');
  await expect(actions.getByRole('button', { name: 'Составить договор' })).toBeFocused();
  // Before the content: the skip link, the sections, the search and the deeds, one stop each.
  expect(await stopsIn('nav')).toEqual([1]);
  expect(await stopsIn('.top-bar')).toEqual([1]);
  await window.locator('.skip').focus();
  await window.keyboard.press('Enter');
  await expect(window.locator('main')).toBeFocused();
  await window.emulateMedia({ colorScheme: 'dark' });
  await axeCheck(window);
  await shot(window, 'client-card-dark');
  await window.goBack();
  await axeCheck(window);
  await shot(window, 'clients-dark');

  // Every way back finds the list where it was: its filter, its scroll and its chosen row.
  const chosen = grid.getByRole('row', { selected: true });
  await expect(grid).toBeFocused();
  const whole = `${await grid.getAttribute('aria-rowcount')}`;
  await search.fill('ООО');
  await expect(grid).not.toHaveAttribute('aria-rowcount', whole);
  await search.press('ArrowDown');
  for (const key of ['PageDown', 'PageDown', 'ArrowDown']) await window.keyboard.press(key);
  const kept = await chosen.getAttribute('data-id');
  const scroll = () => grid.evaluate((element: { scrollTop: number }) => element.scrollTop);
  const scrolled = await scroll();
  expect(scrolled).toBeGreaterThan(100);
  const mouseBack = async () => {
    const cdp = await window.context().newCDPSession(window);
    for (const type of ['mousePressed', 'mouseReleased'] as const)
      await cdp.send('Input.dispatchMouseEvent', { type, x: 700, y: 400, button: 'back', clickCount: 1 });
    await cdp.detach();
  };
  const ways = [
    () => window.keyboard.press('Alt+ArrowLeft'),
    () => window.keyboard.press('Escape'),
    mouseBack,
    () => window.getByRole('button', { name: 'Назад' }).click(),
  ];
  for (const back of ways) {
    await window.keyboard.press('Enter');
    await expect(name(window)).toBeVisible();
    await expect(window.locator('main')).toBeFocused();
    await back();
    await expect(grid).toBeFocused();
    await expect(search).toHaveValue('ООО');
    await expect(chosen).toHaveAttribute('data-id', `${kept}`);
    expect(Math.abs((await scroll()) - scrolled)).toBeLessThan(20);
  }
  await window.keyboard.press('Alt+ArrowRight');
  await expect(name(window)).toBeVisible();
  // In a field Esc leaves the field; a form over the card is closed before the card.
  await name(window).focus();
  await window.keyboard.press('Escape');
  await expect(name(window)).not.toBeFocused();
  await window.keyboard.press('Control+l');
  await expect(window.getByRole('dialog', { name: 'Записать звонок' })).toBeVisible();
  await window.keyboard.press('Alt+ArrowLeft');
  await expect(window.getByRole('dialog')).toBeHidden();
  await expect(name(window)).toBeVisible();
  // A card that was opened by its address has its list behind it.
  await window.keyboard.press('Escape');
  await expect(grid).toBeVisible();
  expect(errors).toEqual([]);
});
