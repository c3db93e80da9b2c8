import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { type FileHandle, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@shared/lib/result';

/** Bytes of content in one sealed frame. */
export const frameBytes = 256 * 1024;
const saltBytes = 16;
const tagBytes = 16;
const magic = Buffer.from('KTF1');
const headerBytes = magic.length + saltBytes;
const sealedBytes = frameBytes + tagBytes;

/**
 * Contents of attached files on this device, each sealed in a file of its own: a header with a salt, then frames of
 * 256 KB in AES-256-GCM under a key of that salt, numbered by their nonce. Files are named by a keyed hash, so that
 * nobody can tell by the name that a known content is here. A content being fetched grows as `.part` frame by frame
 * and goes on after any break.
 */
export class ContentStore {
  readonly #folder: string;
  readonly #key: Buffer;

  /** @param key the base's key, 64 hexadecimal digits; the contents' own is derived from it */
  constructor(folder: string, key: string) {
    this.#folder = folder;
    this.#key = derive(Buffer.from(key, 'hex'), Buffer.alloc(saltBytes), 'kartoteka files');
    mkdirSync(folder, { recursive: true });
  }

  async has(hash: string): Promise<boolean> {
    return (await sizeOf(this.#path(hash))) !== undefined;
  }

  /**
   * Seals a copy of a file. A file that is changed while it is read is read as it was met.
   * @throws AppError `file-not-found`, `file-too-large`, `disk-full`
   */
  async add(path: string, mostBytes: number): Promise<{ readonly hash: string; readonly size: number }> {
    const source = await open(path, 'r').catch(() => {
      throw new AppError('file-not-found');
    });
    const temporary = join(this.#folder, `${randomBytes(12).toString('hex')}.new`);
    try {
      const { size: told } = await source.stat();
      if (told > mostBytes) throw new AppError('file-too-large');
      const digest = createHash('sha256');
      const sealed = await Sealed.create(temporary, this.#key);
      let size = 0;
      try {
        const buffer = Buffer.allocUnsafe(frameBytes);
        for (;;) {
          const length = await readFull(source, buffer, size);
          if (length === 0) break;
          size += length;
          if (size > mostBytes) throw new AppError('file-too-large');
          digest.update(buffer.subarray(0, length));
          await sealed.append(buffer.subarray(0, length));
        }
        await sealed.sync();
      } finally {
        await sealed.close();
      }
      const hash = digest.digest('hex');
      await rename(temporary, this.#path(hash));
      return { hash, size };
    } catch (error) {
      throw diskFailure(error);
    } finally {
      await source.close();
      await rm(temporary, { force: true });
    }
  }

  /** At most `length` bytes from `at` on; empty at the end. @throws AppError `not-found`, `file-damaged` */
  async read(hash: string, at: number, length: number): Promise<Buffer> {
    const sealed = await Sealed.open(this.#path(hash), this.#key);
    if (!sealed) throw new AppError('not-found');
    try {
      return await sealed.read(at, length);
    } finally {
      await sealed.close();
    }
  }

  /** Writes the content unsealed to a new file. @throws AppError `not-found`, `file-damaged`, `disk-full` */
  async extract(hash: string, to: string): Promise<void> {
    const sealed = await Sealed.open(this.#path(hash), this.#key);
    if (!sealed) throw new AppError('not-found');
    try {
      const target = await open(to, 'w', 0o600);
      try {
        for (let frame = 0; ; frame += 1) {
          const bytes = await sealed.frame(frame);
          if (bytes.length > 0) await target.write(bytes);
          if (bytes.length < frameBytes) break;
        }
      } finally {
        await target.close();
      }
    } catch (error) {
      throw diskFailure(error);
    } finally {
      await sealed.close();
    }
  }

  /** How many bytes of a content being fetched are here already. */
  async received(hash: string): Promise<number> {
    const size = await sizeOf(this.#part(hash));
    return size === undefined ? 0 : Math.floor(Math.max(0, size - headerBytes) / sealedBytes) * frameBytes;
  }

  /**
   * Adds the next bytes of a content being fetched: whole frames, or the last of the content.
   * @param at where they begin: what {@link received} said
   */
  async append(hash: string, at: number, bytes: Uint8Array): Promise<void> {
    const path = this.#part(hash);
    const sealed = (at > 0 && (await Sealed.open(path, this.#key))) || (await Sealed.create(path, this.#key));
    try {
      await sealed.cut(at);
      for (let from = 0; from < bytes.length; from += frameBytes) {
        await sealed.append(bytes.subarray(from, from + frameBytes));
      }
      await sealed.sync();
    } catch (error) {
      throw diskFailure(error);
    } finally {
      await sealed.close();
    }
  }

  /** The whole is here: it becomes readable when it has its hash, and is dropped otherwise. */
  async finish(hash: string): Promise<boolean> {
    const sealed =
      (await Sealed.open(this.#part(hash), this.#key)) ?? (await Sealed.create(this.#part(hash), this.#key));
    const digest = createHash('sha256');
    try {
      for (let frame = 0; ; frame += 1) {
        const bytes = await sealed.frame(frame);
        digest.update(bytes);
        if (bytes.length < frameBytes) break;
      }
    } finally {
      await sealed.close();
    }
    const right = digest.digest('hex') === hash;
    if (right) await rename(this.#part(hash), this.#path(hash));
    else await rm(this.#part(hash), { force: true });
    return right;
  }

  async remove(hash: string): Promise<void> {
    await rm(this.#path(hash), { force: true });
    await rm(this.#part(hash), { force: true });
  }

  /** Removes what copies broken off by a power cut have left. */
  async tidy(): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      if (name.endsWith('.new')) await rm(join(this.#folder, name), { force: true });
    }
  }

  #path(hash: string): string {
    return join(this.#folder, createHmac('sha256', this.#key).update(hash).digest('hex').slice(0, 40));
  }

  #part(hash: string): string {
    return `${this.#path(hash)}.part`;
  }
}

/** One sealed file, open. */
class Sealed {
  #frames: number;

  private constructor(
    private readonly file: FileHandle,
    private readonly key: Buffer,
    size: number,
  ) {
    this.#frames = Math.ceil(Math.max(0, size - headerBytes) / sealedBytes);
  }

  static async create(path: string, master: Buffer): Promise<Sealed> {
    const salt = randomBytes(saltBytes);
    const file = await open(path, 'w+', 0o600);
    await file.write(Buffer.concat([magic, salt]), 0, headerBytes, 0);
    return new Sealed(file, derive(master, salt, 'content'), headerBytes);
  }

  /** Undefined when it is not there. @throws AppError `file-damaged` */
  static async open(path: string, master: Buffer): Promise<Sealed | undefined> {
    const file = await open(path, 'r+').catch(() => undefined);
    if (!file) return undefined;
    const header = Buffer.alloc(headerBytes);
    const length = await readFull(file, header, 0);
    if (length < headerBytes || !header.subarray(0, magic.length).equals(magic)) {
      await file.close();
      throw new AppError('file-damaged');
    }
    const { size } = await file.stat();
    return new Sealed(file, derive(master, header.subarray(magic.length), 'content'), size);
  }

  async append(bytes: Uint8Array): Promise<void> {
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce(this.#frames));
    const sealed = Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    await this.file.write(sealed, 0, sealed.length, headerBytes + this.#frames * sealedBytes);
    this.#frames += 1;
  }

  /** The frame's bytes; fewer than a whole frame, or none, is the end. @throws AppError `file-damaged` */
  async frame(index: number): Promise<Buffer> {
    const sealed = Buffer.allocUnsafe(sealedBytes);
    const length = await readFull(this.file, sealed, headerBytes + index * sealedBytes);
    if (length === 0) return Buffer.alloc(0);
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.key, nonce(index));
      decipher.setAuthTag(sealed.subarray(length - tagBytes, length));
      return Buffer.concat([decipher.update(sealed.subarray(0, length - tagBytes)), decipher.final()]);
    } catch {
      throw new AppError('file-damaged');
    }
  }

  async read(at: number, length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let left = length;
    for (let frame = Math.floor(at / frameBytes), skip = at % frameBytes; left > 0; frame += 1, skip = 0) {
      const bytes = await this.frame(frame);
      const part = bytes.subarray(skip, skip + left);
      parts.push(part);
      left -= part.length;
      if (bytes.length < frameBytes) break;
    }
    return Buffer.concat(parts);
  }

  /** Forgets everything from the byte `at` on, the beginning of a frame. */
  async cut(at: number): Promise<void> {
    const frames = at / frameBytes;
    await this.file.truncate(headerBytes + frames * sealedBytes);
    this.#frames = frames;
  }

  async sync(): Promise<void> {
    await this.file.sync();
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}

const derive = (key: Buffer, salt: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, purpose, 32));

function nonce(frame: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(frame, 8);
  return bytes;
}

/** Fills the buffer from a place of the file; answers how many bytes there were. */
async function readFull(file: FileHandle, buffer: Buffer, at: number): Promise<number> {
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length, at + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return length;
}

async function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ size }) => size,
    () => undefined,
  );
}

function diskFailure(error: unknown): unknown {
  const code = (error as { code?: string }).code;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('disk-full');
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return new AppError('no-permission');
  return error;
}
