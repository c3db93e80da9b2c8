import type { AuditEvent, AuditLine, AuditPage } from '@shared/audit/events';
import type { Database, Rows } from '../store/database';

export interface AuditEntry {
  readonly event: AuditEvent;
  /** Who did it; null: the command line of the server, or nobody known. */
  readonly userId: string | null;
  readonly device?: string;
  /** Whom or what it was done to, by id. */
  readonly subject?: string;
  /** The network address, of sign-ins and what belongs to them. */
  readonly address?: string;
  /** Ids, roles and counts; never a record's content, a password or a token. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
  /** Tells the entry from others of its device: written once, however often it is told. */
  readonly key?: string;
}

/** So many entries of one kind and person in an hour stand by themselves; what repeats them is counted in the last. */
const freeRepeats = 20;

/**
 * Writes an entry in the transaction of what it tells of. What one person does over and over, from one address and to
 * one subject, becomes one entry that says how often: nobody hides in a log of his own making, nor fills the disk with
 * it. `details.times` is how often, `details.until` when last.
 */
export async function writeAudit(
  rows: Rows,
  workspace: string,
  now: Date,
  { event, userId, device = '', subject = '', address = '', details = {}, key = '' }: AuditEntry,
): Promise<void> {
  if (key === '' && userId !== null) {
    const folded = await rows.query(
      `WITH latest AS (
         SELECT id, at, event, subject, address, details FROM audit WHERE workspace = $1 AND user_id = $4
         ORDER BY id DESC LIMIT 200),
       same AS (
         SELECT id, subject, details FROM latest
         WHERE event = $3 AND address = $6 AND at > $2::timestamptz - interval '1 hour')
       UPDATE audit SET details = details || jsonb_build_object(
         'times', coalesce((details ->> 'times')::integer, 1) + 1, 'until', $2::text)
       WHERE (SELECT count(*) FROM same) >= $8 AND id = (
         SELECT max(id) FROM same WHERE subject = $5 AND details - 'times' - 'until' = $7::text::jsonb)
       RETURNING id`,
      [workspace, now.toISOString(), event, userId, subject, address, JSON.stringify(details), freeRepeats],
    );
    if (folded.length > 0) return;
  }
  await rows.query(
    `INSERT INTO audit (workspace, at, event, user_id, device, subject, address, details, key)
     VALUES ($1, $2::timestamptz, $3, $4, $5, $6, $7, $8::text::jsonb, $9)
     ON CONFLICT (workspace, device, key) WHERE key <> '' DO NOTHING`,
    [workspace, now.toISOString(), event, userId, device, subject, address, JSON.stringify(details), key],
  );
}

/** Which entries are asked for; what is absent does not narrow. */
export interface AuditFilter {
  readonly events?: readonly string[] | undefined;
  /** Who did it, or whom it was done to, by id. */
  readonly userId?: string | undefined;
  /** Instants: from the first on, and before the second. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Only those older than this entry. */
  readonly before?: number | undefined;
  /** From 1. */
  readonly limit: number;
}

/** Entries, newest first, with the names of whom and what they speak of. */
export async function listAudit(rows: Rows, workspace: string, filter: AuditFilter): Promise<AuditPage> {
  const { events, userId, from, to, before, limit } = filter;
  const parameters: unknown[] = [workspace];
  const conditions = ['workspace = $1'];
  const narrow = (sql: (place: string) => string, value: unknown) => {
    if (value === undefined) return;
    parameters.push(value);
    conditions.push(sql(`$${parameters.length}`));
  };
  narrow((place) => `id < ${place}::bigint`, before);
  narrow((place) => `event = ANY (string_to_array(${place}, ','))`, events?.join(','));
  narrow((place) => `(user_id = ${place} OR (subject = ${place} AND subject <> ''))`, userId);
  narrow((place) => `at >= ${place}::timestamptz`, from);
  narrow((place) => `at < ${place}::timestamptz`, to);
  parameters.push(limit + 1);
  const found = await rows.query<AuditRow>(
    `SELECT id, at, event, user_id, device, subject, address, details FROM audit
     WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT $${parameters.length}`,
    parameters,
  );
  const entries = found.slice(0, limit).map(lineOf);
  return { entries, ...(await namesIn(rows, workspace, entries)), more: found.length > limit };
}

interface AuditRow {
  id: string | number;
  at: Date;
  event: string;
  user_id: string | null;
  device: string;
  subject: string;
  address: string;
  details: Record<string, unknown>;
}

const lineOf = ({ id, at, user_id, ...line }: AuditRow): AuditLine => ({
  ...line,
  id: Number(id),
  at: at.toISOString(),
  userId: user_id,
});

async function namesIn(
  rows: Rows,
  workspace: string,
  entries: readonly AuditLine[],
): Promise<Pick<AuditPage, 'names' | 'devices'>> {
  const spoken = entries.flatMap(({ userId, subject, details }) => [
    userId,
    subject,
    details.from,
    details.to,
  ]);
  const named = async (sql: string, ids: readonly unknown[]) => {
    const wanted = [...new Set(ids.filter((id) => typeof id === 'string' && id !== ''))];
    if (wanted.length === 0) return {};
    const found = await rows.query<{ id: string; name: string }>(sql, [workspace, JSON.stringify(wanted)]);
    return Object.fromEntries(found.filter(({ name }) => name !== '').map(({ id, name }) => [id, name]));
  };
  const among = 'id = ANY (ARRAY(SELECT jsonb_array_elements_text($2::text::jsonb)))';
  return {
    names: await named(
      `SELECT id, name FROM users WHERE workspace = $1 AND ${among}
       UNION ALL SELECT id, name FROM teams WHERE workspace = $1 AND ${among}`,
      spoken,
    ),
    devices: await named(
      `SELECT id, name FROM devices WHERE workspace = $1 AND ${among}`,
      entries.map(({ device }) => device),
    ),
  };
}

/** How long an entry is kept, unless told: three years. */
export const defaultAuditDays = 1095;
const dayMs = 24 * 3600_000;

/**
 * Drops what is older than so many days, at once and every day after; 0 keeps everything.
 * @returns stops it
 */
export function keepAuditFor(
  days: number,
  { database, workspace, now }: { database: Database; workspace: string; now: () => Date },
  failed: (error: unknown) => void,
): () => Promise<void> {
  if (days === 0) return async () => {};
  const prune = async () => {
    const oldest = new Date(now().getTime() - days * dayMs).toISOString();
    await database.query('DELETE FROM audit WHERE workspace = $1 AND at < $2::timestamptz', [
      workspace,
      oldest,
    ]);
  };
  let running = prune().catch(failed);
  const timer = setInterval(() => {
    running = prune().catch(failed);
  }, dayMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
