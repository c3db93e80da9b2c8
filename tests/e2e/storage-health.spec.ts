import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beginEmpty } from '../support/begin';
import { call } from '../support/call';
import { freshProfile, launchApp } from '../support/electron-app';
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

test('a start with another profile’s key after a kill changes nothing; edits that a cut log lost are told of until read', async ({
  launch,
  profile,
}) => {
  const stranger = freshProfile();
  const keys = join(profile, 'keys.json');
  const log = join(profile, 'base', 'kartoteka.db-wal');
  try {
    const other = await launchApp({ profile: stranger });
    await beginEmpty(other.window);
    await other.close();

    const first = await launch();
    await beginEmpty(first.window);
    for (let i = 1; i <= 20; i++) {
      await call(first.window, 'clients.create', { patch: { name: `ООО «Выжившее ${i}»`, kind: 'company' } });
    }
    await first.kill();
    const before = [0, 1].map((i) => readFileSync(i === 0 ? log : log.slice(0, -4)));
    const ours = readFileSync(keys);
    copyFileSync(join(stranger, 'keys.json'), keys);
    const wrong = await launch();
    await expect(wrong.window.getByText('store-wrong-key')).toBeVisible();
    await expect(wrong.window.getByText('Ключ не подходит к файлу базы')).toBeVisible();
    await wrong.close();
    expect(readFileSync(log).equals(before[0] as Buffer)).toBe(true);
    expect(readFileSync(log.slice(0, -4)).equals(before[1] as Buffer)).toBe(true);

    writeFileSync(keys, ours);
    const right = await launch();
    await right.window.getByRole('link', { name: 'Клиенты' }).click();
    await expect(right.window.getByText('Выжившее 20')).toBeVisible();
    await expect(right.window.getByText('Выжившее 1»')).toBeVisible();
    await expect(right.window.getByText('В базе не хватает последних правок')).toBeHidden();
    await call(right.window, 'clients.create', { patch: { name: 'ООО «Последнее»', kind: 'company' } });
    // The database stands open by now: neither the person's name nor anything else has to be given again.
    await expect(right.window.getByText('Добро пожаловать')).toBeHidden();
    await right.kill();

    truncateSync(log, statSync(log).size - 5000);
    const cut = await launch();
    const banner = cut.window.getByRole('alert').filter({ hasText: 'В базе не хватает последних правок' });
    await expect(banner).toContainText('store-edits-missing');
    await expect(banner).toContainText('Не хватает: 1 правка');
    await axeCheck(cut.window);
    await shot(cut.window, 'edits-missing');
    await cut.close();

    const again = await launch();
    const still = again.window.getByRole('alert').filter({ hasText: 'В базе не хватает последних правок' });
    await still.getByRole('button', { name: 'Понятно' }).click();
    await expect(still).toBeHidden();
    await again.close();
    const last = await launch();
    await last.window.getByRole('link', { name: 'Клиенты' }).click();
    await expect(last.window.getByText('Выжившее 20')).toBeVisible();
    await expect(last.window.getByText('В базе не хватает последних правок')).toBeHidden();
  } finally {
    rmSync(stranger, { recursive: true, force: true });
  }
});

test('the window outlives the processes of the base, says so and goes on', async ({ launch }) => {
  const opened = await launch();
  const { app, window } = opened;
  await beginEmpty(window);
  const { id } = await call(window, 'clients.create', {
    patch: { name: 'ООО «Живучая»', kind: 'company' },
  });
  await window.getByRole('link', { name: 'Клиенты' }).click();
  await window.getByText('Живучая').click();
  await window.keyboard.press('Enter');
  const about = window.getByRole('textbox', { name: 'О клиенте' });
  await about.fill('Набрано в самую минуту обрыва');

  /** What the native code does at a text that is no UTF-8. */
  const abort = async (which: 'data' | 'reader') => {
    let ended: number | undefined;
    await expect
      .poll(async () => {
        const pid = await app.evaluate(
          ({ app }, wanted) => app.getAppMetrics().find(({ name }) => name === wanted)?.pid,
          which,
        );
        ended ??= pid;
        return pid;
      })
      .toBeDefined();
    if (ended !== undefined) process.kill(ended, 'SIGABRT');
  };

  await abort('reader');
  const banner = window.getByRole('alert').filter({ hasText: 'Работа с базой прервалась' });
  await expect(banner).toBeVisible({ timeout: 20_000 });
  await axeCheck(window);
  await shot(window, 'store-restarted');
  await banner.getByRole('button', { name: 'Понятно' }).click();
  await expect(banner).toBeHidden();
  await expect(about).toHaveValue('Набрано в самую минуту обрыва');
  await about.press('End');
  await about.pressSequentially('!');
  await about.blur();
  await expect
    .poll(async () => (await call(window, 'clients.card', { id }))?.client.about ?? '', { timeout: 20_000 })
    .toBe('Набрано в самую минуту обрыва!');

  // The second time the database is read through first; it is sound.
  await abort('data');
  await expect(banner).toBeVisible({ timeout: 30_000 });
  // What ends again and again is not opened again by itself: the person is asked.
  await abort('reader');
  await expect(window.getByText('store-crashes')).toBeVisible({ timeout: 20_000 });
  await expect(window.getByText(/Работа с базой прервалась несколько раз/)).toBeVisible();
  await window.getByRole('button', { name: 'Попробовать снова' }).click();
  await window.getByRole('link', { name: 'Клиенты' }).click();
  await expect(window.getByText('Живучая')).toBeVisible({ timeout: 20_000 });
  expect(opened.output()).not.toContain('Uncaught');
});

/** Fills a file system to the last page. */
function fill(path: string): void {
  for (let bytes = 1024 * 1024; bytes >= 4096; bytes /= 4) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(bytes), { flag: 'a' });
    } catch {}
  }
}
