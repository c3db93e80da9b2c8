import type { Page } from '@playwright/test';
import { beginEmpty } from '../support/begin';
import { call } from '../support/call';
import { expect, test } from '../support/test';

const row = (window: Page, name: string) => window.getByRole('grid').getByText(name, { exact: true });

/** Opens the list of clients. */
const showClients = (window: Page) => window.getByRole('link', { name: 'Клиенты', exact: true }).click();

test('two windows follow every edit: after a refused navigation, after a reload, after a crash', async ({
  kartoteka: { app, window },
}) => {
  await beginEmpty(window);
  const { id } = await call(window, 'clients.create', { patch: { name: 'Первое имя' } });
  const rename = (name: string) => call(window, 'clients.change', { id, patch: { name } });
  await showClients(window);
  const opening = app.waitForEvent('window');
  await call(window, 'app.newWindow', {});
  const other = await opening;
  await showClients(other);
  for (const one of [window, other]) await expect(row(one, 'Первое имя')).toBeVisible();

  await rename('Второе имя');
  for (const one of [window, other]) await expect(row(one, 'Второе имя')).toBeVisible();

  // A link to the web is refused: the page stays, and must not have gone deaf.
  await other.evaluate(() => {
    location.href = 'https://example.org/';
  });
  await rename('Третье имя');
  await expect(row(window, 'Третье имя')).toBeVisible();
  // Playwright takes the page to be on its way for ever: it is read without its help.
  await expect
    .poll(() => other.evaluate(() => document.querySelector('[role="grid"]')?.textContent))
    .toContain('Третье имя');

  await other.reload();
  await showClients(other);
  await rename('Четвёртое имя');
  for (const one of [window, other]) await expect(row(one, 'Четвёртое имя')).toBeVisible();

  const crashed = other.waitForEvent('crash');
  await app.evaluate(({ BrowserWindow }) => {
    const [newest] = BrowserWindow.getAllWindows().sort((a, b) => b.id - a.id);
    newest?.webContents.forcefullyCrashRenderer();
  });
  await crashed;
  await rename('Пятое имя');
  await expect(row(window, 'Пятое имя')).toBeVisible();
});
