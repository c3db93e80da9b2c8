import { Type } from 'typebox';
import type { CallRow } from '../calls/contract';
import type { DocumentRow } from '../documents/contract';
import { live, output } from '../lib/contract';
import { Id, OneOf, Strict } from '../lib/schema';
import type { Note } from '../notes/schema';
import type { SyncMark } from '../sync/contract';
import type { TaskRow } from '../tasks/contract';

/** One thing that happened with a client or is planned. `at` is the instant, or the local day, it is sorted by. */
export type TimelineEntry =
  | { readonly kind: 'call'; readonly at: string; readonly call: CallRow }
  | { readonly kind: 'task'; readonly at: string; readonly task: TaskRow }
  | {
      readonly kind: 'note';
      readonly at: string;
      readonly note: Note & { readonly authorName: string; readonly mark: SyncMark };
    }
  | { readonly kind: 'document'; readonly at: string; readonly document: DocumentRow }
  | { readonly kind: 'created'; readonly at: string; readonly authorName: string };

export const timelineKinds = ['call', 'task', 'note', 'document', 'created'] as const;
export type TimelineKind = (typeof timelineKinds)[number];

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
