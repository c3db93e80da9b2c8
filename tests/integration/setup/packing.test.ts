import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { build, Platform } from 'electron-builder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packing } from '../../../build/electron-builder.config.mjs';

const electronDist = process.env.ELECTRON_OVERRIDE_DIST_PATH;
const fromRoot = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

// `npm test` names the Electron it set up; without one there is nothing to pack.
describe.runIf(process.platform === 'linux' && electronDist !== undefined)('a packed app', () => {
  const project = mkdtempSync(join(tmpdir(), 'kartoteka-packed-'));
  const packed = join(project, 'dist', 'linux-unpacked');

  beforeAll(async () => {
    mkdirSync(join(project, 'out', 'main'), { recursive: true });
    writeFileSync(join(project, 'out', 'main', 'index.js'), 'process.exit(0);\n');
    writeFileSync(join(project, 'out', '.sources'), 'a hash');
    mkdirSync(join(project, 'resources'));
    writeFileSync(join(project, 'resources', 'sample.txt'), 'shipped');
    cpSync(fromRoot('build/icons'), join(project, 'build', 'icons'), { recursive: true });
    const { name, version, main, type, license, author } = JSON.parse(
      readFileSync(fromRoot('package.json'), 'utf8'),
    );
    writeFileSync(
      join(project, 'package.json'),
      JSON.stringify({ name, version, main, type, license, author }),
    );
    writeFileSync(join(project, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages: {} }));
    const dist = electronDist ?? '';
    const electronVersion = readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '');
    await build({
      projectDir: project,
      config: packing({ electronDist: dist, electronVersion }),
      publish: 'never',
      targets: Platform.LINUX.createTarget('dir'),
    });
  }, 120_000);
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  it('has every dangerous switch burnt off', async () => {
    const wire = await getCurrentFuseWire(join(packed, 'kartoteka'));
    // The wire keeps the letter '1' for a fuse that is on.
    const on = (fuse: FuseV1Options) => String.fromCharCode(Number(wire[fuse])) === '1';
    expect({
      runAsNode: on(FuseV1Options.RunAsNode),
      nodeOptions: on(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: on(FuseV1Options.EnableNodeCliInspectArguments),
      fileProtocol: on(FuseV1Options.GrantFileProtocolExtraPrivileges),
      cookieEncryption: on(FuseV1Options.EnableCookieEncryption),
      asarIntegrity: on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyAsar: on(FuseV1Options.OnlyLoadAppFromAsar),
    }).toEqual({
      runAsNode: false,
      nodeOptions: false,
      inspect: false,
      fileProtocol: false,
      cookieEncryption: true,
      asarIntegrity: true,
      onlyAsar: true,
    });
  });

  it('holds our files only, and two languages', () => {
    const asar = join(packed, 'resources', 'app.asar');
    expect(listPackage(asar, { isPack: false }).sort()).toEqual([
      '/out',
      '/out/main',
      '/out/main/index.js',
      '/package.json',
    ]);
    expect(readFileSync(join(packed, 'resources', 'resources', 'sample.txt'), 'utf8')).toBe('shipped');
    expect(readdirSync(join(packed, 'locales')).sort()).toEqual(['en-US.pak', 'ru.pak']);
    expect(existsSync(join(packed, 'resources', 'default_app.asar'))).toBe(false);
  });
});
