import type { CollectionName } from '@shared/collections';
import { type Database, quote, type TableInfo } from './sqlite-storage';

/**
 * Indexes that the schema of a collection does not name. RxDB takes another list of indexes for another schema and
 * would have every record of every database migrated; these are made where they are missing, when the table is opened.
 */
const ownIndexes: { readonly [N in CollectionName]?: readonly (readonly string[])[] } = {
  // A list of one type and status: the few drafts among a hundred thousand documents are found at once.
  documents: [['deleted', 'c_type', 'c_status', 'c_date', 'id']],
};

/** Called by the store each time it has opened a collection's table. A dropped table takes its indexes with it. */
export function openOwnIndexes(db: Database, { collection, table }: TableInfo): void {
  for (const columns of ownIndexes[collection as CollectionName] ?? []) {
    const name = `${table}__own__${columns.join('__')}`;
    db.exec(`CREATE INDEX IF NOT EXISTS ${quote(name)} ON ${quote(table)}(${columns.map(quote).join(', ')})`);
  }
}
