import { type CollectionName, collections, type Records } from '@shared/collections';
import { AppError } from '@shared/lib/result';
import {
  createRxSchema,
  fillObjectDataBeforeInsert,
  getWrappedStorageInstance,
  type RxDatabase,
  type RxDocumentData,
  type RxStorageInstance,
} from 'rxdb';
import { rxSchema } from './rx-schema';

/** Collections whose records never leave this device. */
export type DeviceCollectionName = 'imports' | 'counters';
export const deviceCollections = (Object.keys(collections) as CollectionName[]).filter(
  (name): name is DeviceCollectionName => collections[name].replication === 'no',
);

/** A stored record as it was found. */
interface Found<T> {
  readonly toJSON: () => T;
  readonly incrementalPatch: (patch: Partial<T>) => Promise<unknown>;
}

/** What writes need of a collection; RxDB's collections have it, too. */
export interface RecordCollection<T> {
  readonly name: string;
  readonly schema: { readonly version: number };
  readonly storageInstance: Pick<RxStorageInstance<T, unknown, unknown>, 'bulkWrite' | 'findDocumentsById'>;
  readonly findOne: (id: string) => { readonly exec: () => Promise<Found<T> | null> };
  readonly insert: (record: T) => Promise<unknown>;
  readonly bulkInsert: (
    records: T[],
  ) => Promise<{ readonly error: readonly { readonly documentId: string }[] }>;
}

/**
 * A collection of our storage without an RxDB collection above it, which replication alone needs: RxDB opens thirteen
 * of those at once. Its table is the one that it would have there, so that databases made either way are the same.
 */
export async function openDeviceCollection<N extends DeviceCollectionName>(
  database: RxDatabase,
  name: N,
): Promise<RecordCollection<Records[N]> & { readonly close: () => Promise<void> }> {
  type T = Records[N];
  const schema = createRxSchema<T>(rxSchema(name) as never, database.hashFunction);
  const inner = await database.storage.createStorageInstance<T>({
    databaseInstanceToken: database.token,
    databaseName: database.name,
    collectionName: name,
    schema: schema.jsonSchema as never,
    options: {},
    multiInstance: false,
    devMode: false,
  });
  const storage = getWrappedStorageInstance<T, unknown, unknown, unknown>(
    database as never,
    inner as never,
    schema.jsonSchema as never,
  );
  const bulkInsert = async (records: T[]) => {
    const rows = records.map((record) => ({
      document: fillObjectDataBeforeInsert<T>(schema as never, record) as RxDocumentData<T>,
    }));
    const { error } = await storage.bulkWrite(rows, 'rx-collection-bulk-insert');
    return { error };
  };
  const read = async (id: string) => (await storage.findDocumentsById([id], false))[0];

  const found = (document: RxDocumentData<T>): Found<T> => ({
    toJSON: () => document,
    async incrementalPatch(patch) {
      for (;;) {
        const previous = await read(String(document.id));
        if (!previous) throw new AppError('not-found');
        const { error } = await storage.bulkWrite(
          [{ previous, document: { ...previous, ...patch } }],
          'incremental-write',
        );
        if (error.length === 0) return;
        // Somebody wrote it meanwhile: the patch goes onto what stands now.
        if (error.some(({ status }) => status !== 409)) throw new AppError('record-changed');
      }
    },
  });

  return {
    name,
    schema: { version: schema.version },
    storageInstance: storage as never,
    findOne: (id) => ({
      async exec() {
        const document = await read(id);
        return document ? found(document) : null;
      },
    }),
    async insert(record) {
      const { error } = await bulkInsert([record]);
      if (error.length > 0) throw new AppError('record-changed');
    },
    bulkInsert,
    close: () => inner.close(),
  };
}
