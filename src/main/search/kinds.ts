import type { CollectionName } from '@shared/collections';
import type { HitKind } from '@shared/search/contract';

/** Where the records of a kind are. */
export const collectionOf = {
  client: 'clients',
  contact: 'contacts',
  document: 'documents',
  task: 'tasks',
  note: 'notes',
  call: 'calls',
} as const satisfies Record<HitKind, CollectionName>;

/** How well a record answers: the place in the list goes by it. */
export const tiers = {
  /** The whole name, ИНН, phone or number of a document. */
  exact: 0,
  /** The beginning of the whole name. */
  beginning: 1,
  /** A piece of an ИНН, a phone or a number. */
  number: 2,
  /** Words of the name. */
  name: 3,
  /** Words of the name in the other alphabet. */
  sound: 4,
  /** Words of anything else. */
  anywhere: 5,
} as const;
export type Tier = (typeof tiers)[keyof typeof tiers];

/** A row found, how well it answers, and its place among the records opened last, if it is one. */
export interface Candidate {
  readonly rid: number;
  readonly tier: Tier;
  readonly opened: number;
}

/** The place of a record that was not opened lately. */
export const NOT_OPENED = Number.MAX_SAFE_INTEGER;
