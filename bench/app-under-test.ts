import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from '@playwright/test';

const root = fileURLToPath(new URL('..', import.meta.url));
const electron = process.env.BENCH_ELECTRON ?? '';

/** An app started as a person starts it, watched from outside through the developer tools' door. */
export interface Started {
  readonly page: Page;
  readonly browser: Browser;
  /** Epoch milliseconds at which the process was spawned. */
  readonly spawnedAt: number;
  readonly stop: () => Promise<void>;
}

/** Starts an app folder on a profile; waits for its page, never slowing its start. */
export async function start(folder: string, profile: string, args: readonly string[] = []): Promise<Started> {
  const port = 9300 + Math.floor(Math.random() * 500);
  const spawnedAt = Date.now();
  const child = spawn(
    electron,
    [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--log-level=3',
      `--remote-debugging-port=${port}`,
      `--user-data-dir=${profile}`,
      folder === '.' ? root : fileURLToPath(new URL(folder, import.meta.url)),
      ...args,
    ],
    { cwd: root, stdio: 'ignore', env: { ...process.env, LC_ALL: 'ru_RU.UTF-8', TZ: 'Europe/Moscow' } },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const browser = await attach(child, port);
  const [context] = browser.contexts();
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
  if (!page) throw new Error('the app opened no page');
  return {
    page,
    browser,
    spawnedAt,
    async stop() {
      // The tools' «close» quits the app as its window's cross does.
      await page.evaluate(() => window.close()).catch(() => undefined);
      const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
      await ended;
      clearTimeout(late);
      await browser.close().catch(() => undefined);
    },
  };
}

async function attach(child: ChildProcess, port: number): Promise<Browser> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the app ended with code ${child.exitCode}`);
    try {
      return await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error('the app does not answer');
}

/** Milliseconds from the spawn to the page's mark `rows-painted`. */
export async function timeToRows({ page, spawnedAt }: Started): Promise<number> {
  await page.waitForFunction(() => performance.getEntriesByName('rows-painted').length > 0, undefined, {
    timeout: 60_000,
  });
  const at = await page.evaluate(
    () => performance.timeOrigin + (performance.getEntriesByName('rows-painted')[0]?.startTime ?? 0),
  );
  return at - spawnedAt;
}
