// @ts-check
// npm run e2e: the tests in the real Electron. Arguments after -- go to Playwright.
import { runPlaywright } from './setup/e2e-run.mjs';
import { command, setUp } from './setup/index.mjs';

await command(async () => {
  const { env } = await setUp({ display: true, tests: true, build: true });
  return runPlaywright(process.argv.slice(2), env);
});
