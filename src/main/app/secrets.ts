import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from '@shared/lib/result';
import { safeStorage } from 'electron';
import { readJson, writeJson } from './json-file';

interface Stored {
  readonly [name: string]: { readonly protection: Protection; readonly value: string };
}

/** `os`: wrapped by the system's key store; `weak`: the system has none (Linux without a keyring). */
export type Protection = 'os' | 'weak';

/** Keeps the database key and the server token, wrapped by the system; a weak wrapping is told, never silent. */
export class Secrets {
  readonly #path: string;

  constructor(folder: string) {
    this.#path = join(folder, 'secrets.json');
    // Without a keyring Chromium refuses until it is told that its fixed key will do; `protection` reports it.
    if (process.platform === 'linux' && !safeStorage.isEncryptionAvailable()) {
      safeStorage.setUsePlainTextEncryption(true);
    }
  }

  get protection(): Protection {
    if (process.platform !== 'linux') return safeStorage.isEncryptionAvailable() ? 'os' : 'weak';
    const backend = safeStorage.getSelectedStorageBackend();
    return backend === 'basic_text' || backend === 'unknown' ? 'weak' : 'os';
  }

  /** A secret by name, or undefined. @throws AppError `key-unavailable` when the system will not unwrap it */
  read(name: string): string | undefined {
    const stored = this.#all()[name];
    if (!stored) return undefined;
    try {
      return safeStorage.decryptString(Buffer.from(stored.value, 'base64'));
    } catch {
      throw new AppError('key-unavailable');
    }
  }

  write(name: string, secret: string): void {
    const value = safeStorage.encryptString(secret).toString('base64');
    writeJson(this.#path, { ...this.#all(), [name]: { protection: this.protection, value } });
  }

  remove(name: string): void {
    const { [name]: _removed, ...rest } = this.#all();
    writeJson(this.#path, rest);
  }

  /** The database's key, 64 hexadecimal digits; made at the first start. */
  databaseKey(): string {
    const known = this.read('database-key');
    if (known) return known;
    const key = randomBytes(32).toString('hex');
    this.write('database-key', key);
    return key;
  }

  /** Key for drafts in the window's own storage, derived so that it goes with the database's. */
  draftKey(): string {
    return createHash('sha256').update(`drafts:${this.databaseKey()}`).digest('base64');
  }

  #all(): Stored {
    return (readJson(this.#path) ?? {}) as Stored;
  }
}
