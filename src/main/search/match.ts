import type { CollectionName } from '@shared/collections';
import type { SearchQuery } from '@shared/search/query';
import { type Reader, table } from '../reader/reader';
import { textTableName } from '../store/search-index';

/**
 * Row ids newest first, at most `limit`, of the records in which every word begins some word. One letter alone is in
 * half of all records and is not asked for.
 */
export function rowsWithWords(
  reader: Reader,
  name: CollectionName,
  words: readonly string[],
  limit: number,
  column?: 'x_name',
): number[] {
  if (limit <= 0 || !words.some((word) => word.length > 1)) return [];
  const expression = words.map((word) => `"${word}"*`).join(' AND ');
  const index = textTableName(table(name), 'search');
  return matching(reader, index, column ? `${column} : (${expression})` : expression, limit);
}

/** Row ids newest first of clients or contacts with these digits anywhere in a phone or an ИНН. */
export function rowsWithDigits(
  reader: Reader,
  name: 'clients' | 'contacts',
  { phone, digits }: SearchQuery,
  limit: number,
): number[] {
  const wanted = [...new Set([phone, digits])].filter((run) => run.length > 2);
  if (wanted.length === 0) return [];
  const expression = wanted.map((run) => `"${run}"`).join(' OR ');
  return matching(reader, textTableName(table(name), 'digits'), expression, limit);
}

function matching(reader: Reader, index: string, expression: string, limit: number): number[] {
  const sql = `SELECT rowid FROM ${index} WHERE ${index} MATCH ? ORDER BY rowid DESC LIMIT ?`;
  return reader.rows(sql, [expression, limit]).map(([rid]) => Number(rid));
}

/** Row ids of clients or contacts whose whole name begins so, in the order of names. */
export function rowsByNameKey(
  reader: Reader,
  name: 'clients' | 'contacts',
  key: string,
  limit: number,
): number[] {
  if (key === '') return [];
  return reader
    .rows(
      `SELECT rid FROM ${table(name)} WHERE deleted = 0 AND c_nameKey >= ? AND c_nameKey < ? ORDER BY c_nameKey LIMIT ?`,
      [key, `${key}\u{10ffff}`, limit],
    )
    .map(([rid]) => Number(rid));
}

/** Records by row id, in the order asked. */
export function recordsOf<T>(reader: Reader, name: CollectionName, rids: readonly number[]): T[] {
  if (rids.length === 0) return [];
  // CROSS keeps SQLite from walking the whole table by its index on `deleted` and looking into the list instead.
  const rows = reader.rows(
    `SELECT d.data FROM json_each(?) AS j CROSS JOIN ${table(name)} AS d ON d.rid = j.value WHERE +d.deleted = 0`,
    [JSON.stringify(rids)],
  );
  return rows.map(([data]) => JSON.parse(String(data)) as T);
}

const ready = new WeakSet<object>();

/** Whether the index is there: a base from before it gets one when the data thread has opened the base. */
export function isIndexed(reader: Reader): boolean {
  if (ready.has(reader.db)) return true;
  const index = textTableName(table('documents'), 'search');
  const found = reader.rows("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [index]);
  if (found.length > 0) ready.add(reader.db);
  return found.length > 0;
}
