import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/lib/result';
import { parseRecoveryCode } from '@shared/security/recovery-code';
import { type KeyFile, readKeyFile, type SystemWrap, type Wrap, writeKeyFile } from './key-file';
import type { Keyring } from './keyring';
import type { SystemKeyStore } from './system-key-store';
import { keyIdOf, type SecretWrap, unwrapKey } from './wrap';

/** How a copy's key file can be opened: `system` is this computer under this user only. */
export type OpenedBy = Wrap['kind'];

/** The name of a database's key file beside its copies: one for each key, however many copies there are. */
export const keyFileName = (keyId: string): string => `kartoteka-${keyId}.keys.json`;

/** The key files in a folder of copies, paths. */
export function keyFilesIn(folder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter((name) => /^kartoteka-[0-9a-f]{16}\.keys\.json$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/**
 * Puts the wrapped key beside copies of the database, so that they can be opened elsewhere; replaces an older one.
 * A wrapping that protects nothing (no password, Linux without a keyring) is never taken along.
 * @returns the ways the copies can be opened from that file; empty when none was written
 * @throws AppError `disk-full`, `no-permission`, `file-write-failed`
 */
export function copyKeyFileTo(keyring: Keyring, folder: string): readonly OpenedBy[] {
  const { file } = keyring;
  const wraps = file?.wraps.filter((wrap) => wrap.kind !== 'system' || wrap.strength === 'os') ?? [];
  if (!file || wraps.length === 0) return [];
  const target = join(folder, keyFileName(file.keyId));
  const copy: KeyFile = { ...file, wraps, former: [] };
  mkdirSync(folder, { recursive: true });
  if (!sameAs(target, copy)) writeKeyFile(target, copy);
  return wraps.map(({ kind }) => kind);
}

/**
 * The database key from a copy's key file, by its password or recovery code.
 * @param secret what the person typed; a recovery code is recognised by its check signs
 * @returns 64 hexadecimal digits
 * @throws AppError `wrong-password`, `file-not-found`, `key-file-damaged`, `store-newer-version`
 */
export async function openForeignKey(path: string, secret: string): Promise<string> {
  const file = keyFileAt(path);
  const code = parseRecoveryCode(secret);
  const tries: [SecretWrap['kind'], string][] = [['password', secret]];
  if (code.ok) tries.unshift(['recovery', code.code]);
  for (const [kind, typed] of tries) {
    const wrap = file.wraps.find((one) => one.kind === kind) as SecretWrap | undefined;
    const key = wrap && (await unwrapKey(wrap, file.keyId, typed));
    if (key) return key.toString('hex');
  }
  throw new AppError('wrong-password', { seconds: 0 });
}

/** The same by this computer's key store; undefined when it cannot. */
export function openForeignKeyHere(path: string, store: SystemKeyStore): string | undefined {
  const file = keyFileAt(path);
  const wrap = file.wraps.find((one) => one.kind === 'system') as SystemWrap | undefined;
  try {
    const key = wrap && Buffer.from(store.unwrap(wrap.value), 'hex');
    return key && keyIdOf(key) === file.keyId ? key.toString('hex') : undefined;
  } catch {
    return undefined;
  }
}

/** Reads a key file that must be there. @throws AppError `file-not-found`, `key-file-damaged` */
export function keyFileAt(path: string): KeyFile {
  const file = readKeyFile(path);
  if (!file) throw new AppError('file-not-found', { name: 'keys.json' });
  return file;
}

function sameAs(path: string, file: KeyFile): boolean {
  try {
    return readFileSync(path, 'utf8') === `${JSON.stringify(file, null, 2)}\n`;
  } catch {
    return false;
  }
}
