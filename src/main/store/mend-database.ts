import { type CollectionName, collectionNames } from '@shared/collections';
import { isWellFormedJson, wellFormed } from '@shared/lib/well-formed';
import { putForeignAside } from './quarantine';
import type { Database, StoredDocument } from './sqlite-storage';
import { parseStored } from './sqlite-storage/stored';
import type { RecordCollection } from './storage-collection';

/** Under this key the database's own table says by which reading its texts were found sound, or mended. */
const key = 'texts';
const READING = 1;
const BATCH = 200;

/**
 * Whether every text of a database can be asked for in SQL. Versions before this reading let halves of surrogate pairs in,
 * which end the process that reads them out: until the data thread has mended them, nobody asks.
 */
export function textsAreMended(db: Database): boolean {
  return Number(db.get('SELECT value FROM _meta WHERE key = ?', [key])?.[0] ?? 0) >= READING;
}

/** Has the next opening read the database through again: after starts that ended at once. */
export function doubtTexts(db: Database): void {
  db.run('DELETE FROM _meta WHERE key = ?', [key]);
}

/** What a database has had mended. */
export interface Mended {
  /** How many records held texts that nobody could read out. */
  readonly texts: number;
  /** How many bore an id of another form than ours, and were put aside. */
  readonly foreign: number;
}

/**
 * Reads a database of a former version through, once in its life: records with foreign ids are put aside, those that hold
 * NUL or half a surrogate pair mended. A mended record is an edit like any other: history keeps what it was, and the
 * server, which has put the broken one aside, gets it.
 */
export async function mendDatabase(
  db: Database,
  collections: { readonly [N in CollectionName]: object },
): Promise<Mended> {
  if (textsAreMended(db)) return { texts: 0, foreign: 0 };
  const foreign = putForeignAside(db);
  let mended = 0;
  for (const name of collectionNames)
    mended += await mendCollection(db, collections[name] as RecordCollection<unknown>);
  db.run('INSERT OR REPLACE INTO _meta(key, value) VALUES(?, ?)', [key, READING]);
  return { texts: mended, foreign };
}

async function mendCollection(db: Database, collection: RecordCollection<unknown>): Promise<number> {
  const storage = collection.storageInstance;
  // Documents are read whole, as the JSON that they are: in it halves are written with plain letters.
  const sql = `SELECT rid, data FROM doc_${collection.name}_${collection.schema.version}
    WHERE rid > ? AND (instr(data, '\\u0000') > 0 OR instr(data, '\\ud') > 0) ORDER BY rid LIMIT ${BATCH}`;
  let mended = 0;
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const rows = db.all(sql, [after]);
    if (rows.length === 0) return mended;
    after = Number(rows.at(-1)?.[0]);
    const broken = rows
      .filter(([, data]) => !isWellFormedJson(String(data)))
      .map(([, data]) => parseStored<StoredDocument>(data));
    if (broken.length === 0) continue;
    await storage.bulkWrite(
      broken.map((previous) => ({ previous, document: wellFormed(previous) })) as never,
      'mend-base',
    );
    mended += broken.length;
  }
}
