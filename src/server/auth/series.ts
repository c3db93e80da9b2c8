import { createHash } from 'node:crypto';
import { Refusal } from '../http/errors';
import type { Rows } from '../store/database';

/** Letters not taken for a digit, for another letter, or for a sign: no Ё З О Ч Ъ Ы Ь Й. */
export const seriesLetters = [...'АБВГДЕЖИКЛМНПРСТУФХЦШЩЭЮЯ'];

/**
 * The n-th document series, from 0: А1 … Я1, А2 … Я2 and on. Two characters for the first 225 devices.
 * Numbers of documents made on the device begin with it: `А1-000123`.
 */
export function seriesAt(index: number): string {
  const letter = seriesLetters[index % seriesLetters.length] ?? '';
  return `${letter}${Math.floor(index / seriesLetters.length) + 1}`;
}

const placeOfLetter = new Map(seriesLetters.map((letter, index) => [letter, index]));

/** The place of a series from 0; undefined for what this server never gives, such as a device's own makeshift. */
function placeOfSeries(series: string): number | undefined {
  const [, letter = '', number = ''] = /^(\p{Lu})([1-9]\d{0,5})$/u.exec(series) ?? [];
  const place = placeOfLetter.get(letter);
  return place === undefined ? undefined : (Number(number) - 1) * seriesLetters.length + place;
}

/** New series one person may take in a day: with new devices, and with restored ones. */
const maxADay = { devices: 64, restored: 10 } as const;
const dayMs = 24 * 3600_000;

export interface Device {
  /** Made by the client once per installation. */
  readonly id: string;
  readonly name: string;
  /** The profile came from a backup: another copy may have gone on numbering, so the series must change. */
  readonly restored: boolean;
  /** What only this installation knows; absent from older clients. */
  readonly secret?: string | undefined;
  /** The series it numbers with; absent from older clients. */
  readonly series?: string | undefined;
}

interface DeviceRow {
  series: string;
  activated_by: string;
  secret_hash: string | null;
}

/**
 * Gives the device its series: the one it has, or the next never given before. The workspace row is locked
 * meanwhile, so that two devices never get one series.
 *
 * A device says itself which one it is. Its series is given to who was first on it, and to who knows its secret: several
 * people may share a computer. Anybody else who names it gets one of his own.
 *
 * A device that has a series this database does not know had it before the database was restored from a backup: it keeps
 * it. If it was given to another device meanwhile, it gets a new one.
 * @param now when; the database's clock unless told
 * @throws Refusal `too-many-requests` when the person has taken too many new ones today
 */
export async function activateDevice(
  transaction: Rows,
  workspace: string,
  userId: string,
  device: Device,
  now?: Date,
): Promise<string> {
  const [row] = await transaction.query<{ series_given: number }>(
    'SELECT series_given FROM workspaces WHERE id = $1 FOR NO KEY UPDATE',
    [workspace],
  );
  const [known] = await transaction.query<DeviceRow>(
    'SELECT series, activated_by, secret_hash FROM devices WHERE workspace = $1 AND id = $2',
    [workspace, device.id],
  );
  const secret = device.secret === undefined ? null : hashOf(device.secret);
  const isOwn = known === undefined || known.activated_by === userId;
  const isShown = isOwn || (secret !== null && secret === known.secret_hash);
  let series = isShown ? known?.series : await guestSeries(transaction, workspace, device.id, userId);
  if (device.series !== undefined && device.series !== series) {
    const brought = await notedSeries(
      transaction,
      workspace,
      userId,
      { id: device.id, series: device.series },
      now,
    );
    if (brought) series = device.series;
  }
  if (series === undefined || device.restored) {
    await refuseTooMany(transaction, workspace, userId, known === undefined ? 'devices' : 'restored', now);
    series = await nextSeries(transaction, workspace, userId, device.id, Number(row?.series_given ?? 0), now);
  }
  if (isShown) {
    // Who was a guest here has shown since that the device is his, too.
    await transaction.query(
      'DELETE FROM device_series WHERE workspace = $1 AND device = $2 AND user_id = $3',
      [workspace, device.id, userId],
    );
  } else {
    await transaction.query(
      `INSERT INTO device_series (workspace, device, user_id, series) VALUES ($1, $2, $3, $4)
       ON CONFLICT (workspace, device, user_id) DO UPDATE SET series = excluded.series`,
      [workspace, device.id, userId, series],
    );
    await transaction.query(
      'UPDATE devices SET last_user = $3, last_login_at = now() WHERE workspace = $1 AND id = $2',
      [workspace, device.id, userId],
    );
    return series;
  }
  await transaction.query(
    `INSERT INTO devices (workspace, id, name, series, last_user, activated_by, secret_hash)
     VALUES ($1, $2, $3, $4, $5, $5, $6)
     ON CONFLICT (workspace, id) DO UPDATE
     SET name = excluded.name, series = excluded.series, last_user = excluded.last_user, last_login_at = now(),
       secret_hash = coalesce(excluded.secret_hash, devices.secret_hash)`,
    [workspace, device.id, device.name, series, userId, isOwn ? secret : null],
  );
  return series;
}

/** The series a person numbers with on a device; '' when there is none. */
export async function seriesOf(
  rows: Rows,
  workspace: string,
  device: string,
  userId: string,
): Promise<string> {
  const [found] = await rows.query<{ series: string }>(
    `SELECT coalesce(g.series, d.series) AS series FROM devices d
     LEFT JOIN device_series g ON g.workspace = d.workspace AND g.device = d.id AND g.user_id = $3
     WHERE d.workspace = $1 AND d.id = $2`,
    [workspace, device, userId],
  );
  return found?.series ?? '';
}

/**
 * Skips so many series that nobody has been seen with: those given after a backup to devices that have yet to come back
 * are among them.
 */
export async function skipSeries(transaction: Rows, workspace: string, count: number): Promise<void> {
  await transaction.query('UPDATE workspaces SET series_given = series_given + $2 WHERE id = $1', [
    workspace,
    count,
  ]);
}

async function guestSeries(
  rows: Rows,
  workspace: string,
  device: string,
  userId: string,
): Promise<string | undefined> {
  const [found] = await rows.query<{ series: string }>(
    'SELECT series FROM device_series WHERE workspace = $1 AND device = $2 AND user_id = $3',
    [workspace, device, userId],
  );
  return found?.series;
}

/** Notes a series a device says it has; false when it is none of ours or somebody's already. */
async function notedSeries(
  rows: Rows,
  workspace: string,
  userId: string,
  { id, series }: { readonly id: string; readonly series: string },
  now: Date | undefined,
): Promise<boolean> {
  if (placeOfSeries(series) === undefined) return false;
  // Whoever makes them up burns as few as whoever asks for them.
  for (const occasion of ['restored', 'devices'] as const) {
    if (await hasTooMany(rows, workspace, userId, occasion, now)) return false;
  }
  return noteSeries(rows, workspace, userId, id, series, now);
}

/** @returns false when it was given before */
async function noteSeries(
  rows: Rows,
  workspace: string,
  userId: string,
  device: string,
  series: string,
  now: Date | undefined,
): Promise<boolean> {
  const noted = await rows.query(
    `INSERT INTO series (workspace, series, device, user_id, given_at)
     VALUES ($1, $2, $3, $4, coalesce($5::timestamptz, now())) ON CONFLICT DO NOTHING RETURNING series`,
    [workspace, series, device, userId, now?.toISOString() ?? null],
  );
  return noted.length > 0;
}

async function nextSeries(
  rows: Rows,
  workspace: string,
  userId: string,
  device: string,
  given: number,
  now: Date | undefined,
): Promise<string> {
  let place = given;
  // Devices that were there before a restore may have brought the next ones with them.
  while (!(await noteSeries(rows, workspace, userId, device, seriesAt(place), now))) place += 1;
  await rows.query('UPDATE workspaces SET series_given = $2 WHERE id = $1', [workspace, place + 1]);
  return seriesAt(place);
}

type Occasion = keyof typeof maxADay;

async function hasTooMany(
  rows: Rows,
  workspace: string,
  userId: string,
  occasion: Occasion,
  now: Date | undefined,
): Promise<boolean> {
  if (now === undefined) return false;
  const since = new Date(now.getTime() - dayMs).toISOString();
  const [taken] = await rows.query<{ count: string | number }>(
    `SELECT count(*) AS count FROM series s WHERE s.workspace = $1 AND s.user_id = $2 AND s.given_at > $3::timestamptz
       AND ($4::boolean OR EXISTS (SELECT 1 FROM series o WHERE o.workspace = s.workspace AND o.device = s.device
         AND o.series <> s.series AND o.given_at <= s.given_at))`,
    [workspace, userId, since, occasion === 'devices'],
  );
  return Number(taken?.count ?? 0) >= maxADay[occasion];
}

async function refuseTooMany(
  rows: Rows,
  workspace: string,
  userId: string,
  occasion: Occasion,
  now: Date | undefined,
): Promise<void> {
  const isTooMany =
    (await hasTooMany(rows, workspace, userId, occasion, now)) ||
    (await hasTooMany(rows, workspace, userId, 'devices', now));
  if (isTooMany) throw new Refusal('too-many-requests', 3600);
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
