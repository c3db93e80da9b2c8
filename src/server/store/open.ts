import { type FolderLock, lockDataFolder } from './data-folder';
import type { Database, DatabaseChoice } from './database';
import { migrate } from './migrations';
import { openPostgres } from './postgres';

export interface OpenStore {
  readonly database: Database;
  readonly workspace: string;
  /** Present when the data is in a folder only this process may open. */
  readonly lock: FolderLock | undefined;
  close(): Promise<void>;
}

/**
 * Opens the database, takes its folder if it has one, and migrates it.
 * @throws FolderBusyError, NewerDatabaseError, or the driver's error
 */
export async function openStore(choice: DatabaseChoice): Promise<OpenStore> {
  const lock = 'folder' in choice ? await lockDataFolder(choice.folder) : undefined;
  let database: Database | undefined;
  const close = async () => {
    await database?.close();
    await lock?.release();
  };
  try {
    database =
      'url' in choice
        ? await openPostgres(choice.url)
        : await openEmbedded(lock?.databaseFolder, 'memory' in choice ? choice.cluster : undefined);
    return { database, workspace: await migrate(database), lock, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The server's install has no embedded PostgreSQL and was not told of another one. */
export class NoDatabaseError extends Error {}

/** Loaded only where it is used: a server on PostgreSQL need not have it. */
async function openEmbedded(folder: string | undefined, cluster: Blob | undefined): Promise<Database> {
  const { openPglite } = await import('./pglite').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ERR_MODULE_NOT_FOUND' ? new NoDatabaseError() : error;
  });
  return openPglite(folder, cluster);
}
