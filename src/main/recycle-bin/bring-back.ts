import { setImmediate as breathe } from 'node:timers/promises';
import type { CollectionName, Records } from '@shared/collections';
import { clientFieldOf, clientOf, kindsWith } from '@shared/kinds';
import { AppError } from '@shared/lib/result';
import type { DataContext } from '../data/context';
import { fieldSql } from '../fields/columns';
import { table } from '../reader/reader';
import { parseStored } from '../store/sqlite-storage/stored';

/** What belongs to a client, goes with it and comes back with it. */
export const clientParts = (): readonly CollectionName[] =>
  kindsWith('restorable').filter((kind) => clientFieldOf(kind) !== '');

/** Records written in one go: others have their turn between. */
const atOnce = 500;

interface Item {
  readonly collection: CollectionName;
  readonly id: string;
}

/**
 * Brings deleted records back from their tombstones, as changes of today that travel like any other. A client comes
 * with whatever went in the same deed; anything else brings its client, where that is deleted too. A record that is
 * there stays as it is.
 * @returns how many came back
 * @throws AppError `not-found` when nothing of a record is kept any more
 */
export async function bringBack(context: DataContext, items: readonly Item[]): Promise<number> {
  let restored = 0;
  for (const { collection, id } of items) {
    const tombstone = read(context, collection, id);
    if (!tombstone) throw new AppError('not-found');
    if (tombstone._deleted !== true) continue;
    const clientId = collection === 'clients' ? '' : clientOf(collection, tombstone);
    if (clientId !== '') restored += await bringClientBack(context, clientId);
    restored +=
      collection === 'clients' ? await bringClientBack(context, id) : await revive(context, collection, [id]);
  }
  return restored;
}

/** A client first, then its own: a power cut in between leaves some in the bin, never strays. */
async function bringClientBack(context: DataContext, id: string): Promise<number> {
  const client = read(context, 'clients', id);
  if (client?._deleted !== true) return 0;
  let restored = await revive(context, 'clients', [id]);
  for (const name of clientParts()) {
    const together = context.db
      .all(`SELECT id FROM ${table(name)} WHERE ${wentWithClient(name)}`, [id, String(client.updatedAt)])
      .map(([one]) => String(one));
    restored += await revive(context, name, together);
  }
  return restored;
}

/** Deleted records of a kind that went in one deed with their client: its id and the instant. */
export const wentWithClient = (kind: CollectionName): string =>
  `deleted = 1 AND ${fieldSql(kind, clientFieldOf(kind))} = ? AND ${fieldSql(kind, 'updatedAt')} = ?`;

async function revive(context: DataContext, name: CollectionName, ids: readonly string[]): Promise<number> {
  const { records } = context;
  const stamp = records.lastChange();
  let restored = 0;
  for (let from = 0; from < ids.length; from += atOnce) {
    if (from > 0) await breathe();
    const dead = ids
      .slice(from, from + atOnce)
      .map((id) => read(context, name, id))
      .filter((record) => record?._deleted === true);
    const living = dead.map((record) => {
      const { _deleted, _rev, _meta, _attachments, ...own } = record as Record<string, unknown>;
      return { ...own, ...stamp } as unknown as Records[typeof name];
    });
    if (living.length === 0) continue;
    for (const record of dead) {
      const before = record ?? {};
      if (!(await records.mayEdit(name, { before, after: before, revives: true }))) {
        throw new AppError('not-yours');
      }
    }
    const refused = await records.insertMany(name, living);
    if (refused.length > 0) throw new AppError('record-changed');
    restored += living.length;
  }
  return restored;
}

function read({ db }: DataContext, name: CollectionName, id: string): Record<string, unknown> | null {
  const row = db.get(`SELECT data FROM ${table(name)} WHERE id = ?`, [id]);
  return row ? parseStored<Record<string, unknown>>(row[0]) : null;
}
