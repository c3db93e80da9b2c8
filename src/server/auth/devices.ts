import { announceUser } from '../replication/announce';
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
  /** When it reported its base wiped; '' until then. */
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

/** Devices of everybody, or of the people named, those seen last first. */
export async function listDevices(
  rows: Rows,
  workspace: string,
  of: readonly string[] | 'everybody',
): Promise<DeviceEntry[]> {
  const found = await rows.query<DeviceRow>(
    `SELECT d.id, d.name, d.last_user, d.series, d.activated_at, d.last_seen_at, d.revoked_at, d.wiped_at,
       EXISTS (SELECT 1 FROM sessions s WHERE s.device = d.id AND s.expires_at > now()) AS signed_in
     FROM devices d WHERE d.workspace = $1
       AND ($2::boolean OR d.last_user = ANY (ARRAY(SELECT jsonb_array_elements_text($3::text::jsonb))))
     ORDER BY coalesce(d.last_seen_at, d.activated_at) DESC, d.id LIMIT 2000`,
    [workspace, of === 'everybody', JSON.stringify(of === 'everybody' ? [] : of)],
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

/** Who signed in on a device last; undefined when there is no such device. */
export async function ownerOfDevice(rows: Rows, workspace: string, id: string): Promise<string | undefined> {
  const [row] = await rows.query<{ last_user: string }>(
    'SELECT last_user FROM devices WHERE workspace = $1 AND id = $2',
    [workspace, id],
  );
  return row?.last_user;
}

/**
 * Revokes a device: its sessions stay for its last words only, its streams end. At its next contact it hands over what
 * is unsent and wipes its base.
 */
export async function revokeDevice(
  database: Database,
  workspace: string,
  now: Date,
  id: string,
  by: string,
): Promise<void> {
  await database.transaction(async (transaction) => {
    const [row] = await transaction.query<{ last_user: string }>(
      `UPDATE devices SET revoked_at = $3::timestamptz, revoked_by = $4
       WHERE workspace = $1 AND id = $2 AND revoked_at IS NULL RETURNING last_user`,
      [workspace, id, now.toISOString(), by],
    );
    if (row === undefined) return;
    await writeAudit(transaction, workspace, now, {
      event: 'device-revoked',
      userId: by,
      device: id,
      subject: row.last_user,
    });
    await announceUser(transaction, row.last_user);
  });
}

/** Notes that a revoked device has wiped its base, and ends its sessions for good. */
export async function noteWiped(
  database: Database,
  workspace: string,
  now: Date,
  device: string,
  userId: string,
): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.query(
      'UPDATE devices SET wiped_at = $3::timestamptz WHERE workspace = $1 AND id = $2 AND wiped_at IS NULL',
      [workspace, device, now.toISOString()],
    );
    await transaction.query('DELETE FROM sessions WHERE device = $1', [device]);
    await writeAudit(transaction, workspace, now, { event: 'device-wiped', userId, device, subject: userId });
  });
}
