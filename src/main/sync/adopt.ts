import { setImmediate as breathe } from 'node:timers/promises';
import type { CollectionName } from '@shared/collections';
import type { DataContext } from '../data/context';
import type { Collections } from '../data/records';
import { parseRecord, table } from '../reader/reader';
import { pushed } from './marks';

const people = ['ownerId', 'assigneeId', 'userId', 'createdBy', 'updatedBy'] as const;
const batch = 500;

/**
 * At the first sign-in the device's own user becomes the server's: whatever was entered before belongs to the person
 * the colleagues will see.
 */
export async function adoptRecords(
  context: DataContext,
  collections: Collections,
  from: string,
  to: string,
): Promise<void> {
  for (const name of pushed) await adoptCollection(context, collections, name, from, to);
  await context.records.remove('users', from);
}

async function adoptCollection(
  context: DataContext,
  collections: Collections,
  name: CollectionName,
  from: string,
  to: string,
): Promise<void> {
  const mine = people.map((field) => `json_extract(data, '$.${field}') = ?1`).join(' OR ');
  for (;;) {
    const rows = context.db.all(
      `SELECT data FROM ${table(name)} WHERE deleted = 0 AND (${mine}) LIMIT ${batch}`,
      [from],
    );
    if (rows.length === 0) return;
    const records = rows.map(([data]) => {
      const { _rev, _meta, _attachments, _deleted, ...record } = parseRecord<Record<string, unknown>>(data);
      for (const field of people) if (record[field] === from) record[field] = to;
      return record;
    });
    await (collections[name] as unknown as { bulkUpsert: (docs: object[]) => Promise<unknown> }).bulkUpsert(
      records,
    );
    await breathe();
  }
}
