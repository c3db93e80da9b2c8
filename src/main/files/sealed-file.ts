import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '@shared/lib/result';

/** Bytes of content in one sealed frame. */
export const frameBytes = 256 * 1024;
const saltBytes = 16;
const tagBytes = 16;
const magic = Buffer.from('KTF1');
export const headerBytes = magic.length + saltBytes;
/** Bytes of a frame in the file. */
export const sealedBytes = frameBytes + tagBytes;

/** One sealed file, open. */
export class Sealed {
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
  static async open(path: string, master: Buffer, flags: 'r' | 'r+' = 'r'): Promise<Sealed | undefined> {
    const file = await open(path, flags).catch(() => undefined);
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

  /** All frames that hold anything, from the first. @throws AppError `file-damaged` */
  async *frames(): AsyncGenerator<Buffer> {
    for (let frame = 0; ; frame += 1) {
      const bytes = await this.frame(frame);
      if (bytes.length > 0) yield bytes;
      if (bytes.length < frameBytes) return;
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

/** What is sealed in a file, frame by frame. @throws AppError `file-damaged` */
export async function* framesOf(path: string, key: Buffer): AsyncGenerator<Buffer> {
  const sealed = await Sealed.open(path, key);
  if (!sealed) throw new AppError('file-damaged');
  try {
    yield* sealed.frames();
  } finally {
    await sealed.close();
  }
}

/** The key of all contents of a database. @param key the database's, 64 hexadecimal digits */
export const storeKey = (key: string): Buffer =>
  derive(Buffer.from(key, 'hex'), Buffer.alloc(saltBytes), 'kartoteka files');

const derive = (key: Buffer, salt: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, purpose, 32));

function nonce(frame: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(frame, 8);
  return bytes;
}

/** Fills the buffer from a place of the file; answers how many bytes there were. */
export async function readFull(file: FileHandle, buffer: Buffer, at: number): Promise<number> {
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length, at + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return length;
}
