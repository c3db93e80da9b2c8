import { existsSync } from 'node:fs';
import type { EventBulk, RxJsonSchema, RxStorageChangeEvent } from 'rxdb';
import { fillWithDefaultSettings } from 'rxdb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type Commit,
  getRxStorageSQLite,
  openDatabase,
  type SQLiteStorageOptions,
  storageHandle,
  tableName,
  type Write,
} from '../../../src/main/store/sqlite-storage';
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

let place: ReturnType<typeof scratch>;
beforeEach(() => {
  place = scratch();
});
afterEach(() => place.remove());

function open(options: Partial<SQLiteStorageOptions> = {}, collection = 'things', schema = thingSchema) {
  const storage = getRxStorageSQLite({ path: place.file, idleCheckpointMs: 0, ...options });
  return instanceOf<Thing, unknown>(storage as never, schema, collection);
}

const first = stored(thing('a'));
const second = stored(thing('a', { name: 'second' }), 2);

describe('writing', () => {
  test('a conflict carries the whole stored document and leaves it untouched', async () => {
    const instance = await open();
    await instance.bulkWrite([{ document: first }], 'one');
    const writeRow = { document: second, previous: stored(thing('a'), 7) };
    const { error } = await instance.bulkWrite([writeRow, { document: stored(thing('b')) }], 'two');
    expect(error).toEqual([
      { isError: true, status: 409, documentId: 'a', writeRow, documentInDb: first, context: 'two' },
    ]);
    expect(await instance.findDocumentsById(['b', 'a'], false)).toEqual([stored(thing('b')), first]);
    await instance.close();
  });

  test('an id twice in one batch: the second write meets the first as a conflict', async () => {
    const instance = await open();
    const { error } = await instance.bulkWrite([{ document: first }, { document: second }], 'x');
    expect(error).toMatchObject([{ status: 409, documentId: 'a', documentInDb: first }]);
    await instance.close();
  });

  test('of new documents one is there already: the others are written, and everything is told once', async () => {
    const told: Write[] = [];
    const instance = await open({ onWrite: (_db, write) => told.push(write) });
    await instance.bulkWrite([{ document: first }], 'one');
    const events: string[] = [];
    instance.changeStream().subscribe((bulk) => events.push(...bulk.events.map((one) => one.documentId)));
    const taken = { document: second };
    const fresh = ['b', 'c'].map((id) => ({ document: stored(thing(id, { name: '😀' })) }));
    const { error } = await instance.bulkWrite([...fresh.slice(0, 1), taken, ...fresh.slice(1)], 'two');
    expect(error).toEqual([
      { isError: true, status: 409, documentId: 'a', writeRow: taken, documentInDb: first, context: 'two' },
    ]);
    expect(events).toEqual(['b', 'c']);
    expect(told.map(({ changes }) => changes.map(({ id }) => id))).toEqual([['a'], ['b', 'c']]);
    const changed = await instance.getChangedDocumentsSince?.(10);
    expect(changed?.documents).toEqual([first, ...fresh.map(({ document }) => document)]);
    await instance.close();
  });

  test('events come before the answer, with the checkpoint after which nothing is left', async () => {
    const commits: Commit[] = [];
    const instance = await open({ onCommit: (commit) => commits.push(commit) });
    const bulks: EventBulk<RxStorageChangeEvent<StoredThing>, { id: string; lwt: number }>[] = [];
    instance.changeStream().subscribe((bulk) => bulks.push(bulk as never));
    const gone = stored(thing('a', { name: 'second' }), 3, 2000, true);
    const answers = [
      [{ document: first }],
      [{ previous: first, document: second }],
      [{ previous: second, document: gone }],
      [{ previous: gone, document: stored(thing('a'), 4) }],
    ];
    for (const rows of answers) {
      const before = bulks.length;
      const answer = instance.bulkWrite(rows, 'me').then(() => expect(bulks.length).toBe(before + 1));
      await answer;
    }
    expect(bulks.map((bulk) => bulk.events[0]?.operation)).toEqual(['INSERT', 'UPDATE', 'DELETE', 'INSERT']);
    expect(bulks.every((bulk) => bulk.context === 'me')).toBe(true);
    expect(commits).toEqual(answers.map(() => ({ collection: 'things', ids: ['a'], context: 'me' })));
    const changes = await instance.getChangedDocumentsSince?.(10, bulks[3]?.checkpoint);
    expect(changes?.documents).toEqual([]);
    expect((await instance.getChangedDocumentsSince?.(10, bulks[2]?.checkpoint))?.documents).toHaveLength(1);
    await instance.close();
  });

  test('work of the application goes into the same transaction and can undo it', async () => {
    const told: Write[] = [];
    let broken = false;
    const instance = await open({
      onTableCreated: (db) => db.exec('CREATE TABLE log(id TEXT, before TEXT, after TEXT)'),
      onWrite(db, write) {
        told.push(write);
        for (const { id, previous, document } of write.changes)
          db.run('INSERT INTO log VALUES(?, ?, ?)', [id, previous?.name as string, document.name as string]);
        if (broken) throw new Error('no');
      },
    });
    await instance.bulkWrite([{ document: first }], 'one');
    const rows = [
      { previous: first, document: second },
      { document: stored(thing('b')) },
      { document: first },
    ];
    expect((await instance.bulkWrite(rows, 'two')).error).toMatchObject([{ status: 409, documentId: 'a' }]);
    expect((await instance.bulkWrite([{ document: first }], 'three')).error).toHaveLength(1);
    expect(told.map(({ collection, context, changes }) => [collection, context, changes.length])).toEqual([
      ['things', 'one', 1],
      ['things', 'two', 2],
    ]);
    const log = () => storageHandle(place.file).db.all('SELECT id, before, after FROM log ORDER BY rowid');
    const expected = [
      ['a', null, 'name'],
      ['b', null, 'name'],
      ['a', 'name', 'second'],
    ];
    expect(log()).toEqual(expected);
    broken = true;
    await expect(instance.bulkWrite([{ document: stored(thing('c')) }], 'x')).rejects.toThrow('no');
    expect(log()).toEqual(expected);
    expect(await instance.findDocumentsById(['c'], true)).toEqual([]);
    await instance.close();
  });

  test('a row the application knows to be outdated is answered as a conflict, and replaces nothing', async () => {
    const instance = await open({
      isOutdated: ({ collection, context, document }) =>
        collection === 'things' && context === 'from afar' && document.name === 'second',
    });
    await instance.bulkWrite([{ document: first }], 'here');
    const late = await instance.bulkWrite(
      [{ previous: first, document: second }, { document: stored(thing('b')) }],
      'from afar',
    );
    expect(late.error).toMatchObject([{ status: 409, documentId: 'a', documentInDb: { name: 'name' } }]);
    expect(await instance.findDocumentsById(['a', 'b'], false)).toHaveLength(2);
    expect((await instance.findDocumentsById(['a'], false))[0]?.name).toBe('name');
    expect((await instance.bulkWrite([{ previous: first, document: second }], 'here')).error).toEqual([]);
    await instance.close();
  });

  test('what must be on the disk is waited for, the rest is not', async () => {
    const instance = await open({
      isDurable: ({ collection, rows }) => collection === 'things' && rows === 1,
    });
    const level = () => storageHandle(place.file).db.get('PRAGMA synchronous')?.[0];
    await instance.bulkWrite([{ document: first }], 'x');
    expect(level()).toBe(2);
    await instance.bulkWrite([{ document: stored(thing('b')) }, { document: stored(thing('c')) }], 'x');
    expect(level()).toBe(1);
    await instance.close();
  });

  test('a write that fails halfway leaves nothing, and the next one succeeds', async () => {
    let broken = true;
    const of = () => {
      if (broken) throw new Error('broken rule');
      return 'text';
    };
    const instance = await open({
      computedColumns: {
        things: { x_text: { type: 'TEXT', of: (document) => (document.id === 'b' ? of() : '') } },
      },
    });
    const rows = ['a', 'b', 'c'].map((id) => ({ document: stored(thing(id, { name: '😀' })) }));
    await expect(instance.bulkWrite(rows, 'x')).rejects.toMatchObject({ name: 'StoreError' });
    expect(await instance.findDocumentsById(['a', 'b', 'c'], true)).toEqual([]);
    expect(storageHandle(place.file).db.all('SELECT * FROM _kinds')).toEqual([]);
    broken = false;
    expect(await instance.bulkWrite(rows, 'x')).toEqual({ error: [] });
    expect((await instance.getChangedDocumentsSince?.(10))?.documents).toHaveLength(3);
    await instance.close();
  });

  test('tombstones are purged when they are old enough', async () => {
    const instance = await open();
    const now = Date.now();
    const old = stored(thing('old'), 1, now - 5000, true);
    const fresh = stored(thing('fresh'), 1, now, true);
    await instance.bulkWrite([{ document: old }, { document: fresh }, { document: first }], 'x');
    expect(await instance.cleanup(1000)).toBe(true);
    const left = await instance.findDocumentsById(['old', 'fresh', 'a'], true);
    expect(left.map(({ id }) => id)).toEqual(['fresh', 'a']);
    await instance.close();
  });
});

describe('the sequence', () => {
  test('a clock that steps back hides no change', async () => {
    const instance = await open();
    await instance.bulkWrite([{ document: stored(thing('a'), 1, 9_000_000) }], 'x');
    const seen = await instance.getChangedDocumentsSince?.(10);
    await instance.bulkWrite([{ document: stored(thing('b'), 1, 5_000_000) }], 'x');
    const later = await instance.getChangedDocumentsSince?.(10, seen?.checkpoint);
    expect(later?.documents.map(({ id }) => id)).toEqual(['b']);
    await instance.close();
  });

  test('is one for the whole file and survives restart and purge', async () => {
    let instance = await open();
    await instance.bulkWrite([{ document: stored(thing('a'), 1, 1, true) }], 'x');
    const { checkpoint } = (await instance.getChangedDocumentsSince?.(10)) ?? {};
    await instance.cleanup(0);
    await instance.close();
    const other = await open({}, 'others');
    await other.bulkWrite([{ document: first }], 'x');
    await other.close();
    instance = await open();
    await instance.bulkWrite([{ document: stored(thing('b')) }], 'x');
    const later = await instance.getChangedDocumentsSince?.(10, checkpoint);
    expect(later?.documents.map(({ id }) => id)).toEqual(['b']);
    await instance.close();
  });

  test('pages through changes without repeating or losing one', async () => {
    const instance = await open();
    const rows = Array.from({ length: 25 }, (_, i) => ({ document: stored(thing(`t${i}`)) }));
    await instance.bulkWrite(rows, 'x');
    const seen: string[] = [];
    let checkpoint: unknown;
    for (;;) {
      const page = await instance.getChangedDocumentsSince?.(10, checkpoint);
      seen.push(...(page?.documents.map(({ id }) => id) ?? []));
      checkpoint = page?.checkpoint;
      if ((page?.documents.length ?? 0) < 10) break;
    }
    expect(seen).toEqual(rows.map(({ document }) => document.id));
    await instance.close();
  });
});

describe('columns of our own', () => {
  test('are filled at every write; a new one is added and filled at open; triggers see it', async () => {
    const upper = { type: 'TEXT', of: (document: object) => (document as Thing).name.toUpperCase() } as const;
    const created: string[] = [];
    const options: Partial<SQLiteStorageOptions> = {
      computedColumns: { things: { x_upper: upper } },
      onTableCreated(db, { table, collection }) {
        created.push(collection);
        db.exec(`CREATE TABLE log(text); CREATE TRIGGER t AFTER UPDATE OF x_upper ON ${table}
          WHEN old.x_upper IS NOT new.x_upper BEGIN INSERT INTO log VALUES(new.x_upper); END`);
      },
    };
    let instance = await open(options);
    await instance.bulkWrite([{ document: first }], 'x');
    await instance.bulkWrite([{ previous: first, document: second }], 'x');
    const third = { ...second, _rev: '3-rev', amount: 2 };
    await instance.bulkWrite([{ previous: second, document: third }], 'x');
    const select = 'SELECT rid, x_upper FROM doc_things_0';
    expect(storageHandle(place.file).db.all(select)).toEqual([[1, 'SECOND']]);
    expect(storageHandle(place.file).db.all('SELECT text FROM log')).toEqual([['SECOND']]);
    await instance.close();

    const length = { type: 'INTEGER', of: (document: object) => (document as Thing).name.length } as const;
    instance = await open({ ...options, computedColumns: { things: { x_upper: upper, x_length: length } } });
    expect(storageHandle(place.file).db.all('SELECT x_length FROM doc_things_0')).toEqual([[6]]);
    expect(created).toEqual(['things']);
    await instance.close();
  });

  test('marks follow the context and never outrun a newer edit', async () => {
    const instance = await open();
    await instance.bulkWrite([{ document: first }, { document: stored(thing('b')) }], 'edit');
    await instance.bulkWrite([{ document: stored(thing('c')) }], 'replication-downstream-1234');
    const handle = storageHandle(place.file);
    const marks = () => handle.db.all('SELECT id, mark FROM doc_things_0 ORDER BY id');
    expect(marks()).toEqual([
      ['a', 0],
      ['b', 0],
      ['c', 2],
    ]);
    await instance.bulkWrite([{ previous: first, document: second }], 'edit');
    const items = [
      { id: 'a', rev: first._rev },
      { id: 'b', rev: '1-rev' },
      { id: 'nobody', rev: '1-rev' },
    ];
    expect(handle.setMark('things', items, 2)).toBe(1);
    expect(marks()).toEqual([
      ['a', 0],
      ['b', 2],
      ['c', 2],
    ]);
    expect(handle.setMark('things', ['a'], 1)).toBe(1);
    expect(marks()[0]).toEqual(['a', 1]);
    await instance.close();
  });

  test('indexes can be put off for a bulk load and are back at the next open', async () => {
    let instance = await open();
    const count = () =>
      storageHandle(place.file).db.get(
        "SELECT count(*) FROM sqlite_master WHERE type='index' AND sql IS NOT NULL",
      )?.[0];
    const before = count();
    storageHandle(place.file).dropIndexes('things');
    expect(count()).toBe(0);
    await instance.bulkWrite([{ document: first }], 'x');
    storageHandle(place.file).createIndexes('things');
    expect(count()).toBe(before);
    storageHandle(place.file).dropIndexes('things');
    await instance.close();
    instance = await open();
    expect(count()).toBe(before);
    await instance.close();
  });

  test('a page of an indexed list is read from the index, without sorting', async () => {
    const instance = await open();
    await instance.bulkWrite([{ document: first }], 'x');
    const plan = storageHandle(place.file).db.all(
      'EXPLAIN QUERY PLAN SELECT data FROM doc_things_0 WHERE deleted = 0 ORDER BY c_name, id LIMIT 50',
    );
    const text = plan.map((row) => String(row[3])).join('; ');
    expect(text).toContain('doc_things_0__deleted__c_name__id');
    expect(text).not.toContain('TEMP B-TREE');
    await instance.close();
  });
});

describe('attachments', () => {
  const schema = fillWithDefaultSettings<Thing>({
    version: 0,
    primaryKey: 'id',
    type: 'object',
    properties: { id: { type: 'string', maxLength: 40 } },
    attachments: {},
  } as unknown as RxJsonSchema<Thing>) as typeof thingSchema;

  const blob = (text: string) => new Blob([text], { type: 'text/plain' });
  const withFile = (text: string, digest: string, height: number) => ({
    ...stored(thing('a'), height),
    _attachments: { 'скан.txt': { data: blob(text), digest, length: text.length, type: 'text/plain' } },
  });

  test('are kept, replaced, and gone with their document', async () => {
    const instance = await open({}, 'files', schema);
    const added = withFile('один', 'd1', 1);
    await instance.bulkWrite([{ document: added as never }], 'x');
    const read = async (digest: string) => {
      const data = await instance.getAttachmentData('a', 'скан.txt', digest);
      return `${data.type}:${await data.text()}`;
    };
    expect(await read('d1')).toBe('text/plain:один');
    await expect(instance.getAttachmentData('a', 'скан.txt', 'd2')).rejects.toThrow(
      'attachment does not exist',
    );
    const [known] = await instance.findDocumentsById(['a'], false);
    expect(known?._attachments).toEqual({ 'скан.txt': { digest: 'd1', length: 8, type: 'text/plain' } });

    const changed = withFile('два', 'd2', 2);
    await instance.bulkWrite([{ previous: known as never, document: changed as never }], 'x');
    expect(await read('d2')).toBe('text/plain:два');
    const [again] = await instance.findDocumentsById(['a'], false);
    await instance.bulkWrite(
      [{ previous: again as never, document: stored(thing('a'), 3, 1003, true) }],
      'x',
    );
    await expect(read('d2')).rejects.toThrow('attachment does not exist');

    const { error } = await instance.bulkWrite(
      [{ document: { ...stored(thing('b')), _attachments: known?._attachments ?? {} } }],
      'x',
    );
    expect(error).toMatchObject([{ status: 510, attachmentId: 'скан.txt', documentId: 'b' }]);
    await instance.close();
  });
});

describe('opening and closing', () => {
  test('a removed collection is gone, a closed one answers with a code', async () => {
    const storage = getRxStorageSQLite({ path: place.file });
    const kept = await instanceOf<Thing, unknown>(storage as never, thingSchema, 'kept');
    const removed = await instanceOf<Thing, unknown>(storage as never, thingSchema, 'removed');
    const { db } = storage.handle();
    await removed.remove();
    await expect(removed.query(prepared({}))).rejects.toMatchObject({ code: 'store-closed' });
    const tables = db.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'doc%'");
    expect(tables).toEqual([[tableName('kept', 0)]]);
    await kept.close();
    await kept.close();
    expect(db.isOpen).toBe(false);
    expect(() => storageHandle(place.file)).toThrow('not open');
    await expect(kept.bulkWrite([{ document: first }], 'x')).rejects.toMatchObject({ code: 'store-closed' });
  });

  test('a reader sees commits while the writer works and cannot write', async () => {
    const instance = await open();
    const reader = openDatabase({ path: place.file, readonly: true });
    await instance.bulkWrite([{ document: first }], 'x');
    expect(reader.all('SELECT id, c_nested_city FROM doc_things_0')).toEqual([['a', 'Тула']]);
    expect(() => reader.exec('DELETE FROM doc_things_0')).toThrow(
      expect.objectContaining({ code: 'store-readonly' }),
    );
    reader.close();
    await instance.close();
    expect(existsSync(place.file)).toBe(true);
  });
});
