import { randomUUID } from 'node:crypto';
import type {
  EventBulk,
  FilledMangoQuery,
  RxJsonSchema,
  RxStorage,
  RxStorageChangeEvent,
  RxStorageInstance,
} from 'rxdb';
import { deepFreeze, prepareQuery } from 'rxdb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { getRxStorageSQLite } from '../../../src/main/store/sqlite-storage';
import {
  instanceOf,
  prepared,
  type StoredThing,
  scratch,
  stored,
  type Thing,
  thing,
  thingSchema,
} from './support';

// What RxDB expects of any storage, asked of ours in a file and in memory.

type Instance = RxStorageInstance<Thing, unknown, unknown>;
type Bulk = EventBulk<RxStorageChangeEvent<StoredThing>, { id: string; lwt: number }>;

let place: ReturnType<typeof scratch>;
beforeEach(() => {
  place = scratch();
});
afterEach(() => place.remove());

const places = [
  ['a file', () => place.file],
  ['memory', () => ':memory:'],
] as const;

const asStorage = (storage: unknown) => storage as RxStorage<unknown, never>;
const ids = (documents: readonly { id: string }[]) => documents.map(({ id }) => id);
const everything = prepared({}, false);

describe.each(places)('in %s', (_, path) => {
  let storage: ReturnType<typeof getRxStorageSQLite>;
  beforeEach(() => {
    storage = getRxStorageSQLite({ path: path(), idleCheckpointMs: 0 });
  });
  afterEach(() => storage.close());

  const open = (collection = 'things', databaseName = 'one', schema = thingSchema, multiInstance = false) =>
    instanceOf<Thing, unknown>(asStorage(storage), schema, collection, databaseName, multiInstance);

  const version = (schema: RxJsonSchema<StoredThing>, number: number) => ({ ...schema, version: number });

  test('databases, collections and schema versions of one storage never mix', async () => {
    const places = [
      ['one', 'things', 0],
      ['two', 'things', 0],
      ['Two', 'things', 0],
      ['one', 'Things', 0],
      ['one', 'things', 1],
      ['one', 'things_1', 0],
      ['one', 'a"b\'c`d', 0],
      ['one', 'вещи и 😀 %_', 0],
      ['one', 'doc_things_0', 0],
      ['1_things', 'things', 0],
      ['', 'things', 0],
      ['база "2"', '~41~', 0],
      ['база "2"', 'A', 0],
    ] as const;
    for (const restarted of [false, true]) {
      const instances: Instance[] = await Promise.all(
        places.map(([database, name, number]) => open(name, database, version(thingSchema, number))),
      );
      for (const [i, instance] of instances.entries()) {
        if (!restarted)
          await instance.bulkWrite([{ document: stored(thing('same', { name: `n${i}` })) }], 'x');
      }
      if (!restarted || path() !== ':memory:') {
        const names = await Promise.all(
          instances.map(async (one) => (await one.query(everything)).documents),
        );
        expect(names.map((documents) => documents.map(({ name }) => name))).toEqual(
          places.map((_place, i) => [`n${i}`]),
        );
      }
      await Promise.all(instances.map((instance) => instance.close()));
    }
  });

  test('unusual ids are found again, each one itself, and sorted as JavaScript sorts', async () => {
    const instance = await open();
    const unusual = [
      'a',
      'A',
      'а',
      'a b',
      "o'hara",
      '"q"',
      '%',
      '_',
      '\\',
      '[1]',
      '{}',
      '😀',
      'ё',
      'е',
      '\n',
      '0',
      '00',
      '1e3',
    ];
    unusual.push('x'.repeat(2000), '\ufeff', '-1', 'null', '__proto__', 'constructor');
    await instance.bulkWrite(
      unusual.map((id) => ({ document: stored(thing(id)) })),
      'x',
    );
    for (const id of unusual) {
      expect(ids(await instance.findDocumentsById([id], false))).toEqual([id]);
      const found = await instance.query(prepared({ selector: { id } }));
      expect(ids(found.documents)).toEqual([id]);
      const starts = await instance.count(prepared({ selector: { id: { $gte: id, $lte: id } } }));
      expect(starts).toEqual({ count: 1, mode: 'fast' });
    }
    expect(ids(await instance.findDocumentsById(unusual, true))).toEqual(unusual);
    expect(ids((await instance.query(prepared({ sort: [{ id: 'asc' }] }))).documents)).toEqual(
      [...unusual].sort(),
    );
    await instance.close();
  });

  test('the life of a document: insert, refuse, update, delete, update the tombstone, insert again', async () => {
    const instance = await open();
    const bulks: Bulk[] = [];
    instance.changeStream().subscribe((bulk) => bulks.push(bulk as never));
    const write = async (document: StoredThing, previous?: StoredThing) =>
      (
        await instance.bulkWrite(
          [deepFreeze({ document, ...(previous ? { previous } : {}) })] as never,
          'life',
        )
      ).error;

    const first = stored(thing('a'));
    expect(await write(first)).toEqual([]);
    const [refused] = await write(stored(thing('a', { name: 'other' }), 1));
    expect(refused).toMatchObject({ status: 409, documentId: 'a', isError: true, context: 'life' });
    expect(refused?.status === 409 && Object.keys(refused.documentInDb).sort()).toEqual(
      Object.keys(first).sort(),
    );

    const { amount: _amount, ...less } = stored(thing('a', { name: 'later' }), 7);
    const second = less as StoredThing;
    expect(await write(second, first)).toEqual([]);
    expect(await instance.findDocumentsById(['a'], false)).toEqual([second]);
    const gone = stored(thing('a'), 8, Date.now(), true);
    expect(await write(gone, second)).toEqual([]);
    expect(await instance.findDocumentsById(['a'], false)).toEqual([]);
    expect(await instance.findDocumentsById(['a'], true)).toEqual([gone]);
    expect(await write(stored(thing('a'), 9))).toMatchObject([{ status: 409, documentInDb: gone }]);
    const goneStill = stored(thing('a', { name: 'changed while gone' }), 9, Date.now(), true);
    expect(await write(goneStill, gone)).toEqual([]);
    const back = stored(thing('a', { name: 'back' }), 10);
    expect(await write(back, goneStill)).toEqual([]);
    expect(await instance.findDocumentsById(['a'], false)).toEqual([back]);

    const events = bulks.flatMap((bulk) => bulk.events);
    expect(events.map(({ operation }) => operation)).toEqual([
      'INSERT',
      'UPDATE',
      'DELETE',
      'DELETE',
      'INSERT',
    ]);
    // RxDB calls the return of a deleted document an insert, which has nothing before it.
    expect(events.map(({ previousDocumentData }) => previousDocumentData)).toEqual([
      undefined,
      first,
      second,
      gone,
      null,
    ]);
    expect(new Set(bulks.map(({ id }) => id)).size).toBe(5);
    await instance.close();
  });

  test('two inserts at once: the first one stays', async () => {
    const instance = await open();
    const [one, two] = await Promise.all(
      ['first', 'second'].map((name) =>
        instance.bulkWrite([{ document: stored(thing('a', { name })) }], 'x'),
      ),
    );
    expect([one?.error.length, two?.error.length]).toEqual([0, 1]);
    expect((await instance.findDocumentsById(['a'], false))[0]?.name).toBe('first');
    await instance.close();
  });

  test('a document that arrives deleted is stored without an event; refused writes make none', async () => {
    const instance = await open();
    const bulks: unknown[] = [];
    instance.changeStream().subscribe((bulk) => bulks.push(bulk));
    const gone = stored(thing('gone'), 1, Date.now(), true);
    await instance.bulkWrite([{ document: gone }], 'x');
    expect(bulks).toEqual([]);
    await instance.bulkWrite([{ document: stored(thing('a')) }], 'x');
    await instance.bulkWrite([{ document: stored(thing('a'), 2) }], 'x');
    expect(bulks).toHaveLength(1);
    expect(await instance.findDocumentsById(['gone'], true)).toEqual([gone]);
    expect((await instance.getChangedDocumentsSince?.(10))?.documents).toHaveLength(2);
    await instance.close();
  });

  test('many documents at once are written and fetched', async () => {
    const instance = await open();
    const rows = Array.from({ length: 10_000 }, (_, i) => ({
      document: stored(thing(`t${i}`, { amount: i % 7 })),
    }));
    expect((await instance.bulkWrite(rows, 'x')).error).toEqual([]);
    const wanted = rows.map(({ document }) => document.id).reverse();
    expect(ids(await instance.findDocumentsById(wanted, false))).toEqual(wanted);
    expect((await instance.count(prepared({ selector: { amount: 3 } }))).count).toBe(1429);
    const many = await instance.count(prepared({ selector: { id: { $in: wanted.slice(0, 5000) } } }));
    expect(many.count).toBe(5000);
    await instance.close();
  });

  test('a condition that SQL cannot decide is sifted page by page, none twice and none left out', async () => {
    const instance = await open();
    const rows = Array.from({ length: 700 }, (_, i) => ({
      document: stored(thing(`t${String(i).padStart(3, '0')}`, { name: i % 5 === 0 ? 'five' : 'other' })),
    }));
    await instance.bulkWrite(rows, 'x');
    const fives = rows.filter((_row, i) => i % 5 === 0).map(({ document }) => document.id);
    const asked = { selector: { name: { $regex: '^f' } }, sort: [{ id: 'asc' as const }] };
    expect(ids((await instance.query(prepared(asked))).documents)).toEqual(fives);
    for (const [skip, limit] of [
      [0, 20],
      [13, 40],
      [100, 40],
    ] as const) {
      const part = await instance.query(prepared({ ...asked, skip, limit }));
      expect(ids(part.documents)).toEqual(fives.slice(skip, skip + limit));
    }
    // So few that more than one page is needed after the first.
    const few = { selector: { id: { $regex: '(49|99)$' } }, sort: [{ id: 'asc' as const }] };
    const all = rows.map(({ document }) => document.id).filter((id) => /(49|99)$/.test(id));
    const part = await instance.query(prepared({ ...few, skip: 1, limit: 12 }));
    expect(ids(part.documents)).toEqual(all.slice(1, 13));
    await instance.close();
  });

  test('what a column has held is known after it was closed, too', async () => {
    const names = ['\uffe5', '😀', 'a'];
    let instance = await open();
    await instance.bulkWrite(
      names.map((name, i) => ({ document: stored(thing(`t${i}`, { name })) })),
      'x',
    );
    await instance.close();
    instance = await open();
    const found = await instance.query(prepared({ sort: [{ name: 'asc' }] }));
    expect(found.documents.map(({ name }) => name)).toEqual([...names].sort());
    await instance.close();
  });

  test('a query without skip, over tombstones too, is counted as it is answered', async () => {
    const instance = await open();
    const rows = ['a', 'b', 'c', 'd'].map((id, i) => ({ document: stored(thing(id), 1, 5, i === 1) }));
    await instance.bulkWrite(rows, 'x');
    const bare = { selector: {}, sort: [{ id: 'desc' }] } as unknown as FilledMangoQuery<StoredThing>;
    const plan = prepareQuery<StoredThing>(thingSchema as never, bare as never) as never;
    expect(ids((await instance.query(plan)).documents)).toEqual(['d', 'c', 'b', 'a']);
    expect(await instance.count(plan)).toEqual({ count: 4, mode: 'fast' });
    expect((await instance.count(prepared({}))).count).toBe(3);
    for (const [skip, limit, expected] of [
      [1, 2, 2],
      [3, 5, 1],
      [9, 5, 0],
      [0, 0, 0],
    ] as const) {
      const part = prepareQuery<StoredThing>(
        thingSchema as never,
        { ...bare, skip, limit } as never,
      ) as never;
      expect((await instance.query(part)).documents).toHaveLength(expected);
      expect((await instance.count(part)).count).toBe(expected);
    }
    await instance.close();
  });

  test('changes are paged while others write, and an empty page gives the checkpoint back', async () => {
    const instance = await open();
    let written = 0;
    const write = (count: number) =>
      instance.bulkWrite(
        Array.from({ length: count }, () => ({ document: stored(thing(`t${written++}`)) })),
        'x',
      );
    await write(8);
    const seen = new Set<string>();
    let checkpoint: unknown;
    let pages = 0;
    while (seen.size < 40) {
      const page = await instance.getChangedDocumentsSince?.(4, checkpoint);
      for (const { id } of page?.documents ?? []) seen.add(id);
      checkpoint = page?.checkpoint;
      pages += 1;
      if (written < 40) await write(8);
    }
    expect(pages).toBe(10);
    const empty = await instance.getChangedDocumentsSince?.(4, checkpoint);
    expect(empty).toEqual({ documents: [], checkpoint });
    const [known] = await instance.findDocumentsById(['t3'], false);
    let previous = known as StoredThing;
    for (let height = 2; height < 12; height++) {
      const next = stored(thing('t3', { amount: height }), height);
      await instance.bulkWrite([{ previous, document: next }], 'x');
      previous = next;
    }
    expect((await instance.getChangedDocumentsSince?.(100, checkpoint))?.documents).toEqual([previous]);
    expect((await instance.getChangedDocumentsSince?.(100))?.documents).toHaveLength(40);
    await instance.close();
  });

  test('cleanup says when it is done, leaves the young and the living', async () => {
    const instance = await open();
    expect(await instance.cleanup(0)).toBe(true);
    const now = Date.now();
    const rows = Array.from({ length: 12_000 }, (_, i) => ({
      document: stored(thing(`t${i}`), 1, now - (i % 2 === 0 ? 100_000 : 0), i % 3 !== 0),
    }));
    await instance.bulkWrite(rows, 'x');
    const answers: boolean[] = [];
    while (answers.at(-1) !== true) answers.push(await instance.cleanup(50_000));
    expect((await instance.count(everything)).count).toBe(8000);
    while (!(await instance.cleanup(0)));
    expect((await instance.count(everything)).count).toBe(4000);
    expect((await instance.getChangedDocumentsSince?.(20_000))?.documents).toHaveLength(4000);
    await instance.close();
  });

  test('closing twice, removing, asking afterwards', async () => {
    const instance = await open();
    await instance.bulkWrite([{ document: stored(thing('a')) }], 'x');
    await Promise.all([instance.close(), instance.close()]);
    for (const ask of [
      () => instance.query(everything),
      () => instance.count(everything),
      () => instance.findDocumentsById(['a'], true),
      () => instance.bulkWrite([{ document: stored(thing('b')) }], 'x'),
      () => instance.getAttachmentData('a', 'b', 'c'),
      () => instance.cleanup(0),
      () => instance.remove(),
      async () => instance.getChangedDocumentsSince?.(1),
    ]) {
      await expect(ask()).rejects.toMatchObject({ code: 'store-closed' });
    }
    const again = await open();
    expect(ids((await again.query(everything)).documents)).toEqual(['a']);
    await again.remove();
    await again.close();
    await expect(again.remove()).rejects.toThrow();
    const fresh = await open();
    expect((await fresh.query(everything)).documents).toEqual([]);
    expect((await fresh.bulkWrite([{ document: stored(thing('a')) }], 'x')).error).toEqual([]);
    await fresh.remove();
  });

  test('what needs another plugin of RxDB is refused', async () => {
    for (const [schema, code] of [
      [{ ...thingSchema, keyCompression: true }, 'UT5'],
      [{ ...thingSchema, encrypted: ['name'] }, 'UT6'],
      [{ ...thingSchema, attachments: { compression: 'gzip' } }, 'UT7'],
    ] as const) {
      await expect(open('things', 'one', schema as never)).rejects.toThrow(code);
    }
  });

  describe('attachments', () => {
    const schema = { ...thingSchema, attachments: {} } as typeof thingSchema;
    const file = (text: string) => ({
      data: new Blob([text], { type: 'text/plain' }),
      digest: `digest of ${text}`,
      length: Buffer.byteLength(text),
      type: 'text/plain',
    });

    test('the data never stands in documents, events or changes', async () => {
      const instance = await open('files', 'one', schema);
      const bulks: Bulk[] = [];
      instance.changeStream().subscribe((bulk) => bulks.push(bulk as never));
      const document = { ...stored(thing('a')), _attachments: { 'акт.txt': file('один'), two: file('2') } };
      await instance.bulkWrite([{ document: document as never }], 'x');
      const { data: _one, ...one } = file('один');
      const { data: _two, ...two } = file('2');
      const kept = { 'акт.txt': one, two };
      const [found] = await instance.findDocumentsById(['a'], false);
      expect(found?._attachments).toEqual(kept);
      expect((await instance.query(everything)).documents[0]?._attachments).toEqual(kept);
      expect((await instance.getChangedDocumentsSince?.(5))?.documents[0]?._attachments).toEqual(kept);
      expect(bulks[0]?.events[0]?.documentData._attachments).toEqual(kept);

      const next = { ...stored(thing('a'), 2), _attachments: { two, three: file('3') } };
      await instance.bulkWrite([{ previous: found as never, document: next as never }], 'x');
      expect(await (await instance.getAttachmentData('a', 'two', two.digest)).text()).toBe('2');
      expect(await (await instance.getAttachmentData('a', 'three', 'digest of 3')).text()).toBe('3');
      await expect(instance.getAttachmentData('a', 'акт.txt', one.digest)).rejects.toThrow();
      await expect(instance.getAttachmentData('a', 'two', '')).rejects.toThrow();
      await instance.close();
    });

    test('a document whose attachment has no data is refused whole, without an event', async () => {
      const instance = await open('files', 'one', schema);
      const bulks: unknown[] = [];
      instance.changeStream().subscribe((bulk) => bulks.push(bulk));
      const { data: _data, ...stub } = file('missing');
      const document = { ...stored(thing('a')), _attachments: { whole: file('whole'), stub } };
      const { error } = await instance.bulkWrite([{ document: document as never }], 'x');
      expect(error).toMatchObject([{ status: 510, documentId: 'a', attachmentId: 'stub' }]);
      expect(bulks).toEqual([]);
      expect(await instance.findDocumentsById(['a'], true)).toEqual([]);
      await expect(instance.getAttachmentData('a', 'whole', 'digest of whole')).rejects.toThrow();
      await instance.close();
    });

    test('bytes of every value survive, and a purge takes them along', async () => {
      const instance = await open('files', 'one', schema);
      const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7) % 256);
      const data = new Blob([bytes], { type: 'application/pdf' });
      const attachment = { data, digest: 'd', length: bytes.length, type: data.type };
      await instance.bulkWrite(
        [{ document: { ...stored(thing('a')), _attachments: { scan: attachment } } as never }],
        'x',
      );
      const read = await instance.getAttachmentData('a', 'scan', 'd');
      expect(read.type).toBe('application/pdf');
      expect(new Uint8Array(await read.arrayBuffer())).toEqual(bytes);
      const rows = () => storage.handle().db.get('SELECT count(*) FROM _attachments')?.[0];
      expect(rows()).toBe(1);
      const [known] = await instance.findDocumentsById(['a'], false);
      await instance.bulkWrite([{ previous: known as never, document: stored(thing('a'), 2, 1, true) }], 'x');
      expect(rows()).toBe(0);
      await instance.close();
    });
  });

  describe('several instances of one database', () => {
    const poll = { timeout: 20_000, interval: 20 };

    test('see the same documents, and each event once', async () => {
      const other = getRxStorageSQLite({ path: path(), idleCheckpointMs: 0 });
      const name = randomUUID();
      const a: Instance = await open('things', name, thingSchema, true);
      const b: Instance = await instanceOf(asStorage(other), thingSchema, 'things', name, true);
      const seen: Record<'a' | 'b', string[]> = { a: [], b: [] };
      for (const [key, instance] of [
        ['a', a],
        ['b', b],
      ] as const) {
        instance.changeStream().subscribe(({ events }) => {
          seen[key].push(...events.map(({ operation, documentId }) => `${operation} ${documentId}`));
        });
      }
      const first = stored(thing('a'));
      await a.bulkWrite([{ document: first }], 'x');
      expect(await b.findDocumentsById(['a'], false)).toEqual([first]);
      await b.bulkWrite([{ previous: first, document: stored(thing('a', { name: 'b' }), 2) }], 'x');
      expect((await a.query(prepared({}))).documents[0]?.name).toBe('b');
      expect(
        (await a.bulkWrite([{ previous: first, document: stored(thing('a'), 2) }], 'x')).error,
      ).toHaveLength(1);
      await expect.poll(() => [seen.a.length, seen.b.length], poll).toEqual([2, 2]);
      expect(new Set(seen.a)).toEqual(new Set(['INSERT a', 'UPDATE a']));
      expect(new Set(seen.b)).toEqual(new Set(['INSERT a', 'UPDATE a']));

      const asked = b.query(prepared({}));
      await a.close();
      expect((await asked).documents).toHaveLength(1);
      expect((await b.bulkWrite([{ document: stored(thing('b')) }], 'x')).error).toEqual([]);
      await b.remove();
    });
  });
});
