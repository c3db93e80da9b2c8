import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ContentStore, frameBytes } from '../../../src/main/files/content-store';

const key = '7'.repeat(64);
let folder: string;
let store: ContentStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'содержимое '));
  store = new ContentStore(join(folder, 'files'), key);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function file(bytes: Uint8Array): string {
  const path = join(folder, 'исходный файл');
  writeFileSync(path, bytes);
  return path;
}

describe('contents at rest', () => {
  it('come back whole at every size around a frame, and in any piece', async () => {
    for (const size of [0, 1, frameBytes - 1, frameBytes, frameBytes + 1, 3 * frameBytes]) {
      const bytes = randomBytes(size);
      const { hash, size: told } = await store.add(file(bytes), 1e9);
      expect([hash, told]).toEqual([hashOf(bytes), size]);
      const to = join(folder, 'наружу');
      await store.extract(hash, to, async (draft) => expect(readFileSync(draft).equals(bytes)).toBe(true));
      expect(readFileSync(to).equals(bytes)).toBe(true);
    }
    const bytes = randomBytes(2 * frameBytes + 77);
    const { hash } = await store.add(file(bytes), 1e9);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length), fc.nat(frameBytes * 2), async (at, length) => {
        expect((await store.read(hash, at, length)).equals(bytes.subarray(at, at + length))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('can neither be read nor recognised from outside', async () => {
    const text = 'Секретный договор с ООО «Ромашка» SECRET'.repeat(2000);
    const { hash } = await store.add(file(Buffer.from(text)), 1e9);
    for (const name of readdirSync(join(folder, 'files'))) {
      expect(name).not.toContain(hash.slice(0, 12));
      const bytes = readFileSync(join(folder, 'files', name));
      for (const part of ['SECRET', 'Ромашка']) {
        expect(bytes.includes(Buffer.from(part))).toBe(false);
        expect(bytes.includes(Buffer.from(part, 'utf16le'))).toBe(false);
      }
    }
    const stranger = new ContentStore(join(folder, 'files'), '8'.repeat(64));
    expect(await stranger.has(hash)).toBe(false);
  });

  it('that were changed on the disk are refused, not handed out', async () => {
    const { hash } = await store.add(file(randomBytes(frameBytes * 2)), 1e9);
    const [name = ''] = readdirSync(join(folder, 'files'));
    const path = join(folder, 'files', name);
    const bytes = readFileSync(path);
    bytes[5000] = (bytes[5000] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    await expect(store.read(hash, 0, 10)).rejects.toMatchObject({ code: 'file-damaged' });
  });

  it('that are too large leave nothing behind', async () => {
    await expect(store.add(file(randomBytes(1000)), 999)).rejects.toMatchObject({ code: 'file-too-large' });
    await expect(store.add(join(folder, 'нет такого'), 999)).rejects.toMatchObject({
      code: 'file-not-found',
    });
    expect(readdirSync(join(folder, 'files'))).toEqual([]);
  });
});

describe('a content being fetched', () => {
  it('goes on from the last whole frame after a break in the middle of one', async () => {
    const bytes = randomBytes(3 * frameBytes + 10);
    const hash = hashOf(bytes);
    await store.append(hash, 0, bytes.subarray(0, 2 * frameBytes));
    // The power goes off while the third frame is written.
    const [part = ''] = readdirSync(join(folder, 'files'));
    const path = join(folder, 'files', part);
    writeFileSync(path, Buffer.concat([readFileSync(path), randomBytes(1000)]));

    const again = new ContentStore(join(folder, 'files'), key);
    expect(await again.received(hash)).toBe(2 * frameBytes);
    expect(await again.has(hash)).toBe(false);
    await again.append(hash, 2 * frameBytes, bytes.subarray(2 * frameBytes));
    expect(await again.finish(hash)).toBe(true);
    expect((await again.read(hash, 0, bytes.length)).equals(bytes)).toBe(true);
  });

  it('that does not have its hash is dropped', async () => {
    const bytes = randomBytes(100);
    await store.append(hashOf(bytes), 0, randomBytes(100));
    expect(await store.finish(hashOf(bytes))).toBe(false);
    expect(readdirSync(join(folder, 'files'))).toEqual([]);
  });

  it('may be empty', async () => {
    const hash = hashOf(new Uint8Array());
    expect(await store.finish(hash)).toBe(true);
    expect((await store.read(hash, 0, 10)).length).toBe(0);
  });
});
