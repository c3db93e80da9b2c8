import type { CollectionName } from '@shared/collections';
import { fieldsOf, kindNamed } from '@shared/kinds';
import type { HitKind } from '@shared/search/contract';

/** Where the records of a kind of hits are. */
export const collectionOf = <K extends HitKind>(kind: K) => kindNamed(kind);

/** Whether records of a kind are found by their names, and by pieces of their numbers. */
export const isNamed = (kind: CollectionName): boolean =>
  fieldsOf(kind).some(([, { search }]) => search === 'name');

/** How well a record answers: the place in the list goes by it. */
export const tiers = {
  /** The whole name, ИНН, phone or number of a document. */
  exact: 0,
  /** The beginning of the whole name. */
  beginning: 1,
  /** The beginning of an ИНН, a phone or a number. */
  number: 2,
  /** A piece of an ИНН or a phone. */
  digits: 3,
  /** Words of the name or the title. */
  name: 4,
  /** The beginning of the whole name in the other alphabet. */
  soundBeginning: 5,
  /** Words of the name in the other alphabet. */
  sound: 6,
  /** Words of anything else. */
  anywhere: 7,
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
