import type { Database } from './sqlite-storage/adapter';

/** Called by the store when it has made a collection's table. */
export function createSearchIndex(
  _db: Database,
  _table: { readonly collection: string; readonly table: string },
): void {}
