import type { NoNews } from '../../threads/contract';
import { beginThread } from '../../threads/port';
import { BACKGROUND_PRIORITY, letOthersGoFirst } from '../../threads/priority';
import { serveThread } from '../../threads/serve';
import { openDatabase, quote, type SqlRow, type SqlValue } from '../sqlite-storage/adapter';
import {
  PIECE,
  type Piece,
  type SortAnswer,
  type SortCalls,
  type SorterStart,
  type SortQuestion,
} from './protocol';

/**
 * The sorting thread: sorts an index's entries, as the rows stand now, in memory, and gives them in pieces. It reads
 * the file and never writes to it.
 */
beginThread<SorterStart>((port, { databasePath, encryptionKey }) => {
  letOthersGoFirst(BACKGROUND_PRIORITY);
  // Nothing of the file is worth keeping: each page is read once for each index.
  const db = openDatabase({
    path: databasePath,
    encryptionKey,
    pragmas: { temp_store: 'MEMORY', cache_size: -2000 },
  });
  let reached = 0;

  const sort = ({ table, columns, after }: SortQuestion): SortAnswer => {
    db.exec('DROP TABLE IF EXISTS temp.sorted');
    // Without types the values stay as they are.
    const names = columns.map((_, place) => `k${place}`);
    db.exec(`CREATE TEMP TABLE sorted(${names.join(', ')})`);
    const list = columns.map((column) => (column === 'rid' ? column : quote(column))).join(', ');
    const rest = after === undefined ? '' : `WHERE (${list}) > (${columns.map(() => '?').join(', ')})`;
    db.run(
      `INSERT INTO temp.sorted SELECT ${list} FROM ${quote(table)} ${rest} ORDER BY ${list}`,
      after ?? [],
    );
    reached = 0;
    const nulls = names.map((name) => `${name} IS NULL`).join(' OR ');
    return { hasNulls: db.get(`SELECT 1 FROM temp.sorted WHERE ${nulls} LIMIT 1`) !== undefined };
  };

  const next = (): Piece => {
    const rows = db.all(`SELECT rowid, * FROM temp.sorted WHERE rowid > ? ORDER BY rowid LIMIT ${PIECE}`, [
      reached,
    ]);
    reached = Number(rows.at(-1)?.[0] ?? reached);
    const entries = rows.map((row: SqlRow) => row.slice(1));
    const isWhole = rows.length < PIECE;
    if (isWhole) db.exec('DROP TABLE temp.sorted');
    if (!entries.every((entry) => entry.every(isPlain))) return { entries, isWhole };
    return { json: JSON.stringify(entries), last: entries.at(-1) ?? [], isWhole };
  };

  serveThread<SortCalls, NoNews>(port, {
    calls: {
      sort,
      next,
      close() {
        db.close();
        return null;
      },
    },
  });
});

/** Whether SQLite reads the value from JSON as it was. */
function isPlain(value: SqlValue): boolean {
  return typeof value === 'string' || Number.isSafeInteger(value);
}
