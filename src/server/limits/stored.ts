import { Refusal } from '../http/errors';
import type { Rows } from '../store/database';

/** A record as it counts: the bytes of the one who wrote it last. */
export interface Owned {
  readonly userId: string;
  readonly bytes: number;
}

/**
 * Counts what a push has written as its writer's, and what it replaced as nobody's any more. The caller holds the
 * workspace.
 * @param written the bytes of the records as they are stored now
 * @param freed what they were before
 * @throws Refusal `storage-full` when it makes what he has more, beyond the most
 */
export async function countStored(
  transaction: Rows,
  { workspace, userId }: { readonly workspace: string; readonly userId: string },
  written: number,
  freed: readonly Owned[],
  most: number,
): Promise<void> {
  const changes = new Map<string, number>([[userId, written]]);
  for (const { userId: whose, bytes } of freed) changes.set(whose, (changes.get(whose) ?? 0) - bytes);
  const isMore = (changes.get(userId) ?? 0) > 0;
  const rows = [...changes].filter(([, bytes]) => bytes !== 0).map(([id, bytes]) => ({ id, bytes }));
  if (rows.length === 0) return;
  const counted = await transaction.query<{ user_id: string; bytes: string | number }>(
    `INSERT INTO stored AS s (workspace, user_id, bytes)
     SELECT $1, r.id, r.bytes FROM jsonb_to_recordset($2::text::jsonb) AS r (id text, bytes bigint)
     ON CONFLICT (workspace, user_id) DO UPDATE SET bytes = s.bytes + excluded.bytes
     RETURNING user_id, bytes`,
    [workspace, JSON.stringify(rows)],
  );
  if (isMore && counted.some(({ user_id, bytes }) => user_id === userId && Number(bytes) > most))
    throw new Refusal('storage-full');
}

/** Refuses what would make a person's rows in a table more than the most. @throws Refusal `storage-full` */
export async function ensureRoom(
  transaction: Rows,
  table: 'inbox' | 'rejected',
  { workspace, userId }: { readonly workspace: string; readonly userId: string },
  added: number,
  most: number,
): Promise<void> {
  const [row] = await transaction.query<{ bytes: string | number | null }>(
    `SELECT sum(bytes) AS bytes FROM ${table} WHERE workspace = $1 AND ${table === 'inbox' ? 'by_user' : 'rejected_by'} = $2`,
    [workspace, userId],
  );
  if (Number(row?.bytes ?? 0) + added > most) throw new Refusal('storage-full');
}
