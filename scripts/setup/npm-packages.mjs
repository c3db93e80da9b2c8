// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { run, SetupError } from './run.mjs';

/** @typedef {Record<string, { version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean, link?: boolean }>} LockedPackages */

/**
 * Whether what npm says it installed is what the lock file asks for. Optional packages may be absent:
 * most of them are for other systems.
 * @param {LockedPackages} wanted
 * @param {LockedPackages} installed
 */
export function isInstalled(wanted, installed) {
  return Object.entries(wanted).every(([path, { version, optional, devOptional, peer }]) => {
    if (path === '') return true;
    const have = installed[path];
    return have ? have.version === version : Boolean(optional || devOptional || peer);
  });
}

/**
 * Whether node_modules is what package-lock.json describes: by our stamp, or, when somebody ran npm by
 * hand, by npm's own record of what it installed.
 * @param {string} root
 */
export function packagesAreCurrent(root) {
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const hash = createHash('sha256').update(lockText).digest('hex');
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const stamp = stampFile(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return true;
  const same = isInstalled(JSON.parse(lockText).packages, JSON.parse(readFileSync(record, 'utf8')).packages);
  if (same) writeStamp(root);
  return same;
}

/**
 * Installs the npm packages when they are missing or older than the lock file.
 * @param {import('./log.mjs').Log} log
 */
export async function ensurePackages(log) {
  if (packagesAreCurrent(ROOT)) return;
  await log.timed('Installing the npm packages listed in package-lock.json into node_modules', async () => {
    const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
    const { code } = await run('npm', args, { output: log.output });
    if (code !== 0) {
      throw new SetupError(`"npm ${args.join(' ')}" failed with code ${code}; its message is above.`);
    }
    writeStamp(ROOT);
  });
}

/** @param {string} root */
const stampFile = (root) => join(root, 'node_modules', '.cache', 'kartoteka-packages');

/** @param {string} root */
function writeStamp(root) {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  mkdirSync(join(root, 'node_modules', '.cache'), { recursive: true });
  writeFileSync(stampFile(root), createHash('sha256').update(lock).digest('hex'));
}
