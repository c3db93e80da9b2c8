import type { Static, TSchema } from 'typebox';
import { entities } from './entities';
import type { EntityDefinition } from './lib/entity';
import type { MergeRule } from './lib/merge';

type Entities = typeof entities;
export type CollectionName = keyof Entities;

/** The type of a record of each collection. */
export type Records = { [N in CollectionName]: Static<Entities[N]['schema']> };

/** A collection as the store, the sync and the server know it: what its entity says of it. */
export interface Collection<T = unknown>
  extends Pick<
    EntityDefinition<T>,
    | 'version'
    | 'indexes'
    | 'migrations'
    | 'added'
    | 'replication'
    | 'access'
    | 'writers'
    | 'edits'
    | 'pullPriority'
  > {
  readonly schema: TSchema;
  readonly conflicts: MergeRule<T>;
}

/** Every collection there is: one of each entity. */
export const collections: { readonly [N in CollectionName]: Collection<Records[N]> } = entities;

export const collectionNames = Object.keys(collections) as CollectionName[];
