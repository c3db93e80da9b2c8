import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** PouchDB's rate on the same machine; undefined, with the reason told, where its packages cannot be installed. */
export function pouchRate(records: readonly object[]): number | undefined {
  const packages = join(root, '.cache', 'bench', 'pouchdb');
  mkdirSync(packages, { recursive: true });
  if (!existsSync(join(packages, 'node_modules', 'express-pouchdb'))) {
    writeFileSync(join(packages, 'package.json'), '{"private": true}\n');
    const wanted = [
      'pouchdb@9.0.0',
      'pouchdb-adapter-leveldb@9.0.0',
      'express-pouchdb@4.2.0',
      'express@4.21.2',
    ];
    const installed = spawnSync(
      'npm',
      ['install', '--no-audit', '--no-fund', '--loglevel=error', ...wanted],
      {
        cwd: packages,
        encoding: 'utf8',
      },
    );
    if (installed.status !== 0) {
      console.log(`PouchDB is left out, its packages cannot be installed: ${installed.stderr.slice(-300)}`);
      return undefined;
    }
  }
  const folder = mkdtempSync(join(tmpdir(), 'pouch-'));
  try {
    writeFileSync(join(folder, 'records.json'), JSON.stringify(records));
    const words = [
      fileURLToPath(new URL('pouch.mjs', import.meta.url)),
      join(folder, 'records.json'),
      folder,
      packages,
    ];
    const ran = spawnSync(process.execPath, words, { encoding: 'utf8', timeout: 300_000 });
    const line = ran.stdout.split('\n').find((one) => one.startsWith('{"rate"'));
    if (line) return (JSON.parse(line) as { rate: number }).rate;
    console.log(`PouchDB is left out, it failed: ${ran.stderr.slice(-300)}`);
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
