import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/lib/result';
import { listCopies } from './copy-files';
import { type Database, openDatabase } from './sqlite-storage/adapter';

/** How many daily copies are kept. */
const kept = 5;

/**
 * Copies the open base, encrypted as it is, into the day's file: made under another name, opened and checked before
 * it takes the place of an older one. Old copies beyond the last five are removed.
 */
export function makeCopy(db: Database, folder: string, day: string, encryptionKey: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const name = join(folder, `kartoteka-${day}.db`);
  const draft = `${name}.new`;
  rmSync(draft, { force: true });
  db.exec(`VACUUM INTO '${draft.replaceAll("'", "''")}'`);
  const copy = openDatabase({ path: draft, encryptionKey, readonly: true });
  try {
    if (copy.get('PRAGMA quick_check(1)')?.[0] !== 'ok') throw new AppError('store-corrupt');
  } finally {
    copy.close();
  }
  renameSync(draft, name);
  for (const old of listCopies(folder).slice(kept)) rmSync(join(folder, old.name), { force: true });
}
