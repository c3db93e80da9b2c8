import type { BackupOrigin, RecordCounts } from '@shared/backups/contract';
import { type CollectionName, collectionNames, collections } from '@shared/collections';
import { AppError } from '@shared/lib/result';
import { LAYOUT_VERSION, newerVersion, quote, tableName } from './sqlite-storage';
import type { Database } from './sqlite-storage/adapter';
import { checksOut, isSound } from './sqlite-storage/check';

/** What is in a database, as a person would ask. */
export interface Contents {
  readonly counts: RecordCounts;
  /** The last change of any record, or ''. */
  readonly lastChangeAt: string;
  /** Some of its form is older than this program's. */
  readonly older: boolean;
  readonly origin: BackupOrigin | null;
}

/** Beyond this many bytes indexes and texts are not read through as well: that reads everything twice more. */
const wholeCheckBytes = 200 * 1024 * 1024;

/**
 * A text that was asked for as bytes: the binding ends the whole process at a TEXT that is no UTF-8, so whatever may be
 * damaged is cast to BLOB first.
 */
export function lenientText(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : String(value ?? '');
}

/** The newest version of each collection that a database has a table of. */
export function tableVersions(db: Database): Map<string, number> {
  const found = new Map<string, number>();
  const rows = db.all(
    "SELECT CAST(name AS BLOB) FROM sqlite_master WHERE type = 'table' AND name LIKE 'doc\\_%' ESCAPE '\\'",
  );
  for (const [name] of rows) {
    const [, collection, version] = /^doc_(.+)_(\d+)$/.exec(lenientText(name)) ?? [];
    if (collection === undefined) continue;
    found.set(collection, Math.max(found.get(collection) ?? 0, Number(version)));
  }
  return found;
}

/** @throws StoreError `store-newer-version`, with the version that is needed, when this program is too old for the database */
export function refuseNewer(db: Database): void {
  const layout = Number(db.get('PRAGMA user_version')?.[0] ?? 0);
  const versions = tableVersions(db);
  const newer =
    layout > LAYOUT_VERSION ||
    collectionNames.some((name) => (versions.get(name) ?? 0) > collections[name].version);
  if (newer) throw newerVersion(db, 'the copy is of a newer version');
}

/**
 * Reads a database for damage: its structure, and in one that is not large (or where `thorough`) its indexes and texts.
 * @throws AppError `store-corrupt`
 */
export function checkWhole(db: Database, thorough = false): void {
  const pages = Number(db.get('PRAGMA page_count')?.[0] ?? 0);
  const all = thorough || pages * Number(db.get('PRAGMA page_size')?.[0] ?? 0) <= wholeCheckBytes;
  if (!(all ? isSound(db) : checksOut(db, 'quick_check'))) throw new AppError('store-corrupt');
}

/** Counts what is in a database. @throws AppError `store-newer-version`, `store-corrupt` when it is no database of ours */
export function readContents(db: Database): Contents {
  refuseNewer(db);
  const versions = tableVersions(db);
  if (!versions.has('clients')) throw new AppError('store-corrupt');
  const counts: Partial<Record<CollectionName, number>> = {};
  let last = '';
  let older = Number(db.get('PRAGMA user_version')?.[0] ?? 0) < LAYOUT_VERSION;
  for (const name of collectionNames) {
    const version = versions.get(name);
    if (version === undefined) continue;
    if (version < collections[name].version) older = true;
    const table = quote(tableName(name, version));
    // Both counts are of an index; a scan of the table would read every document.
    const [all] = db.get(`SELECT count(*) FROM ${table}`) ?? [];
    const [deleted] = db.get(`SELECT count(*) FROM ${table} WHERE deleted = 1`) ?? [];
    counts[name] = Number(all ?? 0) - Number(deleted ?? 0);
    const columns = db.all(`PRAGMA table_info(${table})`).map((column) => column[1]);
    if (!columns.includes('c_updatedAt')) continue;
    const changed = String(db.get(`SELECT max(c_updatedAt) FROM ${table}`)?.[0] ?? '');
    if (changed > last) last = changed;
  }
  return { counts, lastChangeAt: last, older, origin: readOrigin(db) };
}

/** What a copy says about its making; null for one that says nothing. */
function readOrigin(db: Database): BackupOrigin | null {
  try {
    return JSON.parse(readMeta(db, 'copy') ?? 'null') as BackupOrigin | null;
  } catch {
    return null;
  }
}

/** Writes into a copy where and when it was made: inside, and so encrypted. */
export function writeOrigin(db: Database, origin: BackupOrigin): void {
  db.run('INSERT OR REPLACE INTO _meta(key, value) VALUES(?, ?)', ['copy', JSON.stringify(origin)]);
}

function readMeta(db: Database, key: string): string | undefined {
  const value = db.get('SELECT value FROM _meta WHERE key = ?', [key])?.[0];
  return value === undefined || value === null ? undefined : String(value);
}
