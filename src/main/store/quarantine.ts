import { type CollectionName, collectionNames, collections } from '@shared/collections';
import { isId, ownIdPattern } from '@shared/lib/ids';
import { type Database, quote, tableName } from './sqlite-storage';

/** Records that may not be among the others: kept whole, shown and sent nowhere. */
const table = 'quarantine';

const ownId = new RegExp(ownIdPattern, 'u');

const mayStay = (name: CollectionName, id: unknown): boolean =>
  isId(id) || (collections[name].replication === 'no' && typeof id === 'string' && ownId.test(id));

/**
 * Puts records aside whose id no version of the program gives: they came from a server or a file of somebody else's
 * making. Called before anybody reads the database; their numbers, words and lines of lists go with the rows.
 * @returns how many were put aside
 */
export function putForeignAside(db: Database): number {
  let count = 0;
  for (const name of collectionNames) {
    const from = quote(tableName(name, collections[name].version));
    // An index answers it: nearly every id is a ULID.
    const odd = db
      .all(
        `SELECT rid, id FROM ${from} WHERE typeof(id) <> 'text' OR length(id) <> 26 OR id GLOB '*[^0-9A-Z]*'`,
      )
      .filter(([, id]) => !mayStay(name, id));
    if (odd.length === 0) continue;
    db.transaction(() => {
      db.exec(`CREATE TABLE IF NOT EXISTS ${table}(
        collection TEXT NOT NULL, data TEXT NOT NULL, at TEXT NOT NULL)`);
      for (const [rid] of odd) {
        db.run(
          `INSERT INTO ${table} SELECT ?, data, strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM ${from} WHERE rid = ?`,
          [name, rid],
        );
        db.run(`DELETE FROM ${from} WHERE rid = ?`, [rid]);
      }
    });
    count += odd.length;
  }
  return count;
}
