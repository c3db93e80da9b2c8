import type { UserRole } from '@shared/users/schema';
import { announceSession } from '../replication/announce';
import type { Database, Rows } from '../store/database';
import { writeAudit } from './audit';

export interface DeviceEntry {
  readonly id: string;
  readonly name: string;
  /** Who signed in on it last. */
  readonly user: string;
  readonly series: string;
  readonly activatedAt: string;
  /** When it last spoke to the server, to five minutes; '' before it ever did. */
  readonly lastSeenAt: string;
  readonly revokedAt: string;
  /** When it reported its database wiped; '' until then. */
  readonly wipedAt: string;
  /** Whether somebody is signed in on it. */
  readonly signedIn: boolean;
}

interface DeviceRow {
  id: string;
  name: string;
  last_user: string;
  series: string;
  activated_at: Date;
  last_seen_at: Date | null;
  revoked_at: Date | null;
  wiped_at: Date | null;
  signed_in: boolean;
}

/** Devices of everybody, or those one person has or had a session on, those seen last first. */
export async function listDevices(
  rows: Rows,
  workspace: string,
  of: { readonly userId: string } | 'everybody',
): Promise<DeviceEntry[]> {
  const found = await rows.query<DeviceRow>(
    `SELECT d.id, d.name, d.last_user, d.series, d.activated_at, d.last_seen_at,
       coalesce(d.revoked_at, own.revoked_at) AS revoked_at, coalesce(d.wiped_at, own.wiped_at) AS wiped_at,
       EXISTS (SELECT 1 FROM sessions s WHERE s.device = d.id AND s.expires_at > now() AND s.ended_at IS NULL
         AND s.wiped_at IS NULL AND ($2::boolean OR s.user_id = $3)) AS signed_in
     FROM devices d LEFT JOIN LATERAL (
       SELECT s.user_id, s.revoked_at, s.wiped_at FROM sessions s
       WHERE s.device = d.id AND s.user_id = CASE WHEN $2 THEN d.last_user ELSE $3 END LIMIT 1) own ON true
     WHERE d.workspace = $1 AND ($2 OR d.last_user = $3 OR own.user_id = $3)
     ORDER BY coalesce(d.last_seen_at, d.activated_at) DESC, d.id LIMIT 2000`,
    [workspace, of === 'everybody', of === 'everybody' ? '' : of.userId],
  );
  const instant = (date: Date | null) => date?.toISOString() ?? '';
  return found.map((row) => ({
    id: row.id,
    name: row.name,
    user: row.last_user,
    series: row.series,
    activatedAt: instant(row.activated_at),
    lastSeenAt: instant(row.last_seen_at),
    revokedAt: instant(row.revoked_at),
    wipedAt: instant(row.wiped_at),
    signedIn: row.signed_in,
  }));
}

/** Whether a person signed in last on a device, or has a session on it; false when there is no such device. */
export async function mayRevokeDevice(
  rows: Rows,
  workspace: string,
  id: string,
  by: { readonly id: string; readonly role: UserRole },
): Promise<boolean> {
  const found = await rows.query(
    `SELECT 1 FROM devices d WHERE d.workspace = $1 AND d.id = $2 AND ($3::boolean OR d.last_user = $4
       OR EXISTS (SELECT 1 FROM sessions s WHERE s.device = d.id AND s.user_id = $4))`,
    [workspace, id, by.role === 'admin', by.id],
  );
  return found.length > 0;
}

/**
 * Revokes a device: its sessions stay for its last words only, its streams end. At its next contact it hands over what
 * is unsent and wipes its database.
 *
 * A device says itself which one it is, so anybody who can sign in can name a colleague's. Hence a person revokes the
 * device as a whole only where nobody else has used it, and otherwise no more than his own session on it: what he holds
 * there is wiped all the same, and what is others' is not his to wipe. An administrator revokes everything.
 */
export async function revokeDevice(
  database: Database,
  workspace: string,
  now: Date,
  id: string,
  by: { readonly id: string; readonly role: UserRole },
): Promise<void> {
  await database.transaction(async (transaction) => {
    const [device] = await transaction.query<{ activated_by: string; last_user: string; alone: boolean }>(
      `SELECT d.activated_by, d.last_user, NOT EXISTS (
         SELECT 1 FROM sessions s WHERE s.device = d.id AND s.user_id <> $3 AND s.wiped_at IS NULL) AS alone
       FROM devices d WHERE d.workspace = $1 AND d.id = $2 AND d.revoked_at IS NULL FOR UPDATE OF d`,
      [workspace, id, by.id],
    );
    if (device === undefined) return;
    const whole = by.role === 'admin' || (device.alone && device.activated_by === by.id);
    if (whole) {
      await transaction.query(
        'UPDATE devices SET revoked_at = $3::timestamptz, revoked_by = $4 WHERE workspace = $1 AND id = $2',
        [workspace, id, now.toISOString(), by.id],
      );
    }
    const sessions = await transaction.query<{ id: string }>(
      `UPDATE sessions SET revoked_at = $2::timestamptz WHERE device = $1 AND ($3::boolean OR user_id = $4)
         AND revoked_at IS NULL RETURNING id`,
      [id, now.toISOString(), whole, by.id],
    );
    if (!whole && sessions.length === 0) return;
    await writeAudit(transaction, workspace, now, {
      event: 'device-revoked',
      userId: by.id,
      device: id,
      subject: whole ? device.last_user : by.id,
    });
    for (const session of sessions) await announceSession(transaction, session.id);
  });
}

/** Notes that a revoked device has wiped its database, and ends its person's session on it for good. */
export async function noteWiped(
  database: Database,
  workspace: string,
  now: Date,
  device: string,
  userId: string,
): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.query(
      'UPDATE sessions SET wiped_at = $3::timestamptz WHERE device = $1 AND user_id = $2 AND wiped_at IS NULL',
      [device, userId, now.toISOString()],
    );
    // Another person's session may be the one of the laptop that is really meant: it has yet to come.
    await transaction.query(
      `UPDATE devices d SET wiped_at = $3::timestamptz
       WHERE workspace = $1 AND id = $2 AND revoked_at IS NOT NULL AND wiped_at IS NULL AND NOT EXISTS (
         SELECT 1 FROM sessions s
         WHERE s.device = d.id AND s.wiped_at IS NULL AND s.expires_at > $3::timestamptz)`,
      [workspace, device, now.toISOString()],
    );
    await writeAudit(transaction, workspace, now, { event: 'device-wiped', userId, device, subject: userId });
  });
}
