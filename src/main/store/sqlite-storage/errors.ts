/** Why the store could not do what was asked. Stable: texts and tests are keyed by it. */
export type StoreErrorCode =
  /** The file is damaged, or is not a database at all. Keep it: the last good copy is offered instead. */
  | 'store-corrupt'
  /** The file is a sound encrypted database, but not with this key (or it is plain and a key was given). */
  | 'store-wrong-key'
  | 'store-readonly'
  | 'disk-full'
  /** Another process holds the file. */
  | 'store-locked'
  /** The file was written by a newer version of the application. */
  | 'store-newer-version'
  /** The file holds the tables of another program. */
  | 'store-wrong-database'
  /** The write-ahead log beside the file was not written for it: taken in, it would destroy the file. */
  | 'store-foreign-log'
  /** Opened read-only, and there is no such file. */
  | 'store-missing'
  /** The folder does not exist or may not be entered. */
  | 'store-unreachable'
  /** The device failed while reading or writing. */
  | 'store-io'
  | 'store-closed'
  /** A value that SQLite cannot hold was passed as a parameter. */
  | 'store-bad-value'
  /** A text with NUL or half a surrogate pair, where the storage has somebody who mends such. Never leaves it. */
  | 'store-ill-formed'
  | 'store-out-of-memory'
  /** A unique or check constraint refused the write. */
  | 'store-constraint'
  /** An error in our own SQL: a bug. */
  | 'store-sql';

/** Every failure of the storage. `retryable` says whether the same call may succeed later, unchanged. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  readonly retryable: boolean;
  /** For `store-newer-version`: the version of the application that reads the file; '' where it is not known. */
  readonly needs: string;

  constructor(code: StoreErrorCode, message: string, cause?: unknown, needs = '') {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StoreError';
    this.code = code;
    this.needs = needs;
    this.retryable = code === 'disk-full' || code === 'store-locked' || code === 'store-io';
  }
}

// https://www.sqlite.org/rescode.html, primary result codes
const CODES: Readonly<Record<number, StoreErrorCode>> = {
  3: 'store-readonly', // SQLITE_PERM
  5: 'store-locked', // SQLITE_BUSY
  6: 'store-locked', // SQLITE_LOCKED
  7: 'store-out-of-memory', // SQLITE_NOMEM
  8: 'store-readonly', // SQLITE_READONLY
  10: 'store-io', // SQLITE_IOERR
  11: 'store-corrupt', // SQLITE_CORRUPT
  13: 'disk-full', // SQLITE_FULL
  14: 'store-unreachable', // SQLITE_CANTOPEN
  18: 'store-bad-value', // SQLITE_TOOBIG
  19: 'store-constraint', // SQLITE_CONSTRAINT
  20: 'store-bad-value', // SQLITE_MISMATCH
  23: 'store-readonly', // SQLITE_AUTH
  26: 'store-corrupt', // SQLITE_NOTADB
};

/** What the file system says when the old file is kept before a migration. */
const SYSTEM_CODES: Readonly<Record<string, StoreErrorCode>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EROFS: 'store-readonly',
  EACCES: 'store-readonly',
  EPERM: 'store-readonly',
  EIO: 'store-io',
};

/** Turns whatever the binding threw into a StoreError. */
export function toStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const raw = rawCode(error);
  const system = SYSTEM_CODES[(error as { code?: string } | null)?.code ?? ''];
  if (system !== undefined) return new StoreError(system, message, error);
  if (raw !== undefined) return new StoreError(CODES[raw & 0xff] ?? 'store-sql', message, error);
  if (message.includes('not open')) return new StoreError('store-closed', message, error);
  if (message.startsWith('ConnectionFailed')) return new StoreError('store-unreachable', message, error);
  if (message.includes('can only bind')) return new StoreError('store-bad-value', message, error);
  return new StoreError('store-sql', message, error);
}

/** SQLite's own result code, where the binding gives one: https://www.sqlite.org/rescode.html */
export function rawCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('rawCode' in error)) return undefined;
  return typeof error.rawCode === 'number' ? error.rawCode : undefined;
}
