// @ts-check
import { readFileSync } from 'node:fs';
import { EXIT, run, SetupError } from './run.mjs';

/**
 * A Debian package we need.
 * @typedef {object} Needed
 * @property {readonly string[]} names one of these; newer releases renamed some of them
 * @property {'app' | 'display' | 'tests'} use
 * @property {boolean} vital without it the command cannot go on
 */

/** @type {readonly Needed[]} */
export const DEBIAN_PACKAGES = [
  { names: ['libgtk-3-0', 'libgtk-3-0t64'], use: 'app', vital: true },
  { names: ['libnss3'], use: 'app', vital: true },
  { names: ['libgbm1'], use: 'app', vital: true },
  { names: ['libasound2', 'libasound2t64'], use: 'app', vital: true },
  { names: ['libxss1'], use: 'app', vital: true },
  { names: ['libxtst6'], use: 'app', vital: true },
  { names: ['unzip'], use: 'app', vital: true },
  { names: ['fonts-dejavu-core'], use: 'app', vital: false },
  { names: ['xvfb'], use: 'display', vital: true },
  { names: ['xauth'], use: 'display', vital: false },
  { names: ['poppler-utils'], use: 'tests', vital: false },
];

// biome-ignore lint/suspicious/noTemplateCurlyInString: the braces are dpkg-query's own.
const QUERY = '${Package}\t${db:Status-Status}\n';

/**
 * What of `needed` is not installed.
 * @param {readonly Needed[]} needed
 * @param {ReadonlySet<string>} installed
 */
export function missingPackages(needed, installed) {
  return needed.filter(({ names }) => !names.some((name) => installed.has(name)));
}

/**
 * The installed packages named in the answer of dpkg-query: name, tab, status, one a line.
 * @param {string} answer
 */
export function parseInstalled(answer) {
  const rows = answer.split('\n').map((line) => line.split('\t'));
  return new Set(rows.filter(([, status]) => status === 'installed').map(([name]) => name ?? ''));
}

/**
 * The commands a person runs to get `names`.
 * @param {readonly string[]} names
 * @param {string} [prefix]
 */
export function aptCommands(names, prefix = 'sudo ') {
  return [
    `${prefix}apt-get update`,
    `${prefix}apt-get install -y --no-install-recommends ${names.join(' ')}`,
  ];
}

/** Whether this is Debian or made from it. */
function isDebian() {
  if (process.platform !== 'linux') return false;
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

/**
 * Installs the system's libraries, or says which commands do. Systems other than Debian are left alone:
 * should a library be missing there, Electron's verification says so.
 * @param {import('./log.mjs').Log} log
 * @param {object} uses
 * @param {boolean} uses.display a virtual display will be started
 * @param {boolean} uses.tests
 */
export async function ensureSystemPackages(log, uses) {
  if (!isDebian()) return;
  const needed = DEBIAN_PACKAGES.filter(({ use }) => use === 'app' || uses[use]);
  const names = needed.flatMap((one) => one.names);
  const { code, stdout } = await run('dpkg-query', ['-W', '-f', QUERY, ...names]);
  if (code === 127) return;
  const missing = missingPackages(needed, parseInstalled(stdout));
  if (missing.length === 0) return;

  if (process.getuid?.() !== 0) {
    const commands = aptCommands(await chooseNames(missing)).map((line) => `  ${line}`);
    const text = `These system packages are missing. Run\n${commands.join('\n')}`;
    if (missing.some(({ vital }) => vital)) {
      throw new SetupError(`${text}\nand then this command again.`, EXIT.systemPackages);
    }
    log.say(`${text}\nwhen you can; going on without them.`);
    return;
  }

  let chosen = await chooseNames(missing);
  const listed = await policy(chosen);
  const known = listed.match(/Candidate: (?!\(none\))/g)?.length ?? 0;
  if (known < chosen.length) {
    await log.timed('Refreshing the list of system packages (apt-get update)', () => apt(['update']));
    chosen = await chooseNames(missing);
  }
  await log.timed(`Installing system packages: ${chosen.join(' ')}`, async () => {
    const install = ['install', '-y', '--no-install-recommends', ...chosen];
    try {
      await apt(install);
    } catch {
      // The list may be older than what the mirror still has.
      await apt(['update']);
      await apt(install);
    }
  });
}

/**
 * The name under which this release has each package.
 * @param {readonly Needed[]} missing
 */
async function chooseNames(missing) {
  /** @type {string[]} */
  const chosen = [];
  for (const { names } of missing) {
    const [first = '', ...others] = names;
    let name = first;
    for (const other of others) {
      if (/Candidate: (?!\(none\))/.test(await policy([other]))) name = other;
    }
    chosen.push(name);
  }
  return chosen;
}

/**
 * What the package lists know of `names`, in English.
 * @param {readonly string[]} names
 */
async function policy(names) {
  const { stdout } = await run('apt-cache', ['policy', ...names], { env: { ...process.env, LC_ALL: 'C' } });
  return stdout;
}

/** @param {readonly string[]} args */
async function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
  const { code, stdout, stderr } = await run('apt-get', ['-q', ...args], { env });
  if (code === 0) return;
  const tail = `${stdout}${stderr}`.trim().split('\n').slice(-8).join('\n');
  throw new SetupError(`"apt-get ${args.join(' ')}" failed:\n${tail}`, EXIT.systemPackages);
}
