import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '@shared/lib/result';
import type { Sealed } from './sealed';
import type { SecretWrap } from './wrap';

/** The key, wrapped by the system's key store; `weak` where Linux has none and Chromium uses a fixed key. */
export interface SystemWrap {
  readonly kind: 'system';
  readonly strength: 'os' | 'weak';
  /** base64 of what the key store answered. */
  readonly value: string;
}

export type Wrap = SecretWrap | SystemWrap;

/** `keys.json`: one database key, wrapped in up to three ways. Any of them opens it. */
export interface KeyFile {
  readonly format: 'kartoteka-keys';
  readonly version: 1;
  /** Names the key without telling it; see `keyIdOf`. */
  readonly keyId: string;
  readonly wraps: readonly Wrap[];
  /** Keys of databases this profile had before, sealed under the present one. */
  readonly former: readonly Sealed[];
}

/**
 * Reads a key file. @returns undefined when there is none
 * @throws AppError `key-file-damaged`, `store-newer-version`
 */
export function readKeyFile(path: string): KeyFile | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return parseKeyFile(text);
}

/** The file a profile opens with: the present one, else the one kept while it was being replaced. */
export function readOwnKeyFile(path: string): KeyFile | undefined {
  try {
    const present = readKeyFile(path);
    if (present) return present;
  } catch (error) {
    if (!existsSync(backupOf(path))) throw error;
  }
  return readKeyFile(backupOf(path));
}

/**
 * Replaces a key file whole: written beside it, forced to the disk, read back, put in its place, read back again. The
 * former one stays as `.bak` until then, and no longer: a former password must not open the database.
 * @throws AppError `disk-full`, `no-permission`, `file-write-failed`; the former file is then as it was
 */
export function writeKeyFile(path: string, file: KeyFile): void {
  const text = `${JSON.stringify(file, null, 2)}\n`;
  const draft = `${path}.new`;
  try {
    writeThrough(draft, text);
    if (readFileSync(draft, 'utf8') !== text) throw new Error('the key file was not written as it is');
    if (existsSync(path)) {
      copyFileSync(path, backupOf(path));
      sync(backupOf(path));
    }
    renameSync(draft, path);
    sync(dirname(path));
    if (readFileSync(path, 'utf8') !== text) throw new Error('the key file was not put in place');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new AppError('disk-full');
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') throw new AppError('no-permission');
    throw new AppError('file-write-failed', { name: 'keys.json' });
  }
  shred(backupOf(path));
}

/** Overwrites a small file before it is removed: what a disk may still hold of it is worth nothing. */
export function shred(path: string): void {
  try {
    const { length } = readFileSync(path);
    writeThrough(path, '\0'.repeat(length), 'r+');
  } catch {}
  rmSync(path, { force: true });
}

export const backupOf = (path: string): string => `${path}.bak`;

function parseKeyFile(text: string): KeyFile {
  let file: Partial<KeyFile>;
  try {
    file = JSON.parse(text) as Partial<KeyFile>;
  } catch {
    throw new AppError('key-file-damaged');
  }
  if (file?.format !== 'kartoteka-keys') throw new AppError('key-file-damaged');
  if (typeof file.version === 'number' && file.version > 1) throw new AppError('store-newer-version');
  const wraps = Array.isArray(file.wraps) ? file.wraps.filter(isWrap) : [];
  if (typeof file.keyId !== 'string' || wraps.length === 0) throw new AppError('key-file-damaged');
  const former = Array.isArray(file.former) ? file.former : [];
  return { format: 'kartoteka-keys', version: 1, keyId: file.keyId, wraps, former };
}

function isWrap(wrap: unknown): wrap is Wrap {
  if (typeof wrap !== 'object' || wrap === null) return false;
  const { kind, value, strength, kdf, salt, iv, sealed, madeAt, N, r, p } = wrap as Record<string, unknown>;
  const areTexts = (...all: unknown[]) => all.every((one) => typeof one === 'string');
  if (kind === 'system') return areTexts(value) && (strength === 'os' || strength === 'weak');
  const costs = [N, r, p].every((cost) => Number.isSafeInteger(cost));
  return (
    (kind === 'password' || kind === 'recovery') &&
    kdf === 'scrypt' &&
    costs &&
    areTexts(salt, iv, sealed, madeAt)
  );
}

function writeThrough(path: string, text: string, flags = 'w'): void {
  const file = openSync(path, flags, 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Windows cannot open a folder for this; its renames are durable without. */
function sync(path: string): void {
  try {
    const file = openSync(path, 'r');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch {}
}
