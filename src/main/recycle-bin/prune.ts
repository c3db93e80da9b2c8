import { binKinds } from '@shared/recycle-bin/contract';
import { fieldSql } from '../fields/columns';
import { forgetHistory } from '../history/table';
import { table } from '../reader/reader';
import { keepHighest } from '../store/sqlite-storage/acknowledged';
import type { Database } from '../store/sqlite-storage/adapter';

/** What goes, and what must stay. */
export interface PruneOptions {
  /** Whatever is older than this instant (ISO 8601 UTC) goes. */
  readonly before: string;
  /** Whether there is a server: then a deletion it has not heard of stays until it has. */
  readonly synced: boolean;
}

/** Rows a transaction takes: a few milliseconds, which is all that a person's edit can be made to wait. */
const batch = 300;

/**
 * Takes away one batch of changes and of deleted records whose time is over.
 * @returns whether there may be more
 */
export function pruneBatch(db: Database, options: PruneOptions): boolean {
  return db.transaction(() => pruneChanges(db, options) || pruneDeleted(db, options));
}

/**
 * A record is taken back change by change, the last arrived first: so only its first arrived changes may go, and an
 * old one that came late waits for those before it.
 */
function pruneChanges(db: Database, { before }: PruneOptions): boolean {
  const instant = Date.parse(before);
  const { changes } = db.run(
    `DELETE FROM history WHERE seq IN (
       SELECT h.seq FROM history AS h WHERE h.at < ?1 AND NOT EXISTS (
         SELECT 1 FROM history AS o
         WHERE o.id = h.id AND o.collection = h.collection AND o.seq < h.seq AND o.at >= ?1)
       ORDER BY h.at LIMIT ${batch})`,
    [instant],
  );
  return changes === batch;
}

/** By the deletion's own stamp and by when this device wrote it: older versions left the last edit's stamp on it. */
function pruneDeleted(db: Database, { before, synced }: PruneOptions): boolean {
  for (const kind of binKinds) {
    const ids = db
      .all(
        `SELECT id FROM ${table(kind)}
         WHERE deleted = 1 AND ${fieldSql(kind, 'updatedAt')} < ?1 AND lwt < ?2 AND mark >= ?3 LIMIT ${batch}`,
        [before, Date.parse(before), synced ? 1 : 0],
      )
      .map(([id]) => String(id));
    if (ids.length === 0) continue;
    forgetHistory(db, kind, ids);
    const list = JSON.stringify(ids);
    keepHighest(db);
    db.run(`DELETE FROM ${table(kind)} WHERE id IN (SELECT value FROM json_each(?))`, [list]);
    forgetMasters(db, ids);
    return true;
  }
  return false;
}

/** RxDB keeps the server's state of each record beside it, content and all. Ids are one of a kind in the whole file. */
function forgetMasters(db: Database, ids: readonly string[]): void {
  const keys = JSON.stringify(ids.map((id) => `${id}|0`));
  const tables = db.all(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'doc\\_rx-replication-meta%' ESCAPE '\\'",
  );
  for (const [name] of tables) {
    db.run(
      `DELETE FROM "${String(name).replaceAll('"', '""')}" WHERE id IN (SELECT value FROM json_each(?))`,
      [keys],
    );
  }
}
