// @ts-check
import { hasXvfb, startXvfb } from './display.mjs';
import { commandFile, run } from './run.mjs';

/**
 * Runs Playwright, on Linux under a virtual display of its own so that no window disturbs anybody.
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} exit code
 */
export async function runPlaywright(args, env) {
  const display = (await hasXvfb()) ? await startXvfb() : undefined;
  try {
    const all = [commandFile('@playwright/test', 'playwright'), 'test', ...args];
    const shown = display ? { ...env, DISPLAY: display.name } : env;
    return (await run(process.execPath, all, { env: shown, output: 'show' })).code;
  } finally {
    display?.stop();
  }
}
