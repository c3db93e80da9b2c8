import { createHash, randomBytes } from 'node:crypto';
import type { UserRole } from '@shared/users/schema';
import { announceSession } from '../replication/announce';
import type { Database, Rows } from '../store/database';

/** A session ends after this long without use: a laptop may well be away for a season. */
const sessionDays = 90;
const dayMs = 24 * 3600_000;

export interface Session {
  /** SHA-256 of the token; the token itself is never kept. */
  readonly tokenHash: string;
  readonly expiresAt: Date;
  readonly workspace: string;
  readonly device: string;
  readonly user: {
    readonly id: string;
    readonly login: string;
    readonly name: string;
    readonly role: UserRole;
  };
}

interface SessionRow {
  token_hash: string;
  device: string;
  used_at: Date;
  expires_at: Date;
  workspace: string;
  user_id: string;
  login: string;
  name: string;
  role: UserRole;
}

/** Bearer tokens: 32 random bytes, looked up by hash. */
export class Sessions {
  constructor(
    private readonly database: Database,
    private readonly now: () => Date,
  ) {}

  /** Begins a session and ends the device's earlier ones of the same person. */
  async begin(
    transaction: Rows,
    userId: string,
    device: string,
  ): Promise<{ token: string; expiresAt: Date }> {
    const token = randomBytes(32).toString('base64url');
    const now = this.now();
    const expiresAt = new Date(now.getTime() + sessionDays * dayMs);
    await transaction.query(
      'DELETE FROM sessions WHERE user_id = $1 AND (device = $2 OR expires_at < $3::timestamptz)',
      [userId, device, now.toISOString()],
    );
    await transaction.query(
      `INSERT INTO sessions (token_hash, user_id, device, used_at, expires_at)
       VALUES ($1, $2, $3, $4::timestamptz, $5::timestamptz)`,
      [hashOf(token), userId, device, now.toISOString(), expiresAt.toISOString()],
    );
    return { token, expiresAt };
  }

  /** The session of a token in use; prolongs it at most once an hour. */
  async find(token: string): Promise<Session | undefined> {
    const now = this.now();
    const [row] = await this.database.query<SessionRow>(
      `SELECT s.token_hash, s.device, s.used_at, s.expires_at, u.workspace, u.id AS user_id, u.login, u.name, u.role
       FROM sessions s JOIN users u ON u.id = s.user_id
       WHERE s.token_hash = $1 AND NOT u.disabled AND s.expires_at > $2::timestamptz`,
      [hashOf(token), now.toISOString()],
    );
    if (row === undefined) return undefined;
    let expiresAt = row.expires_at;
    if (now.getTime() - row.used_at.getTime() > 3600_000) {
      expiresAt = new Date(now.getTime() + sessionDays * dayMs);
      await this.database.query(
        'UPDATE sessions SET used_at = $2::timestamptz, expires_at = $3::timestamptz WHERE token_hash = $1',
        [row.token_hash, now.toISOString(), expiresAt.toISOString()],
      );
    }
    return {
      tokenHash: row.token_hash,
      expiresAt,
      workspace: row.workspace,
      device: row.device,
      user: { id: row.user_id, login: row.login, name: row.name, role: row.role },
    };
  }

  async end(session: Session): Promise<void> {
    await this.database.transaction(async (transaction) => {
      await transaction.query('DELETE FROM sessions WHERE token_hash = $1', [session.tokenHash]);
      await announceSession(transaction, session.tokenHash);
    });
  }
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
