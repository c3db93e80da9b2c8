import { type CollectionName, collectionNames, collections } from '@shared/collections';
import { table } from '../reader/reader';
import type { Mark, StoreHandle } from '../store/sqlite-storage';
import type { Database } from '../store/sqlite-storage/adapter';

/** A record's state as it travelled. */
export interface Travelled {
  readonly id: string;
  readonly updatedAt: string;
}

/** Collections whose local edits go to the server. */
export const pushed: readonly CollectionName[] = collectionNames.filter(
  (name) => collections[name].replication === 'both',
);

/** Tells and keeps where each record is: only here, sent, confirmed. */
export class SyncStates {
  constructor(
    private readonly handle: StoreHandle,
    private readonly changed: (collections: readonly string[]) => void,
  ) {}

  /** Marks those that have not been written again since they travelled. */
  set(name: CollectionName, travelled: readonly Travelled[], mark: Mark): void {
    const at = new Map(travelled.map(({ id, updatedAt }) => [id, updatedAt]));
    const rows = this.#db.all(
      `SELECT id, rev, json_extract(data, '$.updatedAt') FROM ${table(name)}
       WHERE mark < ? AND id IN (SELECT value FROM json_each(?))`,
      [mark, JSON.stringify([...at.keys()])],
    );
    const same = rows
      .filter(([id, , updatedAt]) => at.get(String(id)) === updatedAt)
      .map(([id, rev]) => ({ id: String(id), rev: String(rev) }));
    if (same.length > 0 && this.handle.setMark(name, same, mark) > 0) this.changed([name]);
  }

  /** Marks records whose present state is known to be the server's. */
  confirm(name: CollectionName, ids: readonly string[]): void {
    if (this.handle.setMark(name, ids, 2) > 0) this.changed([name]);
  }

  /** How many records the server has not accepted, and since when the oldest of them waits. */
  unsent(): { readonly count: number; readonly oldestAt: string } {
    let count = 0;
    let oldest = Number.POSITIVE_INFINITY;
    for (const name of pushed) {
      // The first condition is the index's own: without it every row would be read.
      const [n, lwt] = this.#db.get(
        `SELECT count(*), min(lwt) FROM ${table(name)} WHERE mark < 2 AND mark = 0`,
      ) ?? [0, null];
      count += Number(n);
      if (lwt !== null) oldest = Math.min(oldest, Number(lwt));
    }
    return { count, oldestAt: Number.isFinite(oldest) ? new Date(oldest).toISOString() : '' };
  }

  get #db(): Database {
    return this.handle.db;
  }
}
