import { rmSync } from 'node:fs';
import { test as base } from '@playwright/test';
import { hasXvfb, startXvfb } from '../../scripts/setup/display.mjs';
import { freshProfile, type Launched, type LaunchOptions, launchApp } from './electron-app';

export { expect } from '@playwright/test';
export { axeCheck } from './axe';
export { chooseDocumentsFolder, stubMessageBox, stubOpenDialog, stubSaveDialog } from './dialogs';
export { freshProfile, type Launched } from './electron-app';
export { resizeWindow, shot } from './shots';

export interface Fixtures {
  /** A fresh profile folder, the same for the whole test, so that the app can be started again on it. */
  readonly profile: string;
  /** Opens the app, on `profile` unless told otherwise; everything opened is closed after the test. */
  readonly launch: (options?: LaunchOptions) => Promise<Launched>;
  /** The app, opened once on `profile`. */
  readonly kartoteka: Launched;
}

export interface WorkerFixtures {
  /** A virtual display for each worker: the windows of two tests would take each other's focus and clipboard. */
  readonly display: string;
}

/** Playwright's test with our app. What the app printed is attached to a test that fails. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  display: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the first parameter's names.
    async ({}, use) => {
      const own = (await hasXvfb()) ? await startXvfb() : undefined;
      if (own) process.env.DISPLAY = own.name;
      await use(process.env.DISPLAY ?? '');
      own?.stop();
    },
    { scope: 'worker', auto: true },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the first parameter's names.
  profile: async ({}, use) => {
    const profile = freshProfile();
    await use(profile);
    rmSync(profile, { recursive: true, force: true });
  },
  launch: async ({ profile }, use, testInfo) => {
    const opened: Launched[] = [];
    await use(async (options = {}) => {
      const launched = await launchApp({ profile, ...options });
      opened.push(launched);
      return launched;
    });
    const failed = testInfo.status !== testInfo.expectedStatus;
    for (const [index, { window, output, errors, close }] of opened.entries()) {
      if (failed && !window.isClosed()) {
        const body = await window.screenshot().catch(() => undefined);
        if (body) await testInfo.attach(`window ${index + 1}`, { body, contentType: 'image/png' });
      }
      await close();
      if (!failed) continue;
      const body = [...errors, '--- main process', output()].join('\n');
      await testInfo.attach(`output ${index + 1}`, { body, contentType: 'text/plain' });
      process.stderr.write(`Output of app ${index + 1}:\n${body}\n`);
    }
  },
  kartoteka: async ({ launch }, use) => {
    await use(await launch());
  },
});
