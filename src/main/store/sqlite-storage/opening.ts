import { closeSync, fstatSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { StoreError } from './errors';
import { LOG_HEADER, logFrames } from './log-frames';
import { HEADER_BYTES, isPlain, looksEncrypted, PageKey, pageSizeOf } from './page-cipher';

/**
 * What is known of a file before SQLite may touch it. SQLite itself would first take in the log that a crash has left
 * and see only then that the key is another one; closing, it folds that log into the file under the wrong key, and both
 * are lost. Here everything is only read.
 */

/** What asking for the first page alone has shown; see `askFirstPage` in the adapter. */
export type FirstPage = 'in-wal-mode' | 'in-another-mode' | 'not-opened' | 'damaged' | 'unreachable';

export interface Asked {
  readonly path: string;
  readonly key: string;
  readonly readonly: boolean;
  /** The key was seen to open the file: without a log there is nothing more to ask. */
  readonly keyKnown: boolean;
}

/** So many frames of a log are looked at: a stranger's log is one from its first frame. */
const FRAMES_SAMPLED = 16;
/** A page of another key looks like one of ours by chance once in some sixty. */
const ODD_PAGES = 2;

/**
 * Refuses what must not be opened, and says how SQLite is to open the rest. Nothing is written, made or locked.
 *
 * @param ask reads page 1 with the key as the file lies there, without its log
 * @returns what the binding is to be given in place of the path
 * @throws StoreError `store-wrong-key`, `store-corrupt`, `store-missing`, `store-foreign-log`
 */
export function lookBefore({ path: named, key, readonly, keyKnown }: Asked, ask: () => FirstPage): string {
  const path = realOf(named);
  const size = sizeOf(path);
  // What cannot even be looked at SQLite will not open.
  if (size === null) return path;
  const log = `${path}-wal`;
  const logSize = sizeOf(log) ?? 0;
  const logged = logSize > LOG_HEADER;
  if (size === undefined || size === 0) {
    // SQLite would make a new file and delete the log beside it.
    if (logged && size === 0) throw new StoreError('store-corrupt', 'the file is empty, its log is not');
    if (logged) throw new StoreError('store-missing', 'the file has gone, its log lies there');
    return path;
  }
  if (keyKnown && !logged) return path;
  const pageKey = new PageKey(key);
  const first = ask();
  // A page that a crash has left half written still opens: the beginning, which tells, is written at once.
  if (first === 'not-opened' || ((first === 'damaged' || first === 'unreachable') && !opens(path, pageKey))) {
    if (opensInLog(log, pageKey)) throw new StoreError('store-corrupt', 'the first page is damaged');
    throw notOpened(path, key);
  }
  if (logged && first !== 'unreachable' && isForeign(log, pageKey, first, size)) {
    throw new StoreError('store-foreign-log', "the log beside the file is another database's");
  }
  // Whoever closes last folds the log, or undoes what a crash broke off: a connection that may only read does not.
  const untouched = readonly && (logSize > 0 || (sizeOf(`${path}-journal`) ?? 0) > 0);
  return untouched ? fileUri(path, 'mode=ro') : path;
}

/** Whether a log with pages in it lies beside a file. */
export function hasLog(path: string): boolean {
  return (sizeOf(`${realOf(path)}-wal`) ?? 0) > LOG_HEADER;
}

/** Where a file really lies: SQLite keeps the log beside that place, not beside a link to it. */
export function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** A path as SQLite's URI, with parameters: https://www.sqlite.org/uri.html */
export function fileUri(path: string, parameters: string): string {
  const whole = process.platform === 'win32' ? resolve(path).replaceAll('\\', '/') : resolve(path);
  return `file://${whole.startsWith('/') ? '' : '/'}${whole.replaceAll(/[%?#]/g, encodeURIComponent)}?${parameters}`;
}

/** Whether the key opens the page 1 that the log holds: then the file's own is damaged, and the key is right. */
function opensInLog(log: string, key: PageKey): boolean {
  for (const { page, raw } of logFrames(log)) if (page === 1 && key.firstPage(raw) !== undefined) return true;
  return false;
}

/**
 * Whether SQLite would take in a log that was not written for this file: one of another key, or any beside a file that
 * is in no WAL mode, such as a copy that somebody has put in the place of the database.
 */
function isForeign(log: string, key: PageKey, first: FirstPage, size: number): boolean {
  let seen = 0;
  let odd = 0;
  for (const { page, raw } of logFrames(log)) {
    const most = size / raw.length + 1_000_000;
    if (page === 1) odd += key.firstPage(raw) === undefined ? ODD_PAGES : 0;
    else if (isOdd(key.beginning(page, raw), most)) odd += 1;
    seen += 1;
    if (seen >= FRAMES_SAMPLED) break;
  }
  const enough = odd >= ODD_PAGES || (odd > 0 && odd === seen);
  if (!enough && (first !== 'in-another-mode' || seen === 0)) return false;
  // Without a commit SQLite passes over all of it.
  for (const { commit } of logFrames(log)) if (commit > 0) return true;
  return false;
}

/** What begins neither as a page of a tree nor with the number of the page that follows it. */
function isOdd(beginning: Buffer, maxPages: number): boolean {
  const kind = beginning[0];
  return kind !== 2 && kind !== 5 && kind !== 10 && kind !== 13 && beginning.readUInt32BE(0) > maxPages;
}

function opens(path: string, key: PageKey): boolean {
  const raw = beginningOf(path, HEADER_BYTES);
  // What cannot be read SQLite does not open either.
  if (raw.length === 0) return true;
  return key.firstPage(raw) !== undefined && (sizeOf(path) ?? 0) >= pageSizeOf(raw);
}

/** Tells a key that is not the file's from a file that is none. */
function notOpened(path: string, key: string): StoreError {
  const raw = beginningOf(path, 24);
  const size = sizeOf(path) ?? 0;
  const whole = raw.length === 24 && size >= pageSizeOf(raw);
  if (raw.length === 24 && isPlain(raw) ? key !== '' : whole && looksEncrypted(raw)) {
    return new StoreError('store-wrong-key', 'the key does not open this file');
  }
  return new StoreError('store-corrupt', 'the file is not a database');
}

/** A file's size in bytes; undefined where there is none, null for what is no file or may not be looked at. */
function sizeOf(path: string): number | undefined | null {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    return found === undefined || found.isFile() ? found?.size : null;
  } catch {
    return null;
  }
}

/** The first bytes of a file, fewer where it is shorter; none where it cannot be read. */
function beginningOf(path: string, bytes: number): Buffer {
  try {
    const file = openSync(path, 'r');
    try {
      const beginning = Buffer.alloc(Math.min(bytes, fstatSync(file).size));
      return beginning.subarray(0, readSync(file, beginning, 0, beginning.length, 0));
    } finally {
      closeSync(file);
    }
  } catch {
    return Buffer.alloc(0);
  }
}
