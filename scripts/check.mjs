// @ts-check
// npm run check: lint, types, unit and integration tests, the long ones among them, with the machine's own Node.
// npm run check -- --node all: the tests of rules, store, exchange and endpoint with each Node that is supported;
// --node 24 or --node 20.19,26: with some of them.
import { command, setUp } from './setup/index.mjs';
import { createLog } from './setup/log.mjs';
import { chosenNodes, ensureNode, NODES } from './setup/nodes.mjs';
import { commandFile, EXIT, run, SetupError } from './setup/run.mjs';
import { runSteps } from './setup/steps.mjs';
import { summary } from './setup/test-report.mjs';
import { CORE_TESTS, countsOf, dropReports, runVitest } from './setup/unit-run.mjs';

const log = createLog();

/**
 * Runs a command of a package with this same Node, showing its output.
 * @param {NodeJS.ProcessEnv} env
 * @param {...string} words
 */
const own = async (env, ...words) => (await run(process.execPath, words, { env, output: 'show' })).code;

/** @type {Record<string, import('./setup/steps.mjs').Step>} */
const OWN_STEPS = {
  lint: {
    title: 'Format and lint (Biome), dead code (Knip)',
    work: async (env) =>
      (await own(env, commandFile('@biomejs/biome'), 'check', '--error-on-warnings', '.')) ||
      own(env, commandFile('knip'), '--no-progress'),
  },
  typecheck: {
    title: 'Types (TypeScript)',
    work: (env) => own(env, commandFile('typescript', 'tsc'), '-b'),
  },
  unit: {
    title: `Unit and integration tests (Vitest) on Node ${process.versions.node}`,
    work: (env) => runVitest({ env: { ...env, KARTOTEKA_LONG: '1' } }),
    counts: (ok) => countsOf('', ok),
  },
};

/**
 * One step for each Node.
 * @param {readonly { version: string, sha512: string }[]} nodes
 */
const nodeSteps = (nodes) =>
  Object.fromEntries(
    nodes.map((wanted) => {
      const { version } = wanted;
      /** @type {import('./setup/steps.mjs').Step} */
      const step = {
        title: `Rules, store, exchange and endpoint on Node ${version}`,
        async work(env) {
          const executable = await ensureNode(wanted, log);
          return runVitest({ executable, env, paths: CORE_TESTS, report: version });
        },
        counts: (ok) => countsOf(version, ok),
      };
      return [`Node ${version}`, step];
    }),
  );

await command(async () => {
  const [option, words, ...rest] = process.argv.slice(2).flatMap((word) => word.split('='));
  const nodes = option === '--node' && words && rest.length === 0 ? chosenNodes(words) : undefined;
  if (option !== undefined && !nodes) {
    const known = NODES.map(({ version }) => version).join(', ');
    throw new SetupError(`Use: npm run check -- --node all, or one of ${known} (24 is enough).`, EXIT.usage);
  }
  const begun = performance.now();
  const { env } = await setUp({ tests: true }, log);
  dropReports();
  const steps = nodes ? nodeSteps(nodes) : OWN_STEPS;
  const ready = { name: 'set-up', ms: performance.now() - begun, ok: true };
  const results = [ready, ...(await runSteps(steps, Object.keys(steps), env, log, nodes !== undefined))];
  log.say(summary(results));
  return results.every(({ ok }) => ok) ? 0 : EXIT.failed;
});
