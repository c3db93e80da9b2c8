import { isLocalUser } from '@shared/app/contract';
import type { CollectionName } from '@shared/collections';
import type { HistoryKind } from '@shared/history/contract';
import type { Fields } from '@shared/history/delta';
import { isEmpty, same } from '@shared/lib/merge';
import type { Database } from '../store/sqlite-storage';
import { stepsBack, storedRecord } from './versions';

/**
 * Whether a record was in the server's very state here once, so that ours was made from it. So it is when our own
 * former edit comes back: on the stream behind a newer one, or after a crash between a push and RxDB's note of it. It
 * must not stand against what was written since.
 *
 * All of it is compared, not its stamps alone: where a colleague's device joined his edit with ours, the outcome has
 * the stamps of the later one, which may be ours, and his edit is new here. What history has forgotten is taken for
 * new, too: then a field may be asked about twice, but none is lost.
 * @param theirs the server's state, without the store's own fields
 */
export function wasVersionSeen(db: Database, name: CollectionName, theirs: object): boolean {
  const kind = name as HistoryKind;
  const { id } = theirs as { readonly id: string };
  const present = storedRecord(db, kind, id);
  if (present === null) return false;
  const state = theirs as Fields;
  if (isSameState(present, state)) return true;
  for (const { before, lost } of stepsBack(db, kind, id, present)) {
    if (lost.length === 0 && isSameState(before, state)) return true;
  }
  return false;
}

/** Before the first sign-in people were known by the device's own ids. */
const isSameState = (ours: Fields, theirs: Fields): boolean =>
  [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].every((field) => {
    const own = ours[field];
    if (field === '_deleted') return (own === true) === (theirs[field] === true);
    return (
      same(own, theirs[field]) || (typeof own === 'string' && isLocalUser(own) && !isEmpty(theirs[field]))
    );
  });
