import type { RxStorage, RxStorageInstanceCreationParams } from 'rxdb';
import { ensureRxStorageInstanceParamsAreCorrect, RXDB_VERSION } from 'rxdb';
import type { Database } from './adapter';
import { type ComputedColumn, planTable } from './columns';
import { StoreError } from './errors';
import { type Mark, StoreHandle } from './handle';
import { type Commit, RxStorageInstanceSQLite } from './instance';
import type { Write } from './write';

export type { OpenOptions, RunResult, SqlParameter, SqlRow, SqlValue } from './adapter';
export { Database, openDatabase, quote } from './adapter';
export type { ComputedColumn, StoredDocument } from './columns';
export { tableName } from './columns';
export { StoreError, type StoreErrorCode } from './errors';
export { LAYOUT_VERSION, type Mark, type MarkItem, type StoreHandle } from './handle';
export type { Commit } from './instance';
export type { Checkpoint } from './table';
export type { Change, Write } from './write';

/** Which table the application's own SQL (full text, triggers) is to be hung on. */
export interface TableInfo {
  readonly collection: string;
  readonly version: number;
  readonly table: string;
}

export interface SQLiteStorageOptions {
  /** A file, or `:memory:`. One RxDatabase per file. */
  readonly databasePath: string;
  /** 64 hexadecimal digits; absent or empty: the file is plain. */
  readonly encryptionKey?: string | undefined;
  /** Per collection, columns `x_…` computed from the document at every write. New ones are filled at open. */
  readonly computedColumns?: Readonly<Record<string, Readonly<Record<string, ComputedColumn>>>> | undefined;
  /** The mark of what is written; by default what replication brings is confirmed, all else is only here. */
  readonly markOf?: ((context: string) => Mark) | undefined;
  /** Whether a commit must reach the disk before it is answered; by default small writes that are not replication's. */
  readonly isDurable?: ((context: string, rows: number) => boolean) | undefined;
  /** Runs in the transaction that creates a collection's table. */
  readonly onTableCreated?: ((db: Database, info: TableInfo) => void) | undefined;
  /** Runs each time a collection's table has been opened, created or not. */
  readonly onTableOpened?: ((db: Database, info: TableInfo) => void) | undefined;
  /** Runs after a collection's table has been dropped; its triggers and indexes are gone with it. */
  readonly onTableRemoved?: ((db: Database, info: TableInfo) => void) | undefined;
  /**
   * Runs in the transaction of each write, after the rows are written: history, summaries, logs of the application.
   * What it throws undoes the whole write. Only rows that were written are told, not conflicts. Synchronous.
   */
  readonly onWrite?: ((db: Database, write: Write) => void) | undefined;
  /** Runs after each commit, before the write is answered. Must not throw. */
  readonly onCommit?: ((commit: Commit) => void) | undefined;
  /** Pages of write-ahead log after which it is folded into the file. Default 8000 (32 MB). */
  readonly autoCheckpointPages?: number | undefined;
  /** Milliseconds without a write after which the log is folded and emptied. Default 5000; 0: never. */
  readonly idleCheckpointMs?: number | undefined;
}

export interface RxStorageSQLite extends RxStorage<StoreHandle, Record<string, never>> {
  /**
   * The open file. In memory each database name is a file of its own: without a name, the first one opened. A file
   * is open from the first collection's opening to the last one's closing. Throws `store-closed` otherwise.
   */
  handle(databaseName?: string): StoreHandle;
  /** Closes every file, whoever uses it. What lived in memory is gone. */
  close(): void;
}

/** The files open in this thread, by path. */
const openFiles = new Map<string, StoreHandle>();

/**
 * The open file at a path, for those who were not given the storage itself. Throws `store-closed` when no collection
 * of it is open in this thread.
 */
export function storageHandle(databasePath: string): StoreHandle {
  const handle = openFiles.get(databasePath);
  if (handle?.isOpen !== true) throw new StoreError('store-closed', `the file is not open: ${databasePath}`);
  return handle;
}

const DOWNSTREAM = 'replication-downstream-';
const A_PERSONS_EDIT = 20;

const defaultMark = (context: string): Mark => (context.startsWith(DOWNSTREAM) ? 2 : 0);
const defaultDurable = (context: string, rows: number): boolean =>
  rows <= A_PERSONS_EDIT && !context.startsWith('replication-');

/** An RxStorage over one SQLite file. Use it with `multiInstance: false`. */
export function getRxStorageSQLite(options: SQLiteStorageOptions): RxStorageSQLite {
  const inMemory = options.databasePath === ':memory:';
  const handles = new Map<string, StoreHandle>();
  const users = new Map<StoreHandle, number>();

  const open = (databaseName: string): StoreHandle => {
    const key = inMemory ? databaseName : '';
    let handle = handles.get(key);
    if (handle?.isOpen !== true) {
      handle = new StoreHandle({
        path: options.databasePath,
        encryptionKey: options.encryptionKey,
        databaseName,
        autoCheckpointPages: options.autoCheckpointPages ?? 8000,
        idleCheckpointMs: options.idleCheckpointMs ?? 5000,
      });
      handles.set(key, handle);
      openFiles.set(options.databasePath, handle);
    } else if (handle.readMeta('database') !== databaseName) {
      throw new StoreError(
        'store-wrong-database',
        `the file is open for another database than ${databaseName}`,
      );
    }
    return handle;
  };

  const forget = (handle: StoreHandle): void => {
    if (openFiles.get(options.databasePath) === handle) openFiles.delete(options.databasePath);
    handle.close();
  };

  const release = (handle: StoreHandle): void => {
    const left = (users.get(handle) ?? 1) - 1;
    users.set(handle, left);
    if (left > 0 || inMemory) return;
    users.delete(handle);
    handles.delete('');
    forget(handle);
  };

  const createInstance = <T>(params: RxStorageInstanceCreationParams<T, Record<string, never>>) => {
    ensureRxStorageInstanceParamsAreCorrect(params);
    const { databaseName, collectionName, schema } = params;
    const handle = open(databaseName);
    users.set(handle, (users.get(handle) ?? 0) + 1);
    try {
      const plan = planTable(collectionName, schema, options.computedColumns?.[collectionName] ?? {});
      const info: TableInfo = { collection: collectionName, version: schema.version, table: plan.table };
      const table = handle.openTable(plan, () => options.onTableCreated?.(handle.db, info));
      table.users += 1;
      if (table.users === 1) options.onTableOpened?.(handle.db, info);
      return new RxStorageInstanceSQLite<T>(databaseName, collectionName, schema, {
        handle,
        table,
        markOf: options.markOf ?? defaultMark,
        isDurable: options.isDurable ?? defaultDurable,
        onWrite: options.onWrite,
        onCommit: (commit) => options.onCommit?.(commit),
        onRemoved: () => options.onTableRemoved?.(handle.db, info),
        onClosed: () => {
          table.users -= 1;
          if (table.users === 0 && !table.removed) handle.releaseTable(table);
          release(handle);
        },
      });
    } catch (error) {
      release(handle);
      throw error;
    }
  };

  return {
    name: 'sqlite',
    rxdbVersion: RXDB_VERSION,
    createStorageInstance: async (params) => createInstance(params),
    handle(databaseName) {
      const handle =
        databaseName === undefined ? [...handles.values()][0] : handles.get(inMemory ? databaseName : '');
      if (handle?.isOpen !== true) throw new StoreError('store-closed', 'no collection is open');
      return handle;
    },
    close() {
      for (const handle of handles.values()) forget(handle);
      handles.clear();
      users.clear();
    },
  };
}
