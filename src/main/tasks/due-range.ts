import { addDays, type IsoDate, zonedToUtc } from '@shared/lib/dates';
import type { SqlParameter } from '../store/sqlite-storage/adapter';

/** A piece of SQL with its parameters. */
export interface Condition {
  readonly sql: string;
  readonly parameters: readonly SqlParameter[];
}

/**
 * Tasks `t` due from one day to another of a zone, both inclusive, '' for open. The index on `c_dueDate` finds them; a
 * task with a time can fall on another day than where it was written, so days at the borders look at the instant.
 */
export function dueBetween(from: IsoDate, to: IsoDate, zone: string): Condition {
  const pieces: string[] = [];
  const parameters: SqlParameter[] = [];
  const add = (sql: string, ...values: SqlParameter[]) => {
    pieces.push(sql);
    parameters.push(...values);
  };
  const dueAt = `json_extract(t.data, '$.dueAt')`;
  if (from !== '') {
    if (zone === '') add('t.c_dueDate >= ?', from);
    else {
      const starts = zonedToUtc(from, '00:00', zone);
      add('t.c_dueDate >= ?', addDays(from, -1));
      add(
        `(t.c_dueDate > ? OR CASE ${dueAt} WHEN '' THEN t.c_dueDate >= ? ELSE ${dueAt} >= ? END)`,
        addDays(from, 1),
        from,
        starts,
      );
    }
  }
  if (to !== '') {
    if (zone === '') add('t.c_dueDate <= ?', to);
    else {
      const ends = zonedToUtc(addDays(to, 1), '00:00', zone);
      add('t.c_dueDate <= ?', addDays(to, 1));
      add(
        `(t.c_dueDate < ? OR CASE ${dueAt} WHEN '' THEN t.c_dueDate <= ? ELSE ${dueAt} < ? END)`,
        addDays(to, -1),
        to,
        ends,
      );
    }
  }
  return { sql: pieces.length > 0 ? pieces.join(' AND ') : '1', parameters };
}
