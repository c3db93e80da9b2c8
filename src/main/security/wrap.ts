import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt } from 'node:crypto';
import { AppError } from '@shared/lib/result';

/** Costs of scrypt (RFC 7914): memory is 128 · N · r bytes. */
export interface ScryptCosts {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** What a wrapping costs today: 128 MB and about half a second. Older wrappings are renewed when they are opened. */
export const presentCosts: ScryptCosts = { N: 2 ** 17, r: 8, p: 1 };

/** The most a key file may ask for: it may come from a stranger, and must not be able to exhaust the memory. */
const most: ScryptCosts = { N: 2 ** 20, r: 16, p: 4 };

/** The database key, wrapped by a secret a person knows. Binary values are base64. */
export interface SecretWrap {
  readonly kind: 'password' | 'recovery';
  readonly kdf: 'scrypt';
  readonly N: number;
  readonly r: number;
  readonly p: number;
  readonly salt: string;
  /** Instant of the wrapping. */
  readonly madeAt: string;
  readonly iv: string;
  readonly sealed: string;
}

type Header = Omit<SecretWrap, 'iv' | 'sealed'>;

const cipher = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/** Names a database's key without telling it: 16 hexadecimal digits, the same as profiles have kept from the first version. */
export function keyIdOf(key: Buffer): string {
  return createHash('sha256')
    .update(`fingerprint:${key.toString('hex')}`)
    .digest('hex')
    .slice(0, 16);
}

/** Wraps `key` (32 bytes) by a password or a recovery code. */
export async function wrapKey(
  key: Buffer,
  { kind, secret, madeAt, costs }: WrapOptions & { readonly costs: ScryptCosts },
): Promise<SecretWrap> {
  const salt = randomBytes(16).toString('base64');
  const header: Header = { kind, kdf: 'scrypt', N: costs.N, r: costs.r, p: costs.p, salt, madeAt };
  const wrapping = await derive(secret, header);
  const iv = randomBytes(ivBytes);
  const sealed = seal(wrapping, iv, key, additional(header, keyIdOf(key)));
  wrapping.fill(0);
  return { ...header, iv: iv.toString('base64'), sealed: sealed.toString('base64') };
}

interface WrapOptions {
  readonly kind: SecretWrap['kind'];
  readonly secret: string;
  readonly madeAt: string;
}

/**
 * Unwraps the key named `keyId`; undefined when the secret does not fit (or the wrapping was tampered with: nobody can
 * tell these apart). @throws AppError `key-file-damaged` for costs beyond any reason
 */
export async function unwrapKey(
  wrap: SecretWrap,
  keyId: string,
  secret: string,
): Promise<Buffer | undefined> {
  if (!sane(wrap)) throw new AppError('key-file-damaged');
  const { iv, sealed, ...header } = wrap;
  const wrapping = await derive(secret, header);
  const key = open(
    wrapping,
    Buffer.from(iv, 'base64'),
    Buffer.from(sealed, 'base64'),
    additional(header, keyId),
  );
  wrapping.fill(0);
  return key?.length === 32 ? key : undefined;
}

export function costsAre(wrap: SecretWrap, costs: ScryptCosts): boolean {
  return wrap.N === costs.N && wrap.r === costs.r && wrap.p === costs.p;
}

/** AES-256-GCM; the tag follows the ciphertext. */
export function seal(key: Buffer, iv: Buffer, plain: Buffer, additionalData: string): Buffer {
  const sealing = createCipheriv(cipher, key, iv).setAAD(Buffer.from(additionalData));
  return Buffer.concat([sealing.update(plain), sealing.final(), sealing.getAuthTag()]);
}

/** The reverse of {@link seal}; undefined when key, data or additional data do not fit together. */
export function open(key: Buffer, iv: Buffer, sealed: Buffer, additionalData: string): Buffer | undefined {
  if (iv.length !== ivBytes || sealed.length < tagBytes) return undefined;
  const opening = createDecipheriv(cipher, key, iv, { authTagLength: tagBytes })
    .setAAD(Buffer.from(additionalData))
    .setAuthTag(sealed.subarray(sealed.length - tagBytes));
  try {
    return Buffer.concat([opening.update(sealed.subarray(0, sealed.length - tagBytes)), opening.final()]);
  } catch {
    return undefined;
  }
}

/** The header in one fixed spelling: whoever changes a cost, a salt or a kind makes the wrapping useless. */
function additional({ kind, kdf, N, r, p, salt, madeAt }: Header, keyId: string): string {
  return JSON.stringify(['kartoteka-key', 1, keyId, kind, kdf, N, r, p, salt, madeAt]);
}

function sane({ N, r, p }: SecretWrap): boolean {
  const powerOfTwo = Number.isInteger(Math.log2(N));
  return (
    powerOfTwo &&
    N >= 2 &&
    N <= most.N &&
    r >= 1 &&
    r <= most.r &&
    p >= 1 &&
    p <= most.p &&
    N * r <= most.N * 8
  );
}

/** scrypt in the thread pool, so that main's own loop goes on. One spelling of й and ё, however they were composed. */
function derive(secret: string, { N, r, p, salt }: Header): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(
      secret.normalize('NFC'),
      Buffer.from(salt, 'base64'),
      32,
      { N, r, p, maxmem: 128 * N * r + 128 * r * p + 32 * 1024 * 1024 },
      (error, key) => (error ? reject(error) : resolve(key)),
    );
  });
}
