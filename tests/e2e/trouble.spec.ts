import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beginEmpty } from '../support/begin';
import { call } from '../support/call';
import { axeCheck, expect, shot, test } from '../support/test';

test('a full disk is told of, what was typed waits, and is saved when there is room', async ({
  launch,
  profile,
}) => {
  const base = join(profile, 'base');
  mkdirSync(base, { recursive: true });
  let mounted = true;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', base], { stdio: 'ignore' });
  } catch {
    mounted = false;
  }
  test.skip(!mounted, 'a small file system can be mounted by root on Linux only');
  const opened = await launch();
  try {
    const { window } = opened;
    await beginEmpty(window);
    const { id } = await call(window, 'clients.create', {
      patch: { name: 'ООО «Теснота»', kind: 'company' },
    });
    await window.getByRole('link', { name: 'Клиенты' }).click();
    await window.getByText('Теснота').click();
    await window.keyboard.press('Enter');
    const about = window.getByRole('textbox', { name: 'О клиенте' });
    await expect(about).toBeVisible();
    fill(join(base, 'ballast'));
    await about.fill('Просили не звонить до обеда. '.repeat(400));
    const banner = window.getByRole('alert').filter({ hasText: 'Диск переполнен' });
    await expect(banner).toBeVisible({ timeout: 20_000 });
    await expect(banner).toContainText('disk-full');
    await axeCheck(window);
    await shot(window, 'disk-full');
    await expect(about).toHaveValue(/Просили не звонить/);

    rmSync(join(base, 'ballast'));
    await banner.getByRole('button', { name: 'Попробовать сейчас' }).click();
    await expect(banner).toBeHidden();
    await about.press('End');
    await about.pressSequentially('!');
    await about.blur();
    await expect
      .poll(async () => (await call(window, 'clients.card', { id }))?.client.about ?? '', { timeout: 20_000 })
      .toMatch(/обеда\. !$/);
  } finally {
    await opened.close();
    execFileSync('umount', ['-l', base], { stdio: 'ignore' });
  }
});

test('a base whose file was deleted while it was open is written anew', async ({ launch, profile }) => {
  const opened = await launch();
  const { window } = opened;
  await beginEmpty(window);
  await call(window, 'clients.create', { patch: { name: 'ООО «Невидимка»', kind: 'company' } });
  for (const end of ['', '-wal', '-shm'])
    rmSync(join(profile, 'base', `kartoteka.db${end}`), { force: true });
  await call(window, 'clients.create', { patch: { name: 'ООО «После пропажи»', kind: 'company' } });
  await expect(window.getByText('База записана заново: ничего не потеряно.')).toBeVisible({
    timeout: 30_000,
  });
  await window.getByRole('link', { name: 'Клиенты' }).click();
  await expect(window.getByText('После пропажи')).toBeVisible();
  await opened.close();

  const again = (await launch()).window;
  await again.getByRole('link', { name: 'Клиенты' }).click();
  await expect(again.getByText('Невидимка')).toBeVisible();
  await expect(again.getByText('После пропажи')).toBeVisible();
});

test('a base that has gone before the start is told of, not taken for a new one', async ({
  launch,
  profile,
}) => {
  const first = await launch();
  await beginEmpty(first.window);
  await call(first.window, 'clients.create', { patch: { name: 'ООО «Пропажа»', kind: 'company' } });
  await first.close();
  rmSync(join(profile, 'base', 'kartoteka.db'));
  const { window } = await launch();
  await expect(window.getByText('store-missing')).toBeVisible();
  await window.getByRole('button', { name: /Взять копию от/ }).click();
  await window.getByRole('link', { name: 'Клиенты' }).click();
  await expect(window.getByText('Пропажа')).toBeVisible();
});

/** Fills a file system to the last page. */
function fill(path: string): void {
  for (let bytes = 1024 * 1024; bytes >= 4096; bytes /= 4) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(bytes), { flag: 'a' });
    } catch {}
  }
}
