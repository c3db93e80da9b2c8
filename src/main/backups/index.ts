import type { Keyring } from '../security/keyring';
import type { SystemKeyStore } from '../security/system-key-store';
import { BackupKeys } from './backup-keys';
import { BackupsKeeper, type KeeperParts } from './keeper';
import { Rescuer } from './rescuer';
import { Restorer, type RestorerParts } from './restore';

/** Everything about copies, loaded with the first need of it and not before the window stands. */
export interface Backups {
  readonly keeper: BackupsKeeper;
  readonly restorer: Restorer;
  readonly rescuer: Rescuer;
}

export type BackupsParts = KeeperParts &
  Pick<RestorerParts, 'secrets' | 'workspace'> & {
    readonly keyring: Keyring;
    readonly store: SystemKeyStore;
  };

export function openCopies(parts: BackupsParts): Backups {
  const keeper = new BackupsKeeper(parts);
  return {
    keeper,
    restorer: new Restorer({ ...parts, keeper, keys: new BackupKeys(parts.keyring, parts.store) }),
    rescuer: new Rescuer({ ...parts, keeper, databasePath: parts.workspace.databasePath }),
  };
}
