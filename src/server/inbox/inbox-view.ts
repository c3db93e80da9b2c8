import type { InboxField, InboxItem, InboxReason } from '@shared/inbox/contract';
import { type Audience, isSeen, type Sight } from '../access/viewers';
import { equalJson } from '../replication/states';
import type { Rows } from '../store/database';

export type { InboxField, InboxItem } from '@shared/inbox/contract';

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
  device_name: string | null;
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
  SELECT i.*, d.data AS current, d.deleted AS current_deleted, d.audience, c.audience AS card_audience,
    v.name AS device_name
  FROM inbox i
  LEFT JOIN documents d ON d.workspace = i.workspace AND d.collection = i.collection AND d.id = i.record_id
  LEFT JOIN documents c ON c.workspace = i.workspace AND c.card = i.card AND c.id = i.card AND i.card <> ''
  LEFT JOIN devices v ON v.workspace = i.workspace AND v.id = i.device
  WHERE i.workspace = $1`;

/** Bookkeeping that every edit changes. */
const stamps = new Set(['createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'device']);

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
    deviceName: row.device_name ?? '',
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
