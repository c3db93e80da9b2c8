// @ts-check
import { spawn } from 'node:child_process';
import { EXIT, run, SetupError } from './run.mjs';

/** Whether windows can be shown here. */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** Whether a virtual display can be started here. */
export async function hasXvfb() {
  if (process.platform !== 'linux') return false;
  return (await run('Xvfb', ['-version'])).code !== 127;
}

/**
 * @typedef {object} Display
 * @property {string} name such as `:7`
 * @property {() => void} stop
 */

/**
 * Starts Xvfb on a number it finds free itself. It stops with this process at the latest.
 * @param {string} [size]
 * @returns {Promise<Display>}
 */
export function startXvfb(size = '1920x1080x24') {
  return new Promise((resolve, reject) => {
    const args = ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp', '-noreset'];
    const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true });
    let complaint = '';
    const stop = () => void server.kill('SIGTERM');
    process.once('exit', stop);
    server.stderr?.setEncoding('utf8').on('data', (text) => {
      complaint += text;
    });
    /** @param {string} why */
    const refuse = (why) =>
      reject(new SetupError(`The virtual display did not start: ${why}`, EXIT.systemPackages));
    server.on('error', (error) => refuse(`${error.message} (the package is called xvfb)`));
    server.on('exit', (code) => refuse(complaint.trim() || `Xvfb ended with code ${code}`));
    let number = '';
    server.stdio[3]?.on('data', (text) => {
      number += text;
      if (!number.endsWith('\n')) return;
      // The display must not keep this process alive.
      server.unref();
      server.stdio[3]?.destroy();
      server.stderr?.destroy();
      resolve({ name: `:${number.trim()}`, stop });
    });
  });
}
