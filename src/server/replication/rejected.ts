import { createHash } from 'node:crypto';
import type { Session } from '../auth/sessions';
import { Refusal } from '../http/errors';
import { largestRecord } from '../limits/limits';
import { ensureRoom } from '../limits/stored';
import type { Rows } from '../store/database';
import { sameContent } from './stamps';
import { type DocumentState, isState, type PlainState, plainOf, sameState } from './states';

/** Why a row was put aside: no usable id, too big, text the database cannot hold, or not the schema's shape. */
export type RejectReason = 'no-id' | 'too-large' | 'unstorable-text' | 'schema';

export interface Rejection {
  /** '' when the row has no usable id. */
  readonly id: string;
  readonly reason: RejectReason;
  readonly detail: string;
  readonly state: DocumentState;
  readonly assumed: DocumentState | undefined;
}

/** Whose device the row came from. */
export interface Writer {
  readonly workspace: string;
  readonly userId: string;
  readonly device: string;
  /** What the device is called, as it said when it signed in. */
  readonly deviceName?: string;
  /** Whose edit it is, where somebody takes it from the inbox. */
  readonly onBehalfOf?: string;
  /** The device is revoked: what it still sends is kept for the head, nothing of it is applied. */
  readonly revoked?: boolean;
}

export const writerOf = ({ workspace, user, device, deviceName, revoked }: Session): Writer => ({
  workspace,
  userId: user.id,
  device,
  deviceName,
  revoked,
});

/** A row put aside earlier, with the master state it was an edit of. */
export interface PutAside {
  readonly state: DocumentState;
  readonly assumed: DocumentState | undefined;
}

/** One row put aside alone is never too much: its body was no more. */
const maxReadAside = 16 * 1024 * 1024;

/**
 * The person's rows put aside under these ids on his device.
 * @throws Refusal `too-large` when they are more than one push may have read
 */
export async function findPutAside(
  rows: Rows,
  writer: Writer,
  collection: string,
  ids: readonly string[],
): Promise<Map<string, PutAside>> {
  const found = await rows.query<{ id: string; state: string | null; assumed: string | null }>(
    `SELECT id, CASE WHEN sum(bytes) OVER () <= $6 THEN state END AS state,
       CASE WHEN sum(bytes) OVER () <= $6 THEN assumed END AS assumed FROM rejected WHERE workspace = $1 AND collection = $2 AND device = $3
     AND rejected_by = $5 AND id = ANY (ARRAY(SELECT jsonb_array_elements_text($4::text::jsonb)))`,
    [writer.workspace, collection, writer.device, JSON.stringify(ids), writer.userId, maxReadAside],
  );
  if (found.some(({ state }) => state === null)) throw new Refusal('too-large');
  return new Map(
    found.map(({ id, state, assumed }) => [id, { state: stateOf(state) ?? {}, assumed: stateOf(assumed) }]),
  );
}

/**
 * Keeps rows whole. A later edit of a row already put aside takes its place, since it contains it, but stays an edit
 * of the same master state.
 * @param most bytes of rows a person may have here
 * @throws Refusal `storage-full`
 */
export async function quarantine(
  rows: Rows,
  writer: Writer,
  collection: string,
  rejections: readonly Rejection[],
  earlier: ReadonlyMap<string, PutAside>,
  most: number,
): Promise<void> {
  if (rejections.length === 0) return;
  // By id, so that of one record that comes twice in a batch the later state stays.
  const kept = new Map<
    string,
    { id: string; reason: string; detail: string; state: string; assumed: string | null }
  >();
  for (const { id: told, reason, detail, ...rejection } of rejections) {
    const state = JSON.stringify(rejection.state);
    const id = told || `no-id:${createHash('sha256').update(state).digest('hex').slice(0, 32)}`;
    const before = earlier.get(told);
    const assumed = continues(rejection.assumed, before) ? before?.assumed : rejection.assumed;
    const assumedText = assumed === undefined ? '' : JSON.stringify(assumed);
    // No master was ever so large: it is none of ours.
    const isOurs = assumedText !== '' && Buffer.byteLength(assumedText) <= largestRecord * 2;
    kept.set(id, { id, reason, detail, state, assumed: isOurs ? assumedText : null });
  }
  const list = [...kept.values()];
  const added = list.reduce((sum, { state, assumed }) => sum + state.length + (assumed?.length ?? 0), 0);
  await ensureRoom(rows, 'rejected', writer, added, most);
  await rows.query(
    `INSERT INTO rejected (workspace, collection, device, rejected_by, id, reason, detail, state, assumed)
     SELECT $1, $2, $3, $4, r.id, r.reason, r.detail, r.state, r.assumed
     FROM jsonb_to_recordset($5::text::jsonb)
       AS r (id text, reason text, detail text, state text, assumed text)
     ON CONFLICT (workspace, collection, device, rejected_by, id) DO UPDATE
     SET reason = excluded.reason, detail = excluded.detail, state = excluded.state, assumed = excluded.assumed,
         rejected_at = now()`,
    [writer.workspace, collection, writer.device, writer.userId, JSON.stringify(list)],
  );
}

/**
 * True when a push takes for the master what we put aside, and the master is still what that was an edit of: the
 * device was told its row had arrived, so its next edit builds on it.
 */
export function healsPutAside(
  assumed: DocumentState | undefined,
  earlier: PutAside | undefined,
  master: PlainState,
): boolean {
  return (
    continues(assumed, earlier) &&
    earlier?.assumed !== undefined &&
    sameContent(plainOf(earlier.assumed), master)
  );
}

/** Forgets what a sound state has replaced. */
export async function dropPutAside(
  rows: Rows,
  writer: Writer,
  collection: string,
  ids: readonly string[],
): Promise<void> {
  await rows.query(
    `DELETE FROM rejected WHERE workspace = $1 AND collection = $2 AND device = $3
     AND rejected_by = $5 AND id = ANY (ARRAY(SELECT jsonb_array_elements_text($4::text::jsonb)))`,
    [writer.workspace, collection, writer.device, JSON.stringify(ids), writer.userId],
  );
}

/** What a device may know of its rows put aside: it has the rows themselves. */
export async function listPutAside(
  rows: Rows,
  writer: Writer,
  collection: string,
): Promise<{ id: string; reason: string; detail: string; rejectedAt: string }[]> {
  const found = await rows.query<{ id: string; reason: string; detail: string; rejected_at: Date }>(
    `SELECT id, reason, detail, rejected_at FROM rejected
     WHERE workspace = $1 AND collection = $2 AND device = $3 AND rejected_by = $4
     ORDER BY rejected_at, id LIMIT 1000`,
    [writer.workspace, collection, writer.device, writer.userId],
  );
  return found.map(({ id, reason, detail, rejected_at }) => ({
    id,
    reason,
    detail,
    rejectedAt: rejected_at.toISOString(),
  }));
}

function continues(assumed: DocumentState | undefined, earlier: PutAside | undefined): boolean {
  return (
    assumed !== undefined && earlier !== undefined && sameState(plainOf(assumed), plainOf(earlier.state))
  );
}

function stateOf(text: string | null): DocumentState | undefined {
  if (text === null) return undefined;
  const value: unknown = JSON.parse(text);
  return isState(value) ? value : undefined;
}
