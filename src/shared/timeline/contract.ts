import { Type } from 'typebox';
import type { CallRow } from '../calls/contract';
import type { DocumentRow } from '../documents/contract';
import { live, output } from '../lib/contract';
import { Id, Strict } from '../lib/schema';
import type { Note } from '../notes/schema';
import type { SyncMark } from '../sync/contract';
import type { TaskRow } from '../tasks/contract';

/** One thing that happened with a client. `at` is the instant it is sorted by. */
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

export const timelineContract = {
  /** The newest `limit` entries, newest first; a longer page is asked for as the person scrolls. */
  'timeline.newest': live(
    Strict({ clientId: Id, limit: Type.Integer({ minimum: 1, maximum: 5000 }) }),
    output<{ readonly total: number; readonly entries: readonly TimelineEntry[] }>(),
  ),
} as const;
