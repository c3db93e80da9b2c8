import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  aptCommands,
  DEBIAN_PACKAGES,
  missingPackages,
  parseInstalled,
} from '../../../scripts/setup/debian.mjs';
import { hasDisplay } from '../../../scripts/setup/display.mjs';
import { checkNode, isAtLeast, isSupported } from '../../../scripts/setup/node-version.mjs';
import { isInstalled, packagesAreCurrent } from '../../../scripts/setup/npm-packages.mjs';
import { readStartArguments } from '../../../scripts/setup/start-arguments.mjs';

describe('Node', () => {
  it.each([
    ['20.18.3', false],
    ['20.19.0', true],
    ['20.20.2', true],
    ['9.99.9', false],
    ['22.0.0', true],
  ])('%s is new enough: %s', (version, expected) => {
    expect(isAtLeast(version, '20.19.0')).toBe(expected);
  });

  it.each([
    ['20.19.0', true],
    ['20.20.2', true],
    ['21.7.0', false],
    ['22.11.0', false],
    ['22.12.0', true],
    ['23.11.0', false],
    ['24.0.0', true],
    ['26.10.0', true],
  ])('%s is one that everything works with: %s', (version, expected) => {
    expect(isSupported(version)).toBe(expected);
  });

  it('is refused by a sentence that says which ones will do', () => {
    expect(() => checkNode('18.0.0')).toThrow(
      'Kartoteka needs Node 20.19, 22 (22.12 or newer), 24 or 26; this is Node 18.0.0.',
    );
  });
});

describe('Debian packages', () => {
  it('counts only those whose status is installed', () => {
    const answer = 'libnss3\tinstalled\nlibgtk-3-0\tnot-installed\nunzip\tconfig-files\n';
    expect([...parseInstalled(answer)]).toEqual(['libnss3']);
  });

  it('are missing only when none of their names is installed', () => {
    const everything = DEBIAN_PACKAGES.map(({ names }) => names.at(-1) ?? '');
    expect(missingPackages(DEBIAN_PACKAGES, new Set(everything))).toEqual([]);
    const without = new Set(everything.filter((name) => name !== 'xvfb'));
    expect(missingPackages(DEBIAN_PACKAGES, without).map(({ names }) => names)).toEqual([['xvfb']]);
  });

  it('gives a person the commands to type', () => {
    expect(aptCommands(['xvfb', 'unzip'])).toEqual([
      'sudo apt-get update',
      'sudo apt-get install -y --no-install-recommends xvfb unzip',
    ]);
  });
});

describe('npm packages', () => {
  const wanted = {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b-win32': { version: '2.0.0', optional: true },
  };

  it('may lack optional ones, and nothing else', () => {
    expect(isInstalled(wanted, { 'node_modules/a': { version: '1.0.0' } })).toBe(true);
    expect(isInstalled(wanted, {})).toBe(false);
    expect(isInstalled(wanted, { 'node_modules/a': { version: '0.9.0' } })).toBe(false);
  });

  it('are installed again when the lock file changes', () => {
    const root = mkdtempSync(join(tmpdir(), 'kartoteka-lock-'));
    try {
      const lock = (version: string) => JSON.stringify({ packages: { 'node_modules/a': { version } } });
      writeFileSync(join(root, 'package-lock.json'), lock('1.0.0'));
      expect(packagesAreCurrent(root)).toBe(false);
      mkdirSync(join(root, 'node_modules'));
      writeFileSync(join(root, 'node_modules', '.package-lock.json'), lock('1.0.0'));
      expect(packagesAreCurrent(root)).toBe(true);
      writeFileSync(join(root, 'package-lock.json'), lock('1.0.1'));
      expect(packagesAreCurrent(root)).toBe(false);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});

describe('npm start', () => {
  it('makes paths absolute from where the person stands, in the form the app reads', () => {
    const words = ['--user-data-dir', 'профиль 1', '--screenshot=a=b.png', '--lang=ru'];
    expect(readStartArguments(words, '/home/anna')).toEqual({
      screenshot: '/home/anna/a=b.png',
      forApp: ['--user-data-dir=/home/anna/профиль 1', '--screenshot=/home/anna/a=b.png', '--lang=ru'],
    });
  });

  it.each([[['--screenshot']], [['--screenshot=']], [['--screenshot', '--lang=ru']]])(
    'refuses %j',
    (words) => {
      expect(() => readStartArguments(words, '/')).toThrow('--screenshot needs a path');
    },
  );

  it('starts a virtual display only on a Linux without one', () => {
    expect(hasDisplay({}, 'linux')).toBe(false);
    expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
    expect(hasDisplay({}, 'win32')).toBe(true);
  });
});
