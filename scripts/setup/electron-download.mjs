// @ts-check
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { installedDist } from './electron-source.mjs';
import { inProject } from './paths.mjs';
import { run } from './run.mjs';

/** A download that brings no new byte for so long is given up. */
const SILENCE_MS = 8_000;
/** After a failure we do not ask again for a day: a machine without access should not wait at every start. */
const ASK_AGAIN_MS = 24 * 3600_000;
const FAILED_STAMP = inProject('.cache', 'electron', 'download-failed');

/**
 * Downloads the Electron we ship by the npm package's own installer.
 * @param {import('./log.mjs').Log} log
 * @returns {Promise<string | undefined>} its folder; undefined when it cannot be reached
 */
export async function downloadElectron(log) {
  const packageFolder = inProject('node_modules', 'electron');
  if (failedLately()) return undefined;
  const { version } = JSON.parse(readFileSync(inProject('node_modules', 'electron', 'package.json'), 'utf8'));
  return log.timed(`Downloading Electron ${version}`, async () => {
    // First into the cache, watched; then the installer unpacks it from there.
    const reason = await fetchIntoCache(version);
    if (reason === '') await run(process.execPath, [inProject('node_modules', 'electron', 'install.js')]);
    const dist = installedDist(packageFolder);
    if (dist) return dist;
    log.say(`  it cannot be reached from here (${reason || 'unpacking failed'})`);
    mkdirSync(dirname(FAILED_STAMP), { recursive: true });
    writeFileSync(FAILED_STAMP, String(Date.now()));
    return undefined;
  });
}

function failedLately() {
  if (!existsSync(FAILED_STAMP)) return false;
  return Date.now() - Number(readFileSync(FAILED_STAMP, 'utf8')) < ASK_AGAIN_MS;
}

/** The child's program: prints a dot whenever bytes arrive. */
const PROGRAM = `
  import { downloadArtifact } from '@electron/get';
  import checksums from 'electron/checksums.json' with { type: 'json' };
  const [version] = process.argv.slice(1);
  await downloadArtifact({
    version, checksums, artifactName: 'electron', cacheRoot: process.env.electron_config_cache,
    platform: process.platform, arch: process.arch,
    downloadOptions: { quiet: true, getProgressCallback: async () => process.stdout.write('.') },
  });
`;

/**
 * @param {string} version
 * @returns {Promise<string>} empty on success, else why not
 */
function fetchIntoCache(version) {
  return new Promise((resolve) => {
    const args = ['--no-warnings', '--input-type=module', '-e', PROGRAM, version];
    const child = spawn(process.execPath, args, {
      cwd: inProject('node_modules', 'electron'),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let complaint = '';
    let silent = false;
    const giveUp = () => {
      silent = true;
      child.kill('SIGKILL');
    };
    let timer = setTimeout(giveUp, SILENCE_MS);
    child.stdout.on('data', () => {
      clearTimeout(timer);
      timer = setTimeout(giveUp, SILENCE_MS);
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      complaint += text;
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      if (silent) return resolve(`no answer for ${SILENCE_MS / 1000} s`);
      if (code === 0) return resolve('');
      const sentence = complaint.split('\n').find((line) => /Error: /.test(line)) ?? 'the download failed';
      resolve(sentence.replace(/^.*?Error: /, '').trim());
    });
  });
}
