import { announceChange } from '../replication/announce';
import { lockSequence, saveSequence } from '../replication/sequence';
import type { Rows } from '../store/database';
import { readViewers, type Visibility } from './viewers';

/** One document that comes into a person's scope or leaves it, at its place in his feed. */
export interface Move {
  readonly userId: string;
  readonly collection: string;
  readonly id: string;
  readonly seq: number;
}

/** Writes moves; a later one of the same document takes the place of the earlier. The caller holds the workspace. */
export async function writeMoves(rows: Rows, workspace: string, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return;
  await rows.query(
    `INSERT INTO moves (workspace, user_id, collection, id, seq)
     SELECT $1, r.user_id, r.collection, r.id, r.seq
     FROM jsonb_to_recordset($2::text::jsonb) AS r (user_id text, collection text, id text, seq bigint)
     ON CONFLICT (workspace, user_id, collection, id) DO UPDATE SET seq = excluded.seq`,
    [workspace, JSON.stringify(moves.map(({ userId, ...move }) => ({ user_id: userId, ...move })))],
  );
}

/**
 * Changes roles or teams and lets everything whose visibility changes by it move (in a `long` transaction: it may be
 * every document there is): it appears on the devices of
 * whoever sees it now and leaves those of whoever does not.
 * @returns what `work` returned, and the people whose sight changed
 */
export async function changeSights<T>(
  transaction: Rows,
  workspace: string,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly changed: readonly string[] }> {
  await lockSequence(transaction, workspace);
  const before = await readViewers(transaction, workspace);
  const result = await work();
  await transaction.query('UPDATE workspaces SET access_version = access_version + 1 WHERE id = $1', [
    workspace,
  ]);
  const after = await readViewers(transaction, workspace);
  const people = await transaction.query<{ id: string }>('SELECT id FROM users WHERE workspace = $1', [
    workspace,
  ]);
  const changed: string[] = [];
  const touched = new Set<string>();
  for (const { id } of people) {
    const [old, now] = [before.visibility(id), after.visibility(id)];
    if (same(old, now)) continue;
    changed.push(id);
    for (const collection of await moveAll(transaction, workspace, id, old, now)) touched.add(collection);
  }
  for (const collection of touched) await announceChange(transaction, workspace, collection);
  return { result, changed };
}

const same = (a: Visibility, b: Visibility): boolean =>
  typeof a === 'string' || typeof b === 'string'
    ? a === b
    : a.length === b.length && a.every((id) => b.includes(id));

const seen = (everything: number, people: number) =>
  `($${everything}::boolean OR audience && ARRAY(SELECT jsonb_array_elements_text($${people}::text::jsonb)))`;

/** @returns the collections in which something moved */
async function moveAll(
  rows: Rows,
  workspace: string,
  userId: string,
  before: Visibility,
  after: Visibility,
): Promise<string[]> {
  const seq = await lockSequence(rows, workspace);
  const list = (visibility: Visibility) => JSON.stringify(typeof visibility === 'string' ? [] : visibility);
  const moved = await rows.query<{ collection: string; last: string | number }>(
    `WITH written AS (
       INSERT INTO moves (workspace, user_id, collection, id, seq)
       SELECT workspace, $2, collection, id, $3::bigint + row_number() OVER (ORDER BY seq) FROM documents
       WHERE workspace = $1 AND audience IS NOT NULL AND ${seen(4, 5)} <> ${seen(6, 7)}
       ON CONFLICT (workspace, user_id, collection, id) DO UPDATE SET seq = excluded.seq
       RETURNING collection, seq)
     SELECT collection, max(seq) AS last FROM written GROUP BY collection`,
    [workspace, userId, seq, before === 'everything', list(before), after === 'everything', list(after)],
  );
  if (moved.length > 0) {
    await saveSequence(rows, workspace, Math.max(...moved.map(({ last }) => Number(last))));
  }
  return moved.map(({ collection }) => collection);
}
