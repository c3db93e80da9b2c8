import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RxCollection, RxDatabase, RxStorageInstance } from 'rxdb';
import { createRxDatabase } from 'rxdb';
import { getRxStorageSQLite, openDatabase } from '../../src/main/store/sqlite-storage';
import { median, type Row, row } from '../measure';
import {
  type Card,
  card,
  cardSchema,
  idOf,
  type StoredCard,
  scatter,
  statuses,
  storedCard,
  storedSchema,
} from './documents';
import { Raw } from './raw';
import { pageQuery, prepared, timed } from './ways';

type Instance = RxStorageInstance<Card, unknown, unknown>;
type Cards = RxDatabase<{ cards: RxCollection<Card> }>;

const BATCH = 500;
/** So many batches in a row before it is the next way's turn to insert. */
const TURN_BATCHES = 4;
/** One edit must be on the disk, in all ways alike; a batch need not. */
const isDurable = ({ rows }: { rows: number }) => rows === 1;
/** So many questions in a row before it is the next way's turn: nobody asks with every cache cold. */
const TURN = 25;

/** One way to the same documents: raw SQL, our storage, RxDB over our storage. */
interface ProxySettings {
  /** Each makes its question ready and gives what is timed: asking it. */
  insert(first: number, documents: number): () => Promise<void>;
  one(id: string): () => Promise<unknown>;
  page(status: string, from: string): () => Promise<unknown[]>;
  count(status: string): () => Promise<number>;
  changes(): Promise<number>;
  update(id: string, visits: number): Promise<void>;
  close(): Promise<void>;
}

async function openStorage(path: string, encryptionKey: string): Promise<Instance> {
  return (await getRxStorageSQLite({ path, encryptionKey, isDurable }).createStorageInstance<Card>({
    databaseInstanceToken: path,
    databaseName: 'bench',
    collectionName: 'cards',
    schema: storedSchema,
    options: {},
    multiInstance: false,
    devMode: false,
  })) as Instance;
}

function rawWay(path: string, model: string, key: string): ProxySettings {
  const raw = new Raw(path, model, key);
  return {
    insert(first, documents) {
      const list = batches(first, documents, storedCard);
      return async () => {
        for (const rows of list) raw.insert(rows);
      };
    },
    one: (id) => async () => raw.one(id),
    page: (status, from) => async () => raw.page(status, from),
    count: (status) => async () => raw.count(status),
    async changes() {
      let seen = 0;
      for (let since = 0; ; ) {
        const { documents, seq } = raw.changes(since, BATCH);
        seen += documents.length;
        since = seq;
        if (documents.length < BATCH) return seen;
      }
    },
    async update(id, visits) {
      raw.durable(true);
      raw.update(id, (document) => ({
        ...document,
        visits,
        _rev: `${visits}-r`,
        _meta: { lwt: Date.now() },
      }));
      raw.durable(false);
    },
    async close() {
      raw.close();
    },
  };
}

async function storageWay(path: string, key: string): Promise<ProxySettings> {
  const instance = await openStorage(path, key);
  return {
    insert(first, documents) {
      const list = batches(first, documents, (n) => ({ document: storedCard(n) }));
      return async () => {
        for (const rows of list) await instance.bulkWrite(rows as never, 'bench');
      };
    },
    one: (id) => async () => (await instance.findDocumentsById([id], false))[0],
    page(status, from) {
      const plan = prepared(pageQuery(status, from));
      return async () => (await instance.query(plan)).documents;
    },
    count(status) {
      const plan = prepared({ selector: { status } });
      return async () => (await instance.count(plan)).count;
    },
    async changes() {
      let seen = 0;
      for (let checkpoint: unknown; ; ) {
        const page = await instance.getChangedDocumentsSince?.(BATCH, checkpoint);
        seen += page?.documents.length ?? 0;
        checkpoint = page?.checkpoint;
        if ((page?.documents.length ?? 0) < BATCH) return seen;
      }
    },
    async update(id, visits) {
      const [previous] = (await instance.findDocumentsById([id], false)) as StoredCard[];
      if (previous === undefined) throw new Error(`no card ${id}`);
      const document = { ...previous, visits, _rev: `${visits}-r`, _meta: { lwt: Date.now() } };
      await instance.bulkWrite([{ previous, document }], 'bench');
    },
    close: () => instance.close(),
  };
}

async function rxdbWay(path: string, key: string): Promise<ProxySettings> {
  const storage = getRxStorageSQLite({ path, encryptionKey: key, isDurable });
  const database: Cards = await createRxDatabase<{ cards: RxCollection<Card> }>({
    name: 'bench',
    storage,
    multiInstance: false,
    eventReduce: false,
    closeDuplicates: true,
  });
  const { cards } = await database.addCollections({ cards: { schema: cardSchema } });
  return {
    insert(first, documents) {
      const list = batches(first, documents, card);
      return async () => {
        for (const rows of list) await cards.bulkInsert(rows);
      };
    },
    one: (id) => async () => (await cards.findOne(id).exec())?._data,
    page: (status, from) => async () => cards.find(pageQuery(status, from) as never).exec(),
    // RxDB does not ask the storage twice for a count it knows.
    count: (status) => async () =>
      cards.count({ selector: { status, visits: { $gte: -Math.random() } } } as never).exec(),
    async changes() {
      let seen = 0;
      for (let checkpoint: unknown; ; ) {
        const page = await cards.storageInstance.getChangedDocumentsSince?.(BATCH, checkpoint);
        seen += page?.documents.length ?? 0;
        checkpoint = page?.checkpoint;
        if ((page?.documents.length ?? 0) < BATCH) return seen;
      }
    },
    async update(id, visits) {
      const document = await cards.findOne(id).exec();
      await document?.incrementalPatch({ visits: visits % 10_000 });
    },
    async close() {
      await database.close();
    },
  };
}

function batches<T>(first: number, documents: number, make: (n: number) => T): T[][] {
  return Array.from({ length: documents / BATCH }, (_, b) =>
    Array.from({ length: BATCH }, (_one, i) => make(first + b * BATCH + i)),
  );
}

interface Samples {
  insert: number[];
  one: number[];
  page: number[];
  count: number[];
  changes: number[];
  update: number[];
}

/** Raw SQL, the storage and RxDB over it, by turns, over files of the same number of documents. */
export async function ratios(documents: number, encrypted: boolean, rounds = 1): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kartoteka-bench-'));
  const key = encrypted ? '5a'.repeat(32) : '';
  const names = ['raw', 'storage', 'rxdb'] as const;
  const samples = Object.fromEntries(
    names.map((name) => [name, { insert: [], one: [], page: [], count: [], changes: [], update: [] }]),
  ) as unknown as Record<(typeof names)[number], Samples>;
  const model = join(folder, 'model.db');
  await (await openStorage(model, key)).close();
  const open = (name: (typeof names)[number], round: number): Promise<ProxySettings> | ProxySettings => {
    const path = join(folder, `${name}-${round}.db`);
    return name === 'raw'
      ? rawWay(path, model, key)
      : name === 'storage'
        ? storageWay(path, key)
        : rxdbWay(path, key);
  };
  try {
    for (let round = 0; round < rounds; round++) {
      const ways = new Map<(typeof names)[number], ProxySettings>();
      for (const name of names) ways.set(name, await open(name, round));
      // By short turns: what slows the machine down meanwhile slows all of them. Each begins as often as the others and
      // follows each of the others as often, since it meets what that one has left to the disk and to the collector.
      const part = TURN_BATCHES * BATCH;
      const parts = Math.ceil(documents / part);
      const total = parts * part;
      for (let n = 0; n < parts; n++) {
        for (let k = 0; k < names.length; k++) {
          const step = n % 2 === 0 ? k : names.length - 1 - k;
          const name = names[(n + step) % names.length] ?? 'raw';
          const work = ways.get(name)?.insert(n * part, part);
          if (work !== undefined) samples[name].insert.push(part / ((await timed(work)) / 1000));
        }
      }
      for (let turn = 0; turn < 40; turn++) {
        for (const [name, way] of ways) {
          const s = samples[name];
          for (let i = turn * TURN; i < (turn + 1) * TURN; i++) {
            const pick = scatter(i * 3 + round * 7919 + 1) % total;
            s.one.push(await timed(way.one(idOf(pick))));
          }
          for (let i = turn * TURN; i < (turn + 1) * TURN; i++) {
            const pick = scatter(i * 3 + round * 7919 + 2) % total;
            s.page.push(await timed(way.page(statuses[i % statuses.length] ?? '', card(pick).name)));
          }
          for (const status of statuses) if (name !== 'rxdb') s.count.push(await timed(way.count(status)));
          for (let i = 0; i < 3; i++) {
            const pick = scatter(turn * 3 + i) % total;
            s.update.push(await timed(() => way.update(idOf(pick), 100 + turn * 3 + i)));
          }
        }
      }
      for (let i = 0; i < 15; i++) {
        for (const [name, way] of ways) {
          if (name === 'rxdb') continue;
          let seen = 0;
          const ms = await timed(async () => {
            seen = await way.changes();
          });
          if (seen !== total) throw new Error(`${name}: ${seen} changes`);
          samples[name].changes.push(seen / (ms / 1000));
        }
      }
      for (const way of ways.values()) await way.close();
    }
    const rows: Row[] = [];
    const lock = encrypted ? 'encrypted' : 'plain';
    const goals = {
      storage: { insert: 0.95, one: 1.2, page: 1.1, count: 1.1, changes: 0.95, update: undefined },
      rxdb: { insert: 0.9, one: 2.5, page: 1.6, count: undefined, changes: undefined, update: 3.5 },
    };
    const words = {
      insert: ['insert', 'documents/s'],
      one: ['one by id, p50', 'ms'],
      page: ['page of 50, p50', 'ms'],
      count: ['count, p50', 'ms'],
      changes: ['changes since', 'documents/s'],
      update: ['one edit on the disk, p50', 'ms'],
    } as const;
    for (const name of ['storage', 'rxdb'] as const) {
      for (const key of Object.keys(words) as (keyof typeof words)[]) {
        if (samples[name][key].length === 0) continue;
        const [what, unit] = words[key];
        const goal = goals[name][key];
        rows.push(
          row({
            name: `${name === 'rxdb' ? 'through RxDB' : 'storage'}, ${lock}: ${what}`,
            value: median(samples[name][key]),
            unit,
            baseline: { name: 'raw libsql', value: median(samples.raw[key]) },
            ...(goal === undefined
              ? {}
              : unit === 'ms'
                ? { atMost: { ratio: goal } }
                : { atLeast: { ratio: goal } }),
          }),
        );
      }
    }
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Bytes of file per document of so many bytes of JSON. */
export async function fileSize(documents: number): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'kartoteka-bench-'));
  try {
    const path = join(folder, 'size.db');
    const way = await storageWay(path, '5a'.repeat(32));
    await way.insert(0, documents)();
    await way.close();
    const db = openDatabase({ path, encryptionKey: '5a'.repeat(32), readonly: true });
    const pages = Number(db.get('PRAGMA page_count')?.[0]) * Number(db.get('PRAGMA page_size')?.[0]);
    const json = Number(db.get('SELECT avg(length(CAST(data AS BLOB))) FROM doc_cards_0')?.[0]);
    db.close();
    return row({
      name: 'file size a document, with its indexes',
      value: pages / documents,
      unit: 'bytes',
      baseline: { name: 'its JSON', value: json },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
