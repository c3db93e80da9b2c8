import type { ExportKind } from '@shared/audit/events';
import { ulid } from 'ulid';
import type { DataContext } from '../data/context';
import type { FeatureTable } from '../store/feature-table';
import type { Database } from '../store/sqlite-storage';

/** An export the server has not been told of. */
export interface UntoldExport {
  /** A ULID: the server takes each once, however often it is told. */
  readonly id: string;
  readonly what: string;
  /** How many records it carried. */
  readonly count: number;
  /** When it was made, by this computer's clock. */
  readonly at: string;
  /** Who made it, by id. */
  readonly by: string;
}

/** The name of the table. */
const exportsTable = 'untold_exports';

/**
 * The table of untold exports. It is no collection: what is told leaves it. An export that was under way when the
 * program ended may well have been made, so it is told.
 */
export const untoldExports: FeatureTable = {
  name: exportsTable,
  create: createExportsTable,
  changesWith: [],
  isRescued: true,
};

function createExportsTable(db: Database): void {
  db.exec(`CREATE TABLE IF NOT EXISTS ${exportsTable}(
    id TEXT PRIMARY KEY,
    what TEXT NOT NULL,
    count INTEGER NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    made INTEGER NOT NULL)`);
  db.run(`UPDATE ${exportsTable} SET made = 1 WHERE made = 0`);
}

/** Notes that an export begins, before anything leaves the database. @returns its id */
export function beginExport({ db, session, now }: DataContext, what: ExportKind, count: number): string {
  const id = ulid();
  db.run(`INSERT INTO ${exportsTable} VALUES (?, ?, ?, ?, ?, 0)`, [id, what, count, now(), session().userId]);
  return id;
}

/** Notes how it ended: what was not made is not told. */
export function endExport({ db }: DataContext, id: string, made: boolean): void {
  if (made) db.run(`UPDATE ${exportsTable} SET made = 1 WHERE id = ?`, [id]);
  else db.run(`DELETE FROM ${exportsTable} WHERE id = ?`, [id]);
}

/** Those that were made, the earliest first; two ids of one millisecond stand in no order. */
export function listUntoldExports(db: Database, most: number): UntoldExport[] {
  return db
    .all(`SELECT id, what, count, at, by FROM ${exportsTable} WHERE made = 1 ORDER BY rowid LIMIT ?`, [most])
    .map(([id, what, count, at, by]) => ({
      id: String(id),
      what: String(what),
      count: Number(count),
      at: String(at),
      by: String(by),
    }));
}

/** The server knows them. */
export function forgetExports(db: Database, told: readonly UntoldExport[]): void {
  db.run(`DELETE FROM ${exportsTable} WHERE id IN (SELECT value FROM json_each(?))`, [
    JSON.stringify(told.map(({ id }) => id)),
  ]);
}

/**
 * Puts these in the place of what stands here: a database that was put back from a copy knows what was untold then, and
 * has been told since, or was never this computer's.
 */
export function replaceExports(db: Database, untold: readonly UntoldExport[]): void {
  db.transaction(() => {
    db.run(`DELETE FROM ${exportsTable}`);
    for (const { id, what, count, at, by } of untold)
      db.run(`INSERT INTO ${exportsTable} VALUES (?, ?, ?, ?, ?, 1)`, [id, what, count, at, by]);
  });
}
