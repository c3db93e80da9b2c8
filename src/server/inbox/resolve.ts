import { writeMoves } from '../access/visibility-changes';
import { writeAudit } from '../auth/audit';
import { Refusal } from '../http/errors';
import { announceChange, announceInbox } from '../replication/announce';
import type { ServedCollection } from '../replication/collections';
import { type PushContext, push } from '../replication/push';
import type { Writer } from '../replication/rejected';
import { lockSequence, saveSequence } from '../replication/sequence';
import type { DocumentState } from '../replication/states';
import type { Database, Rows } from '../store/database';
import { type InboxRow, mayDecide, mayRead, readInboxRow } from './inbox-view';

/** What of an edit is taken: everything, nothing, or the fields named. */
export type Take = 'all' | 'none' | readonly string[];

/**
 * Decides an edit that waits: the fields taken become part of the record as it stands, written as the decider's own
 * edit; the item stays, decided, and can be reopened. Nothing of it is ever dropped.
 * @throws Refusal `not-found`, `already-resolved`, `forbidden`, `invalid-input`
 */
export async function resolveItem(
  database: Database,
  context: PushContext,
  writer: Writer,
  id: string,
  take: Take,
  now: Date,
): Promise<void> {
  const { workspace, userId } = writer;
  const visibility = (await context.viewers.current(database)).visibility(userId);
  const row = await readInboxRow(database, workspace, id);
  if (row === undefined || !mayRead(visibility, row)) throw new Refusal('not-found');
  if (row.status !== 'open') throw new Refusal('already-resolved');
  if (!mayDecide(visibility, row)) throw new Refusal('forbidden');
  const collection = context.collections.get(row.collection);
  if (collection === undefined) throw new Refusal('unknown-collection');
  const fields = take === 'all' ? Object.keys(row.state) : take === 'none' ? [] : [...take];
  if (fields.some((field) => !Object.hasOwn(row.state, field))) throw new Refusal('invalid-input');
  if (fields.length > 0 || (row.deleted && take === 'all')) {
    const next = stateTaken(row, fields, take, userId, now);
    await write(database, context, { ...writer, onBehalfOf: row.by_user }, collection, next, row);
  }
  const refused = take === 'none' && row.current === null && collection.access === 'everyone';
  await database.transaction(async (transaction) => {
    // The workspace before the inbox, as a push takes them: two that wait for each other would both fail.
    if (refused) await letGo(transaction, workspace, row);
    const [decided] = await transaction.query(
      `UPDATE inbox SET status = 'resolved', taken = $2::text::jsonb, resolved_by = $3, resolved_at = $4::timestamptz
       WHERE id = $1 AND status = 'open' RETURNING id`,
      [id, JSON.stringify(fields), userId, now.toISOString()],
    );
    if (decided === undefined) return;
    await announceInbox(transaction);
    await writeAudit(transaction, workspace, now, {
      event: 'inbox-resolved',
      userId,
      subject: id,
      details: { fields: fields.length },
    });
  });
}

function stateTaken(
  row: NonNullable<Awaited<ReturnType<typeof readInboxRow>>>,
  fields: readonly string[],
  take: Take,
  userId: string,
  now: Date,
): DocumentState {
  const base = row.current ?? (take === 'all' ? {} : row.state);
  const taken = Object.fromEntries(fields.map((field) => [field, row.state[field]]));
  // Taken whole, an edit is merged over what stands: only what its author changed.
  const changed =
    take === 'all' && row.current !== null && row.assumed !== null
      ? Object.fromEntries(
          Object.entries(taken).filter(
            ([field, value]) => JSON.stringify(value) !== JSON.stringify(row.assumed?.[field]),
          ),
        )
      : taken;
  return {
    ...base,
    ...changed,
    id: row.record_id,
    ...(row.current === null ? {} : { updatedAt: now.toISOString(), updatedBy: userId }),
    _deleted: row.deleted && take === 'all',
  };
}

/** A record that stood at its writer's device alone leaves it: it was refused. */
async function letGo(
  transaction: Rows,
  workspace: string,
  { by_user, collection, record_id }: InboxRow,
): Promise<void> {
  const seq = (await lockSequence(transaction, workspace)) + 1;
  await writeMoves(transaction, workspace, [{ userId: by_user, collection, id: record_id, seq }]);
  await saveSequence(transaction, workspace, seq);
  await announceChange(transaction, workspace, collection);
}

/** As the decider's own push, so that schema, scope and moves are all the same. */
async function write(
  database: Database,
  context: PushContext,
  writer: Writer,
  collection: ServedCollection,
  next: DocumentState,
  row: { readonly current: Record<string, unknown> | null; readonly current_deleted: boolean | null },
): Promise<void> {
  const assumed =
    row.current === null ? undefined : { ...row.current, _deleted: row.current_deleted === true };
  const result = await push(database, context, writer, collection, [
    { newDocumentState: next, assumedMasterState: assumed },
  ]);
  if (result.kept > 0) throw new Refusal('forbidden');
  if (result.rejected > 0) throw new Refusal('invalid-input');
  if (result.conflicts.length > 0) throw new Refusal('already-resolved');
}

/** Opens a decided item again; what was taken of it stays in the record. @throws Refusal `not-found`, `forbidden` */
export async function reopenItem(
  database: Database,
  context: PushContext,
  { workspace, userId }: Writer,
  id: string,
  now: Date,
): Promise<void> {
  const visibility = (await context.viewers.current(database)).visibility(userId);
  const row = await readInboxRow(database, workspace, id);
  if (row === undefined || !mayRead(visibility, row)) throw new Refusal('not-found');
  if (!mayDecide(visibility, row)) throw new Refusal('forbidden');
  await database.transaction(async (transaction) => {
    await transaction.query(
      `UPDATE inbox SET status = 'open', taken = NULL, resolved_by = NULL, resolved_at = NULL WHERE id = $1`,
      [id],
    );
    await announceInbox(transaction);
    await writeAudit(transaction, workspace, now, { event: 'inbox-reopened', userId, subject: id });
  });
}
