import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Row } from '../measure';
import { bundle, root } from './bundle';

const run = promisify(execFile);

/** The search over more than a million records; the database is made at the first run and kept. */
export async function search(cache: string): Promise<Row[]> {
  mkdirSync(cache, { recursive: true });
  await bundle('search-node.ts', cache, true);
  const words = [join(cache, 'search-node.mjs'), join(cache, 'search.db'), join(root, 'resources')];
  const { stdout } = await run(process.execPath, words, { cwd: root, maxBuffer: 1 << 26 });
  const line = stdout.split('\n').find((one) => one.startsWith('result '));
  if (line === undefined) throw new Error('the search said nothing');
  return JSON.parse(line.slice('result '.length)) as Row[];
}
