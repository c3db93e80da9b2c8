import { createHash, createHmac, randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { copyFile, link, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '@shared/lib/result';
import { frameBytes, framesOf, headerBytes, readFull, Sealed, sealedBytes, storeKey } from './sealed-file';

export { frameBytes } from './sealed-file';

/**
 * Contents of attached files on this device, each sealed in a file of its own: a header with a salt, then frames of
 * 256 KB in AES-256-GCM under a key of that salt, numbered by their nonce. Files are named by a keyed hash, so that
 * nobody can tell by the name that a known content is here. A content being fetched grows as `.part` frame by frame
 * and goes on after any break.
 */
export class ContentStore {
  readonly #folder: string;
  readonly #key: Buffer;

  /** @param key the database's key, 64 hexadecimal digits; the contents' own is derived from it */
  constructor(folder: string, key: string) {
    this.#folder = folder;
    this.#key = storeKey(key);
    mkdirSync(folder, { recursive: true });
  }

  async has(hash: string): Promise<boolean> {
    return (await sizeOf(this.#path(hash))) !== undefined;
  }

  /**
   * Seals a copy of a file. A file that is changed while it is read is read as it was met.
   * @throws AppError `file-not-found`, `file-too-large`, `disk-full`
   */
  async add(path: string, maxBytes: number): Promise<{ readonly hash: string; readonly size: number }> {
    const source = await open(path, 'r').catch(() => {
      throw new AppError('file-not-found');
    });
    const temporary = join(this.#folder, `${randomBytes(12).toString('hex')}.new`);
    try {
      const { size: told } = await source.stat();
      if (told > maxBytes) throw new AppError('file-too-large');
      const digest = createHash('sha256');
      const sealed = await Sealed.create(temporary, this.#key);
      let size = 0;
      try {
        const buffer = Buffer.allocUnsafe(frameBytes);
        for (;;) {
          const length = await readFull(source, buffer, size);
          if (length === 0) break;
          size += length;
          if (size > maxBytes) throw new AppError('file-too-large');
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

  /**
   * Writes the content unsealed to a new file, which takes the place of what is there when it is whole.
   * @param mark told the file's path before it has its name
   * @throws AppError `not-found`, `file-damaged`, `disk-full`, `no-permission`
   */
  async extract(hash: string, to: string, mark: (path: string) => Promise<unknown>): Promise<void> {
    const sealed = await Sealed.open(this.#path(hash), this.#key);
    if (!sealed) throw new AppError('not-found');
    const draft = join(dirname(to), `.${randomBytes(6).toString('hex')}.part`);
    try {
      // A new file: what lies at the place may be a link, or may be run.
      const target = await open(draft, 'wx', 0o600);
      try {
        for await (const bytes of sealed.frames()) await target.write(bytes);
      } finally {
        await target.close();
      }
      await mark(draft);
      await rename(draft, to);
    } catch (error) {
      throw diskFailure(error);
    } finally {
      await rm(draft, { force: true });
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
    const begun = at > 0 && (await Sealed.open(path, this.#key, 'r+'));
    const sealed = begun || (await Sealed.create(path, this.#key));
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
    const part = this.#part(hash);
    if ((await sizeOf(part)) === undefined) await (await Sealed.create(part, this.#key)).close();
    return this.#keepIfRight(part, hash);
  }

  /**
   * Brings a content of another folder here: under the same key its file is linked, or copied where the disk is
   * another one; under another key it is sealed anew. It stays only when it can be opened and has its hash.
   * @returns false when it is not there, or is damaged
   * @throws AppError `disk-full`, `no-permission`
   */
  async bring(hash: string, from: ContentStore): Promise<boolean> {
    const source = from.#path(hash);
    const temporary = `${this.#path(hash)}.new`;
    try {
      if ((await sizeOf(source)) === undefined) return false;
      await rm(temporary, { force: true });
      if (!from.#key.equals(this.#key)) await this.#reseal(source, from.#key, temporary);
      else {
        try {
          await link(source, temporary);
        } catch {
          await copyFile(source, temporary);
          await syncFile(temporary);
        }
      }
      return await this.#keepIfRight(temporary, hash);
    } catch (error) {
      if (error instanceof AppError && error.code === 'file-damaged') return false;
      throw diskFailure(error);
    } finally {
      await rm(temporary, { force: true });
    }
  }

  /** The name under which a content lies here: a keyed hash of 40 hexadecimal digits. */
  nameOf(hash: string): string {
    return createHmac('sha256', this.#key).update(hash).digest('hex').slice(0, 40);
  }

  /** Gives a sealed file the content's name when it has its hash; removes it otherwise. */
  async #keepIfRight(path: string, hash: string): Promise<boolean> {
    const right = (await this.#digestOf(path)) === hash;
    if (right) await rename(path, this.#path(hash));
    else await rm(path, { force: true });
    return right;
  }

  /** The SHA-256 of what is sealed in a file; '' when it is damaged. */
  async #digestOf(path: string): Promise<string> {
    const digest = createHash('sha256');
    try {
      for await (const bytes of framesOf(path, this.#key)) digest.update(bytes);
    } catch (error) {
      if (error instanceof AppError && error.code === 'file-damaged') return '';
      throw error;
    }
    return digest.digest('hex');
  }

  async #reseal(source: string, key: Buffer, to: string): Promise<void> {
    const sealed = await Sealed.create(to, this.#key);
    try {
      for await (const bytes of framesOf(source, key)) await sealed.append(bytes);
      await sealed.sync();
    } finally {
      await sealed.close();
    }
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
    return join(this.#folder, this.nameOf(hash));
  }

  #part(hash: string): string {
    return `${this.#path(hash)}.part`;
  }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
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
