import { join } from 'node:path';
import type { Keyring } from '../security/keyring';
import { readJson, writeJson } from './json-file';

/** Small secrets of the profile, such as the server's token: sealed under the database's key, so they lock with it. */
export class Secrets {
  readonly #path: string;

  constructor(
    folder: string,
    private readonly keyring: Keyring,
  ) {
    this.#path = join(folder, 'sealed-secrets.json');
  }

  /** A secret by name, or undefined. @throws AppError `app-locked` */
  read(name: string): string | undefined {
    const value = this.keyring.sealer.open(purposeOf(name), this.#all()[name]);
    return typeof value === 'string' ? value : undefined;
  }

  /** @throws AppError `app-locked` */
  write(name: string, secret: string): void {
    writeJson(this.#path, { ...this.#all(), [name]: this.keyring.sealer.seal(purposeOf(name), secret) });
  }

  remove(name: string): void {
    const { [name]: _removed, ...rest } = this.#all();
    writeJson(this.#path, rest);
  }

  #all(): Record<string, unknown> {
    return (readJson(this.#path) ?? {}) as Record<string, unknown>;
  }
}

const purposeOf = (name: string): string => `secret ${name}`;
