import { randomUUID } from 'node:crypto';
import { readdirSync, readlinkSync } from 'node:fs';
import type { RxStorage, RxStorageInstance } from 'rxdb';
import { now } from 'rxdb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { getRxStorageSQLite } from '../../../src/main/store/sqlite-storage';
import { instanceOf, scratch, stored, type Thing, thing, thingSchema } from './support';

// What an instance carries from its making to its end.

type Instance = RxStorageInstance<Thing, unknown, unknown>;
type Storage = RxStorage<unknown, never>;

let place: ReturnType<typeof scratch>;
beforeEach(() => {
  place = scratch();
});
afterEach(() => place.remove());

describe.each([
  ['a file', () => place.file],
  ['memory', () => ':memory:'],
])('in %s', (_, path) => {
  let storage: ReturnType<typeof getRxStorageSQLite>;
  beforeEach(() => {
    storage = getRxStorageSQLite({ path: path(), idleCheckpointMs: 0 });
  });
  afterEach(() => storage.close());

  const open = (multiInstance = false, collection = 'things', schema = thingSchema): Promise<Instance> =>
    instanceOf<Thing, unknown>(storage as unknown as Storage, schema, collection, 'one', multiInstance);

  test('an instance carries the options it was made with', async () => {
    const options = { any: { thing: 1 } };
    const instance = await (
      storage as unknown as RxStorage<unknown, typeof options>
    ).createStorageInstance<Thing>({
      databaseName: 'one',
      databaseInstanceToken: randomUUID(),
      collectionName: 'things',
      schema: thingSchema,
      options,
      multiInstance: false,
      devMode: false,
    });
    expect(instance.options).toEqual({ any: { thing: 1 } });
    await instance.close();
  });

  test.each([
    [false, 'close'],
    [true, 'close'],
    [false, 'remove'],
    [true, 'remove'],
  ] as const)(
    'multiInstance %s: the stream of changes ends with %s, with others open',
    async (multi, how) => {
      const other = await open(multi);
      const instance = await open(multi);
      const heard: string[] = [];
      const early = instance.changeStream();
      const listen = (stream: typeof early, name: string) =>
        stream.subscribe({
          next: ({ events }) => heard.push(...events.map(({ documentId }) => `${name} ${documentId}`)),
          complete: () => heard.push(`${name} ends`),
        });
      listen(early, 'early');
      await instance.bulkWrite([{ document: stored(thing('a')) }], 'x');
      listen(instance.changeStream(), 'late');
      await instance[how]();
      expect(heard).toEqual(['early a', 'early ends', 'late ends']);
      if (how === 'close') await other.bulkWrite([{ document: stored(thing('b')) }], 'x');
      listen(instance.changeStream(), 'after');
      expect(heard).toEqual(['early a', 'early ends', 'late ends', 'after ends']);
      await other.close();
    },
  );

  test('what was asked for before the end is told before the stream ends', async () => {
    const instance = await open(false, 'files', { ...thingSchema, attachments: {} } as typeof thingSchema);
    const heard: string[] = [];
    instance.changeStream().subscribe({
      next: ({ events }) => heard.push(...events.map(({ documentId }) => documentId)),
      complete: () => heard.push('end'),
    });
    const written = instance.bulkWrite([{ document: stored(thing('a')) }], 'x');
    await Promise.all([instance.close(), written]);
    expect(heard).toEqual(['a', 'end']);
  });

  test('a purge without a minimum leaves no tombstone: of the same moment, nor of a clock that was ahead', async () => {
    const instance = await open();
    for (let i = 0; i < 60; i++) {
      const first = stored(thing(`t${i}`), 1, now());
      await instance.bulkWrite([{ document: first }], 'x');
      const lwt = i % 3 === 0 ? now() + 1e7 : now();
      await instance.bulkWrite([{ previous: first, document: stored(thing(`t${i}`), 2, lwt, true) }], 'x');
      expect(await instance.cleanup(0)).toBe(true);
      expect(await instance.findDocumentsById([`t${i}`], true)).toEqual([]);
    }
    await instance.close();
  });

  test('a purge with a minimum leaves what is younger, to the part of a millisecond', async () => {
    const instance = await open();
    const burst = Array.from({ length: 400 }, (_row, i) => ({
      document: stored(thing(`t${i}`), 1, now(), true),
    }));
    await instance.bulkWrite(burst, 'x');
    await instance.cleanup(10_000);
    expect(await instance.findDocumentsById(['t0', 't399'], true)).toHaveLength(2);
    const [first] = burst;
    const age = now() - (first?.document._meta.lwt ?? 0);
    await instance.cleanup(age);
    expect(await instance.findDocumentsById(['t0'], true)).toHaveLength(0);
    await instance.close();
  });
});

/** The descriptors of this process that lead into a folder; only Linux tells. */
const descriptorsInto = (folder: string): number =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith(folder);
    } catch {
      return false;
    }
  }).length;

test.runIf(process.platform === 'linux').each([false, true])(
  'multiInstance %s: a file that is opened and closed again and again does not use up the descriptors',
  async (multi) => {
    for (let i = 0; i < (multi ? 24 : 150); i++) {
      const storage = getRxStorageSQLite({ path: place.file, idleCheckpointMs: 0 });
      const over = storage as unknown as Storage;
      const instance = await instanceOf<Thing, unknown>(over, thingSchema, 'things', 'one', multi);
      await instance.bulkWrite([{ document: stored(thing(`t${i}`)) }], 'x');
      await instance.close();
      expect(descriptorsInto(place.folder)).toBeLessThan(60);
    }
  },
);
