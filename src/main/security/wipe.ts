import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { keyFileName } from './foreign';
import { backupOf, shred } from './key-file';

export interface WipedPlaces {
  /** The profile's folder. */
  readonly profile: string;
  /** Folders with copies of the database and its wrapped key. */
  readonly keyFolders: readonly string[];
  readonly keyId: string;
}

/**
 * Makes a database unreadable, then removes it. The keys go first: overwritten and deleted, so that whatever an
 * interruption leaves of the rest cannot be opened. Elsewhere only this database's own key is removed: without it the
 * copies there are noise, and folders of a person's own are not ours to empty.
 */
export function wipeFiles({ profile, keyFolders, keyId }: WipedPlaces): void {
  const keys = join(profile, 'keys.json');
  for (const path of [keys, backupOf(keys), `${keys}.new`, join(profile, 'secrets.json')]) shred(path);
  for (const folder of keyFolders) shred(join(folder, keyFileName(keyId)));
  const plain = readdirSync(profile).filter((name) => /\.json(\.[\w-]+)*$/.test(name));
  // The folders stay: the program goes on with an empty database and a new log.
  const within = ['base', 'copies', 'logs'].flatMap((name) => childrenOf(join(profile, name)));
  for (const path of [...plain.map((name) => join(profile, name)), ...within]) {
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
      // Held open by another program: without its key it cannot be read.
    }
  }
}

function childrenOf(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}
