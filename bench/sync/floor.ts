import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/main/data/open-store';
import { storageHandle } from '../../src/main/store/sqlite-storage';
import { openDatabase } from '../../src/main/store/sqlite-storage/adapter';
import type { CollectionName } from '../../src/shared/collections';

type Documents = readonly { readonly id: string; readonly updatedAt: string }[];

/**
 * The floor no replication can go below: the same pages fetched over plain HTTP from memory, and their records
 * written by raw libsql into an encrypted file with one index, page by page.
 * @param pages the bodies of the pages as the endpoint gave them
 * @returns records a second
 */
export async function floorRate(pages: readonly Buffer[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'floor-'));
  const db = openDatabase({
    path: join(folder, 'floor.db'),
    encryptionKey: '5'.repeat(64),
    pragmas: { journal_mode: 'WAL', synchronous: 'NORMAL', cache_size: -65536 },
  });
  try {
    db.exec('CREATE TABLE records(id TEXT PRIMARY KEY, updatedAt TEXT, data TEXT) WITHOUT ROWID');
    db.exec('CREATE INDEX records_updated ON records(updatedAt)');
    return await rateOf(pages, (documents) =>
      db.transaction(() => {
        for (const one of documents) {
          db.run('INSERT INTO records VALUES (?, ?, ?)', [one.id, one.updatedAt, JSON.stringify(one)]);
        }
      }),
    );
  } finally {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A higher floor: the same, into the app's own tables with their columns, indexes, full text and lists, but without
 * anything of replication.
 * @param names the collection of each page
 */
export async function fullFloorRate(
  pages: readonly Buffer[],
  names: readonly CollectionName[],
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'floor-'));
  const path = join(folder, 'floor.db');
  const store = await openStore({
    databasePath: path,
    encryptionKey: '5'.repeat(64),
    present: () => ({ at: '', userId: '', device: '' }),
    onCommit: () => {},
    onSettled: () => {},
    onCollision: async () => {},
  });
  try {
    const handle = storageHandle(path);
    return await rateOf(pages, (documents, index) => {
      const table = handle.table(names[index] ?? '');
      handle.write(table, false, () =>
        table.insert(
          documents.map((one) => ({
            document: { ...one, _rev: '1-floor', _meta: { lwt: 0 }, _attachments: {} },
          })),
          (place) => ({ id: documents[place]?.id ?? '', seq: handle.nextSeq(), mark: 2 }),
        ),
      );
    });
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Fetches the pages one after the other from memory and has each written. */
async function rateOf(
  pages: readonly Buffer[],
  write: (documents: Documents, index: number) => void,
): Promise<number> {
  const server = createServer((request, response) => response.end(pages[Number(request.url?.slice(1))]));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const begun = performance.now();
    let records = 0;
    for (const index of pages.keys()) {
      const { documents } = (await (await fetch(`${url}/${index}`)).json()) as { documents: Documents };
      write(documents, index);
      records += documents.length;
    }
    return records / ((performance.now() - begun) / 1000);
  } finally {
    server.close();
  }
}
