// @ts-check
// npm test: makes the machine ready, then lint, types, build, unit and integration tests, tests in Electron.
// npm test -- --only unit,e2e runs some of them.
import { mkdirSync, rmSync } from 'node:fs';
import { build, ensureBuilt } from './setup/build.mjs';
import { runPlaywright } from './setup/e2e-run.mjs';
import { command, setUp } from './setup/index.mjs';
import { createLog } from './setup/log.mjs';
import { inProject } from './setup/paths.mjs';
import { commandFile, EXIT, run, SetupError } from './setup/run.mjs';
import { countPlaywright, countVitest, readCounts, readOnly, summary } from './setup/test-report.mjs';

const VITEST_REPORT = inProject('test-results', 'vitest.json');
const PLAYWRIGHT_REPORT = inProject('test-results', 'playwright.json');
const log = createLog();

/**
 * @typedef {object} Step
 * @property {string} title
 * @property {(env: NodeJS.ProcessEnv) => Promise<number>} work gives the exit code
 * @property {(ok: boolean) => import('./setup/test-report.mjs').Counts} [counts]
 */

/** @type {Record<string, Step>} */
const STEPS = {
  lint: {
    title: 'Format and lint (Biome)',
    work: (env) => node(env, commandFile('@biomejs/biome'), 'check', '--error-on-warnings', '.'),
  },
  typecheck: {
    title: 'Types (TypeScript)',
    work: (env) => node(env, commandFile('typescript', 'tsc'), '-b'),
  },
  build: {
    title: 'Build (electron-vite)',
    work: async () => {
      await build();
      return 0;
    },
  },
  unit: {
    title: 'Unit and integration tests (Vitest)',
    work: (env) => {
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${VITEST_REPORT}`];
      return node(env, commandFile('vitest'), 'run', ...reporters);
    },
    counts: (ok) => readCounts(VITEST_REPORT, countVitest, ok),
  },
  e2e: {
    title: 'Tests in the real Electron (Playwright)',
    work: async (env) => {
      await ensureBuilt(log);
      return runPlaywright([], env);
    },
    counts: (ok) => readCounts(PLAYWRIGHT_REPORT, countPlaywright, ok),
  },
};

await command(async () => {
  const names = readOnly(process.argv.slice(2), Object.keys(STEPS));
  if (!names) throw new SetupError(`Use: npm test -- --only ${Object.keys(STEPS).join(',')}`, EXIT.usage);
  const begun = performance.now();
  const { env } = await setUp({ display: true, tests: true }, log);
  mkdirSync(inProject('test-results'), { recursive: true });
  for (const report of [VITEST_REPORT, PLAYWRIGHT_REPORT]) rmSync(report, { force: true });

  /** @type {import('./setup/test-report.mjs').StepResult[]} */
  const results = [{ name: 'set-up', ms: performance.now() - begun, ok: true }];
  for (const name of names) {
    const result = await runStep(name, env);
    results.push(result);
    if (!result.ok) break;
  }
  log.say(summary(results));
  return results.every(({ ok }) => ok) ? 0 : EXIT.failed;
});

/**
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 */
async function runStep(name, env) {
  const step = STEPS[name];
  if (!step) throw new SetupError(`There is no step ${name}.`, EXIT.usage);
  log.say(`\n== ${step.title}`);
  const begun = performance.now();
  let ok = false;
  try {
    ok = (await step.work(env)) === 0;
  } catch (error) {
    log.say(
      error instanceof SetupError ? error.message : String(error instanceof Error ? error.stack : error),
    );
  }
  return { name, ok, ms: performance.now() - begun, counts: step.counts?.(ok) };
}

/**
 * Runs a JavaScript command with this same Node, showing its output.
 * @param {NodeJS.ProcessEnv} env
 * @param {...string} words
 */
async function node(env, ...words) {
  return (await run(process.execPath, words, { env, output: 'show' })).code;
}
