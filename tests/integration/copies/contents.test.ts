import { createHash, randomBytes } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DataService } from '../../../src/main/data/service';
import { ContentStore } from '../../../src/main/files/content-store';
import type { BaseFile } from '../../../src/main/store/copies';
import { clearRoom, finishSwap, makeRoom, swapBase } from '../../../src/main/store/copy-files';
import { openDatabase } from '../../../src/main/store/sqlite-storage';
import { toFailure } from '../../../src/main/threads/failures';
import { runUpkeep } from '../../../src/main/upkeep/tasks';
import { findPlaintext } from '../../support/plaintext';
import { smallDisk } from '../../support/small-disk';
import { close, create, key, openBase, origin, otherKey, scratch } from './support';

const never = () => {};
const bodies = ['Тайнописёж одного', 'Тайнописёж другого', 'Тайнописёж третьего'].map((word) =>
  Buffer.concat([Buffer.from(word), randomBytes(300_000), Buffer.from(word)]),
);
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const hashes = bodies.map(hashOf);

let place: ReturnType<typeof scratch>;
let base: BaseFile;
let copies: string;
let ids: string[];
beforeEach(async () => {
  place = scratch();
  mkdirSync(join(place.folder, 'профиль'));
  base = { path: join(place.folder, 'профиль', 'kartoteka.db'), encryptionKey: key };
  copies = join(place.folder, 'копии');
  ids = await work(async (service) => {
    const clientId = await create(service, 'ООО «Ромашка»');
    const made: string[] = [];
    for (const [n, body] of bodies.entries()) {
      const path = join(place.folder, `файл ${n}.bin`);
      writeFileSync(path, body);
      const about = { path, clientId, parentKind: 'clients', parentId: clientId };
      made.push(((await service.own('$files.attach', about)) as { id: string }).id);
      rmSync(path);
    }
    return made;
  });
});
afterEach(() => place.remove());

async function work<T>(deed: (service: DataService) => Promise<T>): Promise<T> {
  const service = await openBase(base.path);
  try {
    return await deed(service);
  } finally {
    await close(service);
  }
}

const copy = (name: string, mostBytes?: number) =>
  runUpkeep(
    'copy',
    { base, folder: copies, name, origin, ...(mostBytes === undefined ? {} : { mostBytes }) },
    never,
  );
const contentsIn = (folder: string) =>
  readdirSync(join(folder, 'files')).filter((name) => /^[0-9a-f]{40}$/.test(name));
/** What the content store beside a base gives back for each content; null for one that is not there. */
async function readBack(file: BaseFile): Promise<(string | null)[]> {
  const store = new ContentStore(join(dirname(file.path), 'files'), file.encryptionKey);
  return Promise.all(
    hashes.map(async (hash) => ((await store.has(hash)) ? hashOf(await store.read(hash, 0, 1e6)) : null)),
  );
}
/** Restores a copy into a base's place, as the restorer does while nobody has the base open. */
async function putInPlace(source: BaseFile, target: BaseFile): Promise<void> {
  await prepare(source, target);
  swapBase(target.path, null);
}
const prepare = (source: BaseFile, target: BaseFile) =>
  runUpkeep(
    'prepare',
    { source, target: { ...target, path: makeRoom(target.path) }, forgetServer: false },
    never,
  );
/** Which contents a base believes to be here, in the order of `hashes`. */
function believed(file: BaseFile): number[] {
  const db = openDatabase({ path: file.path, encryptionKey: file.encryptionKey });
  const here = hashes.map((hash) =>
    Number(db.get('SELECT here FROM file_contents WHERE hash = ?', [hash])?.[0]),
  );
  db.close();
  return here;
}

describe('contents of attached files', () => {
  test('come along with a copy, once for all copies, sealed', async () => {
    const told: number[] = [];
    const first = await runUpkeep(
      'copy',
      { base, folder: copies, name: 'kartoteka-2026-03-10.db', origin },
      (done) => told.push(done),
    );
    const bytes = bodies.reduce((sum, { length }) => sum + length, 0);
    expect(first.files).toEqual({ count: 3, bytes, missing: 0 });
    expect(told.at(-1)).toBe(1);
    const names = contentsIn(copies);
    expect(names).toHaveLength(3);
    const before = names.map((name) => statSync(join(copies, 'files', name)).ino);
    await copy('kartoteka-2026-03-11.db');
    expect(contentsIn(copies)).toEqual(names);
    expect(names.map((name) => statSync(join(copies, 'files', name)).ino)).toEqual(before);
    expect(findPlaintext(copies, ['Тайнописёж', 'Ромашка', ...hashes]).found).toEqual([]);
  });

  test.each([
    ['under the same key', key],
    ['under another key, as on a new laptop', otherKey],
  ])('are put back beside a base restored %s', async (_, encryptionKey) => {
    await copy('kartoteka-2026-03-10.db');
    // The folder of copies is all that is left; it lies on a medium of its own.
    const medium = join(place.folder, 'флешка');
    cpSync(copies, medium, { recursive: true });
    rmSync(dirname(base.path), { recursive: true });
    rmSync(copies, { recursive: true });
    const source = { path: join(medium, 'kartoteka-2026-03-10.db'), encryptionKey: key };
    const target = { path: join(place.folder, 'новый', 'kartoteka.db'), encryptionKey };
    mkdirSync(dirname(target.path));
    expect((await runUpkeep('preview', { copy: source }, never)).files).toMatchObject({
      count: 3,
      missing: 0,
    });
    await putInPlace(source, target);
    expect(await readBack(target)).toEqual(hashes);
    expect(believed(target)).toEqual([1, 1, 1]);
    // What was sealed anew stays readable beside the copy under its own key.
    expect(await readBack({ ...source })).toEqual(hashes);
  });

  test('of a restore that is given up leave nothing in the profile, and do not touch what is added meanwhile', async () => {
    await copy('kartoteka-2026-03-10.db');
    const files = join(dirname(base.path), 'files');
    const [first = ''] = contentsIn(dirname(base.path));
    const bytes = readFileSync(join(files, first));
    rmSync(files, { recursive: true });
    mkdirSync(files);
    const before = readdirSync(dirname(base.path));
    const source = { path: join(copies, 'kartoteka-2026-03-10.db'), encryptionKey: key };
    await prepare(source, base);
    // Somebody attaches a file that the copy, too, has, while the base is made ready.
    writeFileSync(join(files, first), bytes);
    await clearRoom(base.path);
    expect(readdirSync(dirname(base.path))).toEqual(before);
    expect(readdirSync(files)).toEqual([first]);
    // The next restore finds what it needs.
    await putInPlace(source, base);
    expect(await readBack(base)).toEqual(hashes);
    expect(believed(base)).toEqual([1, 1, 1]);
    expect(readdirSync(dirname(base.path)).filter((name) => name.includes('incoming'))).toEqual([]);
  });

  test('go where the base looks for them, even when a crash broke the exchange off', async () => {
    await copy('kartoteka-2026-03-10.db');
    rmSync(join(dirname(base.path), 'files'), { recursive: true });
    await prepare({ path: join(copies, 'kartoteka-2026-03-10.db'), encryptionKey: key }, base);
    // The order is written, the base has been moved, and one content.
    writeFileSync(`${base.path}.swap`, JSON.stringify({ keepAs: null, stamp: '2026-03-10T09:00:00.000Z' }));
    renameSync(`${base.path}.incoming`, base.path);
    const [moved = ''] = readdirSync(`${base.path}.incoming.files`);
    mkdirSync(join(dirname(base.path), 'files'));
    renameSync(join(`${base.path}.incoming.files`, moved), join(dirname(base.path), 'files', moved));
    // What an exchange has begun is not thrown away as left over.
    await clearRoom(base.path);
    expect(finishSwap(base.path)).toBe(true);
    expect(await readBack(base)).toEqual(hashes);
    expect(believed(base)).toEqual([1, 1, 1]);
  });

  test('that are damaged or gone are told of, and the base does not claim to have them', async () => {
    await copy('kartoteka-2026-03-10.db');
    rmSync(join(dirname(base.path), 'files'), { recursive: true });
    const store = new ContentStore(join(copies, 'files'), key);
    rmSync(join(copies, 'files', store.nameOf(hashes[0] ?? '')));
    const torn = join(copies, 'files', store.nameOf(hashes[1] ?? ''));
    const bytes = readFileSync(torn);
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    rmSync(torn);
    writeFileSync(torn, bytes);
    const source = { path: join(copies, 'kartoteka-2026-03-10.db'), encryptionKey: key };
    expect((await runUpkeep('preview', { copy: source, present: base }, never)).files).toMatchObject({
      count: 2,
      missing: 1,
    });
    const target = { path: join(place.folder, 'новый', 'kartoteka.db'), encryptionKey: otherKey };
    mkdirSync(dirname(target.path));
    await putInPlace(source, target);
    expect(await readBack(target)).toEqual([null, null, hashes[2]]);
    expect(believed(target)).toEqual([0, 0, 1]);
    expect(contentsIn(dirname(target.path))).toHaveLength(1);
  });

  test('damaged in the profile never reach a copy, and do not keep it from being made', async () => {
    const store = new ContentStore(join(dirname(base.path), 'files'), key);
    writeFileSync(join(dirname(base.path), 'files', store.nameOf(hashes[0] ?? '')), randomBytes(500));
    const { files } = await copy('kartoteka-2026-03-10.db');
    expect(files).toMatchObject({ count: 2, missing: 1 });
    expect(readdirSync(join(copies, 'files')).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  test('stay as long as a copy speaks of them, and go with the last one', async () => {
    await copy('kartoteka-2026-03-10.db');
    await work(async (service) => service.command('files.remove', { id: ids[0] }));
    // In the recycle bin it can still be brought back.
    await copy('kartoteka-2026-03-11.db');
    expect(contentsIn(copies)).toHaveLength(3);
    const db = openDatabase({ path: base.path, encryptionKey: key });
    db.run('DELETE FROM doc_files_0 WHERE id = ?', [ids[0]]);
    db.close();
    await copy('kartoteka-2026-03-12.db');
    for (const day of ['10', '11']) rmSync(join(copies, `kartoteka-2026-03-${day}.db`));
    // A bringing that was broken off leaves something under a makeshift name.
    writeFileSync(join(copies, 'files', `${'0'.repeat(40)}.new`), 'x');
    await copy('kartoteka-2026-03-13.db');
    expect(contentsIn(copies)).toHaveLength(2);
    expect(readdirSync(join(copies, 'files')).filter((name) => !/^[0-9a-f]{40}$/.test(name))).toEqual([
      'kartoteka-2026-03-12.db.list',
      'kartoteka-2026-03-13.db.list',
    ]);
  });

  test('of a crash between a copy and its list are kept', async () => {
    await copy('kartoteka-2026-03-10.db');
    const list = join(copies, 'files', 'kartoteka-2026-03-10.db.list');
    renameSync(list, `${list}.new`);
    rmSync(join(dirname(base.path), 'files'), { recursive: true });
    await copy('kartoteka-2026-03-11.db');
    expect(await readBack({ path: join(copies, 'x.db'), encryptionKey: key })).toEqual(hashes);
  });

  test('beyond what may be brought at the end of work wait for the next copy', async () => {
    const { files } = await copy('kartoteka-2026-03-10.db', 700_000);
    expect(files).toMatchObject({ count: 2, missing: 1 });
    expect((await copy('kartoteka-2026-03-10.db')).files).toMatchObject({ count: 3, missing: 0 });
  });

  test('that find no room on a full disk: the copy is not made, and says so', async (context) => {
    const { size } = statSync(base.path);
    const remove = smallDisk(copies, size + 700_000);
    if (!remove) return context.skip('a small file system can be mounted by root on Linux only');
    try {
      await expect(copy('kartoteka-2026-03-10.db').catch((error) => toFailure(error))).resolves.toMatchObject(
        {
          code: 'disk-full',
        },
      );
      expect(readdirSync(copies).filter((name) => name.endsWith('.db'))).toEqual([]);
    } finally {
      remove();
    }
  });

  test('a copy that does not fit is not begun: the last room belongs to what a person writes', async (context) => {
    const { size } = statSync(base.path);
    const remove = smallDisk(copies, size);
    if (!remove) return context.skip('a small file system can be mounted by root on Linux only');
    try {
      await expect(copy('kartoteka-2026-03-10.db').catch((error) => toFailure(error))).resolves.toMatchObject(
        { code: 'disk-full' },
      );
      // Nothing of it lies there that would have to be cleared away first.
      expect(readdirSync(copies)).toEqual([]);
    } finally {
      remove();
    }
  });

  test('make no folder where nothing is attached', async () => {
    const empty = scratch();
    const service = await openBase(empty.base);
    await close(service);
    const lone = { path: empty.base, encryptionKey: key };
    const folder = join(empty.folder, 'копии');
    await runUpkeep('copy', { base: lone, folder, name: 'kartoteka-2026-03-10.db', origin }, never);
    expect(readdirSync(folder)).toEqual(['kartoteka-2026-03-10.db']);
    empty.remove();
  });
});
