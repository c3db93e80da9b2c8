import type { MangoQuery, RxStorage, RxStorageInstance } from 'rxdb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { getRxStorageSQLite, openDatabase } from '../../../src/main/store/sqlite-storage';
import { instanceOf, prepared, scratch, stored, type Thing, thing, thingSchema } from './support';

// Documents, pages and attachments too long to be handed over at once, and pages read while others write.

type Instance = RxStorageInstance<Thing, unknown, unknown>;
type Options = Parameters<typeof getRxStorageSQLite>[0];

let place: ReturnType<typeof scratch>;
let storage: ReturnType<typeof getRxStorageSQLite>;
beforeEach(() => {
  place = scratch();
});
afterEach(() => {
  storage.close();
  place.remove();
});

const open = (
  options: Partial<Options> = {},
  schema = thingSchema,
  multiInstance = false,
): Promise<Instance> => {
  storage = getRxStorageSQLite({ path: place.file, idleCheckpointMs: 0, ...options });
  const over = storage as unknown as RxStorage<unknown, never>;
  return instanceOf<Thing, unknown>(over, schema, 'things', 'one', multiInstance);
};
const query = (query: object) => prepared(query as MangoQuery<Thing>);

/** Every third one is long, in letters of one, two and four bytes. */
const documents = Array.from({ length: 160 }, (_row, i) =>
  stored(
    thing(`t${String(i).padStart(3, '0')}`, {
      name: `n${i}`,
      note: (['x', 'ж', '😀'][i % 3] ?? '').repeat(
        i % 9 === 0 ? 150_000 : i % 3 === 1 ? 49_500 + i * 10 : 10,
      ),
      count: i,
    }),
  ),
);
const byId = new Map(documents.map((document) => [document.id, document]));
const trigger: Partial<Options> = {
  onTableCreated: (db, { table }) => {
    db.exec('CREATE TABLE seen(id)');
    db.exec(`CREATE TRIGGER t AFTER INSERT ON "${table}" BEGIN INSERT INTO seen VALUES(new.id); END`);
  },
};

describe.each([
  ['one by one', {}],
  ['many with one statement', trigger],
])('long documents among short ones, inserted %s', (_, options) => {
  test('are answered whole and in order, however they are asked for', async () => {
    const instance = await open(options);
    const rows = documents.map((document) => ({ document }));
    expect((await instance.bulkWrite(rows, 'x')).error).toEqual([]);
    const { db } = storage.handle();
    const get = db.get.bind(db);
    let longest = 0;
    vi.spyOn(db, 'get').mockImplementation((...words) => {
      const answer = get(...words);
      if (typeof answer?.[0] === 'string') longest = Math.max(longest, answer[0].length);
      return answer;
    });
    const ask = async (what: object) => (await instance.query(query(what))).documents;
    const sort = [{ id: 'asc' }];
    expect(await ask({ sort })).toEqual(documents);
    expect(await ask({ sort, skip: 3, limit: 140 })).toEqual(documents.slice(3, 143));
    expect(await ask({ sort, limit: 600 })).toEqual(documents);
    const even = { count: { $mod: [2, 0] } };
    const halves = documents.filter(({ count }) => (count ?? 0) % 2 === 0);
    expect(await ask({ selector: even, sort })).toEqual(halves);
    expect(await ask({ selector: even, sort, skip: 1, limit: 60 })).toEqual(halves.slice(1, 61));
    expect(await ask({ selector: even, sort: [{ count: 'desc' }] })).toEqual([...halves].reverse());
    expect((await instance.count(query({ selector: even }))).count).toBe(halves.length);
    const ids = [...byId.keys()].reverse();
    for (const wanted of [ids, ids.slice(0, 9), ids.slice(6, 7), ['nobody', ...ids.slice(0, 60)]]) {
      const found = await instance.findDocumentsById(wanted, false);
      expect(found).toEqual(wanted.flatMap((id) => byId.get(id) ?? []));
    }
    // Five million characters in all: no answer came as one text.
    expect(longest).toBeGreaterThan(400_000);
    expect(longest).toBeLessThan(1_000_000);
    vi.restoreAllMocks();
    const changed = await instance.getChangedDocumentsSince?.(500);
    expect(changed?.documents).toEqual(documents);
    expect(changed?.checkpoint).toMatchObject({ id: documents.at(-1)?.id });
    if (options === trigger) {
      const seen = storage.handle().db.all('SELECT id FROM seen');
      expect(seen.map(([id]) => id)).toEqual([...byId.keys()]);
    }
    await instance.close();
  });
});

test('long documents get new columns', async () => {
  await (await open()).bulkWrite(
    documents.map((document) => ({ document })),
    'x',
  );
  storage.close();
  await open({ computedColumns: { things: { x_n: { type: 'INTEGER', of: ({ count }) => Number(count) } } } });
  expect(storage.handle().db.get('SELECT sum(x_n) FROM doc_things_0')).toEqual([(159 * 160) / 2]);
});

describe('while another process writes', () => {
  const many = Array.from({ length: 400 }, (_row, i) =>
    stored(thing(`t${i}`, { name: `n${1000 + i}`, count: i })),
  );

  test.each([
    [
      'a page sifted in several goes',
      { selector: { count: { $mod: [20, 0] } }, sort: [{ name: 'asc' }], limit: 15 },
    ],
    ['long documents', { sort: [{ name: 'asc' }], limit: 400 }],
  ])('%s shows one state of the file', async (kind, what) => {
    const instance = await open();
    const long = kind === 'long documents' ? { note: 'x'.repeat(120_000) } : {};
    const rows = many.map((document, i) => ({
      document: i % 20 === 0 ? { ...document, ...long } : document,
    }));
    await instance.bulkWrite(rows, 'x');
    const other = openDatabase({ path: place.file });
    const { db } = storage.handle();
    const by = kind === 'long documents' ? 1 : 20;
    const state = () =>
      other
        .all(
          `SELECT id FROM doc_things_0 WHERE (data ->> '$.count') % ${by} = 0 ORDER BY c_name, id LIMIT ${what.limit}`,
        )
        .map(([id]) => String(id));
    /** What the right answer would have been before each of the other's writes. */
    const states = [state()];
    const write = () => {
      // What was on the first page moves to the end, and the next document is not there any more.
      other.run(
        'UPDATE doc_things_0 SET c_name = ? || c_name WHERE rid IN (SELECT rid FROM doc_things_0 ORDER BY c_name LIMIT 70)',
        ['z'],
      );
      other.run('DELETE FROM doc_things_0 WHERE rid = (SELECT max(rid) FROM doc_things_0)');
      states.push(state());
    };
    const reads = ['each', 'get'] as const;
    for (const name of reads) {
      const read = db[name].bind(db) as (...words: unknown[]) => unknown;
      vi.spyOn(db, name).mockImplementation(((...words: unknown[]) => {
        const answer = read(...words);
        write();
        return answer;
      }) as never);
    }
    try {
      const { documents: found } = await instance.query(query(what));
      expect(states.length).toBeGreaterThan(2);
      expect(new Set(states.map((ids) => ids.join())).size).toBe(states.length);
      expect(states).toContainEqual(found.map(({ id }) => id));
      expect(found.every(({ name }) => typeof name === 'string')).toBe(true);
    } finally {
      vi.restoreAllMocks();
      other.close();
    }
    await instance.close();
  });

  test('documents asked for by their ids are of one state, and shared instances read one state, too', async () => {
    const instance = await open({}, thingSchema, true);
    await instance.bulkWrite(
      many.map((document) => ({ document })),
      'x',
    );
    const other = openDatabase({ path: place.file });
    const { db } = storage.handle();
    const get = db.get.bind(db);
    vi.spyOn(db, 'get').mockImplementation((...words) => {
      const answer = get(...words);
      // Once for all: either none of them or all of them.
      if (words[0].includes('json_each')) {
        other.run("UPDATE doc_things_0 SET data = json_set(data, '$.note', 'written meanwhile')");
      }
      return answer;
    });
    try {
      const found = await instance.findDocumentsById(
        many.map(({ id }) => id),
        false,
      );
      expect(found).toHaveLength(400);
      expect(new Set(found.map(({ note }) => note)).size).toBe(1);
    } finally {
      vi.restoreAllMocks();
      other.close();
    }
    await instance.close();
  });
});

describe('attachments', () => {
  class Huge extends Blob {
    override get size(): number {
      return 1_100_000_000;
    }
    override arrayBuffer(): Promise<ArrayBuffer> {
      throw new Error('it was read');
    }
  }

  test('what SQLite would cut is refused before anything is read or written', async () => {
    const instance = await open({}, { ...thingSchema, attachments: {} } as typeof thingSchema);
    const withFiles = (id: string, ...files: Blob[]) =>
      ({
        document: {
          ...stored(thing(id)),
          _attachments: Object.fromEntries(
            files.map((data, i) => [`f${i}`, { data, digest: `d${i}`, length: data.size, type: 'x' }]),
          ),
        },
      }) as never;
    const rows = [withFiles('a', new Blob(['small'])), withFiles('b', new Blob(['small']), new Huge())];
    await expect(instance.bulkWrite(rows, 'x')).rejects.toMatchObject({
      code: 'store-bad-value',
      message: expect.stringMatching(/f1.*1100000000/),
    });
    expect(await instance.findDocumentsById(['a', 'b'], true)).toEqual([]);
    // The next batch is none the worse for it.
    expect((await instance.bulkWrite([withFiles('a', new Blob(['small']))], 'x')).error).toEqual([]);
    expect(await (await instance.getAttachmentData('a', 'f0', 'd0')).text()).toBe('small');
    await instance.close();
  });

  test('no value is cut in silence', async () => {
    await open();
    const { db } = storage.handle();
    const tooLong = new Uint8Array(1_000_000_001);
    expect(() => db.run('INSERT INTO _meta(key, value) VALUES(?, ?)', ['x', tooLong])).toThrow(
      expect.objectContaining({ code: 'store-bad-value' }),
    );
    expect(db.get("SELECT 1 FROM _meta WHERE key = 'x'")).toBeUndefined();
  });
});
