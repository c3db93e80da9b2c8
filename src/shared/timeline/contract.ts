import { Type } from 'typebox';
import { entityOf, type KindWith, kindsWith, type OneOfKind } from '../kinds';
import { live, output } from '../lib/contract';
import { Id, OneOf, Strict } from '../lib/schema';
import type { SyncMark } from '../sync/contract';

/** Kinds of records that stand in a client's timeline. */
export type StandingKind = Exclude<KindWith<'timeline'>, KindWith<'aside'>>;
export const standingKinds: readonly StandingKind[] = kindsWith('timeline').filter(
  (kind): kind is StandingKind => entityOf(kind).aside !== true,
);

/** What the entries of a kind show, where it is more than any record's: each feature adds its own. */
// biome-ignore lint/suspicious/noEmptyInterface: features add their rows by declaring the module
export interface EntryRows {}

/** A record of a kind that has no entry of its own. */
export interface RecordEntry {
  readonly kind: string;
  readonly id: string;
  readonly title: string;
  readonly gist: string;
  readonly authorName: string;
  readonly mark: SyncMark;
}

type OwnEntry = {
  [K in keyof EntryRows]: { readonly kind: K; readonly at: string } & { readonly [R in K]: EntryRows[K] };
}[keyof EntryRows];

/** One thing that happened with a client or is planned. `at` is the instant, or the local day, it is sorted by. */
export type TimelineEntry =
  | OwnEntry
  | { readonly kind: 'record'; readonly at: string; readonly record: RecordEntry }
  | { readonly kind: 'created'; readonly at: string; readonly authorName: string };

/** What a timeline can be narrowed to: its kinds of records, and how its client was made. */
export type TimelineKind = OneOfKind<StandingKind> | 'created';
export const timelineKinds: readonly TimelineKind[] = [
  ...standingKinds.map((kind) => entityOf(kind).one as OneOfKind<StandingKind>),
  'created',
];

export interface TimelinePage {
  /** How many entries of the kinds asked for there are. */
  readonly total: number;
  /** How many there are of each kind, asked for or not. */
  readonly counts: Readonly<Record<TimelineKind, number>>;
  readonly entries: readonly TimelineEntry[];
}

export const timelineContract = {
  /**
   * Open tasks in order of being due, then what happened, newest first: `limit` entries in all. A longer page is asked
   * for as the person scrolls.
   */
  'timeline.newest': live(
    Strict({
      clientId: Id,
      /** Empty for every kind. */
      kinds: Type.Array(OneOf(timelineKinds)),
      limit: Type.Integer({ minimum: 1, maximum: 10_000 }),
    }),
    output<TimelinePage>(),
  ),
} as const;
