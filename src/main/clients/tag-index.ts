import type { Reader } from '../reader/reader';
import { tagTable } from '../store/tag-table';

/** Row ids of the clients with this tag, on the list or among the archived. */
export function clientsWithTag(reader: Reader, tag: string, archived: boolean): number[] {
  return reader
    .rows(`SELECT rid FROM ${tagTable} WHERE archived = ? AND tag = ?`, [archived ? 1 : 0, tag])
    .map(([rid]) => Number(rid));
}

/** Every tag with how many clients on the list have it. */
export function tagCounts(reader: Reader): { value: string; count: number }[] {
  return reader
    .rows(`SELECT tag, count(*) FROM ${tagTable} WHERE archived = 0 GROUP BY tag`)
    .map(([value, count]) => ({ value: String(value), count: Number(count) }));
}
