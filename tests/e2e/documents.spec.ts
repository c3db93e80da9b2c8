import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { noDocumentFilter } from '../../src/shared/documents/contract';
import { beginEmpty } from '../support/begin';
import { call } from '../support/call';
import { axeCheck, chooseDocumentsFolder, expect, type Launched, shot, test } from '../support/test';

const hasPoppler = spawnSync('pdftotext', ['-v']).error === undefined;
const letters = (text: string) => text.replace(/[\s\u00a0]+/gu, '');
const pdfText = (path: string) =>
  letters(execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }));

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'мои документы '));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** An empty database that writes its documents into `folder`, with one client on whose card the window stands. */
async function atCard({ window, app }: Launched): Promise<void> {
  await beginEmpty(window);
  await chooseDocumentsFolder(app, window, folder);
  const { id } = await call(window, 'clients.create', {
    patch: {
      kind: 'company',
      name: 'Лесная сказка',
      legalForm: 'ООО',
      inn: '7736207543',
      kpp: '773601001',
      ogrn: '1027700229193',
      addresses: [
        {
          id: 'a1',
          kind: 'legal',
          text: 'г. Мытищи, Олимпийский пр-т, д. 10',
          city: 'Мытищи',
          region: '',
          postalCode: '141006',
        },
      ],
      signatory: {
        position: 'Директор',
        fullName: 'Соловей Иван Петрович',
        gender: '',
        positionGenitive: '',
        fullNameGenitive: '',
        basis: 'Устава',
      },
    },
  });
  await window.evaluate((hash) => {
    location.hash = hash;
  }, `/clients/${id}`);
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    (globalThis as unknown as { opened: string[] }).opened = opened;
    shell.openPath = async (path) => {
      opened.push(path);
      return '';
    };
    shell.showItemInFolder = (path) => {
      opened.push(`folder ${path}`);
    };
  });
}

const opened = ({ app }: Launched) =>
  app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);

/** «Моя организация» as a person types it: the bank fills itself in by its БИК. */
async function fillOrganization(window: Page): Promise<void> {
  const form = window.getByRole('dialog', { name: 'Моя организация' });
  // Saved from its foot with nothing in it, the form goes to what is missing and says so.
  await form.getByLabel('На основании').focus();
  await window.keyboard.press('Control+Enter');
  await expect(form.getByLabel('Название', { exact: true })).toBeFocused();
  await expect(form.getByRole('alert').filter({ hasText: 'Заполните: Название' })).toBeVisible();
  await form.getByLabel('Название', { exact: true }).fill('ООО «Ромашка»');
  // Pasted with its КПП, as papers write it.
  await form.getByLabel('ИНН').fill('7707083893/773601001');
  await expect(form.getByLabel('КПП')).toHaveValue('773601001');
  await form.getByLabel('ОГРН').fill('1027700132195');
  await form.getByLabel('Индекс').fill('117312');
  await form.getByLabel('Юридический адрес').fill('г. Москва, ул. Вавилова, д. 19');
  await form.getByLabel('Телефон').fill('8 495 123-45-67');
  await form.getByLabel('Город подписания договоров').fill('Москва');
  await form.getByLabel('БИК').fill('044525225');
  await expect(form.getByLabel('Корр. счёт')).toHaveValue('30101810400000000225');
  await form.getByLabel('Расчётный счёт').fill('40702810200000012345');
  await form.getByLabel('Должность', { exact: true }).fill('Генеральный директор');
  await form.getByLabel('ФИО полностью').fill('Иванова Мария Петровна');
  await expect(form.getByLabel('ФИО (в лице кого?)')).toHaveValue('Ивановой Марии Петровны');
  await form.getByLabel('На основании').fill('Устава');
  await expect(form.getByLabel('Название', { exact: true })).toHaveValue('Ромашка');
}

async function inBothThemes(window: Page, name: string, over = true): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await call(window, 'settings.change', { theme });
    // What lies dimmed behind a dialog is not there to be read.
    await axeCheck(window, over ? ['#root'] : []);
    await shot(window, `${name}-${theme}`);
  }
  await call(window, 'settings.change', { theme: 'light' });
}

/** Keeps the printed page for eyes: test-results/shots. */
function picture(pdf: string, name: string): void {
  const shots = join('test-results', 'shots');
  mkdirSync(shots, { recursive: true });
  copyFileSync(pdf, join(shots, `${name}.pdf`));
  execFileSync('pdftoppm', ['-r', '80', '-png', pdf, join(shots, name)]);
}

test('an invoice is written by the keyboard, posted, and lies on the disk', async ({ kartoteka }) => {
  const { window, errors } = kartoteka;
  await atCard(kartoteka);
  await window.getByRole('button', { name: 'Выставить счёт' }).first().click();
  await fillOrganization(window);
  await inBothThemes(window, 'organization');
  await window.getByRole('button', { name: 'Сохранить и продолжить' }).click();

  // A draft that nothing was typed into leaves nothing behind, neither an invoice nor a contract.
  const drafts = () => call(window, 'documents.window', { filter: noDocumentFilter, offset: 0, limit: 10 });
  await expect(window.getByLabel('Товар или услуга, строка 1')).toBeVisible();
  await window.keyboard.press('Escape');
  await window.keyboard.press('Control+d');
  await expect(window.getByRole('dialog', { name: /Новый договор/ })).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(window.getByRole('dialog')).toBeHidden();
  expect((await drafts()).total).toBe(0);
  expect((await call(window, 'bin.window', { kinds: [], text: '', offset: 0, limit: 10 })).total).toBe(0);
  await window.keyboard.press('Control+i');
  const form = window.getByRole('dialog', { name: 'Новый счёт — ООО «Лесная сказка»' });
  await form.getByLabel('Товар или услуга, строка 1').focus();
  const { keyboard } = window;
  for (const value of ['Кресло офисное «Комфорт»', '10', 'шт', '8500', '']) {
    await keyboard.insertText(value);
    await keyboard.press('Enter');
  }
  await keyboard.press('Enter');
  await expect(form.getByLabel('Товар или услуга, строка 2')).toBeFocused();
  for (const value of ['Доставка и сборка', '-5', 'усл.', '37000']) {
    await keyboard.insertText(value);
    await keyboard.press('Tab');
  }
  await expect(form.getByText('Количество не бывает отрицательным', { exact: true })).toBeVisible();
  await keyboard.press('Control+Enter');
  await expect(form.getByText('Исправьте перед проведением', { exact: false })).toBeVisible();
  await expect(form.getByLabel('Кол-во, строка 2')).toBeFocused();
  await expect(form.getByRole('alert').filter({ hasText: 'Проверьте: Кол-во, строка 2' })).toBeVisible();
  await form.getByLabel('Кол-во, строка 2').fill('99999999999');
  await expect(form.getByText('Количество слишком велико', { exact: true })).toBeVisible();
  await form.getByLabel('Кол-во, строка 2').fill('1');
  await form.getByRole('textbox', { name: 'Дата документа' }).fill('31.02.2026');
  await keyboard.press('Tab');
  await keyboard.press('Control+Enter');
  await expect(form.getByText('Такой даты нет в календаре', { exact: false }).first()).toBeVisible();
  await form.getByRole('textbox', { name: 'Дата документа' }).fill('21.11.2026');
  await form.getByRole('textbox', { name: 'Действителен до' }).fill('28.11.2026');
  await expect(form.locator('[data-total]')).toHaveText('122 000,00 ₽'.replaceAll(' ', '\u00a0'));
  await expect(form.getByText('Сто двадцать две тысячи рублей 00 копеек')).toBeVisible();
  await expect(form.getByText('В том числе НДС 22 %')).toBeVisible();
  // Ctrl+Delete takes a line away, the form saves itself.
  await form.getByRole('button', { name: 'Добавить строку' }).click();
  await keyboard.insertText('лишнее');
  await keyboard.press('Control+Delete');
  const third = form.getByLabel('Товар или услуга, строка 3');
  await expect(third).toHaveCount(0);
  // A slip is taken back by a key, where the hands are.
  await keyboard.press('Control+z');
  await expect(third).toHaveValue('лишнее');
  await expect(third).toBeFocused();
  await keyboard.press('Control+Delete');
  await expect(third).toHaveCount(0);
  await expect(form.getByText('Черновик сохранён')).toBeVisible();
  await inBothThemes(window, 'invoice-draft');
  await form.getByLabel('Кол-во, строка 2').focus();
  await keyboard.press('Control+Enter');

  const posted = window.getByRole('dialog', { name: /^Счёт № Н-.{7}-000001 от 21\.11\.2026$/ });
  await expect(posted.getByText(`Записаны в папку ${join(folder, 'Лесная сказка')}`)).toBeVisible();
  await inBothThemes(window, 'invoice-posted');
  const [docx, pdf] = readdirSync(join(folder, 'Лесная сказка')).sort();
  expect(docx).toMatch(/^Счёт № Н-.{7}-000001 от 21\.11\.2026 — Лесная сказка\.docx$/);
  expect(pdf).toMatch(/\.pdf$/);
  const path = join(folder, 'Лесная сказка', pdf ?? '');
  if (hasPoppler) {
    const text = pdfText(path);
    for (const part of [
      'Счёт на оплату № Н-',
      'от 21 ноября 2026 г.',
      'Сто двадцать две тысячи рублей 00 копеек',
      'В том числе НДС 22 %:22 000,00',
      'Всего к оплате:122 000,00',
      'ООО «Лесная сказка», ИНН 7736207543',
      'ПАО Сбербанк, г. Москва',
    ]) {
      expect(text).toContain(letters(part));
    }
    picture(path, 'printed-invoice');
  }

  await posted.getByRole('button', { name: 'Открыть PDF' }).click();
  await posted.getByRole('button', { name: 'Открыть DOCX' }).click();
  await posted.getByRole('button', { name: 'Показать в папке' }).click();
  await expect.poll(() => opened(kartoteka)).toEqual([path, path.replace(/pdf$/, 'docx'), `folder ${path}`]);
  // A file that was thrown away, or a document that came by sync, is written when it is opened.
  rmSync(path);
  await posted.getByRole('button', { name: 'Открыть PDF' }).click();
  await expect.poll(() => existsSync(path) && statSync(path).size > 10_000).toBe(true);
  await posted.getByRole('button', { name: 'Оплачен' }).click();
  await expect(posted.getByText('Оплачен', { exact: true }).first()).toBeVisible();
  await keyboard.press('Escape');

  // The organisation is asked for once.
  await window.getByRole('button', { name: 'Выставить счёт' }).first().click();
  await expect(window.getByRole('dialog', { name: 'Новый счёт — ООО «Лесная сказка»' })).toBeVisible();
  expect(errors).toEqual([]);
});

test('a contract keeps the corrected genitive, and both outlive a restart', async ({ launch }) => {
  const first = await launch();
  const { window } = first;
  await atCard(first);
  await window.getByRole('button', { name: 'Составить договор' }).first().click();
  await fillOrganization(window);
  await window.getByRole('button', { name: 'Сохранить и продолжить' }).click();

  const form = window.getByRole('dialog', { name: 'Новый договор — ООО «Лесная сказка»' });
  const preamble = form.locator('[data-preamble]');
  await expect(preamble).toContainText('в лице генерального директора Ивановой Марии Петровны, действующей');
  await expect(form.getByText('Клиент: проверьте ФИО в родительном падеже.')).toBeVisible();
  await expect(preamble.locator('mark')).toBeVisible();
  await inBothThemes(window, 'contract-draft');
  await form
    .getByRole('group', { name: 'Клиент' })
    .getByRole('textbox', { name: 'ФИО (в лице кого?)' })
    .fill('Соловея Ивана Петровича');
  await form.getByLabel('Предмет: что поставляется').fill('мебель офисная');
  await expect(preamble).toContainText('в лице директора Соловея Ивана Петровича');
  await expect(form.getByText('Клиент: проверьте')).toBeHidden();
  await form.getByLabel('Товар или услуга, строка 1').fill('Стол письменный');
  await form.getByLabel('Цена, ₽, строка 1').fill('12 200');
  await form.getByRole('textbox', { name: 'Дата документа' }).fill('20.11.2026');
  await form.getByRole('button', { name: 'Провести' }).click();
  const posted = window.getByRole('dialog', { name: /^Договор № Н-.{7}-000001 от 20\.11\.2026$/ });
  await expect(posted.getByText('Записаны в папку')).toBeVisible();
  const pdf = readdirSync(join(folder, 'Лесная сказка')).find((name) => name.endsWith('.pdf')) ?? '';
  if (hasPoppler) {
    const path = join(folder, 'Лесная сказка', pdf);
    const text = pdfText(path);
    for (const part of [
      'Договор поставки',
      'Соловея Ивана Петровича',
      'мебель офисная',
      'Двенадцать тысяч двести рублей 00 копеек',
      '40702810200000012345',
    ]) {
      expect(text.toLowerCase()).toContain(letters(part).toLowerCase());
    }
    picture(path, 'printed-contract');
  }
  await window.keyboard.press('Escape');

  // The next invoice knows the contract; the next contract knows the genitive.
  await window.getByRole('button', { name: 'Выставить счёт' }).first().click();
  const invoice = window.getByRole('dialog', { name: /^Новый счёт/ });
  await expect(invoice.getByLabel('Основание')).toHaveValue(
    /^Договор № Н-.{7}-000001 от 20 ноября 2026 г\.$/,
  );
  await invoice.getByLabel('Товар или услуга, строка 1').fill('Стол письменный');
  await invoice.getByLabel('Кол-во, строка 1').fill('120,5');
  await invoice.getByLabel('Цена, ₽, строка 1').fill('780');
  await invoice.getByLabel('Скидка, ₽, строка 1').fill('5000');
  // A target that cannot be written to: a clear sentence, and the document is safe.
  writeFileSync(join(folder, 'файл'), '');
  await chooseDocumentsFolder(first.app, window, join(folder, 'файл'));
  await window.keyboard.press('Control+Enter');
  const stuck = window.getByRole('dialog', { name: /^Счёт № / });
  await expect(stuck.locator('[data-code="file-write-failed"]')).toBeVisible();
  // What is printed stands on the screen: 120.5 × 780 − 5,000 adds up, the VAT inside by its rate.
  const lines = stuck.getByRole('table', { name: 'Строки', exact: true });
  await expect(lines).toContainText('Скидка');
  await expect(lines).toContainText(/5\s000,00.*88\s990,00/);
  await expect(stuck.getByText('В том числе НДС 22 %')).toBeVisible();
  await expect(stuck.locator('[data-total]')).toHaveText('88 990,00 ₽'.replaceAll(' ', '\u00a0'));
  await shot(window, 'files-not-written');
  await chooseDocumentsFolder(first.app, window, folder);
  await stuck.getByRole('button', { name: 'Повторить' }).click();
  await expect(stuck.getByText('Записаны в папку')).toBeVisible();
  await window.keyboard.press('Escape');
  await first.close();

  const second = await launch();
  await second.window.getByRole('link', { name: 'Документы', exact: true }).click();
  const list = second.window.getByRole('grid', { name: 'Список документов' });
  await expect(list.getByRole('row', { name: /Счёт.*000001.*Лесная сказка.*88.990,00/ })).toBeVisible();
  await expect(list.getByRole('row', { name: /Договор.*000001.*Лесная сказка/ })).toBeVisible();
  await inBothThemes(second.window, 'documents', false);
  await second.window.getByLabel('Номер или клиент').fill('нет такого');
  await expect(second.window.getByText('Таких документов нет')).toBeVisible();
  await second.window.getByLabel('Номер или клиент').fill('лесная');
  await list.getByRole('row', { name: /Договор/ }).click();
  await expect(second.window.getByRole('button', { name: 'Открыть PDF' })).toBeVisible();
  expect([...first.errors, ...second.errors]).toEqual([]);
});
