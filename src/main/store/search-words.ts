import { kindsWith } from '@shared/kinds';
import { soundRules } from '@shared/search/sound';
import type { Database } from './sqlite-storage';

/**
 * Every word of four letters or more that any record was ever found by, beside how it sounds in either alphabet. The
 * search asks it which words are one slip away, which sound alike, and which a long beginning stands for. A word
 * stays when the last record with it goes: it costs a line and finds nothing.
 */
export const wordsTable = 'search_words';

/** Words come and go with every kind of records that is searched. */
export const searchWords = { name: wordsTable, changesWith: kindsWith('searchable') } as const;

/** Changed when the table or a rule of sound is: it is then filled anew. */
const WORDS_VERSION = 1;
const VERSION_KEY = 'search-words';
/** The version when every indexed word of a table is there; a text while words up to it are. */
const stateKey = (table: string) => `search-words:${table}`;

/** How long one piece of filling may keep the thread from others, in milliseconds. */
const PIECE_MS = 8;
/** How many words are read before looking at the clock: a common one stands in half a million records. */
const TERMS = 20;

/** Digits come before this sign, all letters after it: numbers are no words. */
const FIRST = ':';
const LONG_ENOUGH = 'length(value) > 3';
/** Most words are known: asked for first, they cost no computing of their sounds. */
const IS_NEW = `value >= '${FIRST}' AND ${LONG_ENOUGH} AND NOT EXISTS (SELECT 1 FROM ${wordsTable} WHERE word = value)`;

/** SQLite's parser goes a hundred brackets deep, two for each replacement. */
const RULES_A_COLUMN = 20;

/** Columns computed one from the other, the last of them `sound`: a word as {@link soundRules} change it. */
function soundColumns(): string {
  const columns: string[] = [];
  let from = 'word';
  for (let place = 0; place < soundRules.length; place += RULES_A_COLUMN) {
    const name = place + RULES_A_COLUMN < soundRules.length ? `sound_${place}` : 'sound';
    const sql = soundRules
      .slice(place, place + RULES_A_COLUMN)
      .reduce((inner, [old, made]) => `replace(${inner},'${old}','${made}')`, from);
    columns.push(`${name} TEXT AS (${sql}) VIRTUAL`);
    from = name;
  }
  return columns.join(', ');
}

/**
 * Called with every searched table at open: makes what is not there. A table whose words are not gathered yet waits
 * for {@link fillWords}.
 * @param indexed the condition under which a row of `of` is in the index
 */
export function openWords(
  db: Database,
  table: string,
  columns: readonly string[],
  indexed: (of: 'old' | 'new') => string,
): void {
  const version = db.get('SELECT value FROM _meta WHERE key = ?', [VERSION_KEY])?.[0];
  if (version === WORDS_VERSION && stateOf(db, table) !== undefined) return;
  db.transaction(() => {
    if (version !== WORDS_VERSION) makeTable(db);
    makeTriggers(db, table, columns, indexed);
    const filled = db.get(`SELECT 1 FROM ${table} LIMIT 1`) === undefined;
    setState(db, table, filled ? WORDS_VERSION : '');
  });
}

/** Called when a table or its index goes; the words stay. */
export function closeWords(db: Database, table: string): void {
  for (const event of ['insert', 'update']) db.exec(`DROP TRIGGER IF EXISTS ${table}__words_${event}`);
  db.run('DELETE FROM _meta WHERE key = ?', [stateKey(table)]);
}

/** After many rows were indexed past the triggers: their words are gathered from the index by {@link fillWords}. */
export function wordsWait(db: Database, table: string): void {
  if (stateOf(db, table) !== undefined) setState(db, table, '');
}

/** Adds the words of a few rows that were indexed past the triggers. */
export function addWords(
  db: Database,
  table: string,
  columns: readonly string[],
  after: number,
  to: number,
): void {
  db.run(
    `INSERT INTO ${wordsTable}(word) SELECT DISTINCT value FROM ${table} AS r, ${wordsOf(columns, 'r')}
     WHERE r.rid > ? AND r.rid <= ? AND ${IS_NEW} ON CONFLICT DO NOTHING`,
    [after, to],
  );
}

/** Whether every word that is indexed is in the table. */
export function wordsAreComplete(db: Pick<Database, 'get'>): boolean {
  const row = db.get(
    `SELECT count(*), sum(value = ?) FROM _meta WHERE key > '${VERSION_KEY}:' AND key < '${VERSION_KEY};'`,
    [WORDS_VERSION],
  );
  return row !== undefined && Number(row[0]) > 0 && row[0] === row[1];
}

/**
 * Gathers the words of every table that waits from its full-text index, in pieces of a few milliseconds: words of a
 * million records are some ten thousands. Goes on at the next opening where it was cut off.
 * @param pause awaited between two pieces, so that others are served
 * @param pieceMs how long a piece may keep the thread from others; 0 for the smallest pieces there are
 */
export async function fillWords(
  db: Database,
  indexOf: (table: string) => string,
  pause: () => Promise<unknown>,
  pieceMs = PIECE_MS,
): Promise<void> {
  const waiting = db
    .all(`SELECT key FROM _meta WHERE key > '${VERSION_KEY}:' AND key < '${VERSION_KEY};' AND value <> ?`, [
      WORDS_VERSION,
    ])
    .map(([key]) => String(key).slice(VERSION_KEY.length + 1));
  for (const table of waiting) {
    while (db.isOpen && fillPiece(db, table, indexOf(table), pieceMs)) await pause();
  }
}

/** False when nothing of the table waits any more. */
function fillPiece(db: Database, table: string, index: string, pieceMs: number): boolean {
  const from = stateOf(db, table);
  if (typeof from !== 'string') return false;
  const terms = `terms_of_${index}`;
  // https://www.sqlite.org/fts5.html#the_fts5vocab_virtual_table_module
  db.exec(`CREATE VIRTUAL TABLE IF NOT EXISTS temp.${terms} USING fts5vocab('main', '${index}', 'row')`);
  const ends = performance.now() + pieceMs;
  const found: string[] = [];
  let last = from === '' ? FIRST : from;
  let more: boolean;
  do {
    const next = db.all(`SELECT term FROM temp.${terms} WHERE term > ? LIMIT ${TERMS}`, [last]);
    for (const [term] of next) found.push(String(term));
    last = found.at(-1) ?? last;
    more = next.length === TERMS;
  } while (more && performance.now() < ends);
  db.transaction(() => {
    db.run(
      `INSERT INTO ${wordsTable}(word) SELECT value FROM json_each(?) WHERE ${LONG_ENOUGH} ON CONFLICT DO NOTHING`,
      [JSON.stringify(found)],
    );
    setState(db, table, more ? last : WORDS_VERSION);
  });
  if (!more) db.exec(`DROP TABLE temp.${terms}`);
  return more;
}

function makeTable(db: Database): void {
  db.exec(`DROP TABLE IF EXISTS ${wordsTable}`);
  db.exec(`CREATE TABLE ${wordsTable}(word TEXT PRIMARY KEY, ${soundColumns()}) WITHOUT ROWID`);
  db.exec(`CREATE INDEX ${wordsTable}__sound ON ${wordsTable}(sound)`);
  db.run(`DELETE FROM _meta WHERE key > '${VERSION_KEY}:' AND key < '${VERSION_KEY};'`);
  db.run('INSERT OR REPLACE INTO _meta(key, value) VALUES(?, ?)', [VERSION_KEY, WORDS_VERSION]);
}

function makeTriggers(
  db: Database,
  table: string,
  columns: readonly string[],
  indexed: (of: 'old' | 'new') => string,
): void {
  closeWords(db, table);
  const add = `INSERT INTO ${wordsTable}(word) SELECT value FROM ${wordsOf(columns, 'new')}
    WHERE ${IS_NEW} ON CONFLICT DO NOTHING;`;
  const changed = columns.map((column) => `old.${column} IS NOT new.${column}`).join(' OR ');
  db.exec(
    `CREATE TRIGGER ${table}__words_insert AFTER INSERT ON ${table} WHEN ${indexed('new')} BEGIN ${add} END`,
  );
  db.exec(
    `CREATE TRIGGER ${table}__words_update AFTER UPDATE OF ${columns.join(', ')} ON ${table}
     WHEN (${changed}) AND ${indexed('old')} BEGIN ${add} END`,
  );
}

/** A row's folded columns as one JSON array of words: they hold letters, digits and single spaces alone. */
const wordsOf = (columns: readonly string[], of: string) =>
  `json_each('["' || replace(${columns.map((column) => `coalesce(${of}.${column}, '')`).join(" || ' ' || ")}, ' ', '","') || '"]')`;

function stateOf(db: Database, table: string): string | number | undefined {
  const value = db.get('SELECT value FROM _meta WHERE key = ?', [stateKey(table)])?.[0];
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

function setState(db: Database, table: string, state: string | number): void {
  db.run('INSERT OR REPLACE INTO _meta(key, value) VALUES(?, ?)', [stateKey(table), state]);
}
