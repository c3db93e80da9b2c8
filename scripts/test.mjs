// @ts-check
// npm test: makes the machine ready, then lint, types, build, unit and integration tests, what depends on the Node once
// more with the one that is shipped, tests in Electron. npm test -- --only unit,e2e runs some of them.
import { build, ensureBuilt } from './setup/build.mjs';
import { runPlaywright } from './setup/e2e-run.mjs';
import { command, setUp } from './setup/index.mjs';
import { createLog } from './setup/log.mjs';
import { chosenNodes, ensureNode, majorOf, shippedNode } from './setup/nodes.mjs';
import { inProject } from './setup/paths.mjs';
import { commandFile, EXIT, run, SetupError } from './setup/run.mjs';
import { runSteps } from './setup/steps.mjs';
import { countPlaywright, readCounts, readOnly, summary } from './setup/test-report.mjs';
import { countsOf, dropReports, runVitest, SHIPPED_TESTS } from './setup/unit-run.mjs';

const PLAYWRIGHT_REPORT = inProject('test-results', 'playwright.json');
const log = createLog();
const shipped = shippedNode();

/** @type {Record<string, import('./setup/steps.mjs').Step>} */
const STEPS = {
  lint: {
    title: 'Format and lint (Biome), dead code (Knip)',
    work: async (env) =>
      (await node(env, commandFile('@biomejs/biome'), 'check', '--error-on-warnings', '.')) ||
      node(env, commandFile('knip'), '--no-progress'),
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
    title: `Unit and integration tests (Vitest) on Node ${process.versions.node}`,
    work: (env) => runVitest({ env }),
    counts: (ok) => countsOf('', ok),
  },
  shipped: {
    title: `Store, exchange and endpoint on Node ${shipped}, which Electron brings`,
    work: async (env) => {
      if (majorOf(process.versions.node) === shipped) {
        log.say(`This is Node ${process.versions.node} itself: the step unit runs them on it.`);
        return 0;
      }
      const [wanted] = chosenNodes(String(shipped)) ?? [];
      if (!wanted) throw new SetupError(`There is no Node ${shipped} in scripts/setup/nodes.mjs.`);
      const executable = await ensureNode(wanted, log);
      return runVitest({ executable, env, paths: SHIPPED_TESTS, report: 'shipped' });
    },
    counts: (ok) => countsOf('shipped', ok),
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
  dropReports();

  const ready = { name: 'set-up', ms: performance.now() - begun, ok: true };
  const results = [ready, ...(await runSteps(STEPS, names, env, log))];
  log.say(summary(results));
  return results.every(({ ok }) => ok) ? 0 : EXIT.failed;
});

/**
 * Runs a JavaScript command with this same Node, showing its output.
 * @param {NodeJS.ProcessEnv} env
 * @param {...string} words
 */
async function node(env, ...words) {
  return (await run(process.execPath, words, { env, output: 'show' })).code;
}
