import type { CollectionName } from '@shared/collections';
import type { LostField } from '@shared/lib/merge';
import type { FeatureTable } from './feature-table';
import type { Database, Write } from './sqlite-storage';

/** Whose change it is: of a person at a device. */
export interface ChangedBy {
  readonly at: string;
  readonly userId: string;
  readonly device: string;
}

/** Tells whose change a write is. */
export interface ChangeAttribution {
  /** Who works here now: the author of what is written without stamps of its own. */
  readonly present: () => ChangedBy;
  /** The server's state that a conflict of this record was just joined with: the change is its author's. */
  readonly joined: (collection: string, id: string) => object | undefined;
}

/** The two sides of a record that the sync has joined. */
export interface Collision {
  readonly collection: CollectionName;
  /** Our state, some of which did not stay. */
  readonly mine: object;
  /** The server's state. */
  readonly theirs: object;
  readonly lost: readonly LostField[];
}

/** What features do in the store, which knows none of them. */
export interface StoreHooks {
  /** Tables beside those of the collections. */
  readonly tables: readonly FeatureTable[];
  /** Writes down every change of a write, in its transaction. */
  readonly recordChanges: (by: ChangeAttribution) => (db: Database, write: Write) => void;
  /** Whether a record was in the server's very state here once, so that ours was made from it. */
  readonly wasVersionSeen: (db: Database, name: CollectionName, theirs: object) => boolean;
}
