import { setImmediate as breathe } from 'node:timers/promises';
import type { CollectionName } from '@shared/collections';
import type { DataContext } from '../data/context';
import { table } from '../reader/reader';
import type { Collections } from '../store/collections';
import type { RecordCollection } from '../store/storage-collection';
import { pushed } from './sync-states';

/** Fields that hold a list of people. */
const lists = ['participantIds'] as const;
const people = ['ownerId', 'assigneeId', 'userId', 'createdBy', 'updatedBy'] as const;
const batch = 500;

type Fields = Record<string, unknown>;

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
    const ids = context.db
      .all(`SELECT id FROM ${table(name)} WHERE deleted = 0 AND (${mine}) LIMIT ${batch}`, [from])
      .map(([id]) => String(id));
    if (ids.length === 0) return;
    const found = await (collections[name] as unknown as RecordCollection<Fields>).findByIds(ids).exec();
    // Each is changed as it is at that moment: whoever types meanwhile loses nothing.
    await Promise.all(
      [...found.values()].map((document) =>
        document.incrementalModify((record) => {
          for (const field of people) if (record[field] === from) record[field] = to;
          for (const field of lists) {
            const ids = record[field];
            if (Array.isArray(ids)) record[field] = ids.map((one) => (one === from ? to : one));
          }
          return record;
        }),
      ),
    );
    await breathe();
  }
}
