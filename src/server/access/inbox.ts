import type { InboxReason } from '@shared/inbox/contract';
import { ulid } from 'ulid';
import { ensureRoom } from '../limits/stored';
import { announceInbox } from '../replication/announce';
import type { Writer } from '../replication/rejected';
import { type DocumentState, isStorable, type PlainState, plainOf } from '../replication/states';
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

/** What of a waiting edit the inbox knows already. */
interface Known {
  place: number;
  /** The same edit is there. */
  is_there: boolean;
  /** The one still open that it takes the place of. */
  open_id: string | null;
}

/**
 * Takes edits into the inbox. The same edit sent again after a lost answer is there already; a later edit of the same
 * record by the same device takes the place of the one still open, and stays an edit of what that began from.
 * @param most bytes a person may have in the inbox; of a revoked device, whose last words these are, four times as many
 * @throws Refusal `storage-full`
 */
export async function takeIntoInbox(
  rows: Rows,
  writer: Writer,
  waiting: readonly Waiting[],
  most: number,
): Promise<void> {
  if (waiting.length === 0) return;
  const texts = waiting.map(holdable).map((item) => ({
    ...item,
    stateText: JSON.stringify(item.state.data),
    assumedText: item.assumed === undefined ? null : JSON.stringify(plainOf(item.assumed).data),
  }));
  const bytes = texts.reduce((sum, one) => sum + one.stateText.length + (one.assumedText?.length ?? 0), 0);
  await ensureRoom(rows, 'inbox', writer, bytes, writer.revoked ? 4 * most : most);
  // Edits of one record are judged one after another; those of different ones at once.
  for (const round of roundsOf(texts)) await takeRound(rows, writer, round);
  await announceInbox(rows);
}

/** A state that the database cannot hold never was the server's: nothing is known of what such an edit began from. */
const holdable = (item: Waiting): Waiting =>
  item.assumed === undefined || isStorable(JSON.stringify(item.assumed))
    ? item
    : { ...item, assumed: undefined };

interface Told extends Waiting {
  readonly stateText: string;
  readonly assumedText: string | null;
}

function roundsOf(waiting: readonly Told[]): Told[][] {
  const rounds: Told[][] = [];
  const seen = new Map<string, number>();
  for (const item of waiting) {
    const round = seen.get(item.id) ?? 0;
    seen.set(item.id, round + 1);
    const items = rounds[round] ?? [];
    rounds[round] = items;
    items.push(item);
  }
  return rounds;
}

async function takeRound(rows: Rows, writer: Writer, round: readonly Told[]): Promise<void> {
  const told = round.map((item, place) => ({
    place,
    collection: item.collection,
    record_id: item.id,
    state: item.state.data,
    deleted: item.state.deleted,
    assumed: item.assumed === undefined ? null : plainOf(item.assumed).data,
    new_id: ulid(),
    card: item.card,
    reason: item.reason,
  }));
  // Compared where they lie: what a person has here may be much.
  const known = await rows.query<Known>(
    `SELECT r.place,
       bool_or(i.state = r.state AND i.deleted = r.deleted) AS is_there,
       max(i.id) FILTER (WHERE i.status = 'open'
         AND (r.assumed IS NULL OR jsonb_typeof(r.assumed) = 'null' OR i.state = r.assumed OR i.assumed = r.assumed))
         AS open_id
     FROM jsonb_to_recordset($4::text::jsonb)
       AS r (place integer, collection text, record_id text, state jsonb, deleted boolean, assumed jsonb)
     JOIN inbox i ON i.workspace = $1 AND i.collection = r.collection AND i.record_id = r.record_id
       AND i.device = $2 AND i.by_user = $3
     GROUP BY r.place`,
    [writer.workspace, writer.device, writer.userId, JSON.stringify(told)],
  );
  const byPlace = new Map(known.map((one) => [Number(one.place), one]));
  const fresh = told.filter(({ place }) => byPlace.get(place)?.is_there !== true);
  const later = fresh.flatMap((one) => {
    const id = byPlace.get(one.place)?.open_id;
    return typeof id === 'string' ? [{ id, state: one.state, deleted: one.deleted }] : [];
  });
  if (later.length > 0) {
    await rows.query(
      `UPDATE inbox AS i SET state = r.state, deleted = r.deleted, at = now()
       FROM jsonb_to_recordset($1::text::jsonb) AS r (id text, state jsonb, deleted boolean) WHERE i.id = r.id`,
      [JSON.stringify(later)],
    );
  }
  const added = fresh.filter(({ place }) => typeof byPlace.get(place)?.open_id !== 'string');
  if (added.length === 0) return;
  await rows.query(
    `INSERT INTO inbox (id, workspace, collection, record_id, card, state, deleted, assumed, reason, by_user, device)
     SELECT r.new_id, $1, r.collection, r.record_id, r.card, r.state, r.deleted,
       CASE WHEN jsonb_typeof(r.assumed) = 'object' THEN r.assumed END, r.reason, $2, $3
     FROM jsonb_to_recordset($4::text::jsonb)
       AS r (new_id text, collection text, record_id text, card text, state jsonb, deleted boolean, assumed jsonb,
             reason text)`,
    [writer.workspace, writer.userId, writer.device, JSON.stringify(added)],
  );
}
