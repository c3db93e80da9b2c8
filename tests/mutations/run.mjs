// @ts-check
// Runs the storage's tests over each planted bug and says which test found it; fails when one stays unfound.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { commandFile } from '../../scripts/setup/run.mjs';
import { mutations } from './mutations.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const asked = process.argv.slice(2).map(Number);

/**
 * The titles of the tests that failed.
 * @param {number} number
 * @param {string} file
 */
function foundBy(number, file) {
  const words = ['run', '--config', 'tests/mutations/vitest.config.ts', '--reporter=json', file];
  const { stdout } = spawnSync(process.execPath, [commandFile('vitest'), ...words], {
    cwd: root,
    env: { ...process.env, MUTATION: String(number) },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  /** @type {{ testResults: { message: string, assertionResults: { status: string, title: string }[] }[] }} */
  const report = JSON.parse(stdout.slice(stdout.indexOf('{"')));
  return report.testResults.flatMap(({ message, assertionResults }) =>
    assertionResults.length === 0 && message !== ''
      ? [message]
      : assertionResults.filter(({ status }) => status === 'failed').map(({ title }) => title),
  );
}

const files = /** @type {const} */ ([
  ['differential', 'tests/integration/store/differential.test.ts'],
  ['conformance', 'tests/integration/store/conformance.test.ts'],
  ['adapter', 'src/main/store/sqlite-storage/adapter.test.ts'],
  ['strangers', 'tests/integration/store/strangers.test.ts'],
  ['numbers', 'tests/integration/store/numbers.test.ts'],
  ['selectors', 'tests/integration/store/selectors.test.ts'],
  ['large', 'tests/integration/store/large.test.ts'],
  ['names', 'tests/integration/store/names.test.ts'],
  ['lifetime', 'tests/integration/store/lifetime.test.ts'],
  ['channel', 'tests/integration/store/channel.test.ts'],
]);
let missed = 0;
for (const [number, { bug }] of mutations.entries()) {
  if (asked.length > 0 && !asked.includes(number)) continue;
  let where = '';
  /** @type {string[]} */
  let found = [];
  for (const [name, file] of files) {
    if (found.length > 0) break;
    where = name;
    found = foundBy(number, file);
  }
  if (found.length === 0) missed += 1;
  console.log(`${number}. ${bug}: ${found.length === 0 ? 'NOT FOUND' : `${where}: ${found[0]}`}`);
}
process.exitCode = missed === 0 ? 0 : 1;
