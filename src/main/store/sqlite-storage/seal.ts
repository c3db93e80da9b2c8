import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import { crc32 } from 'node:zlib';
import { StoreError, toStoreError } from './errors';

/**
 * A closed file is sealed: behind its last page stand checksums of everything before them, and the next opening
 * compares. The cipher authenticates nothing, and SQLite itself notices neither a turned bit in an index nor one in a
 * number. Whoever writes takes the seal off first, so that a file a crash has left has none.
 *
 * SQLite does not look behind the last page that the header tells of. A seal counts only in a file in rollback mode
 * (bytes 18 and 19 of the header, which the cipher leaves readable): a writer that knows of no seals puts the file into
 * WAL mode, and leaves it so.
 *
 * The form: a CRC-32 for each CHUNK bytes, then FOOTER bytes: the length of the database, CHUNK, a CRC-32 of all these,
 * and MAGIC. Numbers are little-endian.
 */
const CHUNK = 65_536;
const MAGIC = Buffer.from('kartoteka seal 1', 'latin1');
const FOOTER = 32;
/** So much is read at a time. */
export const STEP = 16 * CHUNK;

/** What a sealed file says of itself. */
export interface Seal {
  /** Bytes of the database, without the seal. */
  readonly length: number;
  /** A CRC-32 for each {@link CHUNK} of them. */
  readonly sums: readonly number[];
}

/** The seal of a closed file; undefined where it has none, or one that does not count. Never throws. */
export function readSeal(path: string): Seal | undefined {
  // Somebody has it open. Opening and closing it here would also let go of the locks that this process has on it.
  if (existsSync(`${path}-shm`)) return undefined;
  // A log beside the file may hold what is newer than it.
  if (hasBytes(`${path}-wal`) || hasBytes(`${path}-journal`)) return undefined;
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return undefined;
  }
  try {
    return readFrom(file);
  } catch {
    return undefined;
  } finally {
    closeSync(file);
  }
}

function readFrom(file: number): Seal | undefined {
  const { size } = fstatSync(file);
  if (size < 512 + FOOTER) return undefined;
  const [write, read] = readAt(file, 18, 2);
  if (write !== 1 || read !== 1) return undefined;
  const footer = readAt(file, size - FOOTER, FOOTER);
  if (!footer.subarray(16).equals(MAGIC) || footer.readUInt32LE(8) !== CHUNK) return undefined;
  const length = Number(footer.readBigUInt64LE(0));
  const count = Math.ceil(length / CHUNK);
  if (length + count * 4 + FOOTER !== size) return undefined;
  const sums = readAt(file, length, count * 4);
  if (crc32(footer.subarray(0, 12), crc32(sums)) !== footer.readUInt32LE(12)) return undefined;
  return { length, sums: Array.from({ length: count }, (_, at) => sums.readUInt32LE(at * 4)) };
}

/**
 * Compares a sealed file with its seal.
 * @param most at most so many bytes are looked at
 * @returns false: it is damaged
 * @throws an error of the file system
 */
export function matchesSeal(path: string, { length, sums }: Seal, most = length): boolean {
  const file = openSync(path, 'r');
  try {
    const end = Math.min(length, most);
    const buffer = Buffer.allocUnsafe(Math.min(STEP, Math.ceil(end / CHUNK) * CHUNK));
    for (let at = 0; at < end; at += buffer.length) {
      const bytes = readChunks(file, buffer, Math.min(buffer.length, length - at), at);
      if (!sumsMatch(buffer.subarray(0, bytes), at, sums)) return false;
      if (bytes < Math.min(buffer.length, end - at)) return false;
    }
    return true;
  } finally {
    closeSync(file);
  }
}

/** So many bytes of a sealed file are compared before it is opened; they take some twenty milliseconds. */
export const COMPARED_AT_ONCE = 32 * 1024 * 1024;
/** Of a larger file at least what opening it changes. */
export const ITS_BEGINNING = 1024 * 1024;

/** What comparing a file with its seal has shown. */
export interface Compared {
  /** The whole file is what its seal says; false where it has none. */
  readonly wasSealed: boolean;
  /** The seal of a large file, of which only the beginning was compared. */
  readonly unchecked: Seal | undefined;
}

/** Whether the file has a seal that counts. */
export function hasSeal(path: string): boolean {
  return readSeal(path) !== undefined;
}

/**
 * Compares a closed file with its seal: all of it, or of a large one the beginning.
 * @throws StoreError `store-corrupt`: it is not what it was when it was closed
 */
export function compareSeal(path: string): Compared {
  const seal = readSeal(path);
  if (seal === undefined) return { wasSealed: false, unchecked: undefined };
  const whole = seal.length <= COMPARED_AT_ONCE;
  let sound: boolean;
  try {
    sound = matchesSeal(path, seal, whole ? seal.length : ITS_BEGINNING);
  } catch (error) {
    throw toStoreError(error);
  }
  if (!sound) throw new StoreError('store-corrupt', 'the file is not what it was when it was closed');
  return { wasSealed: whole, unchecked: whole ? undefined : seal };
}

/** Whether bytes of the file, read from `at` on, are what the sums say; the last chunk may be short. */
export function sumsMatch(bytes: Buffer, at: number, sums: readonly number[]): boolean {
  for (let start = 0; start < bytes.length; start += CHUNK) {
    if (crc32(bytes.subarray(start, start + CHUNK)) !== sums[(at + start) / CHUNK]) return false;
  }
  return true;
}

/** Takes the seal off a file that is about to be written; one that has none any more stays as it is. */
export function removeSeal(path: string): void {
  if (existsSync(`${path}-shm`)) return;
  const file = openSync(path, 'r+');
  try {
    const seal = readFrom(file);
    if (seal !== undefined) ftruncateSync(file, seal.length);
  } finally {
    closeSync(file);
  }
}

/** What tells a file from another one that was put in its place. */
export interface FileIdentity {
  readonly ino: number;
  readonly dev: number;
}

/** The identity of the file at a path; undefined where there is none. */
export function identityOf(path: string): FileIdentity | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

/**
 * Seals a file that one connection has locked.
 * @param length bytes of the database
 * @param identity the file that is meant; another one at this path is left alone
 * @throws an error of the file system; the file is then without a seal, and as sound as before
 */
export function sealFile(path: string, length: number, identity: FileIdentity): void {
  const file = openSync(path, 'r+');
  try {
    const { size, ino, dev } = fstatSync(file);
    if (ino !== identity.ino || dev !== identity.dev || size < length) return;
    // The rest of a seal that was itself damaged.
    if (size > length) ftruncateSync(file, length);
    const sums = Buffer.alloc(Math.ceil(length / CHUNK) * 4);
    const buffer = Buffer.allocUnsafe(Math.min(STEP, Math.ceil(length / CHUNK) * CHUNK));
    for (let at = 0; at < length; at += buffer.length) {
      const bytes = readChunks(file, buffer, Math.min(buffer.length, length - at), at);
      for (let start = 0; start < bytes; start += CHUNK) {
        const sum = crc32(buffer.subarray(start, Math.min(bytes, start + CHUNK)));
        sums.writeUInt32LE(sum, ((at + start) / CHUNK) * 4);
      }
    }
    const footer = Buffer.alloc(FOOTER);
    footer.writeBigUInt64LE(BigInt(length), 0);
    footer.writeUInt32LE(CHUNK, 8);
    footer.writeUInt32LE(crc32(footer.subarray(0, 12), crc32(sums)), 12);
    MAGIC.copy(footer, 16);
    writeSync(file, Buffer.concat([sums, footer]), 0, sums.length + FOOTER, length);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Where SQLite locks a file, on Windows so that nobody can read there; no page is ever stored in it. */
const LOCKS_AT = 0x40000000;
const LOCKS = 512;

/** Reads from a file; the place of the locks counts as zeros. */
export function readChunks(file: number, buffer: Buffer, length: number, at: number): number {
  const end = at + length;
  if (end <= LOCKS_AT || at >= LOCKS_AT + LOCKS) return readSync(file, buffer, 0, length, at);
  const before = LOCKS_AT - at;
  const after = before + LOCKS;
  if (before > 0 && readSync(file, buffer, 0, before, at) < before) return 0;
  buffer.fill(0, Math.max(0, before), Math.min(after, length));
  if (after < length) readSync(file, buffer, after, length - after, at + after);
  return length;
}

function readAt(file: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  if (readSync(file, bytes, 0, length, at) !== length) throw new Error('the file ends too early');
  return bytes;
}

function hasBytes(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0;
}
