import type { ViewerCache } from '../access/viewers';
import type { Session } from '../auth/sessions';
import { readAsPerson, seen, visibilityList } from '../replication/pull';
import type { Database } from '../store/database';
import { isVouchedFor } from './claims';

/**
 * Whether a record in the person's scope speaks of this content.
 * @param vouched only a record that opens it: see `claims.ts`
 */
export async function isInSight(
  database: Database,
  viewers: ViewerCache,
  { workspace, user }: Session,
  hash: string,
  vouched = false,
): Promise<boolean> {
  return readAsPerson(database, viewers, workspace, user.id, async ({ visibility }) => {
    const rows = await database.query(
      `SELECT 1 FROM documents d WHERE d.workspace = $1 AND d.collection = 'files' AND NOT d.deleted
         AND d.data->>'hash' = $2 AND $3::integer = $4 AND ${seen(visibility, 'd')}${vouched ? ` AND ${isVouchedFor}` : ''} LIMIT 1`,
      [workspace, hash, 1, 1, visibilityList(visibility)],
    );
    return rows.length > 0;
  });
}

/** Whether the person's own record with this content waits for the head: then the content is to be kept, too. */
export async function isKeptForHead(
  database: Database,
  { workspace, user }: Session,
  hash: string,
): Promise<boolean> {
  const rows = await database.query(
    `SELECT 1 FROM inbox WHERE workspace = $1 AND collection = 'files' AND by_user = $2
       AND state->>'hash' = $3 AND status = 'open' LIMIT 1`,
    [workspace, user.id, hash],
  );
  return rows.length > 0;
}
