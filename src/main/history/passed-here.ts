import type { CollectionName } from '@shared/collections';
import type { Database } from '../store/sqlite-storage';

/**
 * Whether a record was in the server's very state here once, so that ours was made from it. So it is when our own
 * former edit comes back: on the stream behind a newer one, or after a crash between a push and RxDB's note of it. It
 * must not stand against what was written since. An edit of before the first sign-in has the device's own user in its
 * history, and the server's in the record.
 * @param createdAt of our state
 */
export function hasPassedHere(
  db: Database,
  name: CollectionName,
  createdAt: unknown,
  theirs: { readonly id: string; readonly updatedAt?: unknown; readonly updatedBy?: unknown },
): boolean {
  const { id, updatedAt, updatedBy } = theirs;
  if (typeof updatedAt !== 'string' || updatedAt === '') return false;
  if (updatedAt === createdAt) return true;
  const row = db.get(
    `SELECT 1 FROM history
     WHERE id = ? AND collection = ? AND at = ? AND (user = ? OR user LIKE 'local-%') LIMIT 1`,
    [id, name, Date.parse(updatedAt), String(updatedBy ?? '')],
  );
  return row !== undefined;
}
