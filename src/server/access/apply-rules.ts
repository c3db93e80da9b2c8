import { createHash } from 'node:crypto';
import type { AccessRule } from '@shared/lib/access';
import type { ServedCollection, ServedCollections } from '../replication/collections';
import { lockSequence, saveSequence } from '../replication/sequence';
import type { Database, Rows } from '../store/database';
import { announceStraysSql } from './announced';
import { readViewers } from './viewers';

/**
 * Computes every document's card and people when the rules are not the ones the database was last opened with: after
 * the first version, which had none, and when a collection's rule changes. Whoever loses sight of something by it gets
 * a move, so that his devices let it go; whoever gains it, too.
 */
export async function applyAccessRules(
  database: Database,
  workspace: string,
  collections: ServedCollections,
): Promise<void> {
  const rules = fingerprint(collections);
  await database.transaction(async (transaction) => {
    const seq = await lockSequence(transaction, workspace);
    const [row] = await transaction.query<{ access_rules: string }>(
      'SELECT access_rules FROM workspaces WHERE id = $1',
      [workspace],
    );
    if (row?.access_rules === rules) return;
    await transaction.query(
      `CREATE TEMPORARY TABLE former ON COMMIT DROP AS
       SELECT collection, id, audience FROM documents WHERE workspace = $1`,
      [workspace],
    );
    for (const collection of collections.values()) await findCard(transaction, workspace, collection);
    await findPeopleOfCards(transaction, workspace, [...collections.values()]);
    for (const collection of collections.values()) await findPeople(transaction, workspace, collection);
    await moveWhatChanged(transaction, workspace, seq);
    await transaction.query(announceStraysSql);
    await transaction.query('UPDATE workspaces SET access_rules = $2 WHERE id = $1', [workspace, rules]);
  }, 'long');
}

function fingerprint(collections: ServedCollections): string {
  const rules = [...collections.values()].map(({ name, access }) => [name, access]);
  return createHash('sha256').update(JSON.stringify(rules)).digest('hex').slice(0, 16);
}

type CardRule = Extract<AccessRule<never>, { readonly responsible: string }>;

const isCard = (access: AccessRule<never>): access is CardRule =>
  typeof access === 'object' && 'responsible' in access;

async function findCard(rows: Rows, workspace: string, { name, access }: ServedCollection): Promise<void> {
  const field =
    typeof access !== 'object' || 'owner' in access ? null : 'card' in access ? access.card : 'id';
  await rows.query(
    `UPDATE documents SET card = coalesce(data ->> $3::text, '') WHERE workspace = $1 AND collection = $2`,
    [workspace, name, field],
  );
}

async function findPeopleOfCards(
  rows: Rows,
  workspace: string,
  collections: readonly ServedCollection[],
): Promise<void> {
  const admitting = collections.flatMap(({ name, access }) =>
    typeof access === 'object' && 'admits' in access && access.admits
      ? [{ collection: name, field: access.admits }]
      : [],
  );
  for (const { name, access } of collections) {
    if (!isCard(access)) continue;
    await rows.query(
      `UPDATE documents AS c SET audience = ARRAY(
         SELECT coalesce(nullif(c.data ->> $3::text, ''), c.data ->> 'createdBy', '')
         UNION
         SELECT p.data ->> a.field FROM jsonb_to_recordset($4::text::jsonb) AS a (collection text, field text)
         JOIN documents p ON p.workspace = c.workspace AND p.collection = a.collection AND p.card = c.id
         WHERE c.id <> '' AND p.card <> '' AND NOT p.deleted AND p.data ->> a.field <> '')
       WHERE c.workspace = $1 AND c.collection = $2`,
      [workspace, name, access.responsible, JSON.stringify(admitting)],
    );
  }
}

async function findPeople(rows: Rows, workspace: string, { name, access }: ServedCollection): Promise<void> {
  if (isCard(access)) return;
  if (typeof access === 'object' && 'owner' in access) {
    await rows.query(
      `UPDATE documents AS d SET audience = CASE d.data ->> $4::text WHEN 'everybody' THEN NULL ELSE ARRAY(
         SELECT o.id FROM (SELECT coalesce(nullif(d.data ->> $3::text, ''), d.data ->> 'createdBy', '') AS id) AS o
         UNION
         SELECT 'team:' || u.team FROM users u
         WHERE u.workspace = d.workspace AND u.team IS NOT NULL AND d.data ->> $4::text = 'team'
           AND u.id = coalesce(nullif(d.data ->> $3::text, ''), d.data ->> 'createdBy', '')) END
       WHERE d.workspace = $1 AND d.collection = $2`,
      [workspace, name, access.owner, access.shared],
    );
    return;
  }
  if (typeof access !== 'object' || !('alone' in access)) {
    await rows.query('UPDATE documents SET audience = NULL WHERE workspace = $1 AND collection = $2', [
      workspace,
      name,
    ]);
    return;
  }
  await rows.query(
    `UPDATE documents AS d SET audience = coalesce(
       (SELECT c.audience FROM documents c
        WHERE c.workspace = d.workspace AND c.card = d.card AND c.id = d.card AND d.card <> '' LIMIT 1),
       ARRAY(SELECT DISTINCT d.data ->> field FROM jsonb_array_elements_text($3::text::jsonb) AS field
             WHERE d.data ->> field <> ''))
     WHERE d.workspace = $1 AND d.collection = $2`,
    [workspace, name, JSON.stringify(access.alone)],
  );
}

/** One move for each document and person whose sight of it is another one now. */
async function moveWhatChanged(rows: Rows, workspace: string, seq: number): Promise<void> {
  const viewers = await readViewers(rows, workspace);
  const people = await rows.query<{ id: string }>('SELECT id FROM users WHERE workspace = $1', [workspace]);
  let last = seq;
  for (const { id } of people) {
    const visibility = viewers.visibility(id);
    if (visibility === 'everything') continue;
    const sees = (table: string) =>
      `(${table}.audience IS NULL OR ${table}.audience && ARRAY(SELECT jsonb_array_elements_text($4::text::jsonb)))`;
    const [moved] = await rows.query<{ last: string | number | null }>(
      `WITH written AS (
         INSERT INTO moves (workspace, user_id, collection, id, seq)
         SELECT $1, $2, d.collection, d.id, $3::bigint + row_number() OVER (ORDER BY d.seq)
         FROM documents d JOIN former f ON f.collection = d.collection AND f.id = d.id
         WHERE d.workspace = $1 AND ${sees('d')} <> ${sees('f')}
         ON CONFLICT (workspace, user_id, collection, id) DO UPDATE SET seq = excluded.seq
         RETURNING seq)
       SELECT max(seq) AS last FROM written`,
      [workspace, id, seq, JSON.stringify(visibility)],
    );
    last = Math.max(last, Number(moved?.last ?? 0));
  }
  if (last > seq) await saveSequence(rows, workspace, last);
}
