import { createHash, randomUUID } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { StoreError } from './errors';
import { type HandleOptions, StoreHandle } from './handle';

/** A file as the instances that use it share it. */
export interface OpenFile {
  readonly handle: StoreHandle;
  /** The same for everybody who has this file open, in whatever process, and for nobody else. */
  readonly identity: string;
  readonly encryptionKey: string;
  /** How many instances use it; it closes with the last one. */
  users: number;
}

/** The files open in this thread. One connection each: two would have to ask each other for every number. */
const openFiles = new Map<string, OpenFile>();
const IN_MEMORY = ':memory:';

/** The open file at a path, if it is open in this thread. */
export function openFileAt(path: string): OpenFile | undefined {
  const file = openFiles.get(keyOf(path));
  return file?.handle.isOpen === true ? file : undefined;
}

/**
 * Opens a file, or joins those who have it open.
 *
 * @param opened runs on a file that was not open before; what it throws closes the file
 * @throws StoreError, `store-wrong-key` when the file is open under another key
 */
export function openFile(options: HandleOptions, opened: (handle: StoreHandle) => void): OpenFile {
  const encryptionKey = options.path === IN_MEMORY ? '' : (options.encryptionKey ?? '').toLowerCase();
  const known = openFileAt(options.path);
  if (known !== undefined) {
    if (known.encryptionKey !== encryptionKey) {
      throw new StoreError('store-wrong-key', 'the file is open under another key');
    }
    return known;
  }
  const file = openAlone(options, opened);
  shareFile(file, options.path);
  return file;
}

/** Lets others join an open file, unless one at its path is open already. */
export function shareFile(file: OpenFile, path: string): void {
  if (openFileAt(path) === undefined) openFiles.set(keyOf(path), file);
}

/** Lets nobody join a file any more. It stays open for those who have it. */
export function unshareFile(file: OpenFile): void {
  for (const [key, open] of openFiles) if (open === file) openFiles.delete(key);
}

/** Opens a database that nobody else can join, such as one in memory. */
export function openAlone(options: HandleOptions, opened: (handle: StoreHandle) => void): OpenFile {
  const handle = new StoreHandle(options);
  try {
    opened(handle);
  } catch (error) {
    handle.close();
    throw error;
  }
  const identity =
    options.path === IN_MEMORY
      ? randomUUID()
      : createHash('sha256').update(keyOf(options.path)).digest('hex').slice(0, 32);
  return { handle, identity, encryptionKey: (options.encryptionKey ?? '').toLowerCase(), users: 0 };
}

/** Closes a file, whoever uses it. */
export function closeFile(file: OpenFile): void {
  unshareFile(file);
  file.handle.close();
}

/** One spelling per file: links and relative paths lead to the same connection. */
function keyOf(path: string): string {
  if (path === IN_MEMORY) return path;
  const whole = resolve(path);
  try {
    return join(realpathSync(dirname(whole)), basename(whole));
  } catch {
    return whole;
  }
}
