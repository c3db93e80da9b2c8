import type { CollectionName } from '@shared/collections';
import type { Database } from './sqlite-storage';

/** A table that a feature keeps beside those of the collections: it never leaves this device. */
export interface FeatureTable {
  readonly name: string;
  /** Makes it where it is not there yet, or brings it up to date: called at every opening for writing. */
  readonly create: (db: Database) => void;
  /** Kinds of records that are told as changed when it is: what reads it is asked again then. */
  readonly changesWith: readonly CollectionName[];
  /** Whether it is saved out of a damaged file; else it can be made anew. */
  readonly isRescued: boolean;
}
