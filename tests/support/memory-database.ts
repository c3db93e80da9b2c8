import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import type { DatabaseChoice } from '../../src/server/store/database';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** One for each version of PGlite; the processes of the tests share it. */
function clusterFile(): string {
  const { version } = JSON.parse(
    readFileSync(join(root, 'node_modules', '@electric-sql', 'pglite', 'package.json'), 'utf8'),
  ) as { version: string };
  return join(root, 'node_modules', '.cache', 'kartoteka-empty-cluster', `${version}.tar`);
}

async function emptyCluster(): Promise<Blob> {
  const file = clusterFile();
  if (!existsSync(file)) {
    const empty = await PGlite.create('memory://');
    const dump = Buffer.from(await (await empty.dumpDataDir('none')).arrayBuffer());
    await empty.close();
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, dump);
    renameSync(`${file}.${process.pid}`, file);
  }
  return new Blob([readFileSync(file)]);
}

let made: Promise<Blob> | undefined;

/**
 * An empty PGlite in memory for the endpoint. To make a cluster takes more than two seconds of the processor, to begin
 * with a copy of one that was just made half a second.
 */
export async function inMemory(): Promise<DatabaseChoice> {
  made ??= emptyCluster();
  return { memory: true, cluster: await made };
}
