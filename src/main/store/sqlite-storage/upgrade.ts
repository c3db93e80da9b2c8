import type { RxDocumentData, RxJsonSchema } from 'rxdb';
import { keepHighest } from './acknowledged';
import { type Database, quote } from './adapter';
import { type ComputedColumn, planTable, type StoredDocument, type TablePlan, tableName } from './columns';
import { forgetDeferred } from './deferred-indexes';
import type { StoreHandle } from './handle';
import { parseStored } from './stored';
import type { NewRow, RowHead, Table } from './table';

/** A table that is to hold what stands in the tables of its older versions. */
export interface TableUpgrade {
  readonly collection: string;
  /** Of the present version, filled with RxDB's own fields. */
  readonly schema: Readonly<RxJsonSchema<RxDocumentData<unknown>>>;
  readonly computed?: Readonly<Record<string, ComputedColumn>> | undefined;
  /** A document of an older version in the present form. RxDB's own fields stay what it makes of them. */
  readonly change: (document: StoredDocument, from: number) => StoredDocument;
  /** Runs when the new table has been made and is still empty. */
  readonly created?: ((table: string) => void) | undefined;
  /** Runs when a table of an older version has been dropped. */
  readonly dropped?: ((table: string, version: number) => void) | undefined;
}

/** So many documents are changed and written together. */
const PIECE = 64;

/** Whether a table of an older version stands in the file. */
function isOutgrown(
  db: Database,
  { collection, schema }: Pick<TableUpgrade, 'collection' | 'schema'>,
): boolean {
  return olderVersions(db, collection, schema.version).length > 0;
}

/**
 * Brings every document of older tables into the present ones, and drops the older: all of them in one transaction, so
 * that a crash leaves either what was there or what is to be. Numbers of the sequence, marks and times stay what they
 * were: what waits to be sent waits on, and nothing else is sent again.
 */
export function upgradeTables(handle: StoreHandle, upgrades: readonly TableUpgrade[], database = 0): void {
  const due = upgrades.filter((one) => isOutgrown(handle.db, one));
  if (due.length === 0) return;
  const opened: Table[] = [];
  try {
    handle.db.transaction(() => {
      keepHighest(handle.db);
      for (const upgrade of due) {
        const plan = planTable(upgrade.collection, upgrade.schema, upgrade.computed ?? {}, database);
        const table = handle.openTable(plan, () => upgrade.created?.(plan.table));
        opened.push(table);
        for (const version of olderVersions(handle.db, upgrade.collection, plan.version)) {
          moveDocuments(table, upgrade, version);
          dropOlder(handle.db, plan, version);
          upgrade.dropped?.(tableName(upgrade.collection, version, database), version);
        }
      }
    });
  } finally {
    // Whoever opens the table next finds it as any other; after a failure it is not there.
    for (const table of opened) handle.releaseTable(table);
  }
}

/** The versions before this one that have a table, the newest first: what it holds is believed before older ones. */
function olderVersions(db: Database, collection: string, version: number): number[] {
  return Array.from({ length: version }, (_, before) => version - 1 - before).filter(
    (older) =>
      db.get("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [
        tableName(collection, older),
      ]) !== undefined,
  );
}

function moveDocuments(into: Table, { collection, change }: TableUpgrade, version: number): void {
  const { db, plan } = into;
  const from = quote(tableName(collection, version, plan.database));
  const here = `SELECT 1 FROM ${into.name} WHERE id = ?`;
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const rows = db.all(`SELECT rid, id, seq, mark FROM ${from} WHERE rid > ? ORDER BY rid LIMIT ${PIECE}`, [
      after,
    ]);
    if (rows.length === 0) return;
    after = Number(rows.at(-1)?.[0]);
    const documents: NewRow[] = [];
    const heads: RowHead[] = [];
    for (const [rid, id, seq, mark] of rows) {
      if (db.get(here, [id]) !== undefined) continue;
      // One at a time: a piece of long documents may be longer than what crosses the binding.
      const data = db.get(`SELECT data FROM ${from} WHERE rid = ?`, [rid])?.[0];
      documents.push({ document: change(parseStored<StoredDocument>(data), version) });
      heads.push({ id: String(id), seq: Number(seq), mark: Number(mark) });
    }
    into.insert(documents, (place) => heads[place] as RowHead);
  }
}

function dropOlder(db: Database, plan: TablePlan, version: number): void {
  const name = tableName(plan.collection, version, plan.database);
  for (const { columns, where } of plan.indexes) {
    forgetDeferred(db, { name: `${name}__${columns.join('__')}`, columns, where });
  }
  db.exec(`DROP TABLE ${quote(name)}`);
  db.run('DELETE FROM _kinds WHERE tbl = ?', [name]);
  db.run('DELETE FROM _attachments WHERE tbl = ?', [name]);
}
