import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/main/store/sqlite-storage/adapter';

/**
 * The floor no replication can go below: the same pages fetched over plain HTTP from memory, and their records
 * written by raw libsql into an encrypted file with one index, page by page.
 * @param pages the bodies of the pages as the endpoint gave them
 * @returns records a second
 */
export async function floorRate(pages: readonly Buffer[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'floor-'));
  const server = createServer((request, response) => response.end(pages[Number(request.url?.slice(1))]));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const db = openDatabase({
    path: join(folder, 'floor.db'),
    encryptionKey: '5'.repeat(64),
    pragmas: { journal_mode: 'WAL', synchronous: 'NORMAL', cache_size: -65536 },
  });
  try {
    db.exec('CREATE TABLE records(id TEXT PRIMARY KEY, updatedAt TEXT, data TEXT) WITHOUT ROWID');
    db.exec('CREATE INDEX records_updated ON records(updatedAt)');
    const begun = performance.now();
    let records = 0;
    for (const index of pages.keys()) {
      const { documents } = (await (await fetch(`${url}/${index}`)).json()) as {
        documents: { id: string; updatedAt: string }[];
      };
      db.transaction(() => {
        for (const one of documents) {
          db.run('INSERT INTO records VALUES (?, ?, ?)', [one.id, one.updatedAt, JSON.stringify(one)]);
        }
      });
      records += documents.length;
    }
    return records / ((performance.now() - begun) / 1000);
  } finally {
    db.close();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
