import type { CollectionName } from '@shared/collections';
import { entityOf } from '@shared/kinds';
import type { NumberRun } from '@shared/search/numbers';
import { type Reader, table } from '../reader/reader';
import { textTableName } from '../store/search-index';
import { parseStored } from '../store/sqlite-storage/stored';
import type { Group } from './words';

/**
 * Two words are looked for among so many of the newest rows of a collection at first: where each is in half of all
 * records and none has both, comparing a million rows would take fifty milliseconds.
 */
const NEWEST = 100_000;

/** What a search of one collection found. */
export interface Rows {
  /** Newest first. */
  readonly rids: readonly number[];
  /** False when older rows were not looked at. */
  readonly complete: boolean;
}

const none: Rows = { rids: [], complete: true };

interface Bounds {
  readonly limit: number;
  /** Looks there only. */
  readonly column?: 'x_name' | 'x_search';
  /** Looks at the oldest rows too, however long it takes. */
  readonly deep: boolean;
  /** How many of the newest rows are compared where it is not deep. */
  readonly newest?: number;
}

/** At most `limit` rows, newest first, of the records in which something of every group stands. */
export function rowsWithWords(
  reader: Reader,
  name: CollectionName,
  groups: readonly Group[],
  { limit, column, deep, newest = NEWEST }: Bounds,
): Rows {
  if (limit <= 0 || groups.length === 0 || groups.some((group) => group.length === 0)) return none;
  const words = expressionOf(groups);
  const expression = column ? `${column} : (${words})` : words;
  const source = table(name);
  const index = textTableName(source, 'search');
  const floor = deep || groups.length < 2 ? 0 : reader.number(`SELECT max(rid) - ? FROM ${source}`, [newest]);
  if (floor <= 0) return { rids: matching(reader, index, expression, limit), complete: true };
  const rids = matching(reader, index, expression, limit, floor);
  return { rids, complete: rids.length === limit };
}

/** Something of every group, as FTS5 is asked for it. */
function expressionOf(groups: readonly Group[]): string {
  const words = groups.map((group) => {
    const terms = group.map(({ text, begins }) => (begins ? `"${text}"*` : `"${text}"`));
    return terms.length === 1 ? terms[0] : `(${terms.join(' OR ')})`;
  });
  return words.join(' AND ');
}

/** Row ids newest first of clients or contacts with these digits anywhere in a phone or an ИНН. */
export function rowsWithDigits(
  reader: Reader,
  name: CollectionName,
  run: NumberRun,
  limit: number,
): number[] {
  const expression = digitsExpression(run);
  return expression === '' ? [] : matching(reader, textTableName(table(name), 'digits'), expression, limit);
}

const digitsExpression = ({ phone, digits }: NumberRun): string =>
  [...new Set([phone, digits])]
    .filter((run) => run.length > 2)
    .map((run) => `"${run}"`)
    .join(' OR ');

/** Row ids newest first of clients or contacts that have the words, and every number somewhere in a phone or an ИНН. */
export function rowsWithWordsAndDigits(
  reader: Reader,
  name: CollectionName,
  groups: readonly Group[],
  numbers: readonly NumberRun[],
  { limit, deep, newest = NEWEST }: Bounds,
): Rows {
  if (limit <= 0 || groups.length === 0 || groups.some((group) => group.length === 0)) return none;
  const source = table(name);
  const [words, digits] = [textTableName(source, 'search'), textTableName(source, 'digits')];
  const runs = numbers.map((run) => `(${digitsExpression(run)})`).join(' AND ');
  const floor = deep ? 0 : Math.max(0, reader.number(`SELECT max(rid) - ? FROM ${source}`, [newest]));
  const rows = reader.rows(
    `SELECT rowid FROM ${digits} WHERE ${digits} MATCH ? AND rowid > ?
       AND rowid IN (SELECT rowid FROM ${words} WHERE ${words} MATCH ? AND rowid > ?)
     ORDER BY rowid DESC LIMIT ?`,
    [runs, floor, expressionOf(groups), floor, limit],
  );
  return { rids: rows.map(([rid]) => Number(rid)), complete: floor === 0 || rows.length === limit };
}

/** @param after only rows after this one */
function matching(
  reader: Reader,
  index: string,
  expression: string,
  limit: number,
  after?: number,
): number[] {
  const [bound, bounds] = after === undefined ? ['', []] : ['AND rowid > ?', [after]];
  const sql = `SELECT rowid FROM ${index} WHERE ${index} MATCH ? ${bound} ORDER BY rowid DESC LIMIT ?`;
  return reader.rows(sql, [expression, ...bounds, limit]).map(([rid]) => Number(rid));
}

/** Row ids of clients or contacts whose whole name begins so, in the order of names. */
export function rowsByNameKey(reader: Reader, name: CollectionName, key: string, limit: number): number[] {
  // Kinds without a folded name of their own are found by its words.
  if (!('nameKey' in entityOf(name).fields) || key === '') return [];
  return reader
    .rows(
      `SELECT rid FROM ${table(name)} WHERE deleted = 0 AND c_nameKey >= ? AND c_nameKey < ? ORDER BY c_nameKey LIMIT ?`,
      [key, `${key}\u{10ffff}`, limit],
    )
    .map(([rid]) => Number(rid));
}

/** Living records by row id, in the order asked. */
export function recordsOf<T>(
  reader: Reader,
  name: CollectionName,
  rids: readonly number[],
): { readonly rid: number; readonly record: T }[] {
  if (rids.length === 0) return [];
  // CROSS keeps SQLite from walking the whole table by its index on `deleted` and looking into the list instead.
  const rows = reader.rows(
    `SELECT d.rid, d.data FROM json_each(?) AS j CROSS JOIN ${table(name)} AS d ON d.rid = j.value WHERE +d.deleted = 0`,
    [JSON.stringify(rids)],
  );
  return rows.map(([rid, data]) => ({ rid: Number(rid), record: parseStored<T>(data) }));
}

const ready = new WeakSet<object>();

/** Whether the index is there: a database from before it gets one when the data thread has opened the database. */
export function isIndexed(reader: Reader): boolean {
  if (ready.has(reader.db)) return true;
  const index = textTableName(table('documents'), 'search');
  const found = reader.rows("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [index]);
  if (found.length > 0) ready.add(reader.db);
  return found.length > 0;
}
