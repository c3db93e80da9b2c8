import type { InboxField, InboxItem, InboxReason } from '@shared/inbox/contract';
import { type Audience, isSeen, type Visibility } from '../access/viewers';
import { equalJson } from '../replication/states';
import type { Rows } from '../store/database';

export type { InboxItem } from '@shared/inbox/contract';

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

/** The record of an item, and its card. */
const joined = `
  LEFT JOIN documents d ON d.workspace = i.workspace AND d.collection = i.collection AND d.id = i.record_id
  LEFT JOIN documents c ON c.workspace = i.workspace AND c.card = i.card AND c.id = i.card AND i.card <> ''`;

/** Rows of the inbox with the record and the card as they stand; `$1` is the workspace. */
const inboxSql = `
  SELECT i.*, d.data AS current, d.deleted AS current_deleted, d.audience, c.audience AS card_audience,
    v.name AS device_name
  FROM inbox i ${joined}
  LEFT JOIN devices v ON v.workspace = i.workspace AND v.id = i.device
  WHERE i.workspace = $1`;

/** Bookkeeping that every edit changes. */
const stamps = new Set(['createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'device']);

/** What decides who may know of an item. */
interface Place {
  readonly by_user: string;
  /** There is no such record. */
  readonly is_new: boolean;
  readonly audience: string[] | null;
  readonly card_audience: string[] | null;
}

interface PlaceRow extends Place {
  id: string;
  bytes: string | number;
}

const placeOf = (row: InboxRow): Place => ({ ...row, is_new: row.current === null });

const mayReadPlace = (visibility: Visibility, place: Place): boolean =>
  isSeen(visibility, [place.by_user]) || mayDecidePlace(visibility, place);

function mayDecidePlace(visibility: Visibility, place: Place): boolean {
  if (visibility === 'everything') return true;
  const about: Audience = place.is_new ? (place.card_audience ?? [place.by_user]) : place.audience;
  return isSeen(visibility, about);
}

/** Whether a person may know of an item: his people made the edit, or he sees what it is about. */
export const mayRead = (visibility: Visibility, row: InboxRow): boolean =>
  mayReadPlace(visibility, placeOf(row));

/** Whether a person may decide: he sees the record as it stands, or the card a new one would belong to. */
export const mayDecide = (visibility: Visibility, row: InboxRow): boolean =>
  mayDecidePlace(visibility, placeOf(row));

export function itemOf(visibility: Visibility, row: InboxRow): InboxItem {
  const isDecider = mayDecide(visibility, row);
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
function fieldsOf(row: InboxRow, withCurrent: boolean): InboxField[] {
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

/** Which items a page has. */
export interface InboxQuery {
  readonly workspace: string;
  readonly visibility: Visibility;
  readonly status: string;
  /** Only those older than this one; '' for all. */
  readonly before: string;
  readonly limit: number;
}

/** Items looked at in one step, and in one request. */
const step = 500;
const maxSteps = 40;

/**
 * The ids of a page, newest first: those in the asker's scope, as many as wanted, and no more than an answer may hold.
 * Nothing of the edits themselves is read for it.
 * @returns `more` when the page ended at its size, or at what one request looks through
 */
export async function pageOfInbox(
  rows: Rows,
  { workspace, visibility, status, before, limit }: InboxQuery,
): Promise<{ ids: string[]; more: boolean }> {
  const ids: string[] = [];
  let last = before;
  let bytes = 0;
  for (let steps = 0; steps < maxSteps; steps += 1) {
    const found = await rows.query<PlaceRow>(
      `SELECT i.id, i.by_user, i.bytes + coalesce(d.bytes, 0) AS bytes, d.id IS NULL AS is_new, d.audience,
         c.audience AS card_audience
       FROM inbox i ${joined}
       WHERE i.workspace = $1 AND i.status = $2 AND ($3 = '' OR i.id < $3) ORDER BY i.id DESC LIMIT $4`,
      [workspace, status, last, step],
    );
    for (const row of found) {
      last = row.id;
      if (!mayReadPlace(visibility, row)) continue;
      bytes += Number(row.bytes);
      if (ids.length > 0 && bytes > maxAnswered) return { ids, more: true };
      ids.push(row.id);
      if (ids.length === limit) return { ids, more: false };
    }
    if (found.length < step) return { ids, more: false };
  }
  return { ids, more: true };
}

/** Of edits and records in one answer. */
const maxAnswered = 4 * 1024 * 1024;

/** Items by id, in this order. */
export async function readInboxRows(
  rows: Rows,
  workspace: string,
  ids: readonly string[],
): Promise<InboxRow[]> {
  if (ids.length === 0) return [];
  return rows.query<InboxRow>(
    `${inboxSql} AND i.id = ANY (ARRAY(SELECT jsonb_array_elements_text($2::text::jsonb))) ORDER BY i.id DESC`,
    [workspace, JSON.stringify(ids)],
  );
}
