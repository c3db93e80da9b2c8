// @ts-check
// npm run dist: packs the app into dist/. "npm run dist -- tar.gz deb" makes those; --inspectable lets tests drive it.
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, setUp } from './setup/index.mjs';
import { createLog } from './setup/log.mjs';
import { inProject } from './setup/paths.mjs';
import { EXIT, run, SetupError } from './setup/run.mjs';

const TARGETS = {
  linux: ['dir', 'tar.gz', 'deb', 'AppImage'],
  win32: ['dir', 'nsis'],
  darwin: ['dir', 'dmg'],
};

await command(async () => {
  const words = process.argv.slice(2);
  const inspectable = words.includes('--inspectable');
  const asked = words.filter((word) => word !== '--inspectable');
  const targets = asked.length > 0 ? asked : ['dir'];
  const known = TARGETS[/** @type {keyof typeof TARGETS} */ (process.platform)] ?? ['dir'];
  const unknown = targets.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new SetupError(`No target ${unknown.join(', ')} here; there are ${known.join(', ')}.`, EXIT.usage);
  }

  const log = createLog();
  const { electron } = await setUp({ build: true }, log);
  const { packing } = await import('../build/electron-builder.config.mjs');
  const { build, Platform } = await import('electron-builder');
  const electronVersion = readFileSync(join(electron.dist, 'version'), 'utf8').trim().replace(/^v/, '');
  const config = packing({ electronDist: electron.dist, electronVersion, inspectable });
  if (electron.source === 'substitute') {
    log.say(`Packing with the substitute Electron ${electronVersion}: good for trying, not for shipping.`);
  }
  // tar.gz is made by tar and deb by dpkg-deb out of the folder: electron-builder would fetch tools for both.
  const byBuilder = targets.filter((name) => name !== 'tar.gz');
  await useLocalDebTool(targets.includes('deb'));
  await log.timed(`Packing with Electron ${electronVersion}: ${targets.join(', ')}`, async () => {
    const wanted = byBuilder.length > 0 ? byBuilder : ['dir'];
    await build({ config, publish: 'never', targets: Platform.current().createTarget(wanted) });
    if (targets.includes('tar.gz')) await makeTarball();
  });
});

async function makeTarball() {
  const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  const name = `kartoteka-${version}`;
  const file = inProject('dist', `${name}-linux-${process.arch}.tar.gz`);
  const folder = process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`;
  // Inside the archive everything stands in one folder named after the version.
  const args = ['-czf', file, '--owner=0', '--group=0', `--transform=s,^${folder},${name},`, folder];
  const { code, stderr } = await run('tar', args, { cwd: inProject('dist') });
  if (code !== 0) throw new SetupError(`tar failed: ${stderr}`);
}

/**
 * Makes electron-builder use our dpkg-deb wrapper, where dpkg-deb exists and nobody chose another tool.
 * @param {boolean} wanted
 */
async function useLocalDebTool(wanted) {
  const tool = inProject('build', 'deb.mjs');
  if (!wanted || process.env.CUSTOM_FPM_PATH || !existsSync(tool)) return;
  if ((await run('dpkg-deb', ['--version'])).code !== 0) return;
  chmodSync(tool, 0o755);
  process.env.CUSTOM_FPM_PATH = tool;
}
