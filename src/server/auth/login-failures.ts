import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { Refusal } from '../http/errors';
import type { Database, Rows } from '../store/database';

/** After so many failures in a row from one address a login is locked there. */
const freeFailures = 5;
/** After so many from all addresses together it is locked wherever the person has not come in from lately. */
const freeFailuresAnywhere = 100;
const longestLockMinutes = 60;
const dayMs = 24 * 3600_000;
/** What was counted, and where somebody came in from, is forgotten after this long. */
const keptDays = 90;

interface Counted {
  address_hash: string;
  failures: number;
  last_at: Date;
  locked_until: Date | null;
  succeeded_at: Date | null;
}

/** Told for how many minutes a name is locked: for the address that was tried from, or for all. */
type Locked = (minutes: number, everywhere: boolean) => Promise<void>;

/**
 * Counts failed logins per login name, existing or not, so that an answer never tells which names exist. The fifth
 * failure in a row locks the name for its address for a minute, each one after for twice as long, an hour at most; a
 * day without failures forgets them. Whoever guesses thus locks out himself and not the person: only a hundred
 * failures from anywhere lock the name elsewhere, too, and not where the person has come in from before. In this
 * process attempts on one name run one after another, so that a burst cannot slip past the count; the limit per address
 * bounds what several instances could let through.
 */
export class LoginFailures {
  private readonly running = new Map<string, Promise<unknown>>();

  constructor(
    private readonly database: Database,
    private readonly now: () => Date,
  ) {}

  /**
   * Runs one attempt.
   * @param login whose password is tried
   * @param address where from; '' counts for every address alike
   * @param attempt gives undefined when login or password is wrong
   * @param locked told that this attempt locked the name
   * @throws Refusal `too-many-attempts` while locked, `wrong-credentials`
   */
  async guard<T>(
    login: string,
    address: string,
    attempt: () => Promise<T | undefined>,
    locked: Locked,
  ): Promise<T> {
    return this.inTurn(hashOf(login), login, address, attempt, locked);
  }

  /**
   * Runs one attempt of a person who is signed in to prove himself by his password. Counted apart from sign-ins, under
   * a key that no login name hashes to: a stranger at the door does not lock what goes on inside.
   * @throws Refusal `too-many-attempts` while locked, `wrong-credentials`
   */
  async guardOwn<T>(userId: string, attempt: () => Promise<T | undefined>, locked: Locked): Promise<T> {
    return this.inTurn(ownKey(userId), userId, '', attempt, locked);
  }

  private async inTurn<T>(
    key: string,
    login: string,
    address: string,
    attempt: () => Promise<T | undefined>,
    locked: Locked,
  ): Promise<T> {
    const before = this.running.get(key) ?? Promise.resolve();
    const mine = before.catch(() => undefined).then(() => this.once(key, login, address, attempt, locked));
    this.running.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.running.get(key) === mine) this.running.delete(key);
    }
  }

  private async once<T>(
    key: string,
    login: string,
    address: string,
    attempt: () => Promise<T | undefined>,
    locked: Locked,
  ): Promise<T> {
    const now = this.now();
    // Hashed with the login: nobody reads from two rows that one person came from the same place as another.
    const here = address === '' ? '' : hashOf(`${login}\n${networkOf(address)}`);
    const rows = await this.database.query<Counted>(
      `SELECT address_hash, failures, last_at, locked_until, succeeded_at FROM login_failures
       WHERE login_hash = $1 AND address_hash IN ($2, '')`,
      [key, here],
    );
    const mine = rows.find((row) => row.address_hash === here);
    const anywhere = rows.find((row) => row.address_hash === '');
    const isKnown = mine?.succeeded_at != null;
    const locks = [mine, ...(isKnown ? [] : [anywhere])].map((row) => row?.locked_until?.getTime() ?? 0);
    const lockedFor = Math.max(...locks) - now.getTime();
    if (lockedFor > 0) throw new Refusal('too-many-attempts', Math.ceil(lockedFor / 1000));
    const result = await attempt();
    if (result !== undefined) {
      await this.keep(key, here, 0, 0, now);
      return result;
    }
    const minutes = await this.count(key, here, mine, freeFailures, now);
    if (minutes > 0) await locked(minutes, false);
    const anywhereMinutes = here === '' ? 0 : await this.count(key, '', anywhere, freeFailuresAnywhere, now);
    if (anywhereMinutes > 0) await locked(anywhereMinutes, true);
    throw new Refusal('wrong-credentials');
  }

  /** @returns for how many minutes it is locked now; 0: not at all */
  private async count(
    key: string,
    address: string,
    row: Counted | undefined,
    free: number,
    now: Date,
  ): Promise<number> {
    const stale = row !== undefined && now.getTime() - row.last_at.getTime() > dayMs;
    const failures = (row === undefined || stale ? 0 : Number(row.failures)) + 1;
    const minutes = failures < free ? 0 : Math.min(2 ** (failures - free), longestLockMinutes);
    await this.keep(key, address, failures, minutes, now);
    return minutes;
  }

  /** @param failures 0: the attempt succeeded */
  private async keep(
    key: string,
    address: string,
    failures: number,
    minutes: number,
    now: Date,
  ): Promise<void> {
    await this.database.query(
      `INSERT INTO login_failures AS f (login_hash, address_hash, failures, last_at, locked_until, succeeded_at)
       VALUES ($1, $2, $3, $4::timestamptz, $5::timestamptz, CASE WHEN $3::integer = 0 THEN $4::timestamptz END)
       ON CONFLICT (login_hash, address_hash) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at,
         locked_until = excluded.locked_until, succeeded_at = coalesce(excluded.succeeded_at, f.succeeded_at)`,
      [
        key,
        address,
        failures,
        now.toISOString(),
        minutes === 0 ? null : new Date(now.getTime() + minutes * 60_000).toISOString(),
      ],
    );
  }
}

/** Opens a login again: its password was changed by somebody who may. */
export async function forgetFailures(rows: Rows, login: string, userId: string): Promise<void> {
  await rows.query('DELETE FROM login_failures WHERE login_hash IN ($1, $2)', [
    hashOf(login),
    ownKey(userId),
  ]);
}

/** Forgets what is long past. */
export async function sweepFailures(rows: Rows, now: Date): Promise<void> {
  await rows.query('DELETE FROM login_failures WHERE last_at < $1::timestamptz', [
    new Date(now.getTime() - keptDays * dayMs).toISOString(),
  ]);
}

/** One household has a whole /64 of IPv6: its addresses are one. */
function networkOf(address: string): string {
  if (!isIPv6(address) || /^::ffff:/i.test(address)) return address;
  const [head = '', tail] = address.split('::');
  const groups = head.split(':');
  if (tail !== undefined) groups.push(...Array<string>(8 - groups.length).fill('0'));
  return groups.slice(0, 4).join(':');
}

const ownKey = (userId: string): string => `own:${hashOf(userId)}`;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
