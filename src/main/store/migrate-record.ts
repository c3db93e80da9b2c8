import { type CollectionName, collections } from '@shared/collections';

type Fields = Readonly<Record<string, unknown>>;

/**
 * A record of an older version in the present one's form, by the migrations of its entity. They are given what people
 * and the sync know of it; RxDB's own fields stay as they are.
 * @param from the version it was written in
 */
export function migrateRecord<T extends Fields>(name: CollectionName, from: number, record: T): T {
  const { version, migrations } = collections[name];
  const { _rev, _meta, _attachments, _deleted, ...own } = record as Fields;
  let now: Record<string, unknown> = { ...own };
  for (let next = from + 1; next <= version; next += 1) now = migrations[next]?.(now) ?? now;
  const kept = Object.entries({ _rev, _meta, _attachments, _deleted }).filter(([key]) => key in record);
  return { ...now, ...Object.fromEntries(kept) } as unknown as T;
}
