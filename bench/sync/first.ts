import { openDatabase } from '../../src/main/store/sqlite-storage/adapter';
import { collectionNames, collections } from '../../src/shared/collections';
import { type Device, deviceKey, openDevice } from '../../tests/support/device';
import { percentile } from '../measure';
import { type Endpoint, password } from './endpoint';

/** What a first sync showed. */
export interface FirstSync {
  /** Records a second, from signing in to the last one on the disk. */
  readonly rate: number;
  /** Milliseconds until the first task and the first client's card could be read. */
  readonly taskMs: number;
  readonly cardMs: number;
  /** How long a write of somebody at the window waited meanwhile, p95, in milliseconds. */
  readonly writeMs: number;
  /** The same while the indexes that wait are built afterwards; 0 where none waits. */
  readonly laterWriteMs: number;
  /** Seconds from the last record until every index is built. */
  readonly indexedS: number;
  /** Records a second in the first and in the last fifth of the records. */
  readonly firstFifth: number;
  readonly lastFifth: number;
  /** Megabytes of memory beyond what there was before: when a fifth had come, and at most. */
  readonly fifthMb: number;
  readonly maxMb: number;
}

/**
 * A laptop whose base is empty takes everything.
 * @param expected how many records there are
 * @param first ids of the first task and the first client in the feed
 * @returns the laptop, open for what is measured next
 */
export async function firstSync(
  { url }: Endpoint,
  expected: number,
  first: { readonly task: string; readonly client: string },
): Promise<{ readonly laptop: Device; readonly found: FirstSync }> {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const laptop = await openDevice('laptop');
  const begun = performance.now();
  const since = () => performance.now() - begun;
  await laptop.connect(url, 'bench', password);
  const writes: number[] = [];
  let taskMs = 0;
  let cardMs = 0;
  let fifth = { records: 0, at: 0, mb: 0 };
  let fourFifths = { records: 0, at: 0 };
  let maxMb = 0;
  const isWhole = wholeness(laptop, expected);
  for (let round = 0; !isWhole(); round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 25));
    const { received: records } = laptop.status();
    const mb = (process.memoryUsage().rss - before) / 2 ** 20;
    maxMb = Math.max(maxMb, mb);
    if (fifth.at === 0 && records >= expected / 5) fifth = { records, at: since(), mb: maxMb };
    if (fourFifths.at === 0 && records >= (expected * 4) / 5) fourFifths = { records, at: since() };
    if (taskMs === 0 && (await laptop.read('tasks.byId', { id: first.task }))) taskMs = since();
    if (cardMs === 0 && (await laptop.read('clients.card', { id: first.client }))) cardMs = since();
    if (round % 20 === 10) {
      const asked = performance.now();
      await laptop.internal('store.probe', null);
      writes.push(performance.now() - asked);
    }
  }
  const whole = since();
  const later: number[] = [];
  while (isIndexing(laptop)) {
    const asked = performance.now();
    await laptop.internal('store.probe', null);
    later.push(performance.now() - asked);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return {
    laptop,
    found: {
      ...{ rate: (expected * 1000) / whole, taskMs, cardMs, writeMs: percentile(writes, 0.95) },
      laterWriteMs: later.length === 0 ? 0 : percentile(later, 0.95),
      indexedS: (since() - whole) / 1000,
      firstFifth: (fifth.records * 1000) / fifth.at,
      lastFifth: ((expected - fourFifths.records) * 1000) / (whole - fourFifths.at),
      ...{ fifthMb: fifth.mb, maxMb },
    },
  };
}

/** Whether an index that a load has left out is not built yet. */
function isIndexing({ databasePath }: Device): boolean {
  const db = openDatabase({ path: databasePath, encryptionKey: deviceKey, readonly: true, pragmas: {} });
  const waits = db.get("SELECT 1 FROM _meta WHERE key > 'deferred-index:' AND key < 'deferred-index;'");
  db.close();
  return waits !== undefined;
}

/**
 * Whether all records are in the file, as another connection sees it: the status tells of them up to a sixth of a second
 * later. In a database that was empty the last row's number is how many there are.
 */
function wholeness({ databasePath }: Device, expected: number): () => boolean {
  const db = openDatabase({ path: databasePath, encryptionKey: deviceKey, readonly: true, pragmas: {} });
  const tables = collectionNames
    .filter((name) => collections[name].replication === 'both')
    .map((name) => `coalesce((SELECT max(rid) FROM doc_${name}_${collections[name].version}), 0)`);
  const sql = `SELECT ${tables.join(' + ')}`;
  return () => {
    const isWhole = Number(db.get(sql)?.[0]) >= expected;
    if (isWhole) db.close();
    return isWhole;
  };
}
