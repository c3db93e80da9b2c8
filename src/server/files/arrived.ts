import type { Session } from '../auth/sessions';
import { readAsPerson, seen, visibilityList } from '../replication/pull';
import { type PushContext, push } from '../replication/push';
import { writerOf } from '../replication/rejected';
import type { Database } from '../store/database';

/** How often a record that others change meanwhile is tried. */
const tries = 3;

/**
 * Says in the records of a content that it is here. A device says so itself; a revoked one is about to be wiped and
 * may change no record any more, so that nobody would ever fetch what it handed over last. Touches the records its
 * person sees, and his own that wait for the head.
 */
export async function announceContent(
  database: Database,
  context: PushContext,
  session: Session,
  hash: string,
  now: Date,
): Promise<void> {
  const { workspace, user, device } = session;
  const at = now.toISOString();
  await database.query(
    `UPDATE inbox SET state = jsonb_set(state, '{uploadedAt}', to_jsonb($5::text))
     WHERE workspace = $1 AND collection = 'files' AND by_user = $2 AND device = $3 AND status = 'open'
       AND state->>'hash' = $4 AND state->>'uploadedAt' = ''`,
    [workspace, user.id, device, hash, at],
  );
  const files = context.collections.get('files');
  for (let attempt = 0; files !== undefined && attempt < tries; attempt += 1) {
    const rows = await readAsPerson(database, context.viewers, workspace, user.id, ({ visibility }) =>
      database.query<{ data: string }>(
        `SELECT d.data::text AS data FROM documents d WHERE d.workspace = $1 AND d.collection = 'files'
           AND NOT d.deleted AND d.data->>'hash' = $2 AND d.data->>'uploadedAt' = '' AND $3::integer = $4
           AND ${seen(visibility, 'd')}`,
        [workspace, hash, 1, 1, visibilityList(visibility)],
      ),
    );
    const masters = rows.map(({ data }) => ({ ...(JSON.parse(data) as object), _deleted: false }));
    const { conflicts } = await push(
      database,
      context,
      { ...writerOf(session), revoked: false },
      files,
      masters.map((master) => ({
        newDocumentState: { ...master, uploadedAt: at, updatedAt: at, updatedBy: user.id },
        assumedMasterState: master,
      })),
    );
    if (conflicts.length === 0) return;
  }
}
