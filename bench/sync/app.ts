import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { beginEmpty } from '../../tests/support/begin';
import { type Endpoint, password } from './endpoint';

/** p99 of the delay of main's event loop in the real app, beyond the sampling interval, in milliseconds. */
export interface MainLoop {
  readonly idle: number;
  readonly syncing: number;
}

/** The real app signs in with an empty database; its main process is watched until `expected` records are there. */
export async function mainLoop({ url }: Endpoint, expected: number): Promise<MainLoop> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const profile = mkdtempSync(join(tmpdir(), 'kartoteka-bench-'));
  const app = await _electron.launch({
    executablePath: process.env.BENCH_ELECTRON ?? '',
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--log-level=3',
      `--user-data-dir=${profile}`,
      root,
    ],
    cwd: root,
    env: { ...(process.env as Record<string, string>), LC_ALL: 'ru_RU.UTF-8', TZ: 'Europe/Moscow' },
  });
  try {
    const page = await app.firstWindow();
    await beginEmpty(page);
    const idle = await loopDelay(app, () => page.waitForTimeout(3000));
    const syncing = await loopDelay(app, () => signInAndWait(page, url, expected));
    return { idle, syncing };
  } finally {
    await app.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

async function signInAndWait(page: Page, server: string, expected: number): Promise<void> {
  await page.evaluate(
    async ({ login, expected }) => {
      const answer = await window.crm.call('sync.connect', login);
      if (!answer.ok) throw new Error(`signing in: ${JSON.stringify(answer)}`);
      await new Promise<void>((resolve) => {
        window.crm.watch('sync.status', null, (pushed) => {
          const { value } = pushed as { value?: { received?: number } };
          if ((value?.received ?? 0) >= expected) resolve();
        });
      });
    },
    { login: { server, login: 'bench', password }, expected },
  );
}

async function loopDelay(app: ElectronApplication, work: () => Promise<void>): Promise<number> {
  await app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const histogram = monitorEventLoopDelay({ resolution: 1 });
    histogram.enable();
    (globalThis as { loop?: typeof histogram }).loop = histogram;
  });
  await work();
  return app.evaluate(() => {
    const { loop } = globalThis as { loop?: { disable: () => void; percentile: (share: number) => number } };
    loop?.disable();
    // The timer itself fires a millisecond late at best.
    return Math.max(0.01, (loop?.percentile(99) ?? 0) / 1e6 - 1);
  });
}
