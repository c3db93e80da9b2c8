import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RxStorage, RxStorageInstance } from 'rxdb';
import {
  BROADCAST_CHANNEL_BY_TOKEN,
  getBroadcastChannelReference,
  removeBroadcastChannelReference,
} from 'rxdb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { getRxStorageSQLite } from '../../../src/main/store/sqlite-storage';
import { instanceOf, scratch, stored, type Thing, thing, thingSchema } from './support';

// How instances of one file tell each other: RxDB's channel lays its messages into a folder open to everybody.

type Instance = RxStorageInstance<Thing, unknown, unknown>;
type Storage = RxStorage<unknown, never>;

const poll = { timeout: 20_000, interval: 20 };
const channels = join(tmpdir(), 'pubkey.bc');

let place: ReturnType<typeof scratch>;
beforeEach(() => {
  place = scratch();
});
afterEach(() => place.remove());

/** Keeps every file that is laid into the channels' folder: the channel takes its messages away after a while. */
function eavesdrop(): { readonly texts: Map<string, string>; readonly end: () => void } {
  const texts = new Map<string, string>();
  mkdirSync(channels, { recursive: true });
  const look = () => {
    for (const name of readdirSync(channels, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.json')) continue;
      try {
        const text = readFileSync(join(channels, name), 'utf8');
        if (text !== '') texts.set(name, text);
      } catch {
        // Taken away meanwhile.
      }
    }
  };
  const watcher = watch(channels, { recursive: true }, look);
  const timer = setInterval(look, 5);
  return {
    texts,
    end: () => {
      watcher.close();
      clearInterval(timer);
    },
  };
}

function listen(instance: Instance): unknown[] {
  const heard: unknown[] = [];
  instance.changeStream().subscribe(({ events }) => {
    heard.push(...events.map(({ operation, documentData }) => [operation, documentData.name]));
  });
  return heard;
}

describe.each([
  ['an encrypted file', () => ({ path: place.file, encryptionKey: 'ab'.repeat(32) })],
  ['a plain file', () => ({ path: place.file })],
  ['memory', () => ({ path: ':memory:' })],
])('%s', (_, options) => {
  const storages: ReturnType<typeof getRxStorageSQLite>[] = [];
  const open = async (collection = 'things', database = 'one'): Promise<Instance> => {
    const storage = getRxStorageSQLite({ ...options(), idleCheckpointMs: 0 });
    storages.push(storage);
    return instanceOf<Thing, unknown>(storage as unknown as Storage, thingSchema, collection, database, true);
  };
  afterEach(() => {
    for (const storage of storages.splice(0)) storage.close();
  });

  test('nothing of a document stands readable in the temporary folder, and the others hear of it', async () => {
    const spy = eavesdrop();
    try {
      const [database, collection] = [`db${randomUUID()}`, `col${randomUUID()}`];
      const one = await open(collection, database);
      const other = await open(collection, database);
      const elsewhere = await open('things', database);
      const [heard, nothing] = [listen(other), listen(elsewhere)];
      const words = ['id', 'name', 'city', 'again'].map((word) => `${word}${randomUUID().slice(0, 8)}`);
      const [id = '', name = '', city = '', again = ''] = words;
      const first = stored(thing(id, { name, nested: { city } }));
      await one.bulkWrite([{ document: first }], 'x');
      const second = stored(thing(id, { name: again, nested: { city } }), 2);
      await one.bulkWrite([{ previous: first, document: second }], 'x');
      const gone = stored(thing(id, { name: again, nested: { city } }), 3, 3000, true);
      await one.bulkWrite([{ previous: second, document: gone }], 'x');
      await expect
        .poll(() => heard, poll)
        .toEqual([
          ['INSERT', name],
          ['UPDATE', again],
          ['DELETE', again],
        ]);
      expect(nothing).toEqual([]);
      // The spy does see what goes through the folder.
      await expect.poll(() => [...spy.texts.values()].join().includes('sqlite-'), poll).toBe(true);
      const all = [...spy.texts.values()].join('\n');
      for (const word of [...words, collection]) expect(all).not.toContain(word);
      await Promise.all([one, other, elsewhere].map((instance) => instance.close()));
    } finally {
      spy.end();
    }
  });
});

test('what somebody else lays into the folder is not believed', async () => {
  const spy = eavesdrop();
  const options = { path: place.file, encryptionKey: 'ab'.repeat(32), idleCheckpointMs: 0 };
  const storages = [getRxStorageSQLite(options), getRxStorageSQLite(options)];
  const database = `db${randomUUID()}`;
  const [one, other] = await Promise.all(
    storages.map((storage) =>
      instanceOf<Thing, unknown>(storage as unknown as Storage, thingSchema, 'things', database, true),
    ),
  );
  if (one === undefined || other === undefined) throw new Error('no instances');
  const heard = listen(other);
  const channel = [...BROADCAST_CHANNEL_BY_TOKEN.values()].at(-1)?.bc.name ?? '';
  const storageName = channel.split('|')[1] ?? '';
  const message = () => [...spy.texts.values()].find((text) => text.includes(storageName)) ?? '';
  await one.bulkWrite([{ document: stored(thing('a', { name: 'true' })) }], 'x');
  await expect.poll(() => heard, poll).toEqual([['INSERT', 'true']]);
  await expect.poll(message, poll).toMatch(/"storageName":"sqlite-/);
  const collectionName = /"collectionName":"([^"]+)"/.exec(message())?.[1] ?? '';
  const forged = getBroadcastChannelReference(storageName, 'a stranger', database, spy);
  const event = { documentId: 'a', operation: 'INSERT', documentData: stored(thing('a', { name: 'false' })) };
  const eventBulk = { id: 'x', events: [event], checkpoint: { id: 'a', lwt: 9 }, context: 'x' };
  const laid = { storageName, databaseName: database, collectionName: 'things', version: 0, eventBulk };
  for (const data of [
    laid,
    { ...laid, collectionName },
    { ...laid, collectionName, eventBulk: { ...eventBulk, id: 'AAAA' } },
  ]) {
    await forged.postMessage(data);
  }
  await one.bulkWrite([{ document: stored(thing('b', { name: 'true, too' })) }], 'x');
  await expect.poll(() => heard.at(-1), poll).toEqual(['INSERT', 'true, too']);
  expect(heard).toHaveLength(2);
  await removeBroadcastChannelReference('a stranger', spy);
  await Promise.all([one.close(), other.close()]);
  for (const storage of storages) storage.close();
  spy.end();
});

test('closing and removing let go of the channel', async () => {
  const before = BROADCAST_CHANNEL_BY_TOKEN.size;
  for (const how of ['close', 'remove'] as const) {
    const storage = getRxStorageSQLite({ path: place.file, idleCheckpointMs: 0 });
    const made = await instanceOf<Thing, unknown>(
      storage as unknown as Storage,
      thingSchema,
      'things',
      'one',
      true,
    );
    expect(BROADCAST_CHANNEL_BY_TOKEN.size).toBe(before + 1);
    await made[how]();
    expect(BROADCAST_CHANNEL_BY_TOKEN.size).toBe(before);
    storage.close();
  }
});
