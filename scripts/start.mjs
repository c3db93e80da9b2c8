// @ts-check
// npm start: makes the machine ready and opens the app. Arguments after -- go to the app.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { hasDisplay, startXvfb } from './setup/display.mjs';
import { command, setUp } from './setup/index.mjs';
import { ROOT } from './setup/paths.mjs';
import { EXIT, SetupError } from './setup/run.mjs';
import { readStartArguments } from './setup/start-arguments.mjs';

await command(async () => {
  // npm moves into the project's folder first; paths are meant from where the person stands.
  const { screenshot, forApp } = readStartArguments(
    process.argv.slice(2),
    process.env.INIT_CWD ?? process.cwd(),
  );
  if (screenshot) clearPicture(screenshot);
  const virtual = !hasDisplay();
  const { electron, env } = await setUp({ display: virtual, build: true });

  const display = virtual ? await startXvfb() : undefined;
  if (display) {
    env.DISPLAY = display.name;
    const advice = screenshot
      ? ''
      : ' Nobody can see it: add "-- --screenshot FILE.png" to get a picture of the window.';
    process.stdout.write(
      `There is no display here, so the app opens on a virtual one (${display.name}).${advice}\n`,
    );
  }
  try {
    // Without a desktop Chromium complains of every service it misses.
    const words = display ? ['--log-level=3', ...forApp] : forApp;
    const code = await openApp(electron.executable, words, env);
    if (screenshot && code === 0 && !existsSync(screenshot)) {
      process.stderr.write(`The app ended without saving ${screenshot}.\n`);
      return 1;
    }
    if (screenshot && code === 0) process.stdout.write(`Saved ${screenshot}\n`);
    return code;
  } finally {
    display?.stop();
  }
});

/**
 * Removes an earlier picture, and nothing else that may bear this name.
 * @param {string} file
 */
function clearPicture(file) {
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  const isNew = !existsSync(file);
  if (!/\.png$/i.test(file) || !(isNew || readFileSync(file).subarray(0, 8).equals(signature))) {
    throw new SetupError(
      `--screenshot wants a file whose name ends in .png and is no other file: ${file}`,
      EXIT.usage,
    );
  }
  rmSync(file, { force: true });
}

/**
 * @param {string} executable
 * @param {readonly string[]} forApp
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} the app's exit code, or 128 + the signal that ended it
 */
function openApp(executable, forApp, env) {
  delete env.ELECTRON_RUN_AS_NODE;
  // Chromium keeps no page storage under a path of Cyrillic letters unless the locale knows them.
  if (process.platform === 'linux' && !/utf-?8/i.test(env.LC_ALL || env.LC_CTYPE || env.LANG || '')) {
    env.LC_ALL = 'C.UTF-8';
  }
  // Chromium's sandbox refuses to run as root; everybody else keeps it.
  const switches = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return new Promise((resolve, reject) => {
    const app = spawn(executable, [...switches, ROOT, ...forApp], { stdio: 'inherit', env });
    const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
    for (const signal of signals) process.on(signal, () => app.kill(signal));
    app.on('error', reject);
    app.on('close', (code, signal) =>
      resolve(code ?? 128 + (signal === 'SIGINT' ? 2 : signal === 'SIGKILL' ? 9 : 15)),
    );
  });
}
