import type { CollectionName, Records } from '@shared/collections';
import { type HitKind, hitKinds, type SearchHit } from '@shared/search/contract';
import type { Reader } from '../reader/reader';
import { Answers } from './answers';
import type { HitMaker } from './hits';
import { type Candidate, collectionOf, NOT_OPENED, type Tier, tiers } from './kinds';
import { recordsOf } from './match';
import { presenterOf } from './presenters';
import type { QueryInterpretation } from './query-interpretation';

/** A hit with what its place in the list goes by. */
export interface Ranked {
  readonly hit: SearchHit;
  readonly tier: Tier;
  readonly archived: boolean;
  readonly opened: number;
  /** Whether whole words of the name are what was typed. */
  readonly whole: boolean;
  /** An instant or a day, the newer before the older. */
  readonly touched: string;
}

/** The archive after all, then the better answer, what was opened last, whole words, kind by kind, what is newer. */
export function byRank(a: Ranked, b: Ranked): number {
  return (
    Number(a.archived) - Number(b.archived) ||
    a.tier - b.tier ||
    a.opened - b.opened ||
    Number(b.whole) - Number(a.whole) ||
    hitKinds.indexOf(a.hit.kind) - hitKinds.indexOf(b.hit.kind) ||
    (a.touched > b.touched ? -1 : Number(a.touched < b.touched))
  );
}

/** So many of one kind stand together before another kind has its turn. */
const ROUND = 4;

/** Ranked hits with the kinds among equals taking turns, so that the first screen shows something of each. */
export function inRounds(hits: readonly Ranked[]): Ranked[] {
  const seen = new Map<string, number>();
  const rounds = new Map<Ranked, number>();
  for (const one of hits) {
    const equals = `${one.archived} ${one.tier} ${one.hit.kind}`;
    const place = seen.get(equals) ?? 0;
    seen.set(equals, place + 1);
    rounds.set(one, one.opened === NOT_OPENED ? Math.floor(place / ROUND) : 0);
  }
  const round = (one: Ranked) => rounds.get(one) ?? 0;
  return [...hits].sort(
    (a, b) =>
      Number(a.archived) - Number(b.archived) ||
      a.tier - b.tier ||
      a.opened - b.opened ||
      round(a) - round(b) ||
      byRank(a, b),
  );
}

/** Reads the records of one kind and tells how each is shown and how well it answers. */
export function ranked(
  reader: Reader,
  kind: HitKind,
  candidates: readonly Candidate[],
  reading: QueryInterpretation,
  make: HitMaker,
): Ranked[] {
  const is = new Answers(reading);
  const found = new Map(candidates.map((one) => [one.rid, one]));
  const presenter = presenterOf(collectionOf(kind));
  return recordsOf<Records[CollectionName]>(reader, presenter.kind, [...found.keys()]).map(
    ({ rid, record }) => {
      const { tier, opened } = found.get(rid) ?? { tier: tiers.anywhere, opened: 0 };
      const archived = 'archivedAt' in record && Boolean(record.archivedAt);
      const whole = 'nameKey' in record && is.wholeWords(record.name);
      return {
        hit: presenter.hit(record, make),
        tier: presenter.answer(record, tier, is),
        archived,
        opened,
        whole,
        touched: presenter.touched(record),
      };
    },
  );
}
