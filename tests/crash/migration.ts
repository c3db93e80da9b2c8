import { addRxPlugin, createRxDatabase, type RxDatabase } from 'rxdb';
import { RxDBMigrationSchemaPlugin } from 'rxdb/plugins/migration-schema';
import { getRxStorageSQLite } from '../../src/main/store/sqlite-storage';

addRxPlugin(RxDBMigrationSchemaPlugin);

/** How many records the migration of the harness moves. */
export const migratedCount = 1000;

const properties = {
  id: { type: 'string', maxLength: 40 },
  name: { type: 'string', maxLength: 100 },
} as const;

/** A database of one collection at schema version 0 or 1; version 1 has one field more, filled by the migration. */
export async function openThings(path: string, encryptionKey: string, version: 0 | 1): Promise<RxDatabase> {
  const storage = getRxStorageSQLite({ path, encryptionKey });
  const database = await createRxDatabase({ name: 'things', storage, multiInstance: false });
  await database.addCollections({
    things: {
      schema: {
        version,
        primaryKey: 'id',
        type: 'object',
        properties: version === 0 ? properties : { ...properties, length: { type: 'integer' } },
        required: ['name'],
        indexes: [],
      } as never,
      ...(version === 1
        ? {
            migrationStrategies: {
              1: (document: { name: string }) => ({ ...document, length: document.name.length }),
            },
          }
        : {}),
    },
  });
  return database;
}
