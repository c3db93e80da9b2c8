import { type Database, quote, type SqlValue } from './adapter';
import { affinity, type IndexPlan, type TablePlan } from './columns';
import { parseStored } from './stored';

/**
 * Indexes that are built later, in runs. A row's place in an index is nowhere near that of the row before: while much is
 * loaded every row writes a page of every index anew. Sorted, a page takes fifty rows. `CREATE INDEX` sorts, but
 * keeps the file from every other writer until it is done, seconds for a million rows.
 *
 * So an index is built as a table `_build__…` without row ids whose primary key is the index's columns and the row's
 * number: SQLite keeps both in the very same pages (https://www.sqlite.org/fileformat.html, 2.3 to 2.5). It is filled
 * in pieces, in the order of its key, while triggers follow what is written meanwhile; when it is whole, its line in the
 * schema is made that of the index. All of it stands in the file's transactions: a crash leaves a part, which is gone on
 * with from its `position`.
 */
export interface DeferredIndex {
  readonly plan: TablePlan;
  readonly index: IndexPlan;
}

/** A place in the order of an index: the values of its columns, then the row's number. */
export type Entry = readonly SqlValue[];

const KEY = 'deferred-index:';
const buildName = (index: IndexPlan) => `_build__${index.name}`;
/** What has changed since the build began: rows that the sorted copy may hold in an older state. */
const changedName = (index: IndexPlan) => `_build_changed__${index.name}`;
const EVENTS = ['insert', 'update', 'delete'] as const;
const triggerName = (index: IndexPlan, event: string) => quote(`${buildName(index)}__${event}`);

/** The tables of builds: what is in them is in the rows, too. */
export const BUILD_TABLES = '\\_build\\_%';

const isThere = (db: Database, type: 'table' | 'index', name: string) =>
  db.get('SELECT 1 FROM sqlite_master WHERE type = ? AND name = ?', [type, name]) !== undefined;

/** Whether an index waits to be built. */
export function isDeferred(db: Database, { name }: IndexPlan): boolean {
  return db.get('SELECT 1 FROM _meta WHERE key = ?', [`${KEY}${name}`]) !== undefined;
}

/** The indexes of a table that wait to be built. */
export function deferredIndexes(db: Database, plan: TablePlan): DeferredIndex[] {
  return plan.indexes.filter((index) => isDeferred(db, index)).map((index) => ({ plan, index }));
}

/** Drops an index, to be built later. Inside a transaction. */
export function deferIndex(db: Database, index: IndexPlan): void {
  if (index.where !== '') throw new TypeError(`a partial index is small: ${index.name}`);
  db.exec(`DROP INDEX IF EXISTS ${quote(index.name)}`);
  db.run("INSERT OR IGNORE INTO _meta(key, value) VALUES(?, '')", [`${KEY}${index.name}`]);
}

/** Whether some of an index is built. */
export function hasBuild(db: Database, { index }: DeferredIndex): boolean {
  return isThere(db, 'table', buildName(index));
}

/** Drops what is built of an index, which waits on. Inside a transaction. */
export function abandonBuild(db: Database, index: IndexPlan): void {
  endFollowing(db, index);
  db.exec(`DROP TABLE IF EXISTS ${quote(buildName(index))}`);
  db.run("UPDATE _meta SET value = '' WHERE key = ?", [`${KEY}${index.name}`]);
}

/** Forgets that an index was to be built, with what there is of it. Inside a transaction. */
export function forgetDeferred(db: Database, index: IndexPlan): void {
  if (!isDeferred(db, index)) return;
  abandonBuild(db, index);
  db.run('DELETE FROM _meta WHERE key = ?', [`${KEY}${index.name}`]);
}

/** The columns of an index as they are compared, the row's number last. */
const entryColumns = ({ columns }: IndexPlan): string[] => [...columns.map(quote), 'rid'];

/** Begins a build, or goes on with one: from now on it follows what is written. Inside a transaction. */
export function beginBuild(db: Database, { plan, index }: DeferredIndex): void {
  const build = buildName(index);
  if (isThere(db, 'table', build)) return;
  const own = index.columns.map((column, place) => `k${place} ${affinityOf(plan, column)}`);
  const keys = [...index.columns.map((_, place) => `k${place}`), 'rid'];
  db.exec(
    `CREATE TABLE ${quote(build)}(${own.join(', ')}, rid INTEGER, PRIMARY KEY(${keys.join(', ')})) WITHOUT ROWID`,
  );
  const changed = quote(changedName(index));
  db.exec(`CREATE TABLE ${changed}(${own.join(', ')}, rid INTEGER)`);
  const columns = entryColumns(index);
  const values = (of: 'old' | 'new') => columns.map((column) => `${of}.${column}`).join(', ');
  // Rows with a null have no place in the table that is built; `finishBuild` looks for them.
  const put = `INSERT OR IGNORE INTO ${quote(build)} VALUES(${values('new')}); INSERT INTO ${changed} VALUES(${values('new')});`;
  const take = `DELETE FROM ${quote(build)} WHERE ${columns
    .map((column, place) => `${keys[place]} = old.${column}`)
    .join(' AND ')}; INSERT INTO ${changed} VALUES(${values('old')});`;
  const differs = columns.map((column) => `old.${column} IS NOT new.${column}`).join(' OR ');
  const on = quote(plan.table);
  db.exec(`CREATE TRIGGER ${triggerName(index, 'insert')} AFTER INSERT ON ${on} BEGIN ${put} END`);
  db.exec(
    `CREATE TRIGGER ${triggerName(index, 'update')} AFTER UPDATE ON ${on} WHEN ${differs} BEGIN ${take} ${put} END`,
  );
  db.exec(`CREATE TRIGGER ${triggerName(index, 'delete')} AFTER DELETE ON ${on} BEGIN ${take} END`);
}

/** Up to where an index is built; undefined at its beginning. */
export function buildPosition(db: Database, { index }: DeferredIndex): Entry | undefined {
  const value = db.get('SELECT value FROM _meta WHERE key = ?', [`${KEY}${index.name}`])?.[0];
  return value === undefined || value === '' ? undefined : parseStored<Entry>(value);
}

/**
 * Adds entries, in their order, and notes the last of them. Inside a transaction.
 * @param json an array of entries that hold texts and safe integers alone
 */
export function addEntries(db: Database, { index }: DeferredIndex, json: string, last: Entry): void {
  const values = [...index.columns, 'rid'].map((_, place) => `value ->> ${place}`).join(', ');
  db.run(`INSERT OR IGNORE INTO ${quote(buildName(index))} SELECT ${values} FROM json_each(?)`, [json]);
  db.run('UPDATE _meta SET value = ? WHERE key = ?', [JSON.stringify(last), `${KEY}${index.name}`]);
}

/** Adds one entry of any values. Inside a transaction; where it is the last that was added is not noted. */
export function addEntry(db: Database, { index }: DeferredIndex, entry: Entry): void {
  const values = entry.map(() => '?').join(', ');
  db.run(`INSERT OR IGNORE INTO ${quote(buildName(index))} VALUES(${values})`, entry);
}

/**
 * Makes what is built the index. Its entries must be there up to the last one, none with a null in it.
 * @returns false when a row with a null was written meanwhile: then nothing was done, see {@link buildAtOnce}
 */
export function finishBuild(db: Database, deferred: DeferredIndex): boolean {
  const { plan, index } = deferred;
  const build = buildName(index);
  const changed = quote(changedName(index));
  const columns = entryColumns(index);
  const keys = [...index.columns.map((_, place) => `k${place}`), 'rid'];
  const version = Number(db.get('PRAGMA schema_version')?.[0]);
  db.exec('PRAGMA writable_schema=ON');
  try {
    return db.transaction(() => {
      const nulls = index.columns.map((column) => `t.${quote(column)} IS NULL`).join(' OR ');
      const now = `${changed} AS c CROSS JOIN ${quote(plan.table)} AS t ON t.rid = c.rid`;
      if (db.get(`SELECT 1 FROM ${now} WHERE ${nulls} LIMIT 1`) !== undefined) return false;
      // A sorted copy from before a change has brought what the change had taken out.
      const same = columns.map((column, place) => `t.${column} IS c.${keys[place]}`).join(' AND ');
      const stale = `SELECT ${keys.map((key) => `c.${key}`).join(', ')} FROM ${changed} AS c
        WHERE NOT EXISTS (SELECT 1 FROM ${quote(plan.table)} AS t WHERE ${same})`;
      db.run(`DELETE FROM ${quote(build)} WHERE (${keys.join(', ')}) IN (${stale})`);
      endFollowing(db, index);
      db.run(
        "UPDATE sqlite_master SET type = 'index', name = ?, tbl_name = ?, sql = ? WHERE type = 'table' AND name = ?",
        [index.name, plan.table, createIndexSql(plan, index), build],
      );
      db.run('DELETE FROM _meta WHERE key = ?', [`${KEY}${index.name}`]);
      db.exec(`PRAGMA schema_version=${version + 1}`);
      return true;
    });
  } finally {
    db.exec('PRAGMA writable_schema=RESET');
  }
}

/** Lets SQLite build an index in one go, which keeps other writers waiting. */
export function buildAtOnce(db: Database, { plan, index }: DeferredIndex): void {
  db.transaction(() => {
    forgetDeferred(db, index);
    db.exec(createIndexSql(plan, index));
  });
}

/** How SQLite makes an index of a plan. */
export function createIndexSql({ table }: Pick<TablePlan, 'table'>, index: IndexPlan): string {
  const on = `${quote(table)}(${index.columns.map(quote).join(',')})`;
  return `CREATE INDEX ${quote(index.name)} ON ${on}${index.where === '' ? '' : ` WHERE ${index.where}`}`;
}

function endFollowing(db: Database, index: IndexPlan): void {
  for (const event of EVENTS) db.exec(`DROP TRIGGER IF EXISTS ${triggerName(index, event)}`);
  db.exec(`DROP TABLE IF EXISTS ${quote(changedName(index))}`);
}

/** As the table itself declares the column. */
function affinityOf(plan: TablePlan, column: string): string {
  const field = plan.fields.find((one) => one.column === column);
  if (field !== undefined) return affinity(field.type);
  return column === 'id' || column === 'rev' ? 'TEXT' : column === 'lwt' ? 'NUMERIC' : 'INTEGER';
}
