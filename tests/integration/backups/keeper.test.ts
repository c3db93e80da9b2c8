import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ProfileState } from '../../../src/main/app/profile';
import { BackupsKeeper } from '../../../src/main/backups/keeper';
import { States } from '../../../src/main/ipc/states';
import {
  type MaintenanceInput,
  type MaintenanceName,
  runMaintenance,
} from '../../../src/main/maintenance/tasks';
import { localDay } from '../../../src/shared/backups/backup-name';
import { filledDatabase, key, scratch } from './support';

vi.mock('electron', () => ({ app: { getVersion: () => '0.1.0' } }));
// The maintenance's own work, in this process instead of one of its own.
vi.mock('../../../src/main/maintenance/client', () => ({
  startMaintenance: (name: MaintenanceName, input: MaintenanceInput<MaintenanceName>) => ({
    done: runMaintenance(name, input, () => {}),
    cancel: () => {},
  }),
}));

const resting = { idleSeconds: 300, openMs: 60_000 };
const today = localDay(new Date());

describe("the day's copy", () => {
  const place = scratch();
  const own = join(place.folder, 'copies');
  const chosen = join(place.folder, 'диск', 'копии');
  let states: States;
  let state: Partial<ProfileState>;
  let keeper: BackupsKeeper;

  /** The keeper as a start of the program makes it, on a profile with a database in it. */
  const start = () => {
    states = new States();
    const change = (patch: Partial<ProfileState>) => Object.assign(state, patch);
    const profile = { folder: place.folder, databasePath: place.base, backupsFolder: own, state, change };
    const log = { info: () => {}, warn: () => {}, error: () => {} };
    keeper = new BackupsKeeper({
      ...{ profile: profile as never, states, log: log as never },
      ...{ encryptionKey: () => key, putKeyBeside: () => {} },
    });
  };
  const made = (folder: string) =>
    existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.db')) : [];
  const inChosen = () => made(chosen).concat(...readdirSync(chosen).map((name) => made(join(chosen, name))));

  beforeEach(async () => {
    mkdirSync(chosen, { recursive: true });
    state = {
      settings: { backupsFolder: chosen } as ProfileState['settings'],
      session: { deviceId: 'device-0001' } as ProfileState['session'],
      copyFailure: null,
    };
    start();
    if (!existsSync(place.base)) await filledDatabase(place.base, 3);
  });
  afterEach(() => {
    rmSync(chosen, { recursive: true, force: true });
    rmSync(own, { recursive: true, force: true });
  });

  test('is made once a day in the chosen folder, verified, while nobody works', async () => {
    await keeper.makeWhenDue({ ...resting, idleSeconds: 0 });
    expect(inChosen()).toEqual([]);
    await keeper.makeWhenDue(resting);
    await keeper.makeWhenDue(resting);
    expect(inChosen()).toEqual([`kartoteka-${today}.db`]);
    const shown = states.get('backups.state');
    expect(shown?.backups).toMatchObject([{ kind: 'daily', verified: true }]);
    expect(shown?.failure).toBeNull();
    expect(made(own)).toEqual([]);
  });

  test('is made in the midst of work after weeks without one', async () => {
    await keeper.makeWhenDue({ idleSeconds: 0, openMs: 10 * 60_000 });
    expect(inChosen()).toEqual([`kartoteka-${today}.db`]);
  });

  test('goes into the profile while the disk of the folder is not there, and says so over restarts', async () => {
    renameSync(chosen, `${chosen} (отключён)`);
    await keeper.makeWhenDue(resting);
    // The folder was not made anew on this disk.
    expect(existsSync(chosen)).toBe(false);
    expect(made(own)).toEqual([`kartoteka-${today}.db`]);
    const told = { code: 'copy-folder-gone', inProfile: true };
    expect(states.get('backups.state')?.failure).toMatchObject(told);
    await expect(keeper.make()).rejects.toMatchObject({ code: 'copy-folder-gone' });
    start();
    await keeper.look();
    expect(states.get('backups.state')?.failure).toMatchObject(told);

    // While it is away the profile takes one a day.
    const taken = join(own, `kartoteka-${today}.db`);
    const { mtimeMs } = statSync(taken);
    await keeper.makeWhenDue(resting);
    expect(statSync(taken).mtimeMs).toBe(mtimeMs);
    expect(states.get('backups.state')?.failure).toMatchObject(told);

    // The disk is back: the day's copy goes there at once, and nothing is said any more.
    renameSync(`${chosen} (отключён)`, chosen);
    start();
    await keeper.makeWhenDue(resting);
    expect(inChosen()).toEqual([`kartoteka-${today}.db`]);
    expect(states.get('backups.state')?.failure).toBeNull();
  });

  test('that cannot be made anywhere is told of, and not tried again at once', async () => {
    Object.assign(state, { settings: { backupsFolder: '' } });
    writeFileSync(own, 'a file in the place of the folder');
    await expect(keeper.makeWhenDue(resting)).resolves.toBeUndefined();
    expect(states.get('backups.state')?.failure).toMatchObject({ inProfile: false });
    rmSync(own);
    await keeper.makeWhenDue(resting);
    expect(made(own)).toEqual([]);
  });

  test('keeps seven days, four weeks and six months of those in its folder', async () => {
    const day = 24 * 3600_000;
    await keeper.makeWhenDue(resting);
    const [folder = ''] = readdirSync(chosen);
    for (let back = 1; back < 400; back += 1) {
      const name = `kartoteka-${localDay(new Date(Date.now() - back * day))}.db`;
      writeFileSync(join(chosen, folder, name), '');
    }
    rmSync(join(chosen, folder, `kartoteka-${today}.db`));
    await keeper.makeWhenDue(resting);
    const left = inChosen();
    expect(left.length).toBeGreaterThanOrEqual(13);
    expect(left.length).toBeLessThanOrEqual(17);
    for (let back = 0; back < 7; back += 1)
      expect(left).toContain(`kartoteka-${localDay(new Date(Date.now() - back * day))}.db`);
  });
});
