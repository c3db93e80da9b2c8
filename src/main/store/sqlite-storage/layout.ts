import { randomUUID } from 'node:crypto';
import { constants, copyFileSync, renameSync, statSync } from 'node:fs';
import { highestSeq } from './acknowledged';
import { Database, type OpenOptions } from './adapter';
import { StoreError } from './errors';
import { hasLog } from './opening';

/** The layout of the file that this code reads and writes; kept in `PRAGMA user_version`. */
export const LAYOUT_VERSION = 2;

const META = 'CREATE TABLE _meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID';
const KINDS = 'CREATE TABLE _kinds(tbl TEXT, col TEXT, kinds INTEGER, PRIMARY KEY(tbl, col)) WITHOUT ROWID';
const ATTACHMENTS =
  'CREATE TABLE _attachments(tbl TEXT, doc TEXT, name TEXT, type TEXT, digest TEXT, data BLOB, PRIMARY KEY(tbl, doc, name))';
const DATABASES = 'CREATE TABLE _databases(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)';

/** What leads from a layout to the next one. A step is never changed once it was released. */
const STEPS: Readonly<Record<number, (db: Database) => void>> = {
  // Layout 1 held one RxDatabase, whose name stood in `_meta`.
  1(db) {
    db.exec(DATABASES);
    db.exec("INSERT INTO _databases(id, name) SELECT 0, value FROM _meta WHERE key = 'database'");
    db.exec("DELETE FROM _meta WHERE key = 'database'");
  },
};

export interface LayoutOptions {
  readonly path: string;
  /** The application's version, told to an older one that must refuse the file. */
  readonly writer: string;
}

/**
 * The file's layout; 0: none yet. Nothing has been written when it refuses.
 *
 * @throws StoreError `store-newer-version` (with `needs`), `store-wrong-database` for another program's file
 */
export function readLayout(db: Database): number {
  const version = Number(db.get('PRAGMA user_version')?.[0] ?? 0);
  if (version > LAYOUT_VERSION) {
    throw newerVersion(db, `the file has layout ${version}, known is ${LAYOUT_VERSION}`);
  }
  if (version === 0 && Number(db.get('SELECT count(*) FROM sqlite_master')?.[0] ?? 0) > 0) {
    throw new StoreError('store-wrong-database', 'the file holds the tables of another program');
  }
  return version;
}

/**
 * Looks at an existing file through a connection that can only read, before one is opened that writes: closing that
 * one folds the log into the file, even where the file is refused.
 *
 * @returns whether the key was seen to open the file
 * @throws StoreError as {@link readLayout}, and what `onFound` throws
 */
export function lookInside(
  options: OpenOptions & { onFound?: ((db: Database) => void) | undefined },
): boolean {
  const { path, encryptionKey, onFound, busyTimeoutMs } = options;
  if (path === ':memory:' || (statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0) return false;
  // Without a log the file is the whole database, and looking at it leaves no trace.
  const logged = hasLog(path);
  let db: Database;
  try {
    db = new Database({ path, encryptionKey, busyTimeoutMs, readonly: true, immutable: !logged });
  } catch {
    // The opening that follows meets the same, and says so.
    return false;
  }
  try {
    const layout = readLayout(db);
    onFound?.(db);
    // Damage that the opening would meet is met here.
    if (layout > 0) highestSeq(db);
  } catch (error) {
    // Somebody who is writing the file meanwhile makes it look damaged to one who reads it without a lock.
    if (!(error instanceof StoreError) || logged || REFUSALS.has(error.code)) throw error;
  } finally {
    db.close();
  }
  return true;
}

const REFUSALS: ReadonlySet<string> = new Set(['store-newer-version', 'store-wrong-database']);

/**
 * Makes a new file's own tables, or brings an older layout up to date after its file was kept as `<path>.layout-<n>`.
 * A crash on the way leaves the old layout, and the next opening begins anew.
 */
export function prepareLayout(db: Database, { path, writer }: LayoutOptions): void {
  const found = readLayout(db);
  if (found === LAYOUT_VERSION) return;
  if (found > 0 && path !== ':memory:' && db.get('PRAGMA wal_checkpoint(TRUNCATE)')?.[0] !== 0) {
    throw new StoreError('store-locked', 'the file is in use and cannot be brought up to date');
  }
  db.transaction(() => {
    const version = readLayout(db);
    if (version === LAYOUT_VERSION) return;
    if (version === 0) for (const sql of [META, KINDS, ATTACHMENTS, DATABASES]) db.exec(sql);
    else {
      // Nobody else may write from here on, and the log is empty: the file alone is the whole database.
      if (path !== ':memory:') keep(path, version);
      for (let at = version; at < LAYOUT_VERSION; at++) STEPS[at]?.(db);
    }
    db.exec(`PRAGMA user_version=${LAYOUT_VERSION}`);
    if (version === 0) db.run("INSERT INTO _meta(key, value) VALUES('id', ?)", [randomUUID()]);
    noteWriter(db, writer);
  });
}

/** Which version of the application wrote the newest structure of the file, as far as the file knows. */
export function newerVersion(db: Database, message: string): StoreError {
  let needs = '';
  try {
    needs = String(db.get("SELECT value FROM _meta WHERE key = 'writer'")?.[0] ?? '');
  } catch {
    // A layout so new that it has no such table says nothing.
  }
  return new StoreError('store-newer-version', message, undefined, needs);
}

/** Remembers who made the newest structure. */
export function noteWriter(db: Database, writer: string): void {
  if (writer !== '') db.run("INSERT OR REPLACE INTO _meta(key, value) VALUES('writer', ?)", [writer]);
}

function keep(path: string, version: number): void {
  const copy = `${path}.layout-${version}`;
  // Where the file system can, the copy shares its blocks with the file and costs nothing.
  copyFileSync(path, `${copy}.new`, constants.COPYFILE_FICLONE);
  renameSync(`${copy}.new`, copy);
}
