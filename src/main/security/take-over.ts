import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/lib/result';
import { readJson } from '../app/json-file';
import type { Secrets } from '../app/secrets';
import { shred } from './key-file';
import type { Keyring } from './keyring';
import { madeFilesName, sealPlainJson } from './sealed-json';
import type { SystemKeyStore } from './system-key-store';

/** `secrets.json` of the first version: each value wrapped by the system. */
interface OldSecrets {
  readonly [name: string]: { readonly value: string } | undefined;
}

/** What a profile of the first version kept, unwrapped. */
export interface OldProfileSecrets {
  readonly key: Buffer | undefined;
  /** All others by name, such as the server's token. */
  readonly others: Readonly<Record<string, string>>;
}

const oldSecretsPath = (folder: string): string => join(folder, 'secrets.json');

/**
 * Reads the secrets of a profile of the first version; changes nothing.
 * @throws AppError `key-unavailable` when the system will not unwrap them
 */
export function readOldSecrets(folder: string, store: SystemKeyStore): OldProfileSecrets {
  const stored = (readJson(oldSecretsPath(folder)) ?? {}) as OldSecrets;
  const others: Record<string, string> = {};
  let key: Buffer | undefined;
  for (const [name, secret] of Object.entries(stored)) {
    if (typeof secret?.value !== 'string') continue;
    let value: string;
    try {
      value = store.unwrap(secret.value);
    } catch {
      throw new AppError('key-unavailable');
    }
    if (name === 'database-key') key = Buffer.from(value, 'hex');
    else others[name] = value;
  }
  return { key: key?.length === 32 ? key : undefined, others };
}

/**
 * Seals under the database's key what the first version kept plainly or under the system's wrapping alone. The old file
 * goes last, once everything of it is kept in the new way: with a password set it would be a way round it.
 */
export function takeOver(keyring: Keyring, store: SystemKeyStore, folder: string, secrets: Secrets): void {
  sealPlainJson(join(folder, madeFilesName), madeFilesName, keyring.sealer);
  if (!existsSync(oldSecretsPath(folder))) return;
  const { key, others } = readOldSecrets(folder, store);
  for (const [name, value] of Object.entries(others)) {
    if (secrets.read(name) === undefined) secrets.write(name, value);
  }
  // Another key than this database's is not thrown away: it may be all that opens an older base.
  if (!key || keyring.databaseKey() === key.toString('hex')) shred(oldSecretsPath(folder));
}
