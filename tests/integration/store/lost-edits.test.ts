import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { swapDatabase } from '../../../src/main/store/backup-files';
import {
  getRxStorageSQLite,
  openDatabase,
  type StoreHandle,
  storageHandle,
} from '../../../src/main/store/sqlite-storage';
import { instanceOf, scratch, stored, type Thing, thing, thingSchema } from './support';

/** What was acknowledged and is not in the file is noticed when it is opened; what is there is never called missing. */

const key = 'ab'.repeat(32);
const EDITS = 30;
const FOLDED = 5;
let place: ReturnType<typeof scratch>;
let base: string;
beforeEach(() => {
  place = scratch();
  mkdirSync(join(place.folder, 'base'));
  base = join(place.folder, 'base', 'store.db');
});
afterEach(() => place.remove());

const open = (path: string, collection = 'things') =>
  instanceOf<Thing, unknown>(
    getRxStorageSQLite({
      path,
      encryptionKey: key,
      idleCheckpointMs: 0,
      isDurable: ({ rows, context }) => rows <= 20 && !context.startsWith('replication-'),
    }) as never,
    thingSchema,
    collection,
  );
type Instance = Awaited<ReturnType<typeof open>>;

const things = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => ({ document: stored(thing(`t${from + i}`)) }));

async function edit(instance: Instance, from: number, to: number): Promise<void> {
  for (let i = from; i < to; i++) await instance.bulkWrite(things(i, i + 1), 'a person');
}

/** The files as a kill leaves them. */
let kills = 0;
function killed(path: string): string {
  kills += 1;
  const copy = join(place.folder, `killed ${kills}`, 'store.db');
  cpSync(dirname(path), dirname(copy), { recursive: true });
  return copy;
}

/** A database with thirty edits of one record each, the first five of which are folded into the file. */
async function crashed(): Promise<string> {
  const instance = await open(base);
  await edit(instance, 0, FOLDED);
  storageHandle(base).checkpoint('TRUNCATE');
  await edit(instance, FOLDED, EDITS);
  const file = killed(base);
  await instance.close();
  return file;
}

/** Opens, and tells what is there and what is said to be missing. */
async function look<T>(file: string, also?: (instance: Instance, handle: StoreHandle) => T | Promise<T>) {
  const instance = await open(file);
  try {
    const handle = storageHandle(file);
    const ids = Array.from({ length: EDITS }, (_, i) => `t${i}`);
    const there = (await instance.findDocumentsById(ids, false)).length;
    const loss = handle.loss;
    return { there, loss, more: await also?.(instance, handle) };
  } finally {
    await instance.close();
  }
}

const damagedLogs = (file: string) =>
  readdirSync(dirname(file)).filter((name) => name.includes('-wal.damaged-'));

describe('edits that are missing are counted', () => {
  test('wherever the log was cut', async () => {
    const file = await crashed();
    const before = Date.now() - 60_000;
    const log = readFileSync(`${file}-wal`);
    const cuts = [0, 1, 31, 32, 33, 56, 4151, 4152, 4153, log.length - 1, log.length - 4121];
    for (let at = 6000; at < log.length; at += Math.floor(log.length / 14)) cuts.push(at);
    let seen = 0;
    for (const at of cuts) {
      const cut = killed(file);
      truncateSync(`${cut}-wal`, at);
      const { there, loss } = await look(cut);
      expect(there).toBeGreaterThanOrEqual(FOLDED);
      expect([at, loss?.edits ?? 0]).toEqual([at, EDITS - there]);
      if (loss === undefined) continue;
      seen += 1;
      expect(loss).toMatchObject({ rows: 0, atLeast: false, logKept: at > 0 });
      expect(loss.since).toBeGreaterThan(before);
      expect(loss.until).toBeGreaterThanOrEqual(loss.since);
      expect(damagedLogs(cut)).toHaveLength(at > 0 ? 1 : 0);
      rmSync(dirname(cut), { recursive: true });
    }
    expect(seen).toBeGreaterThan(15);
  });

  test.each([
    ['in the header of the log', 3],
    ['in its first page', 1000],
    ['in its middle', 60_000],
    ['in the salt of a frame', 32 + 10 * 4120 + 9],
  ])('when a bit was flipped %s', async (_, at) => {
    const file = await crashed();
    const log = readFileSync(`${file}-wal`);
    log[at] = (log[at] ?? 0) ^ 4;
    writeFileSync(`${file}-wal`, log);
    const { there, loss } = await look(file);
    expect(there).toBeLessThan(EDITS);
    expect(loss).toMatchObject({ edits: EDITS - there, rows: 0, logKept: true });
    const kept = damagedLogs(file)[0] ?? '';
    expect(readFileSync(join(dirname(file), kept)).equals(log)).toBe(true);
  });

  test('when the log was taken away, and when the file was exchanged for an older one', async () => {
    const file = await crashed();
    const without = killed(file);
    for (const end of ['-wal', '-shm']) rmSync(without + end);
    const older = readFileSync(without);
    expect(await look(without)).toMatchObject({
      there: FOLDED,
      loss: { edits: EDITS - FOLDED, logKept: false },
    });

    await look(file);
    writeFileSync(file, older);
    const { there, loss } = await look(file);
    expect(loss?.edits).toBe(EDITS - there);
  });

  test('an import apart from edits, what replication brought not at all', async () => {
    const instance = await open(base);
    await edit(instance, 0, FOLDED);
    storageHandle(base).checkpoint('TRUNCATE');
    await edit(instance, FOLDED, FOLDED + 2);
    await instance.bulkWrite(things(100, 150), 'an import');
    await instance.bulkWrite(things(200, 260), 'replication-downstream-x');
    const file = killed(base);
    await instance.close();
    rmSync(`${file}-wal`);
    expect((await look(file)).loss).toMatchObject({ edits: 2, rows: 50 });
  });

  test('more than are kept in mind, as the least', async () => {
    const instance = await open(base);
    storageHandle(base).checkpoint('TRUNCATE');
    await edit(instance, 0, 530);
    const file = killed(base);
    await instance.close();
    rmSync(`${file}-wal`);
    expect((await look(file)).loss).toMatchObject({ edits: 512, atLeast: true });
  });

  test('until somebody has read of it; numbers are never given twice', async () => {
    const file = await crashed();
    rmSync(`${file}-wal`);
    const first = await look(file, (instance) => edit(instance, 500, 501));
    expect(first.loss?.edits).toBe(EDITS - FOLDED);
    const second = await look(file, (_, handle) => {
      const seq = Number(handle.db.get("SELECT seq FROM doc_things_0 WHERE id = 't500'")?.[0]);
      expect(seq).toBeGreaterThanOrEqual(EDITS);
      return seq;
    });
    expect(second.loss).toEqual(first.loss);
    await look(file, (_, handle) => handle.forgetLoss());
    expect((await look(file)).loss).toBeUndefined();
    expect((await look(file, (instance) => edit(instance, 501, 502))).loss).toBeUndefined();
    expect((await look(file)).loss).toBeUndefined();
  });
});

describe('nothing is called missing', () => {
  test('after a kill, a clean end, and without the notes', async () => {
    const file = await crashed();
    expect(existsSync(`${file}.acknowledged`)).toBe(true);
    expect(await look(file)).toMatchObject({ there: EDITS, loss: undefined });
    expect(await look(file)).toMatchObject({ there: EDITS, loss: undefined });
    expect(await look(base)).toMatchObject({ there: EDITS, loss: undefined });
    for (const spoil of [
      () => rmSync(`${file}.acknowledged`),
      () => truncateSync(`${file}.acknowledged`, 500),
      () => writeFileSync(`${file}.acknowledged`, Buffer.alloc(16_448, 7)),
    ]) {
      await look(file);
      spoil();
      expect(await look(file, (instance) => edit(instance, 900, 901))).toMatchObject({
        there: EDITS,
        loss: undefined,
      });
      await look(file, async (instance) => {
        const { document } = things(900, 901)[0] as {
          document: Parameters<Instance['bulkWrite']>[0][0]['document'];
        };
        await instance.bulkWrite(
          [{ previous: document, document: stored(thing('t900'), 2, 5, true) }] as never,
          'x',
        );
        await instance.cleanup(0);
      });
    }
  });

  test('after the newest rows were purged, or their collection was removed', async () => {
    const instance = await open(base);
    await edit(instance, 0, EDITS);
    const other = await open(base, 'others');
    await other.bulkWrite(things(0, 3), 'a person');
    const document = things(0, 1)[0]?.document;
    await instance.bulkWrite(
      [{ previous: document, document: stored(thing('t0'), 2, 2000, true) }] as never,
      'a person',
    );
    await instance.cleanup(0);
    const purged = killed(base);
    expect((await look(purged)).loss).toBeUndefined();
    await other.bulkWrite(things(3, 9), 'a person');
    await other.remove();
    const removed = killed(base);
    expect((await look(removed)).loss).toBeUndefined();
    await instance.close();
  });

  test('of a write that was refused or undone', async () => {
    const instance = await open(base);
    await edit(instance, 0, EDITS);
    const { error } = await instance.bulkWrite(things(0, 5), 'a person');
    expect(error).toHaveLength(5);
    const handle = storageHandle(base);
    expect(() =>
      handle.write(
        handle.table('things'),
        true,
        () => {
          handle.nextSeq();
          throw new Error('undone');
        },
        true,
      ),
    ).toThrow();
    const file = killed(base);
    await instance.close();
    expect(await look(file)).toMatchObject({ there: EDITS, loss: undefined });
  });

  test('of another database in the same place, and after a restore', async () => {
    const file = await crashed();
    await look(file);
    // An older state is put back as the program does it.
    const older = await open(`${file}.incoming`);
    await edit(older, 0, 2);
    await older.close();
    swapDatabase(file, `${file}.kept`);
    expect(existsSync(`${file}.acknowledged`)).toBe(false);
    expect(await look(file, (instance) => edit(instance, 2, 3))).toMatchObject({ there: 2, loss: undefined });
    expect(await look(file)).toMatchObject({ there: 3, loss: undefined });
    // And one that somebody laid there by hand.
    const stranger = await open(join(place.folder, 'stranger.db'));
    await edit(stranger, 0, 1);
    await stranger.close();
    cpSync(join(place.folder, 'stranger.db'), file);
    expect(await look(file)).toMatchObject({ there: 1, loss: undefined });
  });

  test('of what another process wrote beside us', async () => {
    const instance = await open(base);
    await edit(instance, 0, 10);
    // Takes a block of numbers of its own, as a second process does.
    const other = openDatabase({ path: base, encryptionKey: key });
    other.run("UPDATE _meta SET value = value + 1000 WHERE key = 'seq'");
    await edit(instance, 10, EDITS);
    other.close();
    const file = killed(base);
    await instance.close();
    expect(await look(file)).toMatchObject({ there: EDITS, loss: undefined });
  });
});
