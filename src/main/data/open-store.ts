import { recordChanges } from '../history/record-changes';
import { wasVersionSeen } from '../history/version-seen';
import type { StoreHooks } from '../store/hooks';
import { openStoreWith, type Store, type StoreOptions } from '../store/open';
import { featureTables } from './feature-tables';

/** What the features do in every store that is opened for writing. */
const hooks: StoreHooks = { tables: featureTables, recordChanges, wasVersionSeen };

/** Opens the store with everything the features keep in it; see {@link openStoreWith}. */
export const openStore = (options: StoreOptions): Promise<Store> => openStoreWith(options, hooks);
