import type { FilledMangoQuery } from 'rxdb';
import { normalizeMangoQuery, prepareQuery } from 'rxdb';
import { type Card, type StoredCard, storedSchema } from './documents';

/** The page of a list: one status, from a name on, in the order of the list. */
export function pageQuery(status: string, from: string) {
  return {
    selector: { status, name: { $gte: from } },
    sort: [{ status: 'asc' }, { name: 'asc' }],
    limit: 50,
  } as const;
}

/** A query as RxDB hands it to a storage. */
export function prepared(query: object): never {
  const filled = normalizeMangoQuery<Card>(
    storedSchema as never,
    query as never,
  ) as unknown as FilledMangoQuery<StoredCard>;
  Object.assign(filled.selector, { _deleted: { $eq: false } });
  return prepareQuery<StoredCard>(storedSchema as never, filled as never) as never;
}

/** Milliseconds until the work is done. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
