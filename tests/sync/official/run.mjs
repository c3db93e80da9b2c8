// @ts-check
// node tests/sync/official/run.mjs: RxDB's own server and client against ours, both ways; see docs/sync.md. They are
// fetched into a temporary folder for this one run, since they are no dependency of ours: some hundred packages with
// native parts, under another licence, for RxDB 15.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandFile } from '../../../scripts/setup/run.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'rxdb server '));

/**
 * @param {string} command
 * @param {readonly string[]} words
 * @param {string} cwd
 * @param {Record<string, string>} more
 */
function run(command, words, cwd, more = {}) {
  const env = { ...process.env, ...more };
  const { status } = spawnSync(command, words, { cwd, env, stdio: 'inherit', shell: command === 'npm' });
  return status ?? 1;
}

try {
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const { rxdb, rxjs } = devDependencies;
  const packages = ['rxdb-server@15.22.0', `rxdb@${rxdb}`, `rxjs@${rxjs}`, 'express@4.21.2', 'cors@2.8.5'];
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save'];
  let status = run('npm', ['install', ...quiet, ...packages], folder);
  if (status === 0) {
    const words = [commandFile('vitest'), 'run', 'tests/sync/official'];
    status = run(process.execPath, words, root, { RXDB_SERVER: folder });
  }
  process.exitCode = status;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
