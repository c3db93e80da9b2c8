import { writeAudit } from '../auth/audit';
import { skipSeries } from '../auth/series';
import type { Database } from '../store/database';
import { lockSequence } from './sequence';

/** As many series are passed over as may have been given after the backup to devices that have yet to come back. */
const skipped = 100;
const dayMs = 24 * 3600_000;

/**
 * Notes that the database was restored from a backup: from now on devices may bring back what colleagues of their
 * people had made, in those people's names, and the next series are ones that cannot have been given after the backup.
 * Told twice in a day it is noted once.
 * @param by whose device shows it; null: the command line
 * @returns whether it was noted
 */
export async function noteRestore(
  database: Database,
  workspace: string,
  now: Date,
  by: { readonly userId: string; readonly device: string } | null,
): Promise<boolean> {
  return database.transaction(async (transaction) => {
    await lockSequence(transaction, workspace);
    const [row] = await transaction.query<{ restored_at: Date | null }>(
      'SELECT restored_at FROM workspaces WHERE id = $1',
      [workspace],
    );
    if (row?.restored_at && now.getTime() - row.restored_at.getTime() < dayMs) return false;
    // Who may see what does not change by it, but what is known of it is read anew.
    await transaction.query(
      'UPDATE workspaces SET restored_at = $2::timestamptz, access_version = access_version + 1 WHERE id = $1',
      [workspace, now.toISOString()],
    );
    await skipSeries(transaction, workspace, skipped);
    await writeAudit(transaction, workspace, now, {
      event: 'database-restored',
      userId: by?.userId ?? null,
      device: by?.device ?? '',
    });
    return true;
  });
}
