import { setImmediate as breathe } from 'node:timers/promises';
import type { CollectionName } from '@shared/collections';
import { computedColumns } from './computed-columns';
import { addWords, closeWords, fillWords, openWords, wordsWait } from './search-words';
import type { Database, TableInfo } from './sqlite-storage';

/** One full-text table over computed columns of a collection's table. */
interface TextTable {
  readonly prefix: 'search' | 'digits';
  readonly columns: readonly string[];
  /** Options of FTS5: https://www.sqlite.org/fts5.html */
  readonly options: string;
}

/**
 * The columns hold folded words parted by spaces, so that the `ascii` tokenizer, to which every other sign is a part
 * of a word, parts them exactly as JavaScript did. Positions are not kept: words are asked for one by one. Beginnings
 * of every usual length have an index: for others FTS5 first gathers all rows of all words that begin so, which took
 * 36 ms instead of 6 over a million calls.
 */
const words = (columns: readonly string[]): TextTable => ({
  prefix: 'search',
  columns,
  options: `tokenize='ascii', prefix='1 2 3 4 5 6 7 8', columnsize=0, detail=${columns.length > 1 ? 'column' : 'none'}`,
});

/** Any fragment of three digits or more. */
const fragments: TextTable = {
  prefix: 'digits',
  columns: ['x_digits'],
  options: `tokenize='trigram', columnsize=0, detail=full`,
};

/** The full-text tables of a collection: one over its words, one over its digits, as far as it has computed columns. */
function tablesOf(collection: string): readonly TextTable[] {
  const columns = Object.keys(computedColumns[collection] ?? {});
  const worded = ['x_name', 'x_search'].filter((column) => columns.includes(column));
  return [
    ...(worded.length > 0 ? [words(worded)] : []),
    ...(columns.includes('x_digits') ? [fragments] : []),
  ];
}

/** Changed when the tables above are: older ones are then built anew at open. */
const INDEX_VERSION = 2;

/** How many rows are indexed in one transaction while an index is built. */
const CHUNK = 20_000;

/** The words of more rows are gathered from the index when it is built, which is far cheaper. */
const FEW_ROWS = 2000;

type Kind = TextTable['prefix'];

/** The full-text table that stands beside a collection's table: `doc_clients_0` → `search_clients_0`. */
export function textTableName(table: string, kind: Kind): string {
  return table.replace(/^doc_/, `${kind}_`);
}

const versionKey = (table: string) => `search:${table}`;
/** While this is set, rows after it are not indexed yet: by a bulk load, or because the index is being built. */
const boundKey = (table: string) => `search-bound:${table}`;

/** Called by the store when it has made a collection's table, in the same transaction. */
export function createSearchIndex(db: Database, { collection, table }: TableInfo): void {
  const tables = tablesOf(collection);
  if (tables.length === 0) return;
  for (const { prefix, columns, options } of tables) {
    const name = textTableName(table, prefix);
    db.exec(
      `CREATE VIRTUAL TABLE ${name} USING fts5(${columns.join(', ')}, content='${table}', content_rowid='rid', ${options})`,
    );
    createTriggers(db, table, name, columns);
  }
  setMeta(db, versionKey(table), INDEX_VERSION);
  openWordsOf(db, collection, table);
}

function openWordsOf(db: Database, collection: string, table: string): void {
  const text = tablesOf(collection).find(({ prefix }) => prefix === 'search');
  if (text) openWords(db, table, text.columns, (of) => indexed(table, of));
}

/**
 * Called by the store each time it has opened a collection's table. A table from before the index, or whose index is
 * of an older kind, gets one; an interrupted bulk load is finished.
 */
export function openSearchIndex(db: Database, info: TableInfo): void {
  const { collection, table } = info;
  if (tablesOf(collection).length === 0) return;
  if (meta(db, versionKey(table)) !== INDEX_VERSION) {
    db.transaction(() => {
      dropSearchIndex(db, info);
      setMeta(db, boundKey(table), 0);
      createSearchIndex(db, info);
    });
  }
  while (indexChunk(db, collection, table)) {
    // Everything in one go: the database is being opened, nobody else is served yet.
  }
  openWordsOf(db, collection, table);
}

/** Gathers the words that wait (see `search-words.ts`) in small pieces; `pause` is awaited between two. */
export function fillSearchWords(
  db: Database,
  pause: () => Promise<unknown>,
  pieceMs?: number,
): Promise<void> {
  return fillWords(db, (table) => textTableName(table, 'search'), pause, pieceMs);
}

/** Called by the store when it has dropped a collection's table; the triggers went with it. */
export function dropSearchIndex(db: Database, { collection, table }: TableInfo): void {
  if (tablesOf(collection).length === 0) return;
  for (const { prefix } of tablesOf(collection)) {
    const name = textTableName(table, prefix);
    for (const event of ['insert', 'update', 'delete']) db.exec(`DROP TRIGGER IF EXISTS ${name}__${event}`);
    db.exec(`DROP TABLE IF EXISTS ${name}`);
  }
  closeWords(db, table);
  db.run('DELETE FROM _meta WHERE key IN (?, ?)', [versionKey(table), boundKey(table)]);
}

/**
 * Before a bulk load: new rows wait unindexed until {@link resumeSearch}. Changes to rows that are indexed already
 * are followed all the while. After a crash the next opening does what was left.
 * @param table the collection's table, `doc_clients_0`
 */
export function suspendSearch(db: Database, collection: CollectionName, table: string): void {
  if (tablesOf(collection).length === 0 || meta(db, boundKey(table)) !== undefined) return;
  setMeta(db, boundKey(table), Number(db.get(`SELECT max(rid) FROM ${table}`)?.[0] ?? 0));
}

/**
 * After a bulk load: indexes the rows that wait, in pieces between which the thread can answer others, then folds
 * the pieces of the index into one.
 * @param progress told after each piece which row was reached and which is the last
 */
export async function resumeSearch(
  db: Database,
  collection: CollectionName,
  table: string,
  progress: (rid: number, last: number) => void = () => {},
): Promise<void> {
  if (meta(db, boundKey(table)) === undefined) return;
  let pieces = 0;
  while (indexChunk(db, collection, table)) {
    pieces += 1;
    const last = Number(db.get(`SELECT max(rid) FROM ${table}`)?.[0] ?? 0);
    progress(Number(meta(db, boundKey(table)) ?? last), last);
    await breathe();
  }
  await fillSearchWords(db, breathe);
  if (pieces < 3) return;
  for (const { prefix } of tablesOf(collection)) {
    const name = textTableName(table, prefix);
    db.run(`INSERT INTO ${name}(${name}) VALUES('optimize')`);
    await breathe();
  }
}

/** Whether new rows of a collection wait unindexed, by somebody's {@link suspendSearch}. */
export function searchIsSuspended(db: Database, table: string): boolean {
  return meta(db, boundKey(table)) !== undefined;
}

/**
 * Indexes the next rows that wait, and leaves their words to {@link fillSearchWords}.
 * @param rows how many at most
 * @returns false when none was left
 */
export function indexLoaded(db: Database, collection: CollectionName, table: string, rows = CHUNK): boolean {
  return indexChunk(db, collection, table, 0, rows);
}

/** Indexes the next rows that wait. False when none is left, and the index is complete. */
function indexChunk(
  db: Database,
  collection: string,
  table: string,
  fewRows = FEW_ROWS,
  rows = CHUNK,
): boolean {
  const bound = meta(db, boundKey(table));
  if (bound === undefined) return false;
  return db.transaction(() => {
    const next = db.get(
      `SELECT max(rid) FROM (SELECT rid FROM ${table} WHERE rid > ? ORDER BY rid LIMIT ?)`,
      [bound, rows],
    )?.[0];
    if (typeof next !== 'number') {
      db.run('DELETE FROM _meta WHERE key = ?', [boundKey(table)]);
      return false;
    }
    for (const { prefix, columns } of tablesOf(collection)) {
      const list = columns.join(', ');
      db.run(
        `INSERT INTO ${textTableName(table, prefix)}(rowid, ${list}) SELECT rid, ${list} FROM ${table}
         WHERE rid > ? AND rid <= ? AND (${filled(columns)})`,
        [bound, next],
      );
    }
    const words = tablesOf(collection).find(({ prefix }) => prefix === 'search');
    if (next - bound > fewRows) wordsWait(db, table);
    else if (words) addWords(db, table, words.columns, bound, next);
    setMeta(db, boundKey(table), next);
    return true;
  });
}

const filled = (columns: readonly string[], of = '') =>
  columns.map((name) => `${of}${name} <> ''`).join(' OR ');

/** Whether a row is in the index already: while a bulk load runs, rows after the bound wait. */
const indexed = (table: string, of: 'old' | 'new') =>
  `${of}.rid <= coalesce((SELECT value FROM _meta WHERE key = '${boundKey(table)}'), ${Number.MAX_SAFE_INTEGER})`;

/** An update of any column names the searched ones too, since RxDB writes whole documents: old and new are compared. */
function createTriggers(db: Database, table: string, name: string, columns: readonly string[]): void {
  const list = columns.join(', ');
  const values = (of: 'old' | 'new') => columns.map((column) => `${of}.${column}`).join(', ');
  const insert = `INSERT INTO ${name}(rowid, ${list}) SELECT new.rid, ${values('new')} WHERE ${filled(columns, 'new.')};`;
  const remove = `INSERT INTO ${name}(${name}, rowid, ${list}) SELECT 'delete', old.rid, ${values('old')} WHERE ${filled(columns, 'old.')};`;
  const changed = columns.map((column) => `old.${column} IS NOT new.${column}`).join(' OR ');
  db.exec(
    `CREATE TRIGGER ${name}__insert AFTER INSERT ON ${table} WHEN ${indexed(table, 'new')} BEGIN ${insert} END`,
  );
  db.exec(
    `CREATE TRIGGER ${name}__update AFTER UPDATE OF ${list} ON ${table} WHEN (${changed}) AND ${indexed(table, 'old')} BEGIN ${remove} ${insert} END`,
  );
  db.exec(
    `CREATE TRIGGER ${name}__delete AFTER DELETE ON ${table} WHEN ${indexed(table, 'old')} BEGIN ${remove} END`,
  );
}

function meta(db: Database, key: string): number | undefined {
  const value = db.get('SELECT value FROM _meta WHERE key = ?', [key])?.[0];
  return value === undefined || value === null ? undefined : Number(value);
}

function setMeta(db: Database, key: string, value: number): void {
  db.run('INSERT OR REPLACE INTO _meta(key, value) VALUES(?, ?)', [key, value]);
}
