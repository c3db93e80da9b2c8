// @ts-check
import { ensureBuilt } from './build.mjs';
import { ensureSystemPackages } from './debian.mjs';
import { ensureElectron } from './electron.mjs';
import { createLog } from './log.mjs';
import { checkNode } from './node-version.mjs';
import { ensurePackages } from './npm-packages.mjs';
import { EXIT, SetupError } from './run.mjs';

/**
 * Makes the machine ready: Node, npm packages, system packages, Electron and, if asked, the build.
 * Every step is silent when there is nothing to do.
 * @param {object} [needs]
 * @param {boolean} [needs.display] a virtual display will be started
 * @param {boolean} [needs.tests] tests will be run
 * @param {boolean} [needs.build]
 * @param {import('./log.mjs').Log} [log]
 * @returns {Promise<{ electron: import('./electron-source.mjs').Electron, env: NodeJS.ProcessEnv }>}
 *   `env` is what programs that look for Electron are to be started with
 */
export async function setUp(needs = {}, log = createLog()) {
  checkNode();
  await ensurePackages(log);
  await ensureSystemPackages(log, { display: needs.display ?? false, tests: needs.tests ?? false });
  const electron = await ensureElectron(log);
  if (needs.build) await ensureBuilt(log);
  const env = {
    ...process.env,
    ELECTRON_OVERRIDE_DIST_PATH: electron.dist,
    ELECTRON_EXEC_PATH: electron.executable,
  };
  return { electron, env };
}

/**
 * Runs a command's body: a refusal is one sentence on stderr, anything else shows its stack.
 * @param {() => Promise<number | void>} body gives the exit code
 */
export async function command(body) {
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    if (error instanceof SetupError) process.stderr.write(`${error.message}\n`);
    else process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exitCode = error instanceof SetupError ? error.exitCode : EXIT.failed;
  }
}
