import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { collectionNames } from '@shared/collections';
import { keepCollision } from '../../src/main/conflicts/keep';
import { commands } from '../../src/main/data/commands';
import type { DataContext } from '../../src/main/data/context';
import { openStore } from '../../src/main/data/open-store';
import { RecordStore } from '../../src/main/data/records';
import { fillDemo } from '../../src/main/demo/fill';
import { queries } from '../../src/main/reader/queries';
import { Reader } from '../../src/main/reader/reader';
import type { Store } from '../../src/main/store/open';
import { storageHandle } from '../../src/main/store/sqlite-storage';
import { openDatabase } from '../../src/main/store/sqlite-storage/adapter';
import { toFailure } from '../../src/main/threads/failures';
import { noClientFilter } from '../../src/shared/clients/contract';

/**
 * A process of the damage harness: makes the sound databases, or opens one damaged file after another as the program does
 * and asks all it asks. What it does not survive ends it and not the harness.
 */

/** What is asked of a file: answers by the questions' names, or the code with which it was refused. */
export type Asked =
  | { readonly code: string }
  | {
      readonly answers: Readonly<Record<string, string>>;
      /** Whether the file was found to lack edits that were answered. */
      readonly lacks: boolean;
    };

export interface Make {
  readonly folder: string;
  readonly encryptionKey: string;
  readonly resources: string;
  readonly clients: number;
}

/** The databases that are made in the folder: closed as it should be, and as a crash leaves it, with its log. */
export const CLOSED = join('closed', 'kartoteka.db');
export const CRASHED = join('crashed', 'kartoteka.db');

const NOW = '2026-11-20T11:30:00.000Z';
const session = { userId: 'user-1', userName: 'Анна', deviceId: 'd-1', deviceName: 'Ноутбук', series: 'А7' };
const zone = 'Europe/Moscow';

async function open(databasePath: string, encryptionKey: string, resources: string) {
  let context: DataContext | undefined;
  const store = await openStore({
    databasePath,
    encryptionKey,
    present: () => ({ at: NOW, userId: session.userId, device: session.deviceName }),
    onCommit: () => {},
    onSettled: () => {},
    onCollision: async (collision) => {
      if (context) await keepCollision(context, collision);
    },
  });
  context = {
    records: new RecordStore(
      store.collections,
      () => session,
      () => NOW,
    ),
    db: storageHandle(databasePath).db,
    session: () => session,
    now: () => NOW,
    publish: () => {},
    changed: () => {},
    resources,
  };
  return { store, context };
}

/** Makes a database with all kinds of records, and the same as a crash would leave it. */
async function make({ folder, encryptionKey, resources, clients }: Make): Promise<void> {
  const path = join(folder, CLOSED);
  for (const file of [CLOSED, CRASHED]) mkdirSync(dirname(join(folder, file)), { recursive: true });
  const { store, context } = await open(path, encryptionKey, resources);
  await fillDemo(context, clients, () => {});
  const ids = context.db.all('SELECT id FROM doc_clients_0 ORDER BY id').map(([id]) => String(id));
  const change = commands['clients.change'] as (context: DataContext, input: unknown) => unknown;
  const remove = commands['clients.remove'] as (context: DataContext, input: unknown) => unknown;
  for (const id of ids.slice(0, 10))
    await change(context, { id, patch: { about: 'Просили не звонить до обеда' } });
  for (const id of ids.slice(10, 13)) await remove(context, { id });
  await store.close();

  const again = await open(path, encryptionKey, resources);
  for (const id of ids.slice(13, 33))
    await change(again.context, { id, patch: { about: 'Изменено перед обрывом' } });
  for (const end of ['', '-wal', '.acknowledged']) {
    if (existsSync(path + end)) copyFileSync(path + end, join(folder, CRASHED) + end);
  }
  await again.store.close();
}

/** Opens a database as the program does, the reader first, and asks what its screens ask. */
async function ask(path: string, encryptionKey: string, resources: string): Promise<Asked> {
  let store: Store | undefined;
  let reader: Reader | undefined;
  try {
    const read = () =>
      new Reader(
        openDatabase({ path, encryptionKey, readonly: true, checksSeal: true, pragmas: { temp_store: 2 } }),
        resources,
        session,
      );
    // The reader shows an existing base before the data thread has opened it.
    reader = read();
    const early = run(reader, 'clients.window', page('name'));
    const opened = await open(path, encryptionKey, resources);
    store = opened.store;
    const answers: Record<string, string> = { early: hash(early) };
    for (const [name, input] of questions(reader)) {
      answers[`${name} ${JSON.stringify(input)}`] = hash(run(reader, name, input));
    }
    for (const name of collectionNames) {
      const collection = store.collections[name];
      // What never leaves the device is asked for by its id alone.
      if (!('find' in collection)) continue;
      answers[`all ${name}`] = hash((await collection.find().exec()).map((one) => one.toJSON()));
      answers[`count ${name}`] = hash(await collection.count().exec());
    }
    return { answers, lacks: storageHandle(path).loss !== undefined };
  } catch (error) {
    const raw = error instanceof SyntaxError || (error as Error).name === 'SyntaxError';
    return { code: raw ? 'raw SyntaxError' : toFailure(error).code };
  } finally {
    reader?.db.close();
    await store?.close().catch(() => {});
  }
}

const page = (field: string, filter: object = {}, offset = 0) => ({
  filter: { ...noClientFilter, ...filter },
  sort: { field, descending: false },
  offset,
  limit: 50,
});

function* questions(reader: Reader): Generator<[name: string, input: unknown]> {
  for (const offset of [0, 50]) yield ['clients.window', page('name', {}, offset)];
  for (const field of ['city', 'updatedAt']) yield ['clients.window', page(field)];
  for (const text of ['ооо', 'анна', '77']) yield ['clients.window', page('name', { text })];
  yield ['clients.window', page('name', { archived: true })];
  yield ['clients.facets', {}];
  const ids = reader
    .rows('SELECT id FROM doc_clients_0 WHERE deleted = 0 ORDER BY id')
    .map(([id]) => String(id));
  for (const id of ids) {
    yield ['clients.card', { id }];
    yield ['timeline.newest', { clientId: id, kinds: [], limit: 200 }];
    yield ['history.page', { collection: 'clients', id, offset: 0, limit: 100 }];
  }
  yield ['tasks.counts', { today: '2026-11-20', zone, assigneeId: '' }];
  yield ['tasks.reminders', { after: '2026-01-01T00:00:00.000Z', until: NOW, assigneeId: '' }];
  yield ['today.overview', { today: '2026-11-20', zone, userId: session.userId }];
  yield ['bin.window', { kinds: [], text: '', offset: 0, limit: 100 }];
  yield ['sync.counts', {}];
  yield ['users.list', {}];
  yield ['organizations.own', {}];
  for (const text of ['договор', 'звонок', 'иванов', '495', 'счёт'])
    yield ['search.find', { text, kinds: [], limit: 50, deep: true }];
}

function run(reader: Reader, name: string, input: unknown): unknown {
  const query = queries[name as keyof typeof queries] as (reader: Reader, input: never) => unknown;
  return query(reader, input as never);
}

function hash(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value) ?? '')
    .digest('hex');
}

const [action] = process.argv.slice(2);
const lines = createInterface({ input: process.stdin });
for await (const line of lines) {
  const order = JSON.parse(line) as Make & { readonly path: string };
  if (action === 'make') {
    await make(order);
    process.stdout.write('null\n');
  } else {
    const answer = await ask(order.path, order.encryptionKey, order.resources);
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}
