import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ProfileState } from '../../../src/main/app/profile';
import { type Backups, openCopies } from '../../../src/main/backups';
import { States } from '../../../src/main/ipc/states';
import { doubtfulKey } from '../../../src/main/rescue/rescue';
import { copyKeyFileTo } from '../../../src/main/security/foreign';
import { Keyring } from '../../../src/main/security/keyring';
import { finishSwap } from '../../../src/main/store/backup-files';
import { makeCopy } from '../../../src/main/store/backups';
import { openDatabase } from '../../../src/main/store/sqlite-storage';
import { letGo } from '../../../src/main/store/sqlite-storage/release';
import { toFailure } from '../../../src/main/threads/failures';
import { texts } from '../../../src/shared/texts';
import { testKeyStore } from '../../support/key-store';
import { useBuiltThreads } from '../../support/maintenance-process';
import { close, create, openTestService, origin, scratch } from './support';

vi.mock('electron', async () => (await import('../../support/maintenance-process')).electronForMaintenance);

let place: ReturnType<typeof scratch>;
let workspace: string;
let backups: Backups;
let keyring: Keyring;
beforeEach(() => {
  useBuiltThreads();
  place = scratch();
  ({ workspace, backups, keyring } = profileIn(join(place.folder, 'профиль')));
});
afterEach(() => place.remove());

const costs = { N: 2 ** 10, r: 8, p: 1 };
const now = () => '2026-03-10T09:00:00.000Z';

/** The copies of a profile as main opens them, over the real maintenance; nobody has the database open. */
function profileIn(folder: string, user = 'anna'): { workspace: string; backups: Backups; keyring: Keyring } {
  mkdirSync(join(folder, 'base'), { recursive: true });
  const databasePath = join(folder, 'base', 'kartoteka.db');
  const ring = new Keyring({ folder, store: testKeyStore('os', user), now, costs });
  ring.create();
  const state = {
    ...{ settings: { backupsFolder: '' }, demo: false, account: null, restores: 0, copyFailure: null },
    session: { deviceId: 'device-0001', deviceName: 'ПК', userName: 'Анна', series: 'Н-ТЕСТ' },
  } as unknown as ProfileState;
  const profile = {
    ...{ folder, databasePath, backupsFolder: join(folder, 'копии'), state },
    change: (patch: Partial<ProfileState>) => Object.assign(state, patch),
  };
  const encryptionKey = () => ring.databaseKey();
  const opened = openCopies({
    ...{ profile: profile as never, states: new States(), keyring: ring, store: testKeyStore('os', user) },
    log: { info: () => {}, warn: () => {}, error: () => {} } as never,
    ...{ encryptionKey, putKeyBeside: () => {}, secrets: { remove: () => {} } },
    workspace: {
      ...{ databasePath, encryptionKey },
      async reopen(work) {
        // In the program the threads that had the database open have ended.
        await letGo();
        await work();
        finishSwap(databasePath);
      },
    },
  });
  return { workspace: databasePath, backups: opened, keyring: ring };
}

const open = () => openTestService(workspace, keyring.databaseKey());
const names = (path = workspace) => {
  const db = openDatabase({ path, encryptionKey: keyring.databaseKey(), readonly: true });
  const found = db.all(
    "SELECT data ->> 'name', data ->> 'about' FROM doc_clients_0 WHERE deleted = 0 ORDER BY 1",
  );
  db.close();
  return found.map(([name, about]) => `${name} ${about}`.trim());
};
/**
 * What lies in a folder of a profile, the contents of its `files` included. The log beside a database comes and goes with
 * whoever looks into it.
 */
const all = (folder: string) =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => !/\.db-(wal|shm)$/.test(name))
    .sort();

async function attached(bytes: number): Promise<void> {
  const service = await open();
  const clientId = await create(service, 'ООО «С файлом»');
  for (let n = 0; n < 3; n += 1) {
    const path = join(place.folder, `скан ${n}.pdf`);
    writeFileSync(path, randomBytes(bytes / 3));
    await service.calls['files.attach']({ path, clientId, parentKind: 'clients', parentId: clientId });
    rmSync(path);
  }
  await close(service);
}

/** Makes a database so large that it cannot be copied before somebody has asked to end that. */
function swell(): void {
  const db = openDatabase({ path: workspace, encryptionKey: keyring.databaseKey() });
  db.exec('CREATE TABLE ballast(x BLOB)');
  db.transaction(() => {
    for (let n = 0; n < 60; n += 1) db.run('INSERT INTO ballast VALUES(randomblob(1000000))');
  });
  db.close();
}

async function appears(path: string): Promise<void> {
  while (!existsSync(path)) await pause(5);
}

describe('ended by a person', () => {
  test('a large copy leaves nothing half-made, and the next one is whole', async () => {
    await attached(30_000);
    swell();
    const folder = backups.keeper.folder;
    const made = backups.keeper.make().catch((error: unknown) => toFailure(error));
    while (!existsSync(folder) || !readdirSync(folder).some((name) => name.endsWith('.new'))) await pause(5);
    backups.keeper.cancel();
    expect(await made).toMatchObject({ code: 'copy-cancelled' });
    expect(readdirSync(folder)).toEqual([]);
    expect(backups.keeper.busy).toBe(false);
    await backups.keeper.make();
    const [copy] = await backups.keeper.backups();
    expect(backups.keeper.isVerified(copy as never)).toBe(true);
    expect(await backups.restorer.preview(copy?.name ?? '', '')).toMatchObject({
      counts: { clients: 1 },
      files: { count: 3, missing: 0 },
    });
  });

  test('a restore leaves nothing in the profile, and the next one brings everything', async () => {
    await attached(90_000);
    swell();
    const name = await backups.keeper.make();
    rmSync(join(dirname(workspace), 'files'), { recursive: true });
    const before = all(dirname(workspace));
    const restored = backups.restorer.restore(name, '').catch((error: unknown) => toFailure(error));
    await appears(`${workspace}.incoming`);
    await expect(backups.restorer.restore(name, '')).rejects.toMatchObject({ code: 'copy-busy' });
    backups.keeper.cancel();
    expect(await restored).toMatchObject({ code: 'copy-cancelled' });
    expect(all(dirname(workspace))).toEqual(before);
    expect(names()).toEqual(['С файлом']);

    await backups.restorer.restore(name, '');
    expect(all(join(dirname(workspace), 'files'))).toHaveLength(3);
    expect(existsSync(`${workspace}.incoming`)).toBe(false);
    expect(names()).toEqual(['С файлом']);
  });
});

describe('a copy under another key', () => {
  const secret = 'зелёный чайник';

  test('asks for its password, says which one is wrong, and comes under our own key', async () => {
    const service = await open();
    await create(service, 'ООО «Здешний»');
    await close(service);
    const other = profileIn(join(place.folder, 'чужой'), 'boris');
    await other.keyring.setPassword(secret);
    const theirs = await openTestService(other.workspace, other.keyring.databaseKey());
    await create(theirs, 'ООО «Чужой»', 'с другого ноутбука');
    await close(theirs);
    const medium = join(place.folder, 'флешка');
    const file = { path: other.workspace, encryptionKey: other.keyring.databaseKey() };
    const { path } = makeCopy(file, medium, 'kartoteka-2026-03-10.db', origin);

    const preview = (given: string) =>
      backups.restorer.preview(path, given).catch((error: unknown) => toFailure(error));
    expect(await preview('')).toMatchObject({ code: 'copy-no-key-file' });
    copyKeyFileTo(other.keyring, medium);
    expect(await preview('')).toMatchObject({ code: 'copy-other-key' });
    expect(await preview('не тот пароль')).toMatchObject({ code: 'copy-wrong-secret' });
    for (const code of ['copy-no-key-file', 'copy-other-key', 'copy-wrong-secret'] as const)
      expect(texts.ru.errors[code]({})).toMatch(/[а-яё]{4}/i);
    expect(names(), 'the base was not touched').toEqual(['Здешний']);

    expect(await preview(secret)).toMatchObject({ counts: { clients: 1 }, present: { clients: 1 } });
    const { kept } = await backups.restorer.restore(path, secret);
    expect(names()).toEqual(['Чужой с другого ноутбука']);
    expect(names((await backups.keeper.find(kept)).path)).toEqual(['Здешний']);
  });
});

describe('a damaged base whose records are newer than the copy', () => {
  test('gives the copy what it has newer, and nothing doubtful or older', async () => {
    let service = await open();
    const ids: Record<string, string> = {};
    for (const name of ['Правленый', 'Удалённый', 'Сомнительный', 'Прежний'])
      ids[name] = await create(service, name);
    await close(service);
    await backups.keeper.make();
    const [copy] = await backups.keeper.backups();
    service = await open();
    for (const name of ['Правленый', 'Сомнительный'])
      await service.command('clients.change', { id: ids[name], patch: { about: 'позднее' } });
    await service.command('clients.remove', { id: ids.Удалённый });
    await create(service, 'Новый', 'после копии');
    await close(service);

    await backups.rescuer.start();
    expect(backups.rescuer.state).toMatchObject({
      phase: 'done',
      report: { clients: { lost: 0 } },
      copy: { name: copy?.name, newer: 4 },
    });
    const rescued = openDatabase({ path: `${workspace}.rescued`, encryptionKey: keyring.databaseKey() });
    rescued.run('INSERT OR REPLACE INTO _meta(key, value) VALUES(?, ?)', [
      doubtfulKey('clients'),
      JSON.stringify([ids.Сомнительный]),
    ]);
    rescued.close();
    await backups.restorer.takeRescued('both', copy?.name ?? '');
    expect(names()).toEqual(['Новый после копии', 'Правленый позднее', 'Прежний', 'Сомнительный']);
    expect(existsSync(`${workspace}.rescued`)).toBe(false);
    expect(
      readdirSync(dirname(workspace)).some((name) => name.includes('.damaged-')),
      'put aside',
    ).toBe(true);

    // Columns, search and history of what came over are those of any record.
    service = await open();
    await service.command('clients.change', { id: ids.Правленый, patch: { about: 'ещё позднее' } });
    await close(service);
    const db = openDatabase({ path: workspace, encryptionKey: keyring.databaseKey() });
    expect(db.get('PRAGMA integrity_check(1)')).toEqual(['ok']);
    expect(db.all("SELECT count(*) FROM doc_clients_0 WHERE rev <> data ->> '_rev'")).toEqual([[0]]);
    const seqs = db.all('SELECT seq FROM doc_clients_0').flat();
    expect(new Set(seqs).size).toBe(seqs.length);
    db.close();
  });
});
