import { parseWellFormed } from '@shared/lib/well-formed';
import { quote } from '../store/sqlite-storage';
import type { Database, SqlRow } from '../store/sqlite-storage/adapter';

/** One row of a collection's table as it could be read. */
export interface DamagedRow {
  readonly id: string;
  readonly mark: number;
  readonly deleted: boolean;
  readonly document: Readonly<Record<string, unknown>>;
  /** Its text bears signs of damage. */
  readonly doubtful: boolean;
}

export interface DamagedTable {
  readonly rows: Iterable<DamagedRow>;
  /** How many rows are known to have been there and cannot be read: final when `rows` has ended. */
  readonly lost: () => number;
}

const CHUNK = 200;
/** Behind the last row that could be read so many more numbers are tried, where no index knows better. */
const BLIND_STEPS = 20_000;
const decoder = new TextDecoder('utf-8');

/**
 * Reads a table of a damaged file row by row. A page that cannot be read costs the rows on it and no others: which
 * rows there must have been is asked of the table from both ends and of each of its indexes.
 */
export function readDamaged(db: Database, table: string): DamagedTable {
  let lost = 0;
  return { rows: read(), lost: () => lost };

  function* read(): Generator<DamagedRow> {
    // The binding ends the whole process at a text that is no UTF-8: damaged texts are read as bytes.
    const columns = 'rid, CAST(id AS BLOB), mark, deleted, CAST(data AS BLOB)';
    const chunk = `SELECT ${columns} FROM ${quote(table)} WHERE rid > ? ORDER BY rid LIMIT ${CHUNK}`;
    const one = `SELECT ${columns} FROM ${quote(table)} WHERE rid = ?`;
    let after = Number.MIN_SAFE_INTEGER;
    for (;;) {
      const rows = attempt(() => db.all(chunk, [after]));
      if (!rows) break;
      for (const row of rows) {
        const known = understand(row);
        if (known) yield known;
        else lost += 1;
      }
      const last = Number(rows.at(-1)?.[0] ?? Number.NaN);
      if (Number.isNaN(last)) return;
      // Damage can make a table lead in a circle.
      if (last <= after) break;
      after = last;
    }
    for (const { rid, vouched } of remaining(db, table, after)) {
      const row = attempt(() => db.get(one, [rid]));
      const known = row && understand(row);
      if (known) yield known;
      // A number nobody vouches for is a guess, and no loss.
      else if (vouched) lost += 1;
    }
  }
}

/** The numbers of the rows that stand after `after`, as far as anything in the file still knows them. */
function remaining(db: Database, table: string, after: number): { rid: number; vouched: boolean }[] {
  const found = new Set<number>();
  const name = quote(table);
  walk(db, `SELECT rid FROM ${name} WHERE rid > ?1 AND rid < ?2 ORDER BY rid DESC`, after, found);
  const indexes =
    attempt(() => db.all(`SELECT name FROM pragma_index_list(?)`, [table]).map((row) => String(row[0]))) ??
    [];
  for (const index of indexes) {
    for (const direction of ['ASC', 'DESC']) {
      const sql = `SELECT rid FROM ${name} INDEXED BY ${quote(index)} WHERE rid > ? ORDER BY ${firstColumn(db, index)} ${direction}`;
      attempt(() => {
        // Partial indexes do not answer for the whole table and are refused by SQLite here.
        for (const [rid] of iterate(db, sql, [after])) found.add(Number(rid));
        return true;
      });
    }
  }
  const vouched = [...found].sort((a, b) => a - b).map((rid) => ({ rid, vouched: true }));
  if (vouched.length > 0) return vouched;
  const first = Math.max(after + 1, 1);
  return Array.from({ length: BLIND_STEPS }, (_, step) => ({ rid: first + step, vouched: false }));
}

/** Reads numbers from the end of the table backwards until a page cannot be read. */
function walk(db: Database, sql: string, after: number, found: Set<number>): void {
  let before = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const rows = attempt(() => db.all(`${sql} LIMIT ${CHUNK}`, [after, before]));
    const last = rows?.at(-1);
    if (!rows || !last) return;
    for (const [rid] of rows) found.add(Number(rid));
    before = Number(last[0]);
  }
}

function firstColumn(db: Database, index: string): string {
  const column = attempt(() => db.get('SELECT name FROM pragma_index_info(?)', [index])?.[0]);
  return column === undefined || column === null ? 'rid' : quote(String(column));
}

/** Rows of an index in pieces: one statement for all would answer all or nothing. */
function* iterate(db: Database, sql: string, parameters: readonly number[]): Generator<SqlRow> {
  for (let offset = 0; ; offset += 5000) {
    const rows = db.all(`${sql} LIMIT 5000 OFFSET ${offset}`, parameters);
    if (rows.length === 0) return;
    yield* rows;
  }
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** A row whose document is one: parsed, and of the id the row says. Null for what cannot be trusted at all. */
function understand(row: SqlRow): DamagedRow | null {
  const [, key, mark, deleted, data] = row;
  if (!(key instanceof Uint8Array) || !(data instanceof Uint8Array)) return null;
  const id = decoder.decode(key);
  const text = decoder.decode(data);
  let document: Record<string, unknown>;
  try {
    document = parseWellFormed(text) as Record<string, unknown>;
  } catch {
    return null;
  }
  const { _rev: rev, _meta: meta } = document ?? {};
  if (document?.id !== id || typeof rev !== 'string' || !/^\d+-/.test(rev)) return null;
  if (typeof (meta as { lwt?: unknown } | undefined)?.lwt !== 'number') return null;
  return {
    id,
    mark: mark === 1 || mark === 2 ? mark : 0,
    deleted: document._deleted === true,
    document,
    // A block of the cipher that was hit decodes to noise, which is no UTF-8.
    doubtful: text.includes('\ufffd') || (deleted === 1) !== (document._deleted === true),
  };
}
