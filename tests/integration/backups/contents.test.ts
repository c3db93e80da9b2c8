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
import { runMaintenance } from '../../../src/main/maintenance/tasks';
import { clearRoom, finishSwap, makeRoom, swapDatabase } from '../../../src/main/store/backup-files';
import type { DatabaseFile } from '../../../src/main/store/backups';
import { openDatabase } from '../../../src/main/store/sqlite-storage';
import { toFailure } from '../../../src/main/threads/failures';
import { findPlaintext } from '../../support/plaintext';
import { smallDisk } from '../../support/small-disk';
import { close, create, key, openTestService, origin, otherKey, scratch } from './support';

const never = () => {};
const bodies = ['Тайнописёж одного', 'Тайнописёж другого', 'Тайнописёж третьего'].map((word) =>
  Buffer.concat([Buffer.from(word), randomBytes(300_000), Buffer.from(word)]),
);
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const hashes = bodies.map(hashOf);

let place: ReturnType<typeof scratch>;
let database: DatabaseFile;
let backups: string;
let ids: string[];
beforeEach(async () => {
  place = scratch();
  mkdirSync(join(place.folder, 'профиль'));
  database = { path: join(place.folder, 'профиль', 'kartoteka.db'), encryptionKey: key };
  backups = join(place.folder, 'копии');
  ids = await work(async (service) => {
    const clientId = await create(service, 'ООО «Ромашка»');
    const made: string[] = [];
    for (const [n, body] of bodies.entries()) {
      const path = join(place.folder, `файл ${n}.bin`);
      writeFileSync(path, body);
      const about = { path, clientId, parentKind: 'clients', parentId: clientId } as const;
      made.push((await service.calls['files.attach'](about)).id);
      rmSync(path);
    }
    return made;
  });
});
afterEach(() => place.remove());

async function work<T>(action: (service: DataService) => Promise<T>): Promise<T> {
  const service = await openTestService(database.path);
  try {
    return await action(service);
  } finally {
    await close(service);
  }
}

const copy = (name: string, maxBytes?: number) =>
  runMaintenance(
    'copy',
    { database, folder: backups, name, origin, ...(maxBytes === undefined ? {} : { maxBytes }) },
    never,
  );
const contentsIn = (folder: string) =>
  readdirSync(join(folder, 'files')).filter((name) => /^[0-9a-f]{40}$/.test(name));
/** What the content store beside a database gives back for each content; null for one that is not there. */
async function readBack(file: DatabaseFile): Promise<(string | null)[]> {
  const store = new ContentStore(join(dirname(file.path), 'files'), file.encryptionKey);
  return Promise.all(
    hashes.map(async (hash) => ((await store.has(hash)) ? hashOf(await store.read(hash, 0, 1e6)) : null)),
  );
}
/** Restores a copy into a database's place, as the restorer does while nobody has the database open. */
async function putInPlace(source: DatabaseFile, target: DatabaseFile): Promise<void> {
  await prepare(source, target);
  swapDatabase(target.path, null);
}
const prepare = (source: DatabaseFile, target: DatabaseFile) =>
  runMaintenance(
    'prepare',
    { source, target: { ...target, path: makeRoom(target.path) }, forgetServer: false },
    never,
  );
/** Which contents a database believes to be here, in the order of `hashes`. */
function believed(file: DatabaseFile): number[] {
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
    const first = await runMaintenance(
      'copy',
      { database, folder: backups, name: 'kartoteka-2026-03-10.db', origin },
      (done) => told.push(done),
    );
    const bytes = bodies.reduce((sum, { length }) => sum + length, 0);
    expect(first.files).toEqual({ count: 3, bytes, missing: 0 });
    expect(told.at(-1)).toBe(1);
    const names = contentsIn(backups);
    expect(names).toHaveLength(3);
    const before = names.map((name) => statSync(join(backups, 'files', name)).ino);
    await copy('kartoteka-2026-03-11.db');
    expect(contentsIn(backups)).toEqual(names);
    expect(names.map((name) => statSync(join(backups, 'files', name)).ino)).toEqual(before);
    expect(findPlaintext(backups, ['Тайнописёж', 'Ромашка', ...hashes]).found).toEqual([]);
  });

  test.each([
    ['under the same key', key],
    ['under another key, as on a new laptop', otherKey],
  ])('are put back beside a base restored %s', async (_, encryptionKey) => {
    await copy('kartoteka-2026-03-10.db');
    // The folder of copies is all that is left; it lies on a medium of its own.
    const medium = join(place.folder, 'флешка');
    cpSync(backups, medium, { recursive: true });
    rmSync(dirname(database.path), { recursive: true });
    rmSync(backups, { recursive: true });
    const source = { path: join(medium, 'kartoteka-2026-03-10.db'), encryptionKey: key };
    const target = { path: join(place.folder, 'новый', 'kartoteka.db'), encryptionKey };
    mkdirSync(dirname(target.path));
    expect((await runMaintenance('preview', { copy: source }, never)).files).toMatchObject({
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
    const files = join(dirname(database.path), 'files');
    const [first = ''] = contentsIn(dirname(database.path));
    const bytes = readFileSync(join(files, first));
    rmSync(files, { recursive: true });
    mkdirSync(files);
    const before = readdirSync(dirname(database.path));
    const source = { path: join(backups, 'kartoteka-2026-03-10.db'), encryptionKey: key };
    await prepare(source, database);
    // Somebody attaches a file that the copy, too, has, while the database is made ready.
    writeFileSync(join(files, first), bytes);
    await clearRoom(database.path);
    expect(readdirSync(dirname(database.path))).toEqual(before);
    expect(readdirSync(files)).toEqual([first]);
    // The next restore finds what it needs.
    await putInPlace(source, database);
    expect(await readBack(database)).toEqual(hashes);
    expect(believed(database)).toEqual([1, 1, 1]);
    expect(readdirSync(dirname(database.path)).filter((name) => name.includes('incoming'))).toEqual([]);
  });

  test('go where the base looks for them, even when a crash broke the exchange off', async () => {
    await copy('kartoteka-2026-03-10.db');
    rmSync(join(dirname(database.path), 'files'), { recursive: true });
    await prepare({ path: join(backups, 'kartoteka-2026-03-10.db'), encryptionKey: key }, database);
    // The order is written, the database has been moved, and one content.
    writeFileSync(
      `${database.path}.swap`,
      JSON.stringify({ keepAs: null, stamp: '2026-03-10T09:00:00.000Z' }),
    );
    renameSync(`${database.path}.incoming`, database.path);
    const [moved = ''] = readdirSync(`${database.path}.incoming.files`);
    mkdirSync(join(dirname(database.path), 'files'));
    renameSync(join(`${database.path}.incoming.files`, moved), join(dirname(database.path), 'files', moved));
    // What an exchange has begun is not thrown away as left over.
    await clearRoom(database.path);
    expect(finishSwap(database.path)).toBe(true);
    expect(await readBack(database)).toEqual(hashes);
    expect(believed(database)).toEqual([1, 1, 1]);
  });

  test('that are damaged or gone are told of, and the base does not claim to have them', async () => {
    await copy('kartoteka-2026-03-10.db');
    rmSync(join(dirname(database.path), 'files'), { recursive: true });
    const store = new ContentStore(join(backups, 'files'), key);
    rmSync(join(backups, 'files', store.nameOf(hashes[0] ?? '')));
    const torn = join(backups, 'files', store.nameOf(hashes[1] ?? ''));
    const bytes = readFileSync(torn);
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    rmSync(torn);
    writeFileSync(torn, bytes);
    const source = { path: join(backups, 'kartoteka-2026-03-10.db'), encryptionKey: key };
    expect((await runMaintenance('preview', { copy: source, present: database }, never)).files).toMatchObject(
      {
        count: 2,
        missing: 1,
      },
    );
    const target = { path: join(place.folder, 'новый', 'kartoteka.db'), encryptionKey: otherKey };
    mkdirSync(dirname(target.path));
    await putInPlace(source, target);
    expect(await readBack(target)).toEqual([null, null, hashes[2]]);
    expect(believed(target)).toEqual([0, 0, 1]);
    expect(contentsIn(dirname(target.path))).toHaveLength(1);
  });

  test('damaged in the profile never reach a copy, and do not keep it from being made', async () => {
    const store = new ContentStore(join(dirname(database.path), 'files'), key);
    writeFileSync(join(dirname(database.path), 'files', store.nameOf(hashes[0] ?? '')), randomBytes(500));
    const { files } = await copy('kartoteka-2026-03-10.db');
    expect(files).toMatchObject({ count: 2, missing: 1 });
    expect(readdirSync(join(backups, 'files')).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  test('stay as long as a copy speaks of them, and go with the last one', async () => {
    await copy('kartoteka-2026-03-10.db');
    await work(async (service) => service.command('files.remove', { id: ids[0] }));
    // In the recycle bin it can still be brought back.
    await copy('kartoteka-2026-03-11.db');
    expect(contentsIn(backups)).toHaveLength(3);
    const db = openDatabase({ path: database.path, encryptionKey: key });
    db.run('DELETE FROM doc_files_0 WHERE id = ?', [ids[0]]);
    db.close();
    await copy('kartoteka-2026-03-12.db');
    for (const day of ['10', '11']) rmSync(join(backups, `kartoteka-2026-03-${day}.db`));
    // A bringing that was broken off leaves something under a makeshift name.
    writeFileSync(join(backups, 'files', `${'0'.repeat(40)}.new`), 'x');
    await copy('kartoteka-2026-03-13.db');
    expect(contentsIn(backups)).toHaveLength(2);
    expect(readdirSync(join(backups, 'files')).filter((name) => !/^[0-9a-f]{40}$/.test(name))).toEqual([
      'kartoteka-2026-03-12.db.list',
      'kartoteka-2026-03-13.db.list',
    ]);
  });

  test('of a crash between a copy and its list are kept', async () => {
    await copy('kartoteka-2026-03-10.db');
    const list = join(backups, 'files', 'kartoteka-2026-03-10.db.list');
    renameSync(list, `${list}.new`);
    rmSync(join(dirname(database.path), 'files'), { recursive: true });
    await copy('kartoteka-2026-03-11.db');
    expect(await readBack({ path: join(backups, 'x.db'), encryptionKey: key })).toEqual(hashes);
  });

  test('beyond what may be brought at the end of work wait for the next copy', async () => {
    const { files } = await copy('kartoteka-2026-03-10.db', 700_000);
    expect(files).toMatchObject({ count: 2, missing: 1 });
    expect((await copy('kartoteka-2026-03-10.db')).files).toMatchObject({ count: 3, missing: 0 });
  });

  test('that find no room on a full disk: the copy is not made, and says so', async (context) => {
    const { size } = statSync(database.path);
    const remove = smallDisk(backups, size + 700_000);
    if (!remove) return context.skip('a small file system can be mounted by root on Linux only');
    try {
      await expect(copy('kartoteka-2026-03-10.db').catch((error) => toFailure(error))).resolves.toMatchObject(
        {
          code: 'disk-full',
        },
      );
      expect(readdirSync(backups).filter((name) => name.endsWith('.db'))).toEqual([]);
    } finally {
      remove();
    }
  });

  test('a copy that does not fit is not begun: the last room belongs to what a person writes', async (context) => {
    const { size } = statSync(database.path);
    const remove = smallDisk(backups, size);
    if (!remove) return context.skip('a small file system can be mounted by root on Linux only');
    try {
      await expect(copy('kartoteka-2026-03-10.db').catch((error) => toFailure(error))).resolves.toMatchObject(
        { code: 'disk-full' },
      );
      // Nothing of it lies there that would have to be cleared away first.
      expect(readdirSync(backups)).toEqual([]);
    } finally {
      remove();
    }
  });

  test('make no folder where nothing is attached', async () => {
    const empty = scratch();
    const service = await openTestService(empty.base);
    await close(service);
    const lone = { path: empty.base, encryptionKey: key };
    const folder = join(empty.folder, 'копии');
    await runMaintenance('copy', { database: lone, folder, name: 'kartoteka-2026-03-10.db', origin }, never);
    expect(readdirSync(folder)).toEqual(['kartoteka-2026-03-10.db']);
    empty.remove();
  });
});
