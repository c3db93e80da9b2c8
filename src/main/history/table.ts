import type { CollectionName } from '@shared/collections';
import { historyKinds } from '@shared/history/contract';
import type { FeatureTable } from '../store/feature-table';
import type { Database } from '../store/sqlite-storage';

/**
 * The table of changes, made at once, since it begins empty. One row is one change of one record; how it was made is
 * told by the record's createdAt and createdBy.
 *
 * - `at` milliseconds since 1970, `user` an id, `device` a name: whose change it was, when and where
 * - `changes` JSON of a `Delta`: what takes the record back to the version before
 * - `parent` the client a record belonged to before this change, where the change took it to another one
 * - `came` 1 where the change came by sync: it may be several, since only a record's latest state travels
 */
export const history: FeatureTable = {
  name: 'history',
  create: createHistory,
  changesWith: historyKinds,
  isRescued: true,
};

function createHistory(db: Database): void {
  db.exec(`CREATE TABLE IF NOT EXISTS history(
    seq INTEGER PRIMARY KEY,
    collection TEXT NOT NULL,
    id TEXT NOT NULL,
    at INTEGER NOT NULL,
    user TEXT NOT NULL,
    device TEXT NOT NULL,
    changes TEXT NOT NULL,
    parent TEXT,
    came INTEGER)`);
  // Bases of versions before 30 November 2026: the column is added at once, whatever the table holds.
  if (!db.all('PRAGMA table_info(history)').some(([, name]) => name === 'came')) {
    db.exec('ALTER TABLE history ADD COLUMN came INTEGER');
  }
  db.exec('CREATE INDEX IF NOT EXISTS history__record ON history(id, collection, seq)');
  db.exec('CREATE INDEX IF NOT EXISTS history__at ON history(at)');
  db.exec(
    'CREATE INDEX IF NOT EXISTS history__parent ON history(parent, collection) WHERE parent IS NOT NULL',
  );
}

/**
 * Forgets all changes of records. Whoever takes records off this device (the access rules, the end of their time in
 * the recycle bin) calls it in the same transaction: what may not be read may not be read here either.
 */
export function forgetHistory(db: Database, collection: CollectionName, ids: readonly string[]): void {
  if (ids.length === 0) return;
  db.run('DELETE FROM history WHERE collection = ? AND id IN (SELECT value FROM json_each(?))', [
    collection,
    JSON.stringify(ids),
  ]);
}
