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

export interface Device {
  /** Made by the client once per installation. */
  readonly id: string;
  readonly name: string;
  /** The profile came from a backup: another copy may have gone on numbering, so the series must change. */
  readonly restored: boolean;
}

/**
 * Gives the device its series: the one it has, or the next never given before. The workspace row is locked
 * meanwhile, so that two devices never get one series.
 */
export async function activateDevice(
  transaction: Rows,
  workspace: string,
  userId: string,
  device: Device,
): Promise<string> {
  const [row] = await transaction.query<{ series_given: number }>(
    'SELECT series_given FROM workspaces WHERE id = $1 FOR NO KEY UPDATE',
    [workspace],
  );
  const [known] = await transaction.query<{ series: string }>(
    'SELECT series FROM devices WHERE workspace = $1 AND id = $2',
    [workspace, device.id],
  );
  let series = known?.series;
  if (series === undefined || device.restored) {
    const given = Number(row?.series_given ?? 0);
    series = seriesAt(given);
    await transaction.query('UPDATE workspaces SET series_given = $2 WHERE id = $1', [workspace, given + 1]);
    await transaction.query('INSERT INTO series (workspace, series, device) VALUES ($1, $2, $3)', [
      workspace,
      series,
      device.id,
    ]);
  }
  await transaction.query(
    `INSERT INTO devices (workspace, id, name, series, last_user, activated_by) VALUES ($1, $2, $3, $4, $5, $5)
     ON CONFLICT (workspace, id) DO UPDATE
     SET name = excluded.name, series = excluded.series, last_user = excluded.last_user, last_login_at = now()`,
    [workspace, device.id, device.name, series, userId],
  );
  return series;
}
