import type { Rows } from '../store/database';

/**
 * The ids of cards that records speak of and nobody has sent yet, with who spoke of each first: the card is his to send.
 * Else whoever hears of an id from a task that came before its client could send a client of his own under it, and would
 * read everything that follows. Pushes of a workspace run one after another, so that one of two is the first.
 */
export async function findAnnounced(
  rows: Rows,
  workspace: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await rows.query<{ id: string; owner: string }>(
    `SELECT id, owner FROM announced_ids WHERE workspace = $1
       AND id = ANY (ARRAY(SELECT jsonb_array_elements_text($2::text::jsonb)))`,
    [workspace, JSON.stringify(ids)],
  );
  return new Map(found.map(({ id, owner }) => [id, owner]));
}

/** Keeps ids for who has just spoken of them first. */
export async function announceIds(
  rows: Rows,
  workspace: string,
  owner: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await rows.query(
    `INSERT INTO announced_ids (workspace, id, owner)
     SELECT $1, id, $2 FROM jsonb_array_elements_text($3::text::jsonb) AS id ON CONFLICT DO NOTHING`,
    [workspace, owner, JSON.stringify(ids)],
  );
}

/** Forgets ids whose cards have come: from now on the documents themselves say whose they are. */
export async function dropAnnounced(rows: Rows, workspace: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await rows.query(
    `DELETE FROM announced_ids WHERE workspace = $1
       AND id = ANY (ARRAY(SELECT jsonb_array_elements_text($2::text::jsonb)))`,
    [workspace, JSON.stringify(ids)],
  );
}

/** What records of a former version speak of: the first who sent one has announced it. */
export const announceStraysSql = `
  INSERT INTO announced_ids (workspace, id, owner)
  SELECT DISTINCT ON (d.workspace, d.card) d.workspace, d.card, u.id
  FROM documents d JOIN users u ON u.id = d.updated_by
  WHERE d.card <> '' AND NOT EXISTS (
    SELECT 1 FROM documents c WHERE c.workspace = d.workspace AND c.card = d.card AND c.id = d.card)
  ORDER BY d.workspace, d.card, d.seq
  ON CONFLICT DO NOTHING`;
