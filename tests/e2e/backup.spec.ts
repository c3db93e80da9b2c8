import { randomBytes } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { beginEmpty } from '../support/begin';
import { call } from '../support/call';
import { axeCheck, expect, shot, stubOpenDialog, stubSaveDialog, test } from '../support/test';

test('a copy is made, looked into and put back with its files; the present state is kept, numbers begin anew', async ({
  launch,
  profile,
}) => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'копии на диске '));
  const opened = await launch();
  const { app, window, errors } = opened;
  await beginEmpty(window);
  const { id } = await call(window, 'clients.create', {
    patch: { name: 'ООО «Прежний»', kind: 'company' },
  });
  const scan = join(elsewhere, 'Скан договора.pdf');
  writeFileSync(scan, randomBytes(400_000));
  await stubOpenDialog(app, [scan]);
  await call(window, 'files.attach', { clientId: id, parentKind: 'clients', parentId: id });
  const seriesBefore = await seriesOf(window);

  await window.getByRole('link', { name: 'Настройки' }).click();
  await window.getByRole('navigation', { name: 'Разделы настроек' }).getByText('Копии базы').click();
  const section = window.getByRole('region', { name: 'Копии базы' });
  await stubOpenDialog(app, [elsewhere]);
  await section.getByRole('button', { name: 'Выбрать папку' }).click();
  await expect(section.getByText(elsewhere)).toBeVisible();
  await section.getByRole('button', { name: 'Создать копию' }).click();
  await expect(window.getByText('Копия создана и проверена')).toBeVisible();
  const rows = section.getByRole('table', { name: 'Копии базы' }).getByRole('row');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText('сделана вами');
  await expect(rows.nth(1)).toContainText('проверена');
  const [own = ''] = readdirSync(elsewhere).filter((name) => name.startsWith('kartoteka-'));
  const inFolder = readdirSync(join(elsewhere, own)).sort();
  expect(inFolder).toEqual(['files', expect.stringMatching(/^kartoteka-.*\d{6}\.db$/)]);
  // The laptop's own content is lost: the copy has it.
  rmSync(join(profile, 'base', 'files'), { recursive: true });

  const clients = await call(window, 'clients.create', { patch: { name: 'ООО «Лишний»', kind: 'company' } });
  expect(clients).toBeTruthy();
  await section.getByRole('button', { name: /Восстановить из копии от/ }).click();
  const dialog = window.getByRole('dialog', { name: 'Восстановить из копии' });
  await expect(dialog.getByRole('row', { name: 'Клиенты 1 2' })).toBeVisible();
  await expect(dialog.getByText('Анна Петрова')).toBeVisible();
  await expect(dialog.getByRole('row', { name: 'Файлы 1 · 0,4 МБ 1' })).toBeVisible();
  await expect(dialog.getByText(/Нынешнее состояние базы сначала сохранится/)).toBeVisible();
  await axeCheck(window);
  await shot(window, 'restore-preview');
  await dialog.getByRole('button', { name: 'Восстановить', exact: true }).click();
  await expect(window.getByText(/База восстановлена/)).toBeVisible({ timeout: 60_000 });
  await expect(dialog).toBeHidden({ timeout: 60_000 });

  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText('перед восстановлением');
  await expect(rows.nth(1)).toContainText('проверена');
  await axeCheck(window);
  await shot(window, 'copies');
  expect(await seriesOf(window)).not.toBe(seriesBefore);
  await window.getByRole('link', { name: 'Клиенты' }).click();
  await expect(window.getByText('Прежний')).toBeVisible();
  await expect(window.getByText('Лишний')).toHaveCount(0);
  const [file] = await call(window, 'files.ofClient', { clientId: id });
  await stubSaveDialog(app, join(elsewhere, 'обратно.pdf'));
  expect(await call(window, 'files.saveAs', { id: file?.id ?? '' })).toBe(true);
  expect(readFileSync(join(elsewhere, 'обратно.pdf')).equals(readFileSync(scan))).toBe(true);

  // The present state went nowhere: it is one restore away, here from its file.
  await window.keyboard.press('Control+,');
  const kept = readdirSync(join(elsewhere, own)).find((name) => name.includes('before-restore')) ?? '';
  await stubOpenDialog(app, [join(elsewhere, own, kept)]);
  await section.getByRole('button', { name: 'Восстановить из файла…' }).click();
  await expect(dialog.getByRole('row', { name: 'Клиенты 2 1' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Восстановить', exact: true }).click();
  await expect(dialog).toBeHidden();
  await window.getByRole('link', { name: 'Клиенты' }).click();
  await expect(window.getByText('Лишний')).toBeVisible();
  expect(errors).toEqual([]);
  await opened.close();
  rmSync(elsewhere, { recursive: true, force: true });
});

test('a copy that missed its folder at the end of work is told of at the next start, until one is made there', async ({
  launch,
}) => {
  const disk = mkdtempSync(join(tmpdir(), 'съёмный диск '));
  const folder = join(disk, 'Копии');
  mkdirSync(folder);
  const first = await launch();
  await beginEmpty(first.window);
  await stubOpenDialog(first.app, [folder]);
  await call(first.window, 'backups.pickFolder', {});
  renameSync(folder, join(disk, 'унесли'));
  await first.close();
  expect(readdirSync(disk)).toEqual(['унесли']);
  expect(readdirSync(join(first.profile, 'copies')).filter((name) => name.endsWith('.db'))).toHaveLength(1);

  const second = await launch();
  const warning = second.window.getByRole('alert').filter({ hasText: 'Папка для копий недоступна' });
  await expect(warning).toContainText('она сделана в профиле программы');
  await axeCheck(second.window);
  await shot(second.window, 'copy-warning');
  renameSync(join(disk, 'унесли'), folder);
  await warning.getByRole('button', { name: 'Настроить копии' }).click();
  const section = second.window.getByRole('region', { name: 'Копии базы' });
  await expect(section).toBeInViewport();
  await expect(warning).toHaveCount(1);
  await call(second.window, 'clients.create', { patch: { name: 'Ромашка' } });
  await second.close();
  expect(readdirSync(folder)).toHaveLength(1);

  const third = await launch();
  await expect(third.window.getByRole('link', { name: 'Клиенты' })).toBeVisible();
  await third.window.evaluate("window.location.hash = '/settings/backups'");
  await expect(third.window.getByRole('table', { name: 'Копии базы' })).toBeVisible();
  await expect(third.window.getByText('Папка для копий недоступна')).toHaveCount(0);
  expect([...first.errors, ...second.errors, ...third.errors]).toEqual([]);
  rmSync(disk, { recursive: true, force: true });
});

/** The series of document numbers, as the settings show it. */
async function seriesOf(window: Page): Promise<string> {
  await window.getByRole('link', { name: 'Настройки' }).click();
  const text = await window.getByRole('region', { name: 'Документы' }).innerText();
  return /Н-\S{7}/.exec(text)?.[0] ?? '';
}
