import { join } from 'node:path';
import { app } from 'electron';
import { States } from '../ipc/states';
import { Keyring } from '../security/keyring';
import { type SystemKeyStore, systemKeyStore } from '../security/system-key-store';
import { type Log, openLog } from './log';
import { Profile } from './profile';
import { Secrets } from './secrets';

/** What there is before anything is opened. */
export interface Core {
  readonly profile: Profile;
  readonly log: Log;
  readonly states: States;
  /** Folder of the files shipped with the program. */
  readonly resources: string;
  readonly store: SystemKeyStore;
  readonly keyring: Keyring;
  readonly secrets: Secrets;
}

/** @param unpacked the folder of shipped files while the program is not packed */
export function makeCore(unpacked: string): Core {
  const profile = new Profile(app.getPath('userData'));
  const store = systemKeyStore();
  const keyring = new Keyring({ folder: profile.folder, store, now: () => new Date().toISOString() });
  return {
    profile,
    store,
    keyring,
    log: openLog(profile.folder),
    states: new States(),
    secrets: new Secrets(profile.folder, keyring),
    resources: app.isPackaged ? join(process.resourcesPath, 'resources') : unpacked,
  };
}
