import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { stubMessageBox } from './dialogs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SHIFT_CLOCK = fileURLToPath(new URL('shift-clock.cjs', import.meta.url));
const MAIN_PRELOAD = fileURLToPath(new URL('main-preload.cjs', import.meta.url));
const CLOSE_MS = 10_000;

export interface LaunchOptions {
  /** Folder of the profile; a fresh temporary one when absent, removed on `close()`. */
  readonly profile?: string;
  /** More words for the app's command line. */
  readonly args?: readonly string[];
  /** Overrides the environment; `undefined` removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The instant the app believes it starts at (ISO string); from there its clock runs on. */
  readonly now?: string;
  /** The app to run; ours when absent. */
  readonly appFolder?: string;
}

export interface Launched {
  readonly app: ElectronApplication;
  /** The first window, its page loaded. */
  readonly window: Page;
  readonly profile: string;
  /** Everything the main process and its threads printed so far. */
  readonly output: () => string;
  /** Errors on the pages' consoles and exceptions nobody caught. */
  readonly errors: string[];
  /** Quits as a person would; kills the app when it does not end within ten seconds. */
  readonly close: () => Promise<void>;
  /** Ends the process at once, as a power cut would. */
  readonly kill: () => Promise<void>;
}

const owners = new WeakMap<Page, ElectronApplication>();

/** The app a page belongs to. */
export function appOf(window: Page): ElectronApplication {
  const app = owners.get(window);
  if (!app) throw new Error('This page was not opened by launchApp');
  return app;
}

/** A new empty profile folder. Its path has a space and Cyrillic letters, as people's paths do. */
export function freshProfile(): string {
  return mkdtempSync(join(tmpdir(), 'картотека профиль-'));
}

/** Opens the app as a person in Moscow with a Russian system would have it. */
export async function launchApp(options: LaunchOptions = {}): Promise<Launched> {
  const profile = options.profile ?? freshProfile();
  const shift = options.now === undefined ? undefined : Date.parse(options.now) - Date.now();
  const folder = mkdtempSync(join(tmpdir(), 'kartoteka-output-'));
  const outputFile = join(folder, 'main.log');
  writeFileSync(outputFile, '');
  let kept: string | undefined;
  const output = (): string => kept ?? readFileSync(outputFile, 'utf8');
  const forget = (): void => {
    kept = output();
    rmSync(folder, { recursive: true, force: true });
    if (options.profile === undefined) rmSync(profile, { recursive: true, force: true });
  };
  const launching = _electron.launch({
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--log-level=3',
      `--user-data-dir=${profile}`,
      '-r',
      MAIN_PRELOAD,
      options.appFolder ?? ROOT,
      ...(options.args ?? []),
    ],
    cwd: ROOT,
    env: environment(options, shift, outputFile),
    timeout: 30_000,
  });
  const app = await launching.catch((error: unknown) => {
    forget();
    throw new Error(`The app did not start. It printed:\n${output()}`, { cause: error });
  });

  askAgainWhenForgotten(app);
  const errors: string[] = [];
  const child = app.process();
  const adopt = (page: Page): void => {
    if (owners.has(page)) return;
    owners.set(page, app);
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => errors.push(`uncaught: ${error.stack ?? error.message}`));
  };
  app.on('window', adopt);
  for (const page of app.windows()) adopt(page);

  const ended = new Promise<void>((resolve) => {
    if (child.exitCode !== null) resolve();
    child.once('exit', () => resolve());
  });
  const kill = async (): Promise<void> => {
    // At once and all of it: a process of the database that outlives main for a moment would fold its log.
    for (const pid of descendants(child.pid ?? 0)) end(pid);
    child.kill('SIGKILL');
    await ended;
    forget();
  };
  const close = async (): Promise<void> => {
    const late = setTimeout(() => child.kill('SIGKILL'), CLOSE_MS);
    await app.close().catch(() => undefined);
    await ended;
    clearTimeout(late);
    forget();
  };

  try {
    const window = await app.firstWindow();
    adopt(window);
    // Nobody sits here to answer: what main asks is agreed to unless a test says otherwise.
    await stubMessageBox(app, 0);
    // No hand moves a mouse on this display: after a quarter of an hour of tests the system calls it left alone.
    await app.evaluate(({ powerMonitor }) => {
      powerMonitor.getSystemIdleTime = () => 0;
    });
    if (shift !== undefined) {
      const script = readFileSync(SHIFT_CLOCK, 'utf8');
      await app.context().addInitScript(`globalThis.CLOCK_SHIFT_MS = ${shift};\n${script}`);
      await window.reload();
    }
    await window.waitForLoadState();
    return { app, window, profile, errors, close, kill, output };
  } catch (error) {
    await kill();
    throw new Error(`The app opened no window. It printed:\n${output()}`, { cause: error });
  }
}

/** The processes that a process has started, and theirs, where the system tells. */
function descendants(of: number): number[] {
  if (process.platform !== 'linux') return [];
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // «123 (name) S 45 …»: a name may hold anything.
      const parent = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1];
      parents.set(Number(name), Number(parent));
    } catch {
      // It has ended meanwhile.
    }
  }
  const found = [of];
  for (const one of found) for (const [pid, parent] of parents) if (parent === one) found.push(pid);
  return found.slice(1);
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

/**
 * The promise of a question to the main process is held by the inspector alone, so that a garbage collection at the
 * wrong moment forgets it. The questions of these tests may be asked twice.
 */
function askAgainWhenForgotten(app: ElectronApplication): void {
  const once = app.evaluate.bind(app) as (...parts: unknown[]) => Promise<unknown>;
  const ask = async (...parts: unknown[]): Promise<unknown> => {
    try {
      return await once(...parts);
    } catch (error) {
      if (!String(error).includes('promise was garbage collected')) throw error;
      return once(...parts);
    }
  };
  Object.assign(app, { evaluate: ask });
}

function environment(
  options: LaunchOptions,
  shift: number | undefined,
  outputFile: string,
): Record<string, string> {
  if (!process.env.ELECTRON_OVERRIDE_DIST_PATH) {
    throw new Error('No Electron is set up: run the tests with "npm run e2e" or "npm test"');
  }
  const all: Record<string, string | undefined> = {
    ...process.env,
    // A locale that every machine has: without one Chromium's own storage cannot be kept under a Cyrillic path.
    LC_ALL: 'C.UTF-8',
    LANGUAGE: 'ru',
    LANG: 'ru_RU.UTF-8',
    TZ: 'Europe/Moscow',
    ELECTRON_RUN_AS_NODE: undefined,
    NODE_OPTIONS: undefined,
    APP_OUTPUT_FILE: outputFile,
    CLOCK_SHIFT_MS: shift === undefined ? undefined : `${shift}`,
    ...options.env,
  };
  const set = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(set);
}
