import type { RxStorage, RxStorageInstanceCreationParams } from 'rxdb';
import { ensureRxStorageInstanceParamsAreCorrect, RXDB_VERSION } from 'rxdb';
import type { Database } from './adapter';
import { openChannel } from './channel';
import { type ComputedColumn, planTable, type StoredDocument } from './columns';
import { StoreError } from './errors';
import { closeFile, type OpenFile, openAlone, openFile, openFileAt, shareFile, unshareFile } from './files';
import type { Mark, StoreHandle } from './handle';
import { type Commit, type InstanceOptions, RxStorageInstanceSQLite } from './instance';
import { type TableUpgrade, upgradeTables } from './upgrade';
import type { ReplacingWrite, Write } from './write';

export type { Loss } from './acknowledged';
export type { SqlParameter, SqlRow } from './adapter';
export { Database, openDatabase, quote } from './adapter';
export type { ComputedColumn, StoredDocument } from './columns';
export { type IndexPlan, tableName } from './columns';
export * from './deferred-indexes';
export { StoreError } from './errors';
export type { Mark, StoreHandle } from './handle';
export type { Commit, Load, LoadRow } from './instance';
export { RxStorageInstanceSQLite } from './instance';
export { LAYOUT_VERSION, newerVersion } from './layout';

export type { Write } from './write';

/** Which table the application's own SQL (full text, triggers) is to be hung on. */
export interface TableInfo {
  readonly collection: string;
  readonly version: number;
  readonly table: string;
}

export interface SQLiteStorageOptions {
  /** A file, or `:memory:`. Any number of RxDatabases, told apart by their names. */
  readonly path: string;
  /** 64 hexadecimal digits; absent or empty: the file is plain. */
  readonly encryptionKey?: string | undefined;
  /** The application's version, kept in the file for older ones that must refuse it. */
  readonly writer?: string | undefined;
  /**
   * Asked about an existing file before it is opened for writing, with a connection that can only read: what it throws
   * refuses the file and leaves every byte of it, and of its log, as it was.
   */
  readonly onFound?: ((db: Database) => void) | undefined;
  /** Runs when the file has been opened, before its first collection; what it throws closes the file. */
  readonly onOpened?: ((handle: StoreHandle) => void) | undefined;
  /** Per collection, columns `x_…` computed from the document at every write. New ones are filled at open. */
  readonly computedColumns?: Readonly<Record<string, Readonly<Record<string, ComputedColumn>>>> | undefined;
  /** The mark of what is written; by default what replication brings is confirmed, all else is only here. */
  readonly markOf?: ((context: string) => Mark) | undefined;
  /**
   * Whether a write must have reached the disk when it is answered. By default none must, as in Chromium's IndexedDB: a
   * crash of the program takes nothing back, a power cut may take back the last writes, in order and whole.
   */
  readonly isDurable?:
    | ((write: { collection: string; context: string; rows: number }) => boolean)
    | undefined;
  /** Runs in the transaction that creates a collection's table. */
  readonly onTableCreated?: ((db: Database, info: TableInfo) => void) | undefined;
  /** Runs each time a collection's table has been opened, created or not. */
  readonly onTableOpened?: ((db: Database, info: TableInfo) => void) | undefined;
  /** Runs after a collection's table has been dropped; its triggers and indexes are gone with it. */
  readonly onTableRemoved?: ((db: Database, info: TableInfo) => void) | undefined;
  /**
   * Makes a document that holds no NUL and no half of a surrogate pair of one that does. Without it such documents are
   * kept as they are, and an application must not ask SQLite for parts of them (`data ->> '$.name'`): the binding does
   * not survive the answer. Synchronous.
   */
  readonly mend?: (<D>(document: D) => D) | undefined;
  /**
   * Asked in the transaction for each row that would replace a document: true answers it as a conflict, as if somebody
   * had written the document meanwhile. Synchronous.
   */
  readonly isOutdated?: ((write: ReplacingWrite) => boolean) | undefined;
  /**
   * Runs in the transaction of each write, after the rows are written: history, summaries, logs of the application.
   * What it throws undoes the whole write. Only rows that were written are told, not conflicts. Synchronous.
   */
  readonly onWrite?: ((db: Database, write: Write) => void) | undefined;
  /**
   * Asked for documents that have no row: whoever can make them from other rows of the file answers those it can.
   * They are found by their ids alone; a write of one is an insert. Synchronous.
   */
  readonly findRowless?:
    | ((db: Database, collection: string, ids: readonly string[]) => readonly StoredDocument[])
    | undefined;
  /** Runs after each commit, before the write is answered. Must not throw. */
  readonly onCommit?: ((commit: Commit) => void) | undefined;
  /** Pages of write-ahead log after which it is folded into the file. Default 8000 (32 MB). */
  readonly autoCheckpointPages?: number | undefined;
  /** Milliseconds without a write after which the log is folded and emptied. Default 5000; 0: never. */
  readonly idleCheckpointMs?: number | undefined;
}

export interface RxStorageSQLite extends RxStorage<StoreHandle, InstanceOptions> {
  /**
   * The open file, from the first collection's opening to the last one's closing. Throws `store-closed` otherwise.
   */
  handle(): StoreHandle;
  /**
   * Brings collections whose tables are of an older version into the form of their schemas, all or none; for those that
   * no RxDB collection migrates. Before they are opened, and after the file is: see {@link handle}.
   */
  upgrade(upgrades: readonly Pick<TableUpgrade, 'collection' | 'schema' | 'change'>[]): void;
  /** Closes the file, whoever uses it. What lived in memory is gone. */
  close(): void;
}

/**
 * The open file at a path, for those who were not given the storage itself. Throws `store-closed` when no collection
 * of it is open in this thread.
 */
export function storageHandle(path: string): StoreHandle {
  const file = openFileAt(path);
  if (file === undefined) throw new StoreError('store-closed', `the file is not open: ${path}`);
  return file.handle;
}

/** How RxDB's word for what came from the server begins. */
export const DOWNSTREAM = 'replication-downstream-';

const defaultMark = (context: string): Mark => (context.startsWith(DOWNSTREAM) ? 2 : 0);
/**
 * An RxStorage over one SQLite file. All storages of a thread that name the same file share one connection. A database
 * in memory lives in the storages that have opened it, until their `close()`; with `multiInstance: true` other storages
 * of the thread find it as long as a collection of it is open.
 */
export function getRxStorageSQLite(options: SQLiteStorageOptions): RxStorageSQLite {
  const inMemory = options.path === ':memory:';
  let own: OpenFile | undefined;
  let shared: OpenFile | undefined;
  let latest: OpenFile | undefined;
  /** In memory: where a database's records are, by its name; a name never leads to two places. */
  const places = new Map<string, OpenFile>();

  const open = (databaseName: string, multiInstance: boolean): OpenFile => {
    const wanted = {
      path: options.path,
      encryptionKey: options.encryptionKey,
      writer: options.writer ?? '',
      onFound: options.onFound,
      autoCheckpointPages: options.autoCheckpointPages ?? 8000,
      idleCheckpointMs: options.idleCheckpointMs ?? 5000,
    };
    const opened = (handle: StoreHandle) => options.onOpened?.(handle);
    if (!inMemory) {
      latest = openFile(wanted, opened);
      return latest;
    }
    let place = places.get(databaseName);
    if (place?.handle.isOpen !== true) {
      if (multiInstance) {
        if (shared?.handle.isOpen === true) shareFile(shared, options.path);
        place = shared = openFile(wanted, opened);
      } else {
        place = own?.handle.isOpen === true ? own : openAlone(wanted, opened);
        own = place;
      }
      places.set(databaseName, place);
    }
    if (multiInstance && place !== own) shareFile(place, options.path);
    latest = place;
    return place;
  };

  const release = (file: OpenFile): void => {
    file.users -= 1;
    if (file.users > 0) return;
    if (inMemory) unshareFile(file);
    else closeFile(file);
  };

  const handle = (): StoreHandle => {
    const file = latest?.handle.isOpen === true ? latest : inMemory ? own : openFileAt(options.path);
    if (file?.handle.isOpen !== true) throw new StoreError('store-closed', 'no collection is open');
    return file.handle;
  };

  const createInstance = <T>(params: RxStorageInstanceCreationParams<T, InstanceOptions>) => {
    ensureRxStorageInstanceParamsAreCorrect(params);
    const { databaseName, databaseInstanceToken, collectionName, schema, multiInstance } = params;
    const file = open(databaseName, multiInstance);
    const { handle } = file;
    file.users += 1;
    try {
      const computed = options.computedColumns?.[collectionName] ?? {};
      const plan = planTable(collectionName, schema, computed, handle.databaseNumber(databaseName));
      const info: TableInfo = { collection: collectionName, version: schema.version, table: plan.table };
      const table = handle.openTable(plan, () => options.onTableCreated?.(handle.db, info));
      table.users += 1;
      table.soundOnly = options.mend !== undefined;
      if (table.users === 1) options.onTableOpened?.(handle.db, info);
      const place = {
        // A database of the same name in another file is another database: it must not hear of this one.
        storageName: `${NAME}-${file.identity}`,
        databaseInstanceToken,
        databaseName,
        collectionName,
        version: schema.version,
      };
      const secret = multiInstance ? handle.secret('channel') : '';
      return new RxStorageInstanceSQLite<T>(databaseName, collectionName, schema, params.options, {
        handle,
        table,
        markOf: options.markOf ?? defaultMark,
        isDurable: (context, rows) =>
          options.isDurable?.({ collection: collectionName, context, rows }) === true,
        openChannel: multiInstance ? (instance) => openChannel(place, secret, instance) : undefined,
        mend: options.mend,
        isOutdated: options.isOutdated,
        onWrite: options.onWrite,
        findRowless: options.findRowless,
        onCommit: (commit) => options.onCommit?.(commit),
        onRemoved: () => options.onTableRemoved?.(handle.db, info),
        onClosed: () => {
          table.users -= 1;
          if (table.users === 0 && !table.removed) handle.releaseTable(table);
          release(file);
        },
      });
    } catch (error) {
      release(file);
      throw error;
    }
  };

  return {
    name: NAME,
    rxdbVersion: RXDB_VERSION,
    createStorageInstance: async (params) => createInstance(params),
    handle,
    upgrade(upgrades) {
      const file = handle();
      upgradeTables(
        file,
        upgrades.map((one) => ({
          ...one,
          computed: options.computedColumns?.[one.collection],
          created: (table) =>
            options.onTableCreated?.(file.db, {
              collection: one.collection,
              version: one.schema.version,
              table,
            }),
          dropped: (table, version) =>
            options.onTableRemoved?.(file.db, { collection: one.collection, version, table }),
        })),
      );
    },
    close() {
      for (const file of [own, shared, latest, ...places.values()]) if (file !== undefined) closeFile(file);
      own = undefined;
      shared = undefined;
      latest = undefined;
      places.clear();
    },
  };
}

const NAME = 'sqlite';
