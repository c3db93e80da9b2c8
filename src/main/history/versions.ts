import type { HistoryKind } from '@shared/history/contract';
import { type Delta, type Fields, undone } from '@shared/history/delta';
import { table } from '../reader/reader';
import type { Database, SqlRow } from '../store/sqlite-storage';
import { parseStored } from '../store/sqlite-storage/stored';

/** One change with the versions on both sides of it. */
export interface Step {
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly userId: string;
  readonly device: string;
  /** Whether it came by sync, where several changes of one colleague arrive as one. */
  readonly came: boolean;
  readonly delta: Delta;
  readonly before: Fields;
  readonly after: Fields;
  /** Fields of `before` of which nothing is known. */
  readonly lost: readonly string[];
}

/** Rows fetched at a time: a screen's worth at first, since most people look no further. */
const firstChunk = 60;
const chunk = 500;

/** A record as it lies in the store, also a deleted one, without the store's own fields; null when it is not here. */
export function storedRecord(db: Database, kind: HistoryKind, id: string): Fields | null {
  const row = db.get(`SELECT data FROM ${table(kind)} WHERE id = ?`, [id]);
  if (!row) return null;
  const { _rev, _meta, _attachments, ...record } = parseStored<Record<string, unknown>>(row[0]);
  return { ...record, _deleted: record._deleted === true };
}

/** How many changes of a record are kept. */
export function countChanges(db: Database, kind: HistoryKind, id: string): number {
  return Number(db.get('SELECT count(*) FROM history WHERE id = ? AND collection = ?', [id, kind])?.[0] ?? 0);
}

/**
 * When the earliest version of a record that is known here was written: its changes up to then left no former values on
 * this device, which received the record later, or has kept them to the end of their term.
 * @param record the record as it lies here
 * @returns an instant; the record's `createdAt` where everything is known
 */
export function knownSince(db: Database, kind: HistoryKind, id: string, record: Fields): string {
  // The first change that moved the stamp names the one before; changes without a stamp of their own move none.
  const was = "json_extract(changes, '$.updatedAt.was')";
  const row = db.get(
    `SELECT ${was} FROM history WHERE id = ? AND collection = ? AND ${was} IS NOT NULL ORDER BY seq LIMIT 1`,
    [id, kind],
  );
  return String(row?.[0] ?? record.updatedAt ?? record.createdAt ?? '');
}

/** Walks back through a record's changes, the last arrived first, fetching as it goes. */
export function* stepsBack(db: Database, kind: HistoryKind, id: string, record: Fields): Generator<Step> {
  let after = record;
  for (const [seq, at, user, device, changes, came] of changeRows(db, kind, id)) {
    const delta = parseStored<Delta>(changes);
    const { record: former, lost } = undone(after, delta);
    yield {
      seq: Number(seq),
      at: Number(at),
      userId: String(user),
      device: String(device),
      came: came === 1,
      delta,
      before: former,
      after,
      lost,
    };
    after = former;
  }
}

/** The changes that {@link asOf} needs for an instant: those made after it, and all that came later than the first. */
export function* changesAfter(db: Database, kind: HistoryKind, id: string, instant: number) {
  const first = db.get('SELECT min(seq) FROM history WHERE id = ? AND collection = ? AND at > ?', [
    id,
    kind,
    instant,
  ])?.[0];
  if (typeof first !== 'number') return;
  for (const [seq, at, , , changes] of changeRows(db, kind, id)) {
    if (Number(seq) < first) return;
    yield { at: Number(at), delta: parseStored<Delta>(changes) };
  }
}

function* changeRows(db: Database, kind: HistoryKind, id: string): Generator<SqlRow> {
  let last = Number.MAX_SAFE_INTEGER;
  let size = firstChunk;
  for (;;) {
    const rows = db.all(
      `SELECT seq, at, user, device, changes, came FROM history
       WHERE id = ? AND collection = ? AND seq < ? ORDER BY seq DESC LIMIT ${size}`,
      [id, kind, last],
    );
    yield* rows;
    if (rows.length < size) return;
    last = Number(rows[rows.length - 1]?.[0]);
    size = chunk;
  }
}
