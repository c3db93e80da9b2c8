import type { Taken } from '../replication/push';
import type { Writer } from '../replication/rejected';
import type { Rows } from '../store/database';

/**
 * Notes who had a record speak of a content. A hash is soon known, and a record with it soon made: it opens the content
 * only if the person who wrote it there has the content himself, which he shows by sending it. Whoever takes a record
 * from the inbox has not written it: it stays its author's word.
 */
export async function noteClaims(
  rows: Rows,
  { workspace, userId, onBehalfOf }: Writer,
  collection: string,
  taken: readonly Taken[],
): Promise<void> {
  if (collection !== 'files') return;
  const claims = taken.flatMap(({ id, data: { hash }, before }) =>
    typeof hash === 'string' && hash !== '' && hash !== before?.hash ? [{ id, hash }] : [],
  );
  if (claims.length === 0) return;
  await rows.query(
    `INSERT INTO blob_claims (workspace, hash, record_id, user_id)
     SELECT $1, r.hash, r.id, $2 FROM jsonb_to_recordset($3::text::jsonb) AS r (hash text, id text)
     ON CONFLICT DO NOTHING`,
    [workspace, onBehalfOf ?? userId, JSON.stringify(claims)],
  );
}

/** The condition that the record `d` may open the content it speaks of: it was claimed by somebody who has it. */
export const isVouchedFor = `EXISTS (
  SELECT 1 FROM blob_claims c
  JOIN blob_holders h ON h.workspace = c.workspace AND h.hash = c.hash AND h.user_id = c.user_id
  WHERE c.workspace = d.workspace AND c.hash = d.data->>'hash' AND c.record_id = d.id)`;
