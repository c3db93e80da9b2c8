import type { CollectionName, Records } from '@shared/collections';
import { titleOf } from '@shared/kinds';
import type { SearchHit } from '@shared/search/contract';
import { type Answers, best } from './answers';
import type { HitMaker } from './hits';
import { type Tier, tiers } from './kinds';

/**
 * How records of a kind are shown among the hits, and how well one answers. Methods, not functions: whoever holds a
 * presenter and records of its kind may ask it without knowing of which.
 */
export interface Presenter<N extends CollectionName = CollectionName> {
  readonly kind: N;
  hit(record: Records[N], make: HitMaker): SearchHit;
  /** @param tier how well it answers by where it was found */
  answer(record: Records[N], tier: Tier, is: Answers): Tier;
  /** An instant or a day: of equals the newer stands before the older. */
  touched(record: Records[N]): string;
}

/** A kind that shows and answers no more than its entity says: by its title, else by any of its words. */
export const plainPresenter = <N extends CollectionName>(kind: N): Presenter<N> => ({
  kind,
  hit: (record, make) => make.record(kind, record),
  answer: (record, tier, is) => (is.in(titleOf(kind, record)) ? best(tier, tiers.name) : tier),
  touched: ({ updatedAt }) => updatedAt,
});
