import type { Rows } from '../store/database';

/** What is written down; a name is never changed. */
export const auditEvents = [
  'signed-in',
  'sign-in-failed',
  'signed-out',
  'session-stolen',
  'password-changed',
  'person-added',
  'person-renamed',
  'role-changed',
  'team-changed',
  'person-disabled',
  'person-enabled',
  'team-added',
  'team-renamed',
  'team-head-changed',
  'device-revoked',
  'device-wiped',
  'exported',
  'inbox-resolved',
  'inbox-reopened',
] as const;
export type AuditEvent = (typeof auditEvents)[number];

export interface AuditEntry {
  readonly event: AuditEvent;
  /** Who did it; null: the command line of the server, or nobody known. */
  readonly userId: string | null;
  readonly device?: string;
  /** Whom or what it was done to, by id. */
  readonly subject?: string;
  /** Ids, roles and counts; never a record's content, a password or a token. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Writes an entry in the transaction of what it tells of. */
export async function writeAudit(
  rows: Rows,
  workspace: string,
  now: Date,
  { event, userId, device = '', subject = '', details = {} }: AuditEntry,
): Promise<void> {
  await rows.query(
    `INSERT INTO audit (workspace, at, event, user_id, device, subject, details)
     VALUES ($1, $2::timestamptz, $3, $4, $5, $6, $7::text::jsonb)`,
    [workspace, now.toISOString(), event, userId, device, subject, JSON.stringify(details)],
  );
}

export interface AuditLine {
  readonly id: number;
  readonly at: string;
  readonly event: string;
  readonly userId: string | null;
  readonly device: string;
  readonly subject: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Entries, newest first; `before` is the last id seen. */
export async function listAudit(
  rows: Rows,
  workspace: string,
  before: number,
  limit: number,
): Promise<AuditLine[]> {
  const found = await rows.query<{
    id: string | number;
    at: Date;
    event: string;
    user_id: string | null;
    device: string;
    subject: string;
    details: Record<string, unknown>;
  }>(
    `SELECT id, at, event, user_id, device, subject, details FROM audit
     WHERE workspace = $1 AND ($2::bigint = 0 OR id < $2) ORDER BY id DESC LIMIT $3`,
    [workspace, before, limit],
  );
  return found.map(({ id, at, user_id, ...line }) => ({
    ...line,
    id: Number(id),
    at: at.toISOString(),
    userId: user_id,
  }));
}
