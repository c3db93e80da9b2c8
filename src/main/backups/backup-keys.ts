import { dirname } from 'node:path';
import { AppError } from '@shared/lib/result';
import { keyFileAt, keyFilesIn, openForeignKey, openForeignKeyHere } from '../security/foreign';
import type { Keyring } from '../security/keyring';
import type { SystemKeyStore } from '../security/system-key-store';
import { toFailure } from '../threads/failures';

/** The keys that may open a copy: this profile's present and former ones, and those of the key files beside it. */
export class BackupKeys {
  constructor(
    private readonly keyring: Keyring,
    private readonly store: SystemKeyStore,
  ) {}

  /** Keys to be tried without asking anybody; the present one first. 64 hexadecimal digits each. */
  known(path: string): string[] {
    const found = [this.keyring.databaseKey()];
    for (const file of keyFilesIn(dirname(path))) {
      try {
        const former = this.keyring.keyOf(keyFileAt(file).keyId)?.toString('hex');
        const here = former ?? openForeignKeyHere(file, this.store);
        if (here !== undefined && !found.includes(here)) found.push(here);
      } catch {
        // A damaged key file opens nothing; another one may.
      }
    }
    return found;
  }

  /** Whether a password could open the copy at all. */
  asks(path: string): boolean {
    return keyFilesIn(dirname(path)).length > 0;
  }

  /**
   * The keys that a password or a recovery code opens beside a copy.
   * @throws AppError `copy-no-key-file`, `copy-wrong-secret`
   */
  async opened(path: string, secret: string): Promise<string[]> {
    const files = keyFilesIn(dirname(path));
    if (files.length === 0) throw new AppError('copy-no-key-file');
    const keys: string[] = [];
    for (const file of files) {
      try {
        keys.push(await openForeignKey(file, secret));
      } catch (error) {
        const { code } = toFailure(error);
        if (code !== 'wrong-password' && code !== 'key-file-damaged') throw error;
      }
    }
    if (keys.length === 0) throw new AppError('copy-wrong-secret');
    return keys;
  }
}
