// @ts-check
import { commandFile, run } from './run.mjs';

/**
 * Runs Playwright. On Linux the tests start virtual displays of their own (`tests/support/test.ts`), so that no window
 * disturbs anybody.
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} exit code
 */
export async function runPlaywright(args, env) {
  const all = [commandFile('@playwright/test', 'playwright'), 'test', ...args];
  return (await run(process.execPath, all, { env, output: 'show' })).code;
}
