import { type FolderLock, lockDataFolder } from './data-folder';
import type { Database, DatabaseChoice } from './database';
import { migrate } from './migrations';
import { openPglite } from './pglite';
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
    database = 'url' in choice ? await openPostgres(choice.url) : await openPglite(lock?.databaseFolder);
    return { database, workspace: await migrate(database), lock, close };
  } catch (error) {
    await close();
    throw error;
  }
}
