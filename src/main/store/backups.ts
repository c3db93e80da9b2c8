import { existsSync, mkdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BackupOrigin, RecordCounts } from '@shared/backups/contract';
import { AppError } from '@shared/lib/result';
import { toFailure } from '../threads/failures';
import { removeDatabase, syncFile } from './backup-files';
import { type Contents, checkWhole, readContents, refuseNewer, writeOrigin } from './inspect';
import { doubtTexts } from './mend-database';
import { type Database, openDatabase } from './sqlite-storage/adapter';

export interface DatabaseFile {
  readonly path: string;
  /** 64 hexadecimal digits; '' for a plain file. */
  readonly encryptionKey: string;
}

/** What a copy was found to be when it was opened after it was made. */
export interface MadeCopy {
  readonly path: string;
  readonly bytes: number;
  readonly contents: Contents;
}

/** The name a copy has until it was checked. */
export const draftOf = (path: string): string => `${path}.new`;

/**
 * Copies a database, open elsewhere or not, encrypted as it is: made under another name, opened, checked and counted
 * before it takes its own. What the copy shows is one moment of the database.
 * @throws AppError `store-corrupt`, StoreError `disk-full`, `store-unreachable`, …
 */
export function makeCopy(
  database: DatabaseFile,
  folder: string,
  name: string,
  origin: BackupOrigin,
): MadeCopy {
  return nameCopy(folder, name, draftCopy(database, folder, name, origin));
}

/** The first half of {@link makeCopy}: the whole copy under its draft's name. */
export function draftCopy(
  database: DatabaseFile,
  folder: string,
  name: string,
  origin: BackupOrigin,
): Contents {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = draftOf(join(folder, name));
  removeDatabase(draft);
  const db = openDatabase({ path: database.path, encryptionKey: database.encryptionKey });
  try {
    refuseWithoutRoom(db, folder);
    db.exec(`VACUUM INTO '${draft.replaceAll("'", "''")}'`);
  } finally {
    db.close();
  }
  return sealCopy({ ...database, path: draft }, origin);
}

/** What a copy leaves free on its disk: so much of it, and no more than this. */
const sparePart = 50;
const maxSpareBytes = 256 * 1024 * 1024;

/**
 * A copy that does not fit would fill the disk before it is given up, and what a person writes meanwhile could not be
 * saved. @throws AppError `disk-full`
 */
function refuseWithoutRoom(db: Database, folder: string): void {
  const pages = (name: string) => Number(db.get(`PRAGMA ${name}`)?.[0] ?? 0);
  const needed = (pages('page_count') - pages('freelist_count')) * pages('page_size');
  const { blocks, bavail, bsize } = statfsSync(folder);
  // A drive that does not say how large it is has to be tried.
  if (blocks === 0) return;
  const spare = Math.min((blocks * bsize) / sparePart, maxSpareBytes);
  if (bavail * bsize < needed + spare) throw new AppError('disk-full');
}

/** The second half: the copy takes its name. */
export function nameCopy(folder: string, name: string, contents: Contents): MadeCopy {
  const path = join(folder, name);
  renameSync(draftOf(path), path);
  return { path, bytes: statSync(path).size, contents };
}

/**
 * Makes a closed database one file that says where it comes from, checked and counted: a copy.
 * @throws AppError `store-corrupt`
 */
export function sealCopy(database: DatabaseFile, origin: BackupOrigin): Contents {
  const db = openDatabase(withKey(database));
  try {
    db.exec('PRAGMA journal_mode=DELETE');
    writeOrigin(db, origin);
    checkWhole(db);
    return readContents(db);
  } finally {
    db.close();
    syncFile(database.path);
  }
}

/**
 * Opens a copy, checks it and says what is in it.
 * @throws AppError `file-not-found`, `copy-damaged`, `copy-newer-version`, `copy-other-key`
 */
export function previewCopy(file: DatabaseFile): Contents {
  if (!existsSync(file.path)) throw new AppError('file-not-found');
  return asCopy(() => {
    const db = openDatabase({ ...withKey(file), readonly: true });
    try {
      refuseNewer(db);
      checkWhole(db);
      return readContents(db);
    } finally {
      db.close();
    }
  });
}

/** Counts what is in a database; null when it cannot be read. */
export function countDatabase(file: DatabaseFile): RecordCounts | null {
  try {
    const db = openDatabase({ ...withKey(file), readonly: true });
    try {
      return readContents(db).counts;
    } finally {
      db.close();
    }
  } catch {
    return null;
  }
}

export interface Preparation {
  readonly source: DatabaseFile;
  /** Where the database is made ready, and the key it is to have. */
  readonly target: DatabaseFile;
  /** The copy's records were never on the server this profile knows: they count as unsent. */
  readonly forgetServer: boolean;
}

/**
 * Makes a database ready out of a copy: copied, opened, checked, put under this profile's key. The copy itself is only
 * read.
 * @throws as {@link previewCopy}, and StoreError `disk-full`
 */
export function prepareDatabase({ source, target, forgetServer }: Preparation): Contents {
  if (!existsSync(source.path)) throw new AppError('file-not-found');
  removeDatabase(target.path);
  return asCopy(() => {
    const from = openDatabase(withKey(source));
    try {
      refuseNewer(from);
      checkWhole(from, true);
      refuseWithoutRoom(from, dirname(target.path));
      from.exec(`VACUUM INTO '${target.path.replaceAll("'", "''")}'`);
    } finally {
      from.close();
    }
    rekey(target.path, source.encryptionKey, target.encryptionKey);
    const db = openDatabase(withKey(target));
    try {
      if (forgetServer) {
        if (db.get("SELECT 1 FROM sqlite_master WHERE name = 'file_contents'")) {
          db.run('UPDATE file_contents SET uploaded = 0');
        }
        const tables = db.all(
          "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'doc\\_%' ESCAPE '\\' AND name NOT LIKE 'doc\\_rx-%' ESCAPE '\\'",
        );
        for (const [name] of tables) db.run(`UPDATE "${String(name)}" SET mark = 0 WHERE mark > 0`);
      }
      // What the copied base missed was told in its own time.
      db.run("DELETE FROM _meta WHERE key IN ('copy', 'loss')");
      doubtTexts(db);
      return readContents(db);
    } finally {
      db.close();
      syncFile(target.path);
    }
  });
}

/** Puts a closed file under another key. */
function rekey(path: string, from: string, to: string): void {
  if (from === to) return;
  if (from === '' || to === '') throw new AppError('copy-other-key');
  const db = openDatabase({ path, encryptionKey: from });
  try {
    db.exec(`PRAGMA rekey='${to}'`);
  } finally {
    db.close();
  }
}

const withKey = ({ path, encryptionKey }: DatabaseFile) => ({ path, encryptionKey });

/** A copy that cannot be used is no reason to speak of the database: its failures have codes of their own. */
function asCopy<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code, data } = toFailure(error);
    if (code === 'store-corrupt') throw new AppError('copy-damaged');
    if (code === 'store-wrong-key') throw new AppError('copy-other-key');
    if (code === 'store-newer-version') throw new AppError('copy-newer-version', data);
    throw error;
  }
}

/** Removes what a copy that was broken off has left. */
export function dropDraft(path: string): void {
  for (const end of ['', '-journal', '-wal', '-shm']) rmSync(draftOf(path) + end, { force: true });
}
