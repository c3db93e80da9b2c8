import type { Keyring } from '../security/keyring';
import type { SystemKeyStore } from '../security/system-key-store';
import { CopyKeys } from './copy-keys';
import { CopiesKeeper, type KeeperParts } from './keeper';
import { Rescuer } from './rescuer';
import { Restorer, type RestorerParts } from './restore';

/** Everything about copies, loaded with the first need of it and not before the window stands. */
export interface Copies {
  readonly keeper: CopiesKeeper;
  readonly restorer: Restorer;
  readonly rescuer: Rescuer;
}

export type CopiesParts = KeeperParts &
  Pick<RestorerParts, 'secrets' | 'base'> & { readonly keyring: Keyring; readonly store: SystemKeyStore };

export function openCopies(parts: CopiesParts): Copies {
  const keeper = new CopiesKeeper(parts);
  return {
    keeper,
    restorer: new Restorer({ ...parts, keeper, keys: new CopyKeys(parts.keyring, parts.store) }),
    rescuer: new Rescuer({ ...parts, keeper, databasePath: parts.base.databasePath }),
  };
}
