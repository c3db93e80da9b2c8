import { createDecipheriv, createHash } from 'node:crypto';

/**
 * The binding's page format `aes256cbc` (SQLite3 Multiple Ciphers, "wxSQLite3: AES 256 Bit"), as far as it takes to
 * tell whether a key opens a page. Pages are only ever read here; SQLite alone writes them.
 * https://utelle.github.io/SQLite3MultipleCiphers/docs/ciphers/cipher_aes256cbc/
 */
const MAGIC = Buffer.from('SQLite format 3\0', 'latin1');
const KEY_ROUNDS = 4001;
/** So many bytes of a page are looked at: the header of the file. */
export const HEADER_BYTES = 112;

/** What a page is opened with; '' for a plain file. Made once a key: it takes some milliseconds. */
export class PageKey {
  #derived: Buffer | undefined;

  constructor(private readonly key: string) {}

  /** The first {@link HEADER_BYTES} of page 1 in plain; undefined when this key does not open it. */
  firstPage(raw: Buffer): Buffer | undefined {
    if (raw.length < HEADER_BYTES) return undefined;
    if (this.key === '') return raw.subarray(0, 16).equals(MAGIC) ? raw.subarray(0, HEADER_BYTES) : undefined;
    // Bytes 16 to 23 stand in plain; what they are under the cipher stands in bytes 8 to 15.
    if (!looksEncrypted(raw)) return undefined;
    const sealed = Buffer.from(raw.subarray(16, HEADER_BYTES));
    raw.copy(sealed, 0, 8, 16);
    const opened = this.#decrypt(1, sealed);
    if (!opened.subarray(0, 8).equals(raw.subarray(16, 24))) return undefined;
    return Buffer.concat([MAGIC, opened]);
  }

  /** The first 16 bytes of any other page, in plain if this is the key. */
  beginning(page: number, raw: Buffer): Buffer {
    return this.key === '' ? raw.subarray(0, 16) : this.#decrypt(page, raw.subarray(0, 16));
  }

  #decrypt(page: number, sealed: Buffer): Buffer {
    this.#derived ??= derive(this.key);
    const salt = Buffer.alloc(8);
    salt.writeUInt32LE(page);
    salt.write('sAlT', 4, 'latin1');
    const pageKey = createHash('sha256').update(this.#derived).update(salt).digest();
    const cipher = createDecipheriv('aes-256-cbc', pageKey, initialVector(page)).setAutoPadding(false);
    return Buffer.concat([cipher.update(sealed), cipher.final()]);
  }
}

/**
 * Whether a beginning has what the cipher leaves readable: the page size, the form of the file, and the payload
 * fractions, which are always 64, 32, 32 (https://www.sqlite.org/fileformat.html, 1.3).
 */
export function looksEncrypted(raw: Buffer): boolean {
  return raw[21] === 64 && raw[22] === 32 && raw[23] === 32 && !isPlain(raw);
}

export function isPlain(raw: Buffer): boolean {
  return raw.subarray(0, 16).equals(MAGIC);
}

/** The page size that a file's header names, in bytes. */
export function pageSizeOf(raw: Buffer): number {
  const size = raw.readUInt16BE(16);
  return size === 1 ? 65_536 : size;
}

/** The cipher takes the key for a password: its first 32 characters, hashed again and again. */
function derive(key: string): Buffer {
  const password = Buffer.alloc(32);
  password.write(key, 'latin1');
  let digest = createHash('sha256').update(password).digest();
  for (let round = 0; round < KEY_ROUNDS; round++) digest = createHash('sha256').update(digest).digest();
  return digest;
}

function initialVector(page: number): Buffer {
  const seed = Buffer.alloc(16);
  let z = page + 1;
  for (let word = 0; word < 4; word++) {
    const q = Math.trunc(z / 52_774);
    z = 40_692 * (z - 52_774 * q) - 3791 * q;
    if (z < 0) z += 2_147_483_399;
    seed.writeUInt32LE(z, 4 * word);
  }
  return createHash('md5').update(seed).digest();
}
