import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RxStorageInstance } from 'rxdb';
import { getRxStorageSQLite, storageHandle } from '../../src/main/store/sqlite-storage';
import { median, type Row, row } from '../measure';
import { type Card, card, idOf, scatter, statuses, storedCard, storedSchema } from './documents';
import { pageQuery, prepared, timed } from './ways';

const key = '5a'.repeat(32);
const BATCH = 1000;
const SIZES = [10_000, 100_000, 1_000_000] as const;

/** The same questions to the storage over 10 thousand, 100 thousand and a million documents, encrypted. */
export async function growth(cache: string, sizes: readonly number[] = SIZES): Promise<Row[]> {
  mkdirSync(cache, { recursive: true });
  const measured = new Map<number, Record<'one' | 'page' | 'write', number>>();
  for (const size of sizes) {
    const path = join(cache, `growth-${size}.db`);
    const instance = await open(path, size);
    const samples = { one: [] as number[], page: [] as number[], write: [] as number[] };
    for (let i = 0; i < 600; i++) {
      const pick = scatter(i * 5 + 3) % size;
      const plan = prepared(pageQuery(statuses[i % statuses.length] ?? '', card(pick).name));
      samples.one.push(await timed(() => instance.findDocumentsById([idOf(pick)], false)));
      samples.page.push(await timed(() => instance.query(plan)));
      if (i % 10 === 0) {
        const [previous] = await instance.findDocumentsById([idOf(pick)], false);
        const document = { ...previous, _rev: `${i}-${Math.random()}` };
        samples.write.push(
          await timed(() =>
            instance.bulkWrite([{ previous, document } as never], 'replication-downstream-bench'),
          ),
        );
      }
    }
    measured.set(size, {
      one: median(samples.one),
      page: median(samples.page),
      write: median(samples.write),
    });
    await instance.close();
  }
  const rows: Row[] = [];
  for (const [i, size] of sizes.entries()) {
    const before = sizes[i - 1];
    const now = measured.get(size);
    const then = before === undefined ? now : measured.get(before);
    if (now === undefined || then === undefined) continue;
    const number = size.toLocaleString('en');
    for (const [what, key] of [
      ['one by id', 'one'],
      ['page of 50', 'page'],
      ['one write (not synced)', 'write'],
    ] as const) {
      rows.push(
        row({
          name: `${what} of ${number}, p50`,
          value: now[key],
          unit: 'ms',
          baseline: {
            name: before === undefined ? 'itself' : `of ${before.toLocaleString('en')}`,
            value: then[key],
          },
          ...(size === 1_000_000 && key !== 'write' ? { atMost: { ratio: 1.5 } } : {}),
        }),
      );
    }
  }
  return rows;
}

/** The database of that size: made once, kept in the cache. */
async function open(path: string, size: number): Promise<RxStorageInstance<Card, unknown, unknown>> {
  const instance = await getRxStorageSQLite({ path, encryptionKey: key }).createStorageInstance<Card>({
    databaseInstanceToken: path,
    databaseName: 'bench',
    collectionName: 'cards',
    schema: storedSchema,
    options: {},
    multiInstance: false,
    devMode: false,
  });
  const handle = storageHandle(path);
  const there = Number(handle.db.get('SELECT count(*) FROM doc_cards_0')?.[0]);
  if (there === size) return instance as never;
  if (there > 0) {
    await instance.close();
    for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
    return open(path, size);
  }
  handle.dropIndexes('cards');
  for (let at = 0; at < size; at += BATCH) {
    const rows = Array.from({ length: BATCH }, (_, i) => ({ document: storedCard(at + i) }));
    await instance.bulkWrite(rows as never, 'replication-downstream-bench');
  }
  handle.createIndexes('cards');
  handle.checkpoint();
  return instance as never;
}
