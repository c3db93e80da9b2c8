import type { Audience } from '../access/viewers';
import type { Rows } from '../store/database';
import { announceChange } from './announce';
import { lockSequence, saveSequence } from './sequence';

export interface StoredDocument {
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly deleted: boolean;
  readonly seq: number;
  /** The card it belongs to, '' for none. */
  readonly card: string;
  /** Its people; null is everyone. */
  readonly audience: Audience;
}

/**
 * Writes documents in one statement; the caller holds the workspace and has numbered them.
 * @returns how many bytes they are as they are stored
 */
export async function writeDocuments(
  transaction: Rows,
  workspace: string,
  collection: string,
  writtenBy: string,
  documents: readonly StoredDocument[],
): Promise<number> {
  const [row] = await transaction.query<{ bytes: string | number | null }>(
    `WITH written AS (
     INSERT INTO documents (workspace, collection, id, data, deleted, seq, updated_by, card, audience)
     SELECT $1, $2, r.id, r.data, r.deleted, r.seq, $3, r.card,
       CASE WHEN jsonb_typeof(r.audience) = 'array' THEN ARRAY(SELECT jsonb_array_elements_text(r.audience)) END
     FROM jsonb_to_recordset($4::text::jsonb)
       AS r (id text, data jsonb, deleted boolean, seq bigint, card text, audience jsonb)
     ON CONFLICT (workspace, collection, id) DO UPDATE
     SET data = excluded.data, deleted = excluded.deleted, seq = excluded.seq, card = excluded.card,
         audience = excluded.audience, updated_at = now(), updated_by = excluded.updated_by
     RETURNING bytes)
     SELECT sum(bytes) AS bytes FROM written`,
    [workspace, collection, writtenBy, JSON.stringify(documents)],
  );
  return Number(row?.bytes ?? 0);
}

/** Puts a document of the server's own making into the feed, for everyone. */
export async function putDocument(
  transaction: Rows,
  workspace: string,
  collection: string,
  data: Readonly<Record<string, unknown>> & { readonly id: string },
): Promise<void> {
  const seq = (await lockSequence(transaction, workspace)) + 1;
  await writeDocuments(transaction, workspace, collection, '', [
    { id: data.id, data, deleted: false, seq, card: '', audience: null },
  ]);
  await saveSequence(transaction, workspace, seq);
  await announceChange(transaction, workspace, collection);
}
