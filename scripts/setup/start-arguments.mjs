// @ts-check
import { resolve } from 'node:path';
import { EXIT, SetupError } from './run.mjs';

/** Our switches whose value is a path. */
const PATH_SWITCHES = ['--screenshot', '--user-data-dir'];

/**
 * Reads what was given to `npm start --`. A path may follow after a space or `=`, and is meant from the
 * folder where the person stands; the app gets it absolute and in the `--switch=value` form Chromium wants.
 * @param {readonly string[]} words
 * @param {string} folder
 * @returns {{ screenshot: string | undefined, forApp: string[] }}
 */
export function readStartArguments(words, folder) {
  /** @type {string | undefined} */
  let screenshot;
  /** @type {string[]} */
  const forApp = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [name = '', ...after] = word.split('=');
    if (!PATH_SWITCHES.includes(name)) {
      forApp.push(word);
      continue;
    }
    const value = word.includes('=') ? after.join('=') : rest.shift();
    if (!value || value.startsWith('--')) {
      throw new SetupError(`${name} needs a path: npm start -- ${name} PATH`, EXIT.usage);
    }
    const path = resolve(folder, value);
    if (name === '--screenshot') screenshot = path;
    forApp.push(`${name}=${path}`);
  }
  return { screenshot, forApp };
}
