import type { Reader } from '../reader/reader';
import { tagCountTable, tagTable } from '../store/tag-table';

/** Row ids of the clients with this tag, on the list or among the archived. */
export function clientsWithTag(reader: Reader, tag: string, archived: boolean): number[] {
  return reader
    .rows(`SELECT rid FROM ${tagTable} WHERE archived = ? AND tag = ?`, [archived ? 1 : 0, tag])
    .map(([rid]) => Number(rid));
}

/** Every tag with how many clients on the list have it. */
export function tagCounts(reader: Reader): { value: string; count: number }[] {
  return reader
    .rows(`SELECT tag, n FROM ${tagCountTable} WHERE archived = 0 AND n > 0`)
    .map(([value, count]) => ({ value: String(value), count: Number(count) }));
}
