import type { InboxReason } from '../access/inbox';
import { type Audience, isSeen, type Sight } from '../access/viewers';
import { equalJson } from '../replication/states';
import type { Rows } from '../store/database';

/** One field of an edit that waits: how it began, what its author wants, what stands now. */
export interface InboxField {
  readonly field: string;
  /** Absent when it is not known what the edit began from. */
  readonly base?: unknown;
  readonly mine: unknown;
  /** Absent when the reader may not see the record as it stands, or there is none. */
  readonly current?: unknown;
}

/** An edit that waits for the head, or was decided. */
export interface InboxItem {
  readonly id: string;
  readonly collection: string;
  readonly recordId: string;
  /** The client it belongs to; '' for none. */
  readonly clientId: string;
  readonly reason: InboxReason;
  readonly status: 'open' | 'resolved';
  readonly by: string;
  readonly device: string;
  readonly at: string;
  /** The record's author wants it gone. */
  readonly deletes: boolean;
  /** There is no such record on the server yet: taking it adds it. */
  readonly isNew: boolean;
  /** Whether the reader may decide: he sees the record, or the card it would belong to. */
  readonly mayResolve: boolean;
  readonly fields: readonly InboxField[];
  /** Which fields were taken; null while open. */
  readonly taken: readonly string[] | null;
  readonly resolvedBy: string | null;
  readonly resolvedAt: string;
}

export interface InboxRow {
  id: string;
  collection: string;
  record_id: string;
  card: string;
  state: Record<string, unknown>;
  deleted: boolean;
  assumed: Record<string, unknown> | null;
  reason: InboxReason;
  by_user: string;
  device: string;
  at: Date;
  status: 'open' | 'resolved';
  taken: string[] | null;
  resolved_by: string | null;
  resolved_at: Date | null;
  current: Record<string, unknown> | null;
  current_deleted: boolean | null;
  audience: string[] | null;
  card_audience: string[] | null;
}

/** Rows of the inbox with the record and the card as they stand; `$1` is the workspace. */
export const inboxSql = `
  SELECT i.*, d.data AS current, d.deleted AS current_deleted, d.audience, c.audience AS card_audience
  FROM inbox i
  LEFT JOIN documents d ON d.workspace = i.workspace AND d.collection = i.collection AND d.id = i.record_id
  LEFT JOIN documents c ON c.workspace = i.workspace AND c.card = i.card AND c.id = i.card AND i.card <> ''
  WHERE i.workspace = $1`;

/** Bookkeeping that every edit changes. */
const stamps = new Set(['updatedAt', 'updatedBy', 'device']);

/** Whether a person may know of an item: his people made the edit, or he sees what it is about. */
export const mayRead = (sight: Sight, row: InboxRow): boolean =>
  isSeen(sight, [row.by_user]) || mayDecide(sight, row);

/** Whether a person may decide: he sees the record as it stands, or the card a new one would belong to. */
export function mayDecide(sight: Sight, row: InboxRow): boolean {
  if (sight === 'everything') return true;
  const about: Audience = row.current !== null ? row.audience : (row.card_audience ?? [row.by_user]);
  return isSeen(sight, about);
}

export function itemOf(sight: Sight, row: InboxRow): InboxItem {
  const isDecider = mayDecide(sight, row);
  return {
    id: row.id,
    collection: row.collection,
    recordId: row.record_id,
    clientId: row.card,
    reason: row.reason,
    status: row.status,
    by: row.by_user,
    device: row.device,
    at: row.at.toISOString(),
    deletes: row.deleted,
    isNew: row.current === null,
    mayResolve: isDecider,
    fields: fieldsOf(row, isDecider),
    taken: row.taken,
    resolvedBy: row.resolved_by,
    resolvedAt: row.resolved_at?.toISOString() ?? '',
  };
}

/** The fields the edit changed, against what it began from, else against what stands. */
export function fieldsOf(row: InboxRow, withCurrent: boolean): InboxField[] {
  const { state, assumed, current } = row;
  const from = assumed ?? (withCurrent ? current : null) ?? {};
  return Object.keys(state)
    .filter((field) => !stamps.has(field) && !equalJson(state[field], from[field]))
    .map((field) => ({
      field,
      ...(assumed === null ? {} : { base: assumed[field] ?? null }),
      mine: state[field],
      ...(withCurrent && current !== null ? { current: current[field] ?? null } : {}),
    }));
}

export async function readInboxRow(rows: Rows, workspace: string, id: string): Promise<InboxRow | undefined> {
  const [row] = await rows.query<InboxRow>(`${inboxSql} AND i.id = $2`, [workspace, id]);
  return row;
}
