import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as breathe } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { createRxDatabase, type RxCollection } from 'rxdb';
import { type Database, getRxStorageSQLite, openDatabase } from '../../src/main/store/sqlite-storage';
import { type Card, card, cardSchema, scatter, statuses } from './documents';

// One thread of the application in small: `data` owns RxDB and imports, `reader` answers pages in SQL. Bundled by
// threads.ts.

const { role, path, encryptionKey } = workerData as {
  role: 'data' | 'reader';
  path: string;
  encryptionKey: string;
};
interface Question {
  readonly id: number;
  readonly ask: string;
  readonly first?: number;
  readonly count?: number;
}

const histogram = monitorEventLoopDelay({ resolution: 1 });
let cards: RxCollection<Card> | undefined;
let reader: Database | undefined;

async function open(): Promise<void> {
  if (role === 'reader') {
    reader = openDatabase({ path, readonly: true, encryptionKey, pragmas: { cache_size: -65_536 } });
    return;
  }
  const database = await createRxDatabase<{ cards: RxCollection<Card> }>({
    name: 'bench',
    storage: getRxStorageSQLite({ path, encryptionKey }),
    multiInstance: false,
    eventReduce: false,
  });
  cards = (await database.addCollections({ cards: { schema: cardSchema } })).cards;
}

/** Batches as the application's import writes them: a hundred at a time, letting others in between. */
async function importCards(first: number, count: number): Promise<void> {
  for (let at = first; at < first + count; at += 100) {
    await cards?.bulkInsert(Array.from({ length: 100 }, (_, i) => card(at + i)));
    await breathe();
  }
}

function page(n: number): number {
  const sql = `SELECT data FROM doc_cards_0 WHERE deleted = 0 AND c_status = ? AND c_name >= ?
    ORDER BY c_status, c_name, id LIMIT 50`;
  const rows = reader?.all(sql, [statuses[n % statuses.length], card(scatter(n) % 100_000).name]) ?? [];
  return rows.map(([data]) => JSON.parse(String(data)) as Card).length;
}

parentPort?.on('message', async ({ id, ask, first = 0, count = 0 }: Question) => {
  let answer: unknown = null;
  if (ask === 'open') await open();
  if (ask === 'import') await importCards(first, count);
  if (ask === 'page') answer = page(first);
  if (ask === 'watch') {
    histogram.reset();
    histogram.enable();
  }
  if (ask === 'delay') answer = Math.max(0, histogram.percentile(99) / 1e6 - 1);
  parentPort?.postMessage({ id, answer });
});
