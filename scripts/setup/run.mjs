// @ts-check
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inProject, ROOT } from './paths.mjs';

/** Why a command of ours ends; the process ends with this code. The README lists them. */
export const EXIT = { failed: 1, usage: 2, systemPackages: 3, noElectron: 4 };

/** A refusal a person can act on: printed as its message alone, without a stack. */
export class SetupError extends Error {
  /**
   * @param {string} message
   * @param {number} [exitCode]
   */
  constructor(message, exitCode = EXIT.failed) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * @typedef {object} Outcome
 * @property {number} code exit code; 127 when the program does not exist, 124 when it ran out of time
 * @property {string} stdout empty when shown
 * @property {string} stderr empty when shown
 */

/**
 * Runs a program to its end. Never throws: look at `code`.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {object} [options]
 * @param {'capture' | 'show' | 'show-as-messages'} [options.output] `show-as-messages` sends everything to stderr
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {string} [options.cwd]
 * @param {number} [options.timeoutMs]
 * @returns {Promise<Outcome>}
 */
export function run(program, args, options = {}) {
  const output = options.output ?? 'capture';
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? ROOT,
      env: options.env ?? process.env,
      stdio: output === 'capture' ? ['ignore', 'pipe', 'pipe'] : ['ignore', output === 'show' ? 1 : 2, 2],
      // npm is a .cmd file on Windows.
      shell: process.platform === 'win32' && program === 'npm',
    });
    let stdout = '';
    let stderr = '';
    let late = false;
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    const timer = options.timeoutMs
      ? setTimeout(() => {
          late = true;
          child.kill('SIGKILL');
        }, options.timeoutMs)
      : undefined;
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ code: 127, stdout, stderr: stderr || error.message });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: late ? 124 : (code ?? 1), stdout, stderr });
    });
  });
}

/**
 * The JavaScript file behind an installed package's command, so that it can be run with this same Node
 * on every system, without a shell.
 * @param {string} packageName
 * @param {string} [command] when the package has several
 */
export function commandFile(packageName, command) {
  const file = inProject('node_modules', packageName, 'package.json');
  const { bin } = JSON.parse(readFileSync(file, 'utf8'));
  const name = command ?? packageName.split('/').at(-1) ?? packageName;
  const path = typeof bin === 'string' ? bin : bin[name];
  if (typeof path !== 'string') throw new SetupError(`${packageName} has no command ${name}.`);
  return join(dirname(file), path);
}
