import { existsSync } from 'node:fs';
import { keyFileAt, keyFilesIn } from './foreign';
import { writeKeyFile } from './key-file';
import type { Keyring } from './keyring';
import type { SystemKeyStore } from './system-key-store';
import { readOldSecrets } from './take-over';

/**
 * Finds a profile's key: its own file, the secrets of the first version, the file beside a copy. Only a profile
 * without any of them gets a new key.
 * @returns `locked` when a password is needed
 * @throws AppError `key-unavailable`, `key-file-damaged`, `disk-full`, …
 */
export function findKey(
  keyring: Keyring,
  store: SystemKeyStore,
  profile: { readonly folder: string; readonly backupsFolder: string },
  databasePath: string,
): 'open' | 'locked' {
  const own = keyring.start();
  if (own !== 'none') return own;
  const old = readOldSecrets(profile.folder, store);
  if (old.key) {
    keyring.create(old.key);
    return 'open';
  }
  const beside = keyFilesIn(profile.backupsFolder).at(-1);
  if (beside && existsSync(databasePath)) {
    writeKeyFile(keyring.path, keyFileAt(beside));
    return keyring.start() === 'open' ? 'open' : 'locked';
  }
  keyring.create();
  return 'open';
}
