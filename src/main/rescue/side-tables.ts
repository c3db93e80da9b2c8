import { featureTables } from '../data/feature-tables';
import { lenientText } from '../store/inspect';
import { quote } from '../store/sqlite-storage';
import type { Database, SqlValue } from '../store/sqlite-storage/adapter';

/** A table beside the collections' own, that can be copied from one database to another. */
export interface SideTable {
  readonly name: string;
  /**
   * Copies the rows that can be read.
   * @param options for tables of replication: only rows of these documents (null: of all), over rows that are there
   */
  readonly copyTo: (
    to: Database,
    options?: { readonly replace: boolean; readonly ids: ReadonlySet<string> | null },
  ) => void;
}

/** Tables of ours that are neither documents nor made from them. One that a database does not have is passed over. */
const KEPT: readonly string[] = [
  '_attachments',
  ...featureTables.filter(({ isRescued }) => isRescued).map(({ name }) => name),
];

/** The tables in which RxDB keeps what it assumes the server to have. */
export function metaTables(db: Database): SideTable[] {
  return db
    .all(
      "SELECT CAST(name AS BLOB), CAST(sql AS BLOB) FROM sqlite_master WHERE type = 'table' AND name LIKE 'doc\\_rx-replication-meta-%' ESCAPE '\\'",
    )
    .map(([table, sql]) => {
      const name = lenientText(table);
      return {
        name,
        copyTo(to, { replace, ids } = { replace: false, ids: null }) {
          to.transaction(() => {
            if (!exists(to, name)) to.exec(lenientText(sql));
            copyRows(db, to, name, replace, (row, columns) => {
              // How far replication had come is forgotten: rows may be missing that it thinks are there.
              const id = String(row[columns.indexOf('id')]);
              const [item, isCheckpoint] = [id.slice(0, id.lastIndexOf('|')), id.endsWith('|1')];
              return !isCheckpoint && (ids === null || ids.has(item));
            });
            copyKinds(db, to, name);
          });
        },
      };
    });
}

/** Our own tables of this database, in the order of their names. */
export function keptTables(db: Database): SideTable[] {
  return KEPT.filter((name) => exists(db, name)).map((name) => ({
    name,
    copyTo(to) {
      if (exists(to, name)) to.transaction(() => copyRows(db, to, name, false, () => true));
    },
  }));
}

function exists(db: Database, name: string): boolean {
  return db.get("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [name]) !== undefined;
}

const columnsOf = (db: Database, table: string): string[] =>
  db.all(`PRAGMA table_info(${quote(table)})`).map((row) => String(row[1]));

/** Copies row by row what both tables have columns for; a row that cannot be read is passed over. */
function copyRows(
  from: Database,
  to: Database,
  table: string,
  replace: boolean,
  wanted: (row: readonly SqlValue[], columns: readonly string[]) => boolean,
): void {
  const there = new Set(columnsOf(to, table));
  const columns = columnsOf(from, table).filter((column) => there.has(column) && column !== 'rid');
  const list = columns.map(quote);
  // Texts as bytes: one that is damaged must not end the process.
  const asked = list.map(
    (column) =>
      `typeof(${column}), CASE typeof(${column}) WHEN 'text' THEN CAST(${column} AS BLOB) ELSE ${column} END`,
  );
  const insert = `INSERT OR ${replace ? 'REPLACE' : 'IGNORE'} INTO ${quote(table)}(${list.join(', ')}) VALUES(${columns.map(() => '?').join(', ')})`;
  let after = Number.MIN_SAFE_INTEGER;
  let failures = 0;
  for (;;) {
    let rows: readonly (readonly SqlValue[])[];
    try {
      rows = from.all(
        `SELECT rowid, ${asked.join(', ')} FROM ${quote(table)} WHERE rowid > ? ORDER BY rowid LIMIT ${failures > 0 ? 1 : 200}`,
        [after],
      );
    } catch {
      // First row by row up to the damage, then past it.
      failures += 1;
      if (failures > 1) after += 1;
      if (failures > 5000) return;
      continue;
    }
    if (rows.length === 0) return;
    for (const [rowid, ...cells] of rows) {
      if (Number(rowid) <= after) return;
      after = Number(rowid);
      const values = readCells(cells);
      if (values && wanted(values, columns)) to.run(insert, values);
    }
  }
}

const strict = new TextDecoder('utf-8', { fatal: true });

/** Pairs of type and value; undefined for a row with a damaged text. */
function readCells(cells: readonly SqlValue[]): SqlValue[] | undefined {
  const values: SqlValue[] = [];
  try {
    for (let at = 0; at < cells.length; at += 2) {
      const value = cells[at + 1] ?? null;
      values.push(cells[at] === 'text' && value instanceof Uint8Array ? strict.decode(value) : value);
    }
  } catch {
    return undefined;
  }
  return values;
}

/** What the columns have held is wanted by the storage; where it cannot be read, everything is held possible. */
function copyKinds(from: Database, to: Database, table: string): void {
  let kinds: (readonly SqlValue[])[];
  try {
    kinds = from.all('SELECT col, kinds FROM _kinds WHERE tbl = ?', [table]) as (readonly SqlValue[])[];
  } catch {
    kinds = columnsOf(to, table).map((column) => [column, 63]);
  }
  for (const [column, value] of kinds)
    to.run('INSERT OR REPLACE INTO _kinds(tbl, col, kinds) VALUES(?, ?, ?)', [table, column, value]);
}
