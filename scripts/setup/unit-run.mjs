// @ts-check
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { underNode } from './nodes.mjs';
import { inProject } from './paths.mjs';
import { commandFile, run } from './run.mjs';
import { countVitest, readCounts } from './test-report.mjs';

/**
 * What depends on the Node it runs under: the rules, the store, the exchange and the endpoint, which is started,
 * signed in to, pushed to and pulled from. Screens, documents and import are tested with the machine's own Node.
 */
export const CORE_TESTS = [
  'src/shared',
  'src/main/store',
  'src/main/sync',
  'src/server',
  'tests/integration/store',
  'tests/integration/backups',
  'tests/integration/crash',
  'tests/sync',
];

/**
 * What of these a Node can break by itself: the binding of SQLite and its threads, connections and their ends, the client
 * of the exchange, the endpoint over PostgreSQL. `npm test` runs them with the Node that is shipped; all of the core
 * runs with each Node in `npm run check -- --node all`.
 */
export const SHIPPED_TESTS = [
  'src/main/store',
  'src/main/sync',
  'src/server',
  'tests/integration/store',
  'tests/sync/two-devices',
  'tests/sync/short-line',
  'tests/sync/server/routes',
  'tests/sync/server/stranger-limits',
  'tests/sync/server/postgresql',
];

/** Removes the reports of former runs: what is counted must be of this one. */
export function dropReports() {
  mkdirSync(inProject('test-results'), { recursive: true });
  for (const name of readdirSync(inProject('test-results'))) {
    if (name.endsWith('.json')) rmSync(inProject('test-results', name), { force: true });
  }
}

/** @param {string} name */
const reportOf = (name) => inProject('test-results', `vitest${name && `-${name}`}.json`);

/**
 * Runs Vitest with a Node of choice, showing its output.
 * @param {object} options
 * @param {string} [options.executable] the Node; by default this same one
 * @param {NodeJS.ProcessEnv} options.env
 * @param {readonly string[]} [options.paths] beginnings of the files to run; by default all
 * @param {string} [options.report] tells this run's report from others
 * @returns {Promise<number>} the exit code
 */
export async function runVitest({ executable = process.execPath, env, paths = [], report = '' }) {
  const file = reportOf(report);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const words = [commandFile('vitest'), 'run', ...reporters, ...paths];
  return (await run(executable, words, { env: underNode(executable, env), output: 'show' })).code;
}

/**
 * What a run of {@link runVitest} has counted.
 * @param {string} report
 * @param {boolean} ok
 */
export const countsOf = (report, ok) => readCounts(reportOf(report), countVitest, ok);
