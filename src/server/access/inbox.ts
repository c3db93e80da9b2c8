import type { InboxReason } from '@shared/inbox/contract';
import { ulid } from 'ulid';
import { announceInbox } from '../replication/announce';
import type { Writer } from '../replication/rejected';
import { type DocumentState, equalJson, type PlainState, plainOf, sameState } from '../replication/states';
import type { Rows } from '../store/database';

/** A pushed state that is taken but not applied. */
export interface Waiting {
  readonly collection: string;
  readonly id: string;
  readonly card: string;
  readonly state: PlainState;
  readonly assumed: DocumentState | undefined;
  readonly reason: InboxReason;
}

interface Known {
  id: string;
  record_id: string;
  state: Record<string, unknown>;
  deleted: boolean;
  assumed: Record<string, unknown> | null;
  status: string;
}

/**
 * Takes edits into the inbox. The same edit sent again after a lost answer is there already; a later edit of the same
 * record by the same device takes the place of the one still open, and stays an edit of what that began from.
 */
export async function takeIntoInbox(rows: Rows, writer: Writer, waiting: readonly Waiting[]): Promise<void> {
  for (const item of waiting) {
    const known = await rows.query<Known>(
      `SELECT id, record_id, state, deleted, assumed, status FROM inbox
       WHERE workspace = $1 AND collection = $2 AND record_id = $3 AND device = $4 AND by_user = $5 ORDER BY id`,
      [writer.workspace, item.collection, item.id, writer.device, writer.userId],
    );
    const { state } = item;
    if (known.some((one) => sameState({ data: one.state, deleted: one.deleted }, state))) continue;
    const assumed = item.assumed === undefined ? undefined : plainOf(item.assumed);
    const open = known.find(({ status }) => status === 'open');
    const continues = open && assumed && equalJson(open.state, assumed.data);
    if (open && (continues || assumed === undefined || equalJson(open.assumed, assumed.data))) {
      await rows.query('UPDATE inbox SET state = $2::text::jsonb, deleted = $3, at = now() WHERE id = $1', [
        open.id,
        JSON.stringify(state.data),
        state.deleted,
      ]);
      continue;
    }
    await rows.query(
      `INSERT INTO inbox (id, workspace, collection, record_id, card, state, deleted, assumed, reason, by_user, device)
       VALUES ($1, $2, $3, $4, $5, $6::text::jsonb, $7, $8::text::jsonb, $9, $10, $11)`,
      [
        ulid(),
        writer.workspace,
        item.collection,
        item.id,
        item.card,
        JSON.stringify(state.data),
        state.deleted,
        assumed === undefined ? null : JSON.stringify(assumed.data),
        item.reason,
        writer.userId,
        writer.device,
      ],
    );
  }
  if (waiting.length > 0) await announceInbox(rows);
}
