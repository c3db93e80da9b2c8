import type { Rows } from '../store/database';

/**
 * Takes the workspace for writing until the transaction ends, and gives its last sequence number. A PostgreSQL
 * sequence is not commit order: a pull beside two pushes would skip the one that took its number first and committed
 * last. Holding the workspace's own row makes both orders one, also across instances.
 */
export async function lockSequence(transaction: Rows, workspace: string): Promise<number> {
  const [row] = await transaction.query<{ seq: string | number }>(
    'SELECT seq FROM workspaces WHERE id = $1 FOR NO KEY UPDATE',
    [workspace],
  );
  return Number(row?.seq ?? 0);
}

/** Keeps the last number taken under `lockSequence`. */
export async function saveSequence(transaction: Rows, workspace: string, seq: number): Promise<void> {
  await transaction.query('UPDATE workspaces SET seq = $2 WHERE id = $1', [workspace, seq]);
}

/** The last committed number. */
export async function readSequence(rows: Rows, workspace: string): Promise<number> {
  const [row] = await rows.query<{ seq: string | number }>('SELECT seq FROM workspaces WHERE id = $1', [
    workspace,
  ]);
  return Number(row?.seq ?? 0);
}
