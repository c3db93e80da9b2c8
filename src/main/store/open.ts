import { renameSync, rmSync } from 'node:fs';
import { type CollectionName, collectionNames, collections as declared } from '@shared/collections';
import { equal, mergeRecords } from '@shared/lib/merge';
import { wellFormed } from '@shared/lib/well-formed';
import { addRxPlugin, createRxDatabase, type RxConflictHandler } from 'rxdb';
import type { Collections } from '../store/collections';
import { computedColumns } from './computed-columns';
import type { ChangedBy, Collision, StoreHooks } from './hooks';
import { dropListTable, openListTable } from './list-tables';
import { type Mended, mendDatabase } from './mend-database';
import { openOwnIndexes } from './own-indexes';
import { keepMetadata, metadataFromRecords, writeMetadata } from './replication-metadata';
import { rxSchema } from './rx-schema';
import { createSearchIndex, dropSearchIndex, openSearchIndex } from './search-index';
import {
  type Commit,
  type Database,
  DOWNSTREAM,
  getRxStorageSQLite,
  newerVersion,
  type StoreHandle,
  storageHandle,
  tableName,
} from './sqlite-storage';
import {
  isRxCollection,
  openStorageCollection,
  rxCollections,
  storageCollections,
} from './storage-collection';
import { dropTagTable, openTagTable } from './tag-table';
import { dropTally, openTally } from './tallies';

export interface StoreOptions {
  /** The file, or `:memory:`. */
  readonly databasePath: string;
  /** 64 hexadecimal digits; '' for no encryption. */
  readonly encryptionKey: string;
  /** The application's version, kept in the file for older ones that cannot read it. */
  readonly version?: string;
  /** Who works here, and the present instant: the author of changes that carry no stamps of their own. */
  readonly present: () => ChangedBy;
  /** Told after every commit, by whomever made. */
  readonly onCommit: (commit: Commit) => void;
  /** Whether a state that comes from the server is older than the server's present one: it is then not written. */
  readonly isOutdated?: (collection: CollectionName, state: { id: string; updatedAt: string }) => boolean;
  /** Told that a conflict ended in the server's very state: the record needs no push to be confirmed. */
  readonly onSettled: (collection: CollectionName, id: string) => void;
  /** Told what a database of a former version has had mended. */
  readonly onMended?: (mended: Mended) => void;
  /** Given what of ours did not stay in a conflict, to be kept before the joined record is written. */
  readonly onCollision: (collision: Collision) => Promise<void>;
}

export interface Store {
  readonly collections: Collections;
  readonly close: () => Promise<void>;
}

/**
 * Opens (and creates or migrates) the database with every collection of the product.
 * @throws StoreError `store-corrupt`, `store-wrong-key`, `store-readonly`, `disk-full`, `store-newer-version`, …
 */
export async function openStoreWith(options: StoreOptions, hooks: StoreHooks): Promise<Store> {
  const joined = new Joined();
  const record = hooks.recordChanges({
    present: options.present,
    joined: (collection, id) => joined.take(collection, id),
  });
  const storage = getRxStorageSQLite({
    path: options.databasePath,
    encryptionKey: options.encryptionKey,
    writer: options.version,
    onFound: refuseNewer,
    onOpened(handle) {
      keepBeforeMigration(handle, options.databasePath);
      for (const { create } of hooks.tables) create(handle.db);
    },
    isDurable,
    mend: wellFormed,
    computedColumns,
    onTableCreated: createSearchIndex,
    onTableOpened(db, info) {
      openSearchIndex(db, info);
      openListTable(db, info);
      openTally(db, info);
      openTagTable(db, info);
      openOwnIndexes(db, info);
    },
    onTableRemoved(db, info) {
      dropSearchIndex(db, info);
      dropListTable(db, info);
      dropTally(db, info);
      dropTagTable(db, info);
    },
    isOutdated: ({ collection, context, document }) =>
      context.startsWith(DOWNSTREAM) &&
      options.isOutdated?.(collection as CollectionName, document as never) === true,
    onWrite(db, write) {
      keepMetadata(db, write);
      record(db, write);
    },
    findRowless: metadataFromRecords,
    onCommit: options.onCommit,
  });
  const database = await createRxDatabase({
    name: 'kartoteka',
    storage,
    multiInstance: false,
    eventReduce: false,
  });
  await loadMigration();
  await database.addCollections(
    Object.fromEntries(
      rxCollections.map((name) => [
        name,
        {
          schema: rxSchema(name),
          migrationStrategies: declared[name].migrations,
          conflictHandler: conflictHandler(name, options, hooks, joined),
        },
      ]),
    ) as never,
  );
  try {
    const own = await Promise.all(
      storageCollections.map((name) =>
        openStorageCollection(database, storage, name, conflictHandler(name, options, hooks, joined)),
      ),
    );
    const collections = {
      ...database.collections,
      ...Object.fromEntries(own.map((collection) => [collection.name, collection])),
    } as unknown as Collections;
    const mended = await mendDatabase(storage.handle().db, collections);
    if (mended.texts + mended.foreign > 0) options.onMended?.(mended);
    return {
      collections,
      async close() {
        await Promise.all(own.map((collection) => collection.close()));
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    storage.close();
    throw error;
  }
}

/** RxDB asks for its migration wherever a collection has had an older form; until one has, it is not loaded. */
async function loadMigration(): Promise<void> {
  if (rxCollections.every((name) => declared[name].version === 0)) return;
  const { RxDBMigrationSchemaPlugin } = await import('rxdb/plugins/migration-schema');
  addRxPlugin(RxDBMigrationSchemaPlugin);
}

/** As many records as a person changes at once. */
const A_PERSONS_EDIT = 20;

/** What a person did is on the disk when it is answered; what can be fetched or imported again need not be. */
function isDurable({
  collection,
  context,
  rows,
}: {
  collection: string;
  context: string;
  rows: number;
}): boolean {
  return rows <= A_PERSONS_EDIT && !context.startsWith('replication-') && Object.hasOwn(declared, collection);
}

/** RxDB would make empty tables beside those of a newer version, as if everything were gone. */
function refuseNewer(db: Database): void {
  const tables = db.all(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'doc\\_%' ESCAPE '\\'",
  );
  for (const [table] of tables) {
    const found = /^doc_(\w+)_(\d+)$/.exec(String(table));
    const known = declared[found?.[1] as CollectionName]?.version;
    if (known !== undefined && Number(found?.[2]) > known) {
      throw newerVersion(db, `${String(table)} is newer than version ${known}`);
    }
  }
}

/**
 * A database whose records are about to be brought into a newer form is kept as it is, as `<path>.schema-old`; main moves
 * it among the copies. RxDB brings records and its notes of them into the newer form separately: each needs a note.
 */
function keepBeforeMigration({ db }: StoreHandle, path: string): void {
  if (path === ':memory:') return;
  const tables = new Set(
    db
      .all("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'doc\\_%' ESCAPE '\\'")
      .map(([name]) => String(name)),
  );
  const due = collectionNames.flatMap((name) => {
    const { version } = declared[name];
    if (tables.has(tableName(name, version))) return [];
    return Array.from({ length: version }, (_, older) => ({ name, table: tableName(name, older) })).filter(
      ({ table }) => tables.has(table),
    );
  });
  if (due.length === 0) return;
  const kept = `${path}.schema-old`;
  rmSync(`${kept}.new`, { force: true });
  db.exec(`VACUUM INTO '${`${kept}.new`.replaceAll("'", "''")}'`);
  renameSync(`${kept}.new`, kept);
  db.transaction(() => {
    for (const { name, table } of due) if (isRxCollection(name)) writeMetadata(db, table);
  });
}

/** Joins two sides by the collection's rule; what of ours did not stay is handed on, never dropped. */
function conflictHandler(
  name: CollectionName,
  { onCollision, onSettled, databasePath }: StoreOptions,
  { wasVersionSeen }: StoreHooks,
  joined: Joined,
): RxConflictHandler<never> {
  const rule = declared[name].conflicts;
  return {
    isEqual: (a: object, b: object) => equal(plain(a), plain(b)),
    async resolve(input: { newDocumentState: object; assumedMasterState?: object; realMasterState: object }) {
      const theirs = plain(input.realMasterState);
      const mine = plain(input.newDocumentState);
      const { merged, lost } = mergeRecords<object>(
        rule as never,
        wasVersionSeen(storageHandle(databasePath).db, name, theirs)
          ? theirs
          : input.assumedMasterState && plain(input.assumedMasterState),
        mine,
        theirs,
      );
      joined.put(name, theirs);
      if (equal(merged, theirs)) onSettled(name, String((theirs as { id: string }).id));
      if (lost.length > 0) await onCollision({ collection: name, mine, theirs, lost });
      return merged;
    },
  } as unknown as RxConflictHandler<never>;
}

/** The server's side of conflicts that were just resolved, until their outcome is written. */
class Joined {
  readonly #sides = new Map<string, object>();

  put(collection: string, side: object): void {
    const key = `${collection}:${(side as { id: string }).id}`;
    this.#sides.delete(key);
    this.#sides.set(key, side);
    // An outcome that was never written is not waited for.
    const [oldest] = this.#sides.keys();
    if (this.#sides.size > 1000 && oldest !== undefined) this.#sides.delete(oldest);
  }

  take(collection: string, id: string): object | undefined {
    const key = `${collection}:${id}`;
    const side = this.#sides.get(key);
    this.#sides.delete(key);
    return side;
  }
}

/** A document without RxDB's own fields, which differ between devices. */
function plain(document: object): object {
  const { _rev, _meta, _attachments, ...rest } = document as Record<string, unknown>;
  return { ...rest, _deleted: rest._deleted === true };
}
