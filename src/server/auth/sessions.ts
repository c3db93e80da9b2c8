import { createHash, randomBytes } from 'node:crypto';
import type { UserRole } from '@shared/users/schema';
import { announceSession } from '../replication/announce';
import type { Database, Rows } from '../store/database';
import { writeAudit } from './audit';

/** A session ends after this long without use: a laptop may well be away for a season. */
const sessionDays = 90;
const dayMs = 24 * 3600_000;
/** How long a token is good, unless told. */
const defaultTokenMinutes = 30;
/** A device's «last seen» is as exact as this. */
const seenEveryMs = 5 * 60_000;

export interface Session {
  readonly id: string;
  /** When the session itself ends if it is not used any more. */
  readonly expiresAt: Date;
  /** The token it was shown by, as its hash: at a refresh another one takes its place. */
  readonly tokenHash: string;
  readonly tokenExpiresAt: Date;
  readonly workspace: string;
  readonly device: string;
  /** What its owner calls the device; '' where it has no name. */
  readonly deviceName: string;
  /** The device, or this session on it, was revoked: it may hand over what is unsent, nothing else. */
  readonly revoked: boolean;
  readonly user: {
    readonly id: string;
    readonly login: string;
    readonly name: string;
    readonly role: UserRole;
  };
}

/** What a client is given at sign-in and at each refresh. */
export interface Tokens {
  readonly token: string;
  readonly tokenExpiresAt: Date;
  readonly refreshToken: string;
  readonly expiresAt: Date;
}

interface SessionRow {
  id: string;
  token_hash: string;
  token_expires_at: Date;
  device: string;
  device_name: string | null;
  used_at: Date;
  expires_at: Date;
  confirmed: boolean;
  workspace: string;
  user_id: string;
  login: string;
  name: string;
  role: UserRole;
  revoked: boolean;
  last_seen_at: Date | null;
}

/** Of a device that was revoked, or a session that was, the person's own on a device others use, too. */
const isRevoked = '(d.revoked_at IS NOT NULL OR s.revoked_at IS NOT NULL)';

/**
 * A session that has ended, or whose person was put out, is none, unless it was revoked: its laptop is away with a database
 * on it, and is told to wipe at its next contact, whatever happened first.
 */
const sessionSql = `
  SELECT s.id, s.token_hash, s.token_expires_at, s.device, s.used_at, s.expires_at, s.confirmed, u.workspace, u.id AS user_id, u.login, u.name,
    u.role, ${isRevoked} AS revoked, d.last_seen_at, d.name AS device_name
  FROM sessions s JOIN users u ON u.id = s.user_id
  LEFT JOIN devices d ON d.workspace = u.workspace AND d.id = s.device
  WHERE (NOT u.disabled AND s.ended_at IS NULL OR ${isRevoked}) AND s.wiped_at IS NULL
    AND s.expires_at > $2::timestamptz`;

/**
 * Sessions, one for each person and device. A session is used by a short-lived token and prolonged by a refresh token;
 * both are 32 random bytes, known by their SHA-256 only, and both change at every refresh.
 */
export class Sessions {
  constructor(
    private readonly database: Database,
    private readonly now: () => Date,
    private readonly tokenMinutes: number = defaultTokenMinutes,
  ) {}

  /** Begins a session and ends the device's earlier ones of the same person. */
  async begin(transaction: Rows, userId: string, device: string): Promise<Tokens> {
    const now = this.now();
    await transaction.query(
      'DELETE FROM sessions WHERE user_id = $1 AND (device = $2 OR expires_at < $3::timestamptz)',
      [userId, device, now.toISOString()],
    );
    const tokens = this.make();
    await transaction.query(
      `INSERT INTO sessions
         (user_id, device, used_at, expires_at, token_hash, token_expires_at, refresh_hash, confirmed)
       VALUES ($1, $2, $3::timestamptz, $4::timestamptz, $5, $6::timestamptz, $7, true)`,
      [
        userId,
        device,
        now.toISOString(),
        tokens.expiresAt.toISOString(),
        hashOf(tokens.token),
        tokens.tokenExpiresAt.toISOString(),
        hashOf(tokens.refreshToken),
      ],
    );
    return tokens;
  }

  /** The session of a token in use. */
  async find(token: string): Promise<Session | undefined> {
    const now = this.now();
    const [row] = await this.database.query<SessionRow>(
      `${sessionSql} AND s.token_hash = $1 AND s.token_expires_at > $2::timestamptz`,
      [hashOf(token), now.toISOString()],
    );
    if (row === undefined) return undefined;
    let expiresAt = row.expires_at;
    if (!row.confirmed || now.getTime() - row.used_at.getTime() > 3600_000) {
      expiresAt = new Date(now.getTime() + sessionDays * dayMs);
      await this.database.query(
        `UPDATE sessions SET used_at = $2::timestamptz, expires_at = $3::timestamptz, confirmed = true WHERE id = $1`,
        [row.id, now.toISOString(), expiresAt.toISOString()],
      );
    }
    if (now.getTime() - (row.last_seen_at?.getTime() ?? 0) > seenEveryMs) {
      await this.database.query(
        'UPDATE devices SET last_seen_at = $3::timestamptz WHERE workspace = $1 AND id = $2',
        [row.workspace, row.device, now.toISOString()],
      );
    }
    return sessionOfRow(row, expiresAt);
  }

  /** Whether the token a session was shown by is still its token: what goes on for long asks again once it has begun. */
  async isCurrent({ tokenHash, revoked }: Session): Promise<boolean> {
    const rows = await this.database.query<SessionRow>(
      `${sessionSql} AND s.token_hash = $1 AND s.token_expires_at > $2::timestamptz`,
      [tokenHash, this.now().toISOString()],
    );
    return rows.some((row) => row.revoked === revoked);
  }

  /**
   * Changes a refresh token for a new pair. The former one is good until the new pair has been used: its answer may
   * have been lost. After that it can only come from a thief or from who was robbed, so the session ends.
   */
  async refresh(
    refreshToken: string,
    address = '',
  ): Promise<{ tokens: Tokens; session: Session } | undefined> {
    const now = this.now();
    const hash = hashOf(refreshToken);
    return this.database.transaction(async (transaction) => {
      const [row] = await transaction.query<SessionRow & { refresh_hash: string }>(
        `${sessionSql.replace('SELECT', 'SELECT s.refresh_hash,')} AND (s.refresh_hash = $1 OR s.refresh_before = $1)
         FOR NO KEY UPDATE OF s`,
        [hash, now.toISOString()],
      );
      if (row === undefined) return undefined;
      const isFormer = row.refresh_hash !== hash;
      if (isFormer && row.confirmed) {
        await endSessions(transaction, now, 's.id = $2', [row.id]);
        await announceSession(transaction, row.id);
        await writeAudit(transaction, row.workspace, now, {
          event: 'session-stolen',
          userId: row.user_id,
          device: row.device,
          address,
        });
        return undefined;
      }
      const tokens = this.make();
      await transaction.query(
        `UPDATE sessions SET token_hash = $2, token_expires_at = $3::timestamptz, refresh_hash = $4,
           refresh_before = $5, expires_at = $6::timestamptz, used_at = $7::timestamptz, confirmed = false
         WHERE id = $1`,
        [
          row.id,
          hashOf(tokens.token),
          tokens.tokenExpiresAt.toISOString(),
          hashOf(tokens.refreshToken),
          hash,
          tokens.expiresAt.toISOString(),
          now.toISOString(),
        ],
      );
      // Streams were opened with a token that is none any more: their client comes back with the new one.
      await announceSession(transaction, row.id);
      return { tokens, session: sessionOfRow(row, tokens.expiresAt) };
    });
  }

  /** Forgets a session at its device's own wish, and ends its streams. */
  async end(transaction: Rows, { id }: { readonly id: string }): Promise<void> {
    await transaction.query('DELETE FROM sessions WHERE id = $1', [id]);
    await announceSession(transaction, id);
  }

  private make(): Tokens {
    const now = this.now().getTime();
    return {
      token: randomBytes(32).toString('base64url'),
      tokenExpiresAt: new Date(now + this.tokenMinutes * 60_000),
      refreshToken: randomBytes(32).toString('base64url'),
      expiresAt: new Date(now + sessionDays * dayMs),
    };
  }
}

/**
 * Ends sessions without forgetting them: a laptop that comes back with one of them can still be told to wipe, if it is
 * revoked later.
 * @param which a condition on `sessions s`, its parameters from `$2` on
 */
export async function endSessions(
  rows: Rows,
  now: Date,
  which: string,
  parameters: readonly unknown[],
): Promise<void> {
  await rows.query(`UPDATE sessions s SET ended_at = $1::timestamptz WHERE s.ended_at IS NULL AND ${which}`, [
    now.toISOString(),
    ...parameters,
  ]);
}

function sessionOfRow(row: SessionRow, expiresAt: Date): Session {
  return {
    id: row.id,
    expiresAt,
    tokenHash: row.token_hash,
    tokenExpiresAt: row.token_expires_at,
    workspace: row.workspace,
    device: row.device,
    deviceName: row.device_name ?? '',
    revoked: row.revoked,
    user: { id: row.user_id, login: row.login, name: row.name, role: row.role },
  };
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
