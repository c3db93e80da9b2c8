import { type CollectionName, collectionNames, type Records } from '@shared/collections';
import { AppError } from '@shared/lib/result';
import {
  addConnectedStorageToCollection,
  createRxSchema,
  fillObjectDataBeforeInsert,
  getRxReplicationMetaInstanceSchema,
  getWrappedStorageInstance,
  type RxCollection,
  type RxConflictHandler,
  type RxDatabase,
  type RxDocumentData,
  type RxJsonSchema,
  type RxStorageInstance,
} from 'rxdb';
import { migrateRecord } from './migrate-record';
import { rxSchema } from './rx-schema';
import type { RxStorageSQLite, StoreHandle } from './sqlite-storage';

/**
 * RxDB opens thirteen collections at once. These were shipped so, and their bases know them to be; every other kind is
 * kept by our storage alone, where it is replicated, migrated and found like any of them.
 */
const rxCollectionNames = [
  'clients',
  'contacts',
  'deals',
  'calls',
  'tasks',
  'notes',
  'documents',
  'files',
  'organizations',
  'funnels',
  'participants',
  'users',
  'conflicts',
] as const satisfies readonly CollectionName[];

export type RxCollectionName = (typeof rxCollectionNames)[number];
export type StorageCollectionName = Exclude<CollectionName, RxCollectionName>;

const inRxDB: ReadonlySet<string> = new Set(rxCollectionNames);
export const isRxCollection = (name: CollectionName): name is RxCollectionName => inRxDB.has(name);
export const rxCollections = collectionNames.filter(isRxCollection);
export const storageCollections = collectionNames.filter(
  (name): name is StorageCollectionName => !inRxDB.has(name),
);

/** A stored record as it was found. */
interface Found<T> {
  readonly toJSON: () => T;
  readonly incrementalPatch: (patch: Partial<T>) => Promise<unknown>;
  readonly incrementalModify: (change: (record: T) => T) => Promise<unknown>;
}

/** What writes need of a collection; RxDB's collections have it, too. */
export interface RecordCollection<T> {
  readonly name: string;
  readonly schema: { readonly version: number };
  readonly storageInstance: Pick<RxStorageInstance<T, unknown, unknown>, 'bulkWrite' | 'findDocumentsById'>;
  readonly findOne: (id: string) => { readonly exec: () => Promise<Found<T> | null> };
  readonly findByIds: (ids: string[]) => { readonly exec: () => Promise<Map<string, Found<T>>> };
  readonly insert: (record: T) => Promise<unknown>;
  readonly bulkInsert: (
    records: T[],
  ) => Promise<{ readonly error: readonly { readonly documentId: string }[] }>;
}

/** What a replication needs of a collection; RxDB's collections have it, too. */
export type ReplicatedCollection = Pick<
  RxCollection,
  'name' | 'database' | 'schema' | 'storageInstance' | 'conflictHandler'
>;

/** A kind of records in our storage without an RxDB collection above it. */
export interface StorageCollection<T>
  extends RecordCollection<T>,
    Omit<ReplicatedCollection, keyof RecordCollection<T>> {
  readonly schema: ReplicatedCollection['schema'];
  readonly storageInstance: ReplicatedCollection['storageInstance'];
  readonly close: () => Promise<void>;
}

/** Under this key the file says where replications keep their notes of a kind, for its next migration. */
const notesKey = (name: string) => `notes-of:${name}`;

function notesOf({ db }: StoreHandle, name: string): string[] {
  const known = db.get('SELECT value FROM _meta WHERE key = ?', [notesKey(name)])?.[0];
  return known === undefined ? [] : (JSON.parse(String(known)) as string[]);
}

/**
 * Says that a replication keeps its notes of a collection's records in another collection of the file: they are brought
 * into a newer form with the records.
 */
export async function connectNotes(
  handle: StoreHandle,
  collection: ReplicatedCollection,
  notes: { readonly name: string; readonly schema: Parameters<typeof addConnectedStorageToCollection>[2] },
): Promise<void> {
  if (inRxDB.has(collection.name)) {
    await addConnectedStorageToCollection(collection as RxCollection, notes.name, notes.schema);
    return;
  }
  const known = notesOf(handle, collection.name);
  if (known.includes(notes.name)) return;
  handle.db.run('INSERT OR REPLACE INTO _meta(key, value) VALUES(?, ?)', [
    notesKey(collection.name),
    JSON.stringify([...known, notes.name]),
  ]);
}

/**
 * Opens a kind of records that has no RxDB collection; records of an older version, and replications' notes of them, are
 * brought into the present form first. Its table is the one that it would have under RxDB.
 */
export async function openStorageCollection<N extends StorageCollectionName>(
  database: RxDatabase,
  storage: RxStorageSQLite,
  name: N,
  conflictHandler: RxConflictHandler<never>,
): Promise<StorageCollection<Records[N]>> {
  type T = Records[N];
  const schema = createRxSchema<T>(rxSchema(name) as never, database.hashFunction);
  upgrade(storage, name, schema.jsonSchema as never);
  const inner = await database.storage.createStorageInstance<T>({
    databaseInstanceToken: database.token,
    databaseName: database.name,
    collectionName: name,
    schema: schema.jsonSchema as never,
    options: {},
    multiInstance: false,
    devMode: false,
  });
  const storageInstance = getWrappedStorageInstance<T, unknown, unknown, unknown>(
    database as never,
    inner as never,
    schema.jsonSchema as never,
  );
  const bulkInsert = async (records: T[]) => {
    const rows = records.map((record) => ({
      document: fillObjectDataBeforeInsert<T>(schema as never, record) as RxDocumentData<T>,
    }));
    const { error } = await storageInstance.bulkWrite(rows, 'rx-collection-bulk-insert');
    return { error };
  };
  const read = (ids: string[]) => storageInstance.findDocumentsById(ids, false);

  const found = (document: RxDocumentData<T>): Found<T> => {
    const modify = async (change: (record: T) => Partial<T>) => {
      for (;;) {
        const [previous] = await read([String(document.id)]);
        if (!previous) throw new AppError('not-found');
        const { error } = await storageInstance.bulkWrite(
          [{ previous, document: { ...previous, ...change(structuredClone(previous)) } }],
          'incremental-write',
        );
        if (error.length === 0) return;
        // Somebody wrote it meanwhile: the change is made to what stands now.
        if (error.some(({ status }) => status !== 409)) throw new AppError('record-changed');
      }
    };
    return {
      toJSON: () => document,
      incrementalPatch: (patch) => modify(() => patch),
      incrementalModify: modify,
    };
  };

  return {
    name,
    database,
    schema: schema as never,
    storageInstance: storageInstance as never,
    conflictHandler: conflictHandler as never,
    findOne: (id) => ({
      async exec() {
        const [document] = await read([id]);
        return document ? found(document) : null;
      },
    }),
    findByIds: (ids) => ({
      exec: async () => new Map((await read(ids)).map((document) => [String(document.id), found(document)])),
    }),
    async insert(record) {
      const { error } = await bulkInsert([record]);
      if (error.length > 0) throw new AppError('record-changed');
    },
    bulkInsert,
    close: () => inner.close(),
  };
}

function upgrade(storage: RxStorageSQLite, name: StorageCollectionName, schema: RxJsonSchema<never>): void {
  const notesSchema = getRxReplicationMetaInstanceSchema(schema as never, false);
  storage.upgrade([
    {
      collection: name,
      schema: schema as never,
      change: (record, from) => migrateRecord(name, from, record),
    },
    ...notesOf(storage.handle(), name).map((notes) => ({
      collection: notes,
      schema: notesSchema as never,
      change: (note: Readonly<Record<string, unknown>>, from: number) =>
        note.docData === undefined
          ? note
          : { ...note, docData: migrateRecord(name, from, note.docData as Record<string, unknown>) },
    })),
  ]);
}
