import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseElectron, executableName, installedDist } from '../../../scripts/setup/electron-source.mjs';
import { inFreshFolder, verifyArchive, verifyElectron } from '../../../scripts/setup/electron-substitute.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kartoteka setup '));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the order of Electron sources', () => {
  const order = ['given', 'npm', 'downloaded', 'substitute'] as const;

  it.each(order)('takes "%s" when it is the first to have one, and asks no later one', async (first) => {
    const asked: string[] = [];
    const answer = (name: (typeof order)[number]) => {
      asked.push(name);
      return order.indexOf(name) >= order.indexOf(first) ? `/dist/${name}` : undefined;
    };
    const electron = await chooseElectron(
      {
        given: () => answer('given'),
        npm: () => answer('npm'),
        downloaded: async () => answer('downloaded'),
        substitute: async () => answer('substitute'),
      },
      'linux',
    );
    expect(electron).toEqual({
      source: first,
      dist: `/dist/${first}`,
      executable: `/dist/${first}/electron`,
    });
    expect(asked).toEqual(order.slice(0, order.indexOf(first) + 1));
  });

  it('says so when there is none', async () => {
    const none = () => undefined;
    const never = async () => undefined;
    expect(
      await chooseElectron({ given: none, npm: none, downloaded: never, substitute: never }),
    ).toBeUndefined();
  });

  it('knows the executable of each system', () => {
    expect(executableName('linux')).toBe('electron');
    expect(executableName('win32')).toBe('electron.exe');
    expect(executableName('darwin')).toBe('Electron.app/Contents/MacOS/Electron');
  });
});

describe('the npm package', () => {
  const fill = (version: string) => {
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'package.json'), '{"version":"45.4.1"}');
    writeFileSync(join(folder, 'path.txt'), executableName());
    writeFileSync(join(folder, 'dist', 'version'), version);
    const executable = join(folder, 'dist', executableName());
    mkdirSync(join(executable, '..'), { recursive: true });
    writeFileSync(executable, '');
  };

  it('has an Electron when its files are whole and of its version', () => {
    fill('v45.4.1');
    expect(installedDist(folder)).toBe(join(folder, 'dist'));
  });

  it('has none when the version differs, or unpacking was cut short', () => {
    fill('44.0.0');
    expect(installedDist(folder)).toBeUndefined();
    writeFileSync(join(folder, 'dist', 'version'), '45.4.1');
    rmSync(join(folder, 'path.txt'));
    expect(installedDist(folder)).toBeUndefined();
  });
});

describe('the substitute', () => {
  it('is refused and deleted when its checksum differs', async () => {
    const wrong = createHash('sha512').update('something else').digest('base64');
    const making = inFreshFolder(folder, async (work) => {
      const archive = join(work, 'electron.tgz');
      writeFileSync(archive, 'not what was expected');
      await verifyArchive(archive, wrong);
    });
    await expect(making).rejects.toThrow(/checksum differs/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is accepted when the checksum is right', async () => {
    const archive = join(folder, 'electron.tgz');
    writeFileSync(archive, 'abc');
    // FIPS 180-2, appendix C.1: SHA-512 of "abc".
    const right = Buffer.from(
      'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a' +
        '2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
      'hex',
    ).toString('base64');
    await expect(verifyArchive(archive, right)).resolves.toBeUndefined();
  });

  it('is refused when it does not answer with its version', async () => {
    // Node itself answers "undefined" for the Electron it is not.
    await expect(verifyElectron(process.execPath, '33.2.1')).rejects.toThrow(/does not run on this system/);
    await expect(verifyElectron(join(folder, 'absent'), '33.2.1')).rejects.toThrow(
      /does not run on this system/,
    );
  });
});
