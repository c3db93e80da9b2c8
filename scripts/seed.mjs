// @ts-check
// npm run seed -- --clients N [--user-data-dir DIR]: fills an empty database with made-up records.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { hasDisplay, startXvfb } from './setup/display.mjs';
import { command, setUp } from './setup/index.mjs';
import { ROOT } from './setup/paths.mjs';
import { EXIT, SetupError } from './setup/run.mjs';

const USAGE = 'Usage: npm run seed -- --clients N [--user-data-dir DIR], N from 1 to 1000000.';
const count = new Intl.NumberFormat('en');

await command(async () => {
  const { clients, profile } = readArguments(process.argv.slice(2));
  const virtual = !hasDisplay();
  const { electron, env } = await setUp({ display: virtual, build: true });
  const display = virtual ? await startXvfb() : undefined;
  if (display) env.DISPLAY = display.name;
  try {
    const words = [`--seed=${clients}`, ...(profile === undefined ? [] : [`--user-data-dir=${profile}`])];
    return await seed(electron.executable, words, env);
  } finally {
    display?.stop();
  }
});

/** @param {readonly string[]} words */
function readArguments(words) {
  let clients = Number.NaN;
  /** @type {string | undefined} */
  let profile;
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [name = '', ...after] = word.split('=');
    const value = word.includes('=') ? after.join('=') : (rest.shift() ?? '');
    if (name === '--clients' && /^\d{1,7}$/.test(value)) clients = Number(value);
    // npm moves into the project's folder first; paths are meant from where the person stands.
    else if (name === '--user-data-dir' && value !== '')
      profile = resolve(process.env.INIT_CWD ?? process.cwd(), value);
    else throw new SetupError(`${word} is not understood. ${USAGE}`, EXIT.usage);
  }
  if (!(clients >= 1 && clients <= 1_000_000)) throw new SetupError(USAGE, EXIT.usage);
  return { clients, profile };
}

/**
 * Runs the app without a window and puts what it prints into words.
 * @param {string} executable
 * @param {readonly string[]} words
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} exit code
 */
function seed(executable, words, env) {
  delete env.ELECTRON_RUN_AS_NODE;
  const switches = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const began = Date.now();
  let complaints = '';
  /** @type {string | undefined} */
  let outcome;
  let told = 0;
  return new Promise((resolvePromise, reject) => {
    const app = spawn(executable, [...switches, ROOT, ...words], { stdio: ['ignore', 'pipe', 'pipe'], env });
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
      process.on(signal, () => app.kill(signal));
    app.stderr.setEncoding('utf8').on('data', (text) => {
      complaints = `${complaints}${text}`.slice(-4000);
    });
    createInterface({ input: app.stdout }).on('line', (line) => {
      const said = parse(line);
      if (said?.seed === 'progress') {
        const percent = Math.floor((100 * said.done) / Math.max(1, said.total));
        if (percent < told + 5 && percent < 100) return;
        told = percent;
        const speed = Math.round(said.done / Math.max(0.001, (Date.now() - began) / 1000));
        process.stdout.write(
          percent === 100
            ? `100 % written, building indexes and the search index…\n`
            : `${percent} %: ${count.format(said.done)} records, ${count.format(speed)} a second\n`,
        );
      } else if (said?.seed === 'done') outcome = summary(said);
      else if (said?.seed === 'failed') {
        outcome = undefined;
        process.stderr.write(`${refusal(said.code)}\n`);
        complaints = '';
      }
    });
    app.on('error', reject);
    app.on('close', (code) => {
      if (code === 0 && outcome !== undefined) {
        process.stdout.write(`${outcome}\n`);
        resolvePromise(0);
        return;
      }
      if (code === 0) process.stderr.write('The app is open on this profile: close it and try again.\n');
      else if (complaints.trim() !== '')
        process.stderr.write(`The app stopped (code ${code}):\n${complaints.trim()}\n`);
      resolvePromise(EXIT.failed);
    });
  });
}

/**
 * @param {string} line
 * @returns {{ seed: 'progress', done: number, total: number } | { seed: 'failed', code: string }
 *   | { seed: 'done', records: number, writeMs: number, indexMs: number } | undefined}
 */
function parse(line) {
  if (!line.startsWith('{"seed":')) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** @param {{ records: number, writeMs: number, indexMs: number }} done */
function summary({ records, writeMs, indexMs }) {
  const seconds = (/** @type {number} */ ms) => (ms / 1000).toFixed(1);
  const speed = Math.round((1000 * records) / Math.max(1, writeMs + indexMs));
  return (
    `${count.format(records)} records in ${seconds(writeMs + indexMs)} s ` +
    `(writing ${seconds(writeMs)} s, indexes and search ${seconds(indexMs)} s): ${count.format(speed)} a second.`
  );
}

/** @param {string} code */
function refusal(code) {
  switch (code) {
    case 'app-locked':
      return 'This profile has a password: fill another one.';
    case 'demo-not-empty':
      return 'The base already has records: made-up ones go into an empty base only. Choose another --user-data-dir.';
    case 'invalid-input':
      return USAGE;
    case 'disk-full':
      return 'The disk is full; the records written so far stay in the base.';
    default:
      return `The base could not be filled (code ${code}); the log in the profile's folder "logs" says more.`;
  }
}
