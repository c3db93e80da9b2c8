import type { CollectionName, Records } from '@shared/collections';
import { AppError } from '@shared/lib/result';
import { table } from '../reader/reader';
import type { DataContext } from './context';

/**
 * Takes back a removal: the record comes back as it was, with its former stamps, from the tombstone the store keeps.
 * A record that is there already stays as it is.
 * @throws AppError `not-found` when there is no tombstone either
 */
export async function restoreRemoved<N extends CollectionName>(
  { records, db }: DataContext,
  name: N,
  id: string,
): Promise<void> {
  if (await records.find(name, id)) return;
  const row = db.get(`SELECT data FROM ${table(name)} WHERE id = ?`, [id]);
  if (!row) throw new AppError('not-found');
  const { _deleted, _rev, _meta, _attachments, ...record } = JSON.parse(String(row[0])) as Record<
    string,
    unknown
  >;
  await records.insertMany(name, [record as unknown as Records[N]]);
  if (!(await records.find(name, id))) throw new AppError('record-changed');
}
