import type { CollectionName, Records } from '@shared/collections';
import type { RxCollection } from 'rxdb';
import type { RxCollectionName, StorageCollection } from './storage-collection';

/** Every open collection: above RxDB, or above our own storage alone. */
export type Collections = {
  readonly [N in CollectionName]: N extends RxCollectionName
    ? RxCollection<Records[N]>
    : StorageCollection<Records[N]>;
};
