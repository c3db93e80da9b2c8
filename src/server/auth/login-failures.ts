import { createHash } from 'node:crypto';
import { Refusal } from '../http/errors';
import type { Database } from '../store/database';

const freeFailures = 5;
const longestLockMinutes = 60;

/**
 * Counts failed logins per login name, existing or not, so that an answer never tells which names exist. The fifth
 * failure in a row locks the name for a minute, each one after for twice as long, an hour at most; a day without
 * failures forgets them. In this process attempts on one name run one after another, so that a burst cannot slip
 * past the count; the limit per address bounds what several instances could let through.
 */
export class LoginFailures {
  private readonly running = new Map<string, Promise<unknown>>();

  constructor(
    private readonly database: Database,
    private readonly now: () => Date,
  ) {}

  /**
   * Runs one attempt.
   * @param attempt gives undefined when login or password is wrong
   * @throws Refusal `too-many-attempts` while locked, `wrong-credentials`
   */
  async guard<T>(login: string, attempt: () => Promise<T | undefined>): Promise<T> {
    const key = createHash('sha256').update(login).digest('hex');
    const before = this.running.get(key) ?? Promise.resolve();
    const mine = before.catch(() => undefined).then(() => this.once(key, attempt));
    this.running.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.running.get(key) === mine) this.running.delete(key);
    }
  }

  private async once<T>(key: string, attempt: () => Promise<T | undefined>): Promise<T> {
    const now = this.now();
    const [row] = await this.database.query<{ failures: number; last_at: Date; locked_until: Date | null }>(
      'SELECT failures, last_at, locked_until FROM login_failures WHERE login_hash = $1',
      [key],
    );
    const lockedFor = row?.locked_until == null ? 0 : row.locked_until.getTime() - now.getTime();
    if (lockedFor > 0) throw new Refusal('too-many-attempts', Math.ceil(lockedFor / 1000));
    const result = await attempt();
    if (result !== undefined) {
      if (row !== undefined)
        await this.database.query('DELETE FROM login_failures WHERE login_hash = $1', [key]);
      return result;
    }
    const stale = row !== undefined && now.getTime() - row.last_at.getTime() > 24 * 3600_000;
    const failures = (row === undefined || stale ? 0 : Number(row.failures)) + 1;
    const minutes =
      failures < freeFailures ? 0 : Math.min(2 ** (failures - freeFailures), longestLockMinutes);
    await this.database.query(
      `INSERT INTO login_failures (login_hash, failures, last_at, locked_until)
       VALUES ($1, $2, $3::timestamptz, $4::timestamptz)
       ON CONFLICT (login_hash) DO UPDATE
       SET failures = excluded.failures, last_at = excluded.last_at, locked_until = excluded.locked_until`,
      [
        key,
        failures,
        now.toISOString(),
        minutes === 0 ? null : new Date(now.getTime() + minutes * 60_000).toISOString(),
      ],
    );
    throw new Refusal('wrong-credentials');
  }
}
