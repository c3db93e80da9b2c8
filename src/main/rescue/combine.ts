import { type CollectionName, collectionNames, collections } from '@shared/collections';
import { parseWellFormed } from '@shared/lib/well-formed';
import { openStore } from '../data/open-store';
import type { DatabaseFile } from '../store/backups';
import { tableVersions } from '../store/inspect';
import { forgetNoteOfLoaded, keepMetadata } from '../store/replication-metadata';
import { quote, type StoredDocument, storageHandle, tableName } from '../store/sqlite-storage';
import { type Database, openDatabase } from '../store/sqlite-storage/adapter';
import { doubtfulKey } from './rescue';
import { keptTables, metaTables } from './side-tables';

/**
 * How often a record was written, from its revision (`5-…`): unlike its stamps this never goes backwards with a
 * clock, so the higher one is the newer of two states of one record.
 */
const heightOf = (rev: unknown): number => Number.parseInt(String(rev), 10) || 0;

/** The records of a rescued base that a copy has not, or has in an older state. Doubtful ones only where it has none. */
function newerIn(rescued: Database, copy: Database, name: CollectionName): string[] {
  const version = tableVersions(rescued).get(name);
  const copyVersion = tableVersions(copy).get(name);
  if (version === undefined) return [];
  const inCopy = new Map(
    copyVersion === undefined
      ? []
      : copy
          .all(`SELECT id, rev FROM ${quote(tableName(name, copyVersion))}`)
          .map(([id, rev]) => [String(id), heightOf(rev)] as const),
  );
  const doubtful = new Set(
    JSON.parse(
      String(rescued.get('SELECT value FROM _meta WHERE key = ?', [doubtfulKey(name)])?.[0] ?? '[]'),
    ) as string[],
  );
  return rescued
    .all(`SELECT id, rev FROM ${quote(tableName(name, version))}`)
    .filter(([id, rev]) => {
      const there = inCopy.get(String(id));
      if (there === undefined) return true;
      return heightOf(rev) > there && !doubtful.has(String(id));
    })
    .map(([id]) => String(id));
}

/** How many records of a rescued base are newer than a copy's, or missing in it. */
export function countNewer(rescued: DatabaseFile, copy: DatabaseFile): number {
  const ours = openDatabase({ ...rescued, readonly: true });
  try {
    const theirs = openDatabase({ ...copy, readonly: true });
    try {
      return collectionNames.reduce((sum, name) => sum + newerIn(ours, theirs, name).length, 0);
    } finally {
      theirs.close();
    }
  } finally {
    ours.close();
  }
}

/**
 * Adds to a database made ready from a copy what a rescued base has newer. The database is brought to the present form by
 * opening it as the application does.
 * @returns how many records were added or replaced
 */
export async function addNewer(rescued: DatabaseFile, base: DatabaseFile): Promise<number> {
  const store = await openStore({
    databasePath: base.path,
    encryptionKey: base.encryptionKey,
    present: () => ({ at: new Date().toISOString(), userId: '', device: '' }),
    onCommit: () => {},
    onSettled: () => {},
    onCollision: async () => {},
  });
  const source = openDatabase({ ...rescued, readonly: true });
  try {
    const handle = storageHandle(base.path);
    const { db } = handle;
    const taken = new Set<string>();
    let count = 0;
    for (const name of collectionNames) {
      const table = handle.table(name);
      const ids = newerIn(source, db, name);
      const from = quote(tableName(name, collections[name].version));
      for (let at = 0; at < ids.length; at += 500) {
        const part = ids.slice(at, at + 500);
        handle.write(table, false, () => {
          for (const id of part) {
            const [data, mark] = source.get(`SELECT data, mark FROM ${from} WHERE id = ?`, [id]) ?? [];
            if (typeof data !== 'string') continue;
            const head = { id, seq: handle.nextSeq(), mark: Number(mark) };
            const document = parseWellFormed(data) as StoredDocument;
            const [rid, present] = db.get(`SELECT rid, data FROM ${table.name} WHERE id = ?`, [id]) ?? [];
            if (rid === undefined) table.insert([{ document }], () => head);
            else {
              const previous = JSON.parse(String(present)) as StoredDocument;
              keepMetadata(db, { collection: name, changes: [{ id, previous, document }] });
              table.update(Number(rid), document, head);
            }
            forgetNoteOfLoaded(db, id, document);
            taken.add(id);
            count += 1;
          }
        });
      }
    }
    for (const table of metaTables(source)) table.copyTo(db, { replace: true, ids: taken });
    for (const table of keptTables(source)) table.copyTo(db);
    return count;
  } finally {
    source.close();
    await store.close();
  }
}
