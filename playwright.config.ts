import { defineConfig } from '@playwright/test';

/**
 * Tests in the real Electron: each opens windows and owns a profile. An app waits half of the time, for frames, threads
 * and the disk: where each worker has a display of its own two get along on two cores.
 */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  workers: process.platform === 'linux' ? 2 : 1,
  // A loaded machine's window system fails now and then for reasons outside the app; what needed its second try is
  // listed by name as flaky at the end of the run.
  retries: 1,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
});
