import { copyFileSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { countNewer } from '../../../src/main/rescue/combine';
import { rescueDatabase } from '../../../src/main/rescue/rescue';
import { keepHead, listCopies, makeRoom, removeDatabase } from '../../../src/main/store/backup-files';
import { makeCopy, prepareDatabase, previewCopy } from '../../../src/main/store/backups';
import { openDatabase } from '../../../src/main/store/sqlite-storage';
import { toFailure } from '../../../src/main/threads/failures';
import { texts } from '../../../src/shared/texts';
import { randomOf } from '../../crash/orders';
import {
  close,
  create,
  filledDatabase,
  flipBits,
  key,
  openTestService,
  origin,
  otherKey,
  scratch,
} from './support';

let sound: ReturnType<typeof scratch>;
let place: ReturnType<typeof scratch>;
beforeAll(async () => {
  sound = scratch();
  await filledDatabase(sound.base, 60);
});
afterAll(() => sound.remove());
beforeEach(() => {
  place = scratch();
  copyFileSync(sound.base, place.base);
});
afterEach(() => place.remove());

/** Everything that can be asked of a file; what each was refused with, or 'ok'. */
async function everything(path: string, encryptionKey = key): Promise<Record<string, string>> {
  const file = { path, encryptionKey };
  const target = { path: makeRoom(join(place.folder, 'other.db')), encryptionKey: key };
  const codeOf = async (work: () => unknown): Promise<string> => {
    try {
      await work();
      return 'ok';
    } catch (error) {
      const failure = toFailure(error);
      for (const language of ['ru', 'en'] as const)
        expect(texts[language].errors[failure.code](failure.data).length).toBeGreaterThan(20);
      return failure.code;
    }
  };
  return {
    preview: await codeOf(() => previewCopy(file)),
    prepare: await codeOf(() => prepareDatabase({ source: file, target, forgetServer: false })),
    copy: await codeOf(() => makeCopy(file, join(place.folder, 'copies'), 'kartoteka-2026-03-10.db', origin)),
    open: await codeOf(async () => close(await openTestService(path, encryptionKey))),
  };
}

/** The code something was refused with. */
function refusal(work: () => unknown): string {
  try {
    work();
    return 'ok';
  } catch (error) {
    return toFailure(error).code;
  }
}

describe('a sound file', () => {
  test('is copied, looked into, made ready and opened', async () => {
    expect(await everything(place.base)).toEqual({ preview: 'ok', prepare: 'ok', copy: 'ok', open: 'ok' });
    const [copy] = listCopies(join(place.folder, 'copies'));
    expect(previewCopy({ path: copy?.path ?? '', encryptionKey: key })).toMatchObject({
      counts: { clients: 60, notes: 60 },
      older: false,
      origin,
    });
  });
});

describe('a truncated file', () => {
  test.each([0.9, 0.5, 0.1])(
    'at %f of its length is damaged, and what is left of it can be read',
    async (part) => {
      const { length: size } = readFileSync(place.base);
      truncateSync(place.base, Math.floor((size * part) / 4096) * 4096);
      const codes = await everything(place.base);
      expect(codes.preview).toBe('copy-damaged');
      expect(codes.prepare).toBe('copy-damaged');
      expect(codes.copy).toBe('store-corrupt');
      expect(['store-corrupt', 'ok']).toContain(codes.open);
      expect(readdirSync(place.folder).filter((name) => name.endsWith('.incoming'))).toEqual([]);
    },
  );

  test('to nothing, or to half a page, is damaged or empty, never taken for a copy', async () => {
    truncateSync(place.base, 0);
    expect((await everything(place.base)).preview).toBe('copy-damaged');
    copyFileSync(sound.base, place.base);
    truncateSync(place.base, 2000);
    expect((await everything(place.base)).preview).toBe('copy-damaged');
  });
});

describe('a file with bits turned in a hundred places', () => {
  test.each([1, 2, 3, 4, 5, 6])('(seed %i) is never taken for a sound copy', (seed) => {
    flipBits(place.base, 100, randomOf(seed), 4096);
    const file = { path: place.base, encryptionKey: key };
    const target = { path: makeRoom(join(place.folder, 'other.db')), encryptionKey: key };
    expect(refusal(() => previewCopy(file))).toBe('copy-damaged');
    expect(refusal(() => prepareDatabase({ source: file, target, forgetServer: false }))).toBe(
      'copy-damaged',
    );
    const folder = join(place.folder, 'copies');
    expect(refusal(() => makeCopy(file, folder, 'kartoteka-2026-03-10.db', origin))).toBe('store-corrupt');
    expect(listCopies(folder)).toEqual([]);
  });

  test('a single text that is no text any more is found, though every page is whole', () => {
    const db = openDatabase({ path: place.base, encryptionKey: key });
    db.exec("UPDATE doc_notes_0 SET data = CAST(X'7BFFFE80' || data AS TEXT) WHERE rid = 7");
    expect(db.get('PRAGMA quick_check(1)')).toEqual(['ok']);
    db.close();
    expect(refusal(() => previewCopy({ path: place.base, encryptionKey: key }))).toBe('copy-damaged');
  });
});

describe('a file of another time', () => {
  test('a newer layout is refused, and says which version it needs', async () => {
    const db = openDatabase({ path: place.base, encryptionKey: key });
    db.exec('PRAGMA user_version=99');
    db.run("INSERT OR REPLACE INTO _meta(key, value) VALUES('writer', '7.4.1')");
    db.close();
    const before = readFileSync(place.base);
    await newer();
    expect(readFileSync(place.base).equals(before)).toBe(true);
  });

  test('a newer schema is refused, and says which version it needs', async () => {
    const db = openDatabase({ path: place.base, encryptionKey: key });
    db.exec('ALTER TABLE doc_clients_0 RENAME TO doc_clients_5');
    db.run("INSERT OR REPLACE INTO _meta(key, value) VALUES('writer', '7.4.1')");
    db.close();
    await newer();
  });

  async function newer(): Promise<void> {
    const codes = await everything(place.base);
    expect(codes).toMatchObject({
      preview: 'copy-newer-version',
      prepare: 'copy-newer-version',
      open: 'store-newer-version',
    });
    const failure = await openTestService(place.base).catch((error: unknown) => toFailure(error));
    expect(failure).toMatchObject({ data: { version: '7.4.1' } });
    expect(texts.ru.errors['store-newer-version']({ version: '7.4.1' })).toContain('7.4.1');
    let told: unknown;
    try {
      previewCopy({ path: place.base, encryptionKey: key });
    } catch (error) {
      told = error;
    }
    expect(toFailure(told)).toEqual({ code: 'copy-newer-version', data: { version: '7.4.1' } });
    expect(texts.ru.errors['copy-newer-version']({ version: '7.4.1' })).toContain('7.4.1');
  }

  test('an older layout is brought up to date, and the old file is kept', async () => {
    const db = openDatabase({ path: place.base, encryptionKey: key });
    db.exec("INSERT INTO _meta(key, value) SELECT 'database', name FROM _databases WHERE id = 0");
    db.exec('DROP TABLE _databases');
    db.exec('PRAGMA user_version=1');
    db.close();
    const before = readFileSync(place.base);
    expect(previewCopy({ path: place.base, encryptionKey: key })).toMatchObject({
      older: true,
      counts: { clients: 60 },
    });
    const target = { path: makeRoom(join(place.folder, 'restored.db')), encryptionKey: key };
    prepareDatabase({ source: { path: place.base, encryptionKey: key }, target, forgetServer: false });
    const service = await openTestService(target.path);
    await create(service, 'ООО «Новый»');
    await close(service);
    expect(previewCopy(target)).toMatchObject({ older: false, counts: { clients: 61 } });
    expect(readFileSync(place.base).equals(before)).toBe(true);
    // The same, opened in its own place.
    await close(await openTestService(place.base));
    expect(existsSync(`${place.base}.layout-1`)).toBe(true);
    expect(previewCopy({ path: `${place.base}.layout-1`, encryptionKey: key })).toMatchObject({
      older: true,
      counts: { clients: 60 },
    });
  });
});

describe('a file under another key', () => {
  test('is refused as such and not touched', async () => {
    const before = readFileSync(place.base);
    expect(await everything(place.base, otherKey)).toEqual({
      ...{ preview: 'copy-other-key', prepare: 'copy-other-key' },
      ...{ copy: 'store-wrong-key', open: 'store-wrong-key' },
    });
    expect(readFileSync(place.base).equals(before)).toBe(true);
  });

  test('is put under our own key when its key is known', async () => {
    const backups = join(place.folder, 'copies');
    makeCopy({ path: place.base, encryptionKey: key }, backups, 'kartoteka-2026-03-10.db', origin);
    const target = { path: makeRoom(place.base), encryptionKey: otherKey };
    const [copy] = listCopies(backups);
    const source = { path: copy?.path ?? '', encryptionKey: key };
    expect(prepareDatabase({ source, target, forgetServer: false }).counts.clients).toBe(60);
    expect(previewCopy(target).counts.clients).toBe(60);
    expect(() => previewCopy({ ...target, encryptionKey: key })).toThrow(
      expect.objectContaining({ code: 'copy-other-key' }),
    );
    expect(previewCopy(source).counts.clients).toBe(60);
  });
});

describe('a file no program of ours made', () => {
  test('a text and another program’s base are no copies', async () => {
    writeFileSync(place.base, 'Это не база. '.repeat(1000));
    expect((await everything(place.base)).preview).toBe('copy-damaged');
    removeDatabase(place.base);
    const db = openDatabase({ path: place.base, encryptionKey: key });
    db.exec('CREATE TABLE foreign_things(a)');
    db.close();
    expect((await everything(place.base)).preview).toBe('copy-damaged');
  });
});

describe('a base another process holds', () => {
  // A network drive that grants no locks answers like a lock that is never let go: SQLITE_BUSY or SQLITE_IOERR.
  test('is locked, in time and by its code, and nothing is half done', async () => {
    const other = openDatabase({ path: place.base, encryptionKey: key });
    other.exec('PRAGMA locking_mode=EXCLUSIVE');
    other.exec('BEGIN EXCLUSIVE');
    const failure = await openTestService(place.base).catch((error: unknown) => toFailure(error));
    expect(failure).toMatchObject({ code: 'store-locked' });
    other.exec('ROLLBACK');
    other.close();
  });
});

describe('what is left of a damaged file', () => {
  test('is read row by row, with a report; the copy is offered with what is newer', async () => {
    const backups = join(place.folder, 'copies');
    const { path: copy } = makeCopy(
      { path: place.base, encryptionKey: key },
      backups,
      'kartoteka-2026-03-10.db',
      origin,
    );
    const service = await openTestService(place.base);
    for (let n = 0; n < 10; n += 1) await create(service, `ООО «Новый ${n}»`);
    await close(service);
    keepHead(place.base);
    flipBits(place.base, 100, randomOf(11));
    const rescued = { path: `${place.base}.rescued`, encryptionKey: key };
    const report = await rescueDatabase({
      damaged: { path: place.base, encryptionKey: key },
      target: rescued,
      progress: () => {},
    });
    const clients = report?.clients ?? { saved: 0, lost: 0, doubtful: 0 };
    expect(clients.saved + clients.lost).toBeGreaterThanOrEqual(60);
    expect(clients.saved).toBeGreaterThan(30);
    const again = await openTestService(rescued.path);
    await close(again);
    expect(countNewer(rescued, { path: copy, encryptionKey: key })).toBeGreaterThan(0);
  });
});
