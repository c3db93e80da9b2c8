import { type CollectionName, collectionNames, collections } from '@shared/collections';
import { type Database, quote, type StoredDocument, tableName, type Write } from './sqlite-storage';
import { parseStored } from './sqlite-storage/stored';

/**
 * RxDB keeps a note of the server's state of every record, content and all. Of a record that was loaded and never
 * changed since, that note would hold the very same text: so none is written. The record's revision says that it
 * stands as the server gave it, and to whom; asked for the note, the storage makes it from the record. Whoever
 * changes the record has the note written first, in the same transaction.
 */
const AS_LOADED = '1-~';

/** How RxDB names the collection of a replication's notes; a SHA-256 in hexadecimal digits follows. */
const NOTES = 'rx-replication-meta-';
/** So many digits of it tell one replication from another. */
const DIGITS = 16;

/**
 * The revision of a record that stands as the server gave it. RxDB's own are made of letters.
 * @param notesCollection RxDB's collection of notes of the replication that loads it
 */
export function loadedRevision(notesCollection: string): string {
  if (!notesCollection.startsWith(NOTES)) throw new TypeError(`no collection of notes: ${notesCollection}`);
  return `${AS_LOADED}${notesCollection.slice(NOTES.length, NOTES.length + DIGITS)}`;
}

const isLoaded = (record: StoredDocument | undefined): record is StoredDocument =>
  typeof record?._rev === 'string' && record._rev.startsWith(AS_LOADED);

const noteId = (recordId: string) => `${recordId}|0`;

/** The note of a record that stands as it was loaded. Written or made, it is the same, down to its revision. */
function noteOf(id: string, { _rev, _meta, _attachments, ...docData }: StoredDocument): StoredDocument {
  return {
    ...{ id: noteId(id), itemId: id, isCheckpoint: '0', docData },
    ...{ _deleted: false, _attachments: {}, _rev, _meta: { lwt: (_meta as { lwt: number }).lwt } },
  };
}

/** Which notes stand in no table because their records do: the storage asks for those it has not found. */
export function metadataFromRecords(
  db: Database,
  notesCollection: string,
  ids: readonly string[],
): StoredDocument[] {
  if (!notesCollection.startsWith(NOTES)) return [];
  const wanted = JSON.stringify(ids.filter((id) => id.endsWith('|0')).map((id) => id.slice(0, -2)));
  const revision = loadedRevision(notesCollection);
  for (const name of collectionNames) {
    const found = db.all(
      `SELECT data FROM ${quote(tableName(name, collections[name].version))}
       WHERE id IN (SELECT value FROM json_each(?)) AND rev = ?`,
      [wanted, revision],
    );
    // A replication has one collection.
    if (found.length === 0) continue;
    return found.map(([data]) => {
      const record = parseStored<StoredDocument>(data);
      return noteOf(String(record.id), record);
    });
  }
  return [];
}

/** Writes the notes of loaded records that a write has just changed; called in its transaction. */
export function keepMetadata(
  db: Database,
  { collection, changes }: Pick<Write, 'collection' | 'changes'>,
): void {
  // A note that has no row yet has the revision of its record.
  if (!Object.hasOwn(collections, collection)) return;
  for (const { id, previous } of changes) {
    if (!isLoaded(previous)) continue;
    const notes = notesTable(db, String(previous._rev));
    // Without the table there is no such replication any more.
    if (notes !== undefined) insertNote(db, notes, collection as CollectionName, id, previous);
  }
}

/** Lets go of a note that is older than the loaded record put in its place, as from another copy of the database. */
export function forgetNoteOfLoaded(db: Database, id: string, record: StoredDocument): void {
  if (!isLoaded(record)) return;
  const notes = notesTable(db, String(record._rev));
  if (notes !== undefined) db.run(`DELETE FROM ${quote(notes)} WHERE id = ?`, [noteId(id)]);
}

function insertNote(
  db: Database,
  notes: string,
  collection: CollectionName,
  id: string,
  record: StoredDocument,
): void {
  const note = noteOf(id, record);
  // A record's number in the file's sequence is nobody else's.
  db.run(
    `INSERT OR IGNORE INTO ${quote(notes)}(id, rev, deleted, lwt, seq, mark, data)
     SELECT ?, ?, 0, ?, seq, 0, ? FROM ${quote(tableName(collection, collections[collection].version))} WHERE id = ?`,
    [String(note.id), String(note._rev), (note._meta as { lwt: number }).lwt, JSON.stringify(note), id],
  );
}

/** The table of notes that a loaded record's revision speaks of. */
function notesTable(db: Database, revision: string): string | undefined {
  const name = db.get(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, ?2) = ?1 ORDER BY name DESC LIMIT 1",
    [`doc_${NOTES}${revision.slice(AS_LOADED.length)}`, `doc_${NOTES}`.length + DIGITS],
  )?.[0];
  return name === undefined ? undefined : String(name);
}

/**
 * Writes every note that is not written yet of a collection's records, before RxDB brings records and notes into a
 * newer form, each by itself.
 * @param table the collection's table in its older version, `doc_clients_0`
 */
export function writeMetadata(db: Database, table: string): void {
  const revisions = db.all(`SELECT DISTINCT rev FROM ${quote(table)} WHERE rev > ? AND rev < ?`, [
    AS_LOADED,
    `${AS_LOADED}g`,
  ]);
  for (const [revision] of revisions) {
    const notes = notesTable(db, String(revision));
    if (notes === undefined) continue;
    db.run(
      `INSERT OR IGNORE INTO ${quote(notes)}(id, rev, deleted, lwt, seq, mark, data)
       SELECT id || '|0', rev, 0, lwt, seq, 0, json_object('id', id || '|0', 'itemId', id, 'isCheckpoint', '0',
         'docData', json_remove(data, '$._rev', '$._meta', '$._attachments'), '_deleted', json('false'),
         '_attachments', json('{}'), '_rev', rev, '_meta', json_object('lwt', lwt))
       FROM ${quote(table)} WHERE rev = ?`,
      [revision],
    );
  }
}
