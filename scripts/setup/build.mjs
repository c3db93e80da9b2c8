// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { inProject } from './paths.mjs';
import { commandFile, run, SetupError } from './run.mjs';

const STAMP = inProject('out', '.sources');
const CONFIGS = [
  'electron.vite.config.ts',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.node.json',
  'tsconfig.web.json',
];

/** One hash over everything a build is made of. Tests beside the code do not count. */
function sourcesHash() {
  const sources = readdirSync(inProject('src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .sort();
  const hash = createHash('sha256');
  for (const file of [...CONFIGS.map((name) => inProject(name)), ...sources]) {
    hash.update(file.slice(inProject().length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** Whether out/ was built from the sources as they are now. */
function isBuilt() {
  if (!existsSync(STAMP) || !existsSync(inProject('out', 'main', 'index.js'))) return false;
  return readFileSync(STAMP, 'utf8') === sourcesHash();
}

/**
 * Builds the app into out/ when its sources changed.
 * @param {import('./log.mjs').Log} log
 */
export async function ensureBuilt(log) {
  if (isBuilt()) return;
  await log.timed('Building the app', build);
}

/** Builds the app and remembers what from. */
export async function build() {
  const hash = sourcesHash();
  const args = [commandFile('electron-vite'), 'build', '--logLevel', 'warn'];
  const { code, stdout, stderr } = await run(process.execPath, args);
  if (code !== 0) throw new SetupError(`The build failed:\n${`${stdout}${stderr}`.trim()}`);
  mkdirSync(inProject('out'), { recursive: true });
  writeFileSync(STAMP, hash);
}
