import { addDays } from '@shared/lib/dates';
import { fold, words } from '@shared/search/fold';
import type { TaskFilter, TaskRow, TaskWindow } from '@shared/tasks/contract';
import { taskStatuses } from '@shared/tasks/schema';
import { type FeatureQueries, placeholders, type Reader, table } from '../reader/reader';
import type { SqlParameter } from '../store/sqlite-storage/adapter';
import { type Condition, dueBetween } from './due-range';
import { selectTasks, taskRow } from './task-rows';

const from = `FROM ${table('tasks')} t`;

/** A day's order: whole days first, then by the clock, then what matters more. */
const dueOrder = (
  latestFirst: boolean,
) => `t.c_dueDate ${latestFirst ? 'DESC' : 'ASC'}, json_extract(t.data, '$.dueAt'),
  CASE json_extract(t.data, '$.priority') WHEN 'high' THEN 0 WHEN 'normal' THEN 1 ELSE 2 END, t.id`;

/** How many tasks a text is looked for in, in order of being due. */
const textLimit = 20_000;

/** More reminders than anybody catches up with. */
const remindersLimit = 200;

export const tasksQueries: FeatureQueries<'tasks'> = {
  'tasks.between'(reader, { filter, from: first, to: last, zone = '', latestFirst = false, offset, limit }) {
    const where = all(filtered(filter), dueBetween(first, last, zone));
    const order = dueOrder(latestFirst);
    if (filter.text.trim() !== '') return withText(reader, filter.text, where, order, offset, limit);
    const total = reader.number(`SELECT count(*) ${from} WHERE ${where.sql}`, where.parameters);
    const rows = reader.rows(`${selectTasks} WHERE ${where.sql} ORDER BY ${order} LIMIT ? OFFSET ?`, [
      ...where.parameters,
      limit,
      offset,
    ]);
    return { total, rows: rows.map((row) => taskRow(reader, row)) };
  },
  'tasks.counts'(reader, { today, zone = '', assigneeId }) {
    const open = filtered({ status: 'open', types: [], assigneeId, clientId: '' });
    const count = (since: string, until: string) => {
      const where = all(open, dueBetween(since, until, zone));
      return reader.number(`SELECT count(*) ${from} WHERE ${where.sql}`, where.parameters);
    };
    const tomorrow = addDays(today, 1);
    return {
      overdue: count('', addDays(today, -1)),
      today: count(today, today),
      tomorrow: count(tomorrow, tomorrow),
      later: count(addDays(today, 2), ''),
    };
  },
  'tasks.byId'(reader, { id }) {
    const [row] = reader.rows(`${selectTasks} WHERE t.id = ? AND t.deleted = 0`, [id]);
    return row ? taskRow(reader, row) : null;
  },
  'tasks.reminders'(reader, { after, until, assigneeId }) {
    const where = reminding(after, assigneeId);
    return reader
      .rows(`${selectTasks} WHERE ${where.sql} AND t.c_remindAt <= ? ORDER BY t.c_remindAt LIMIT ?`, [
        ...where.parameters,
        until,
        remindersLimit,
      ])
      .map((row) => taskRow(reader, row));
  },
  'tasks.nextReminder'(reader, { after, assigneeId }) {
    const where = reminding(after, assigneeId);
    const [row] = reader.rows(
      `SELECT t.c_remindAt ${from} WHERE ${where.sql} ORDER BY t.c_remindAt LIMIT 1`,
      where.parameters,
    );
    return String(row?.[0] ?? '');
  },
};

/** The filter without its text; in the order of the indexes, so that one of them is used. */
function filtered({ status, types, assigneeId, clientId }: Omit<TaskFilter, 'text'>): Condition {
  const pieces = ['t.deleted = 0'];
  const parameters: SqlParameter[] = [];
  const add = (sql: string, ...values: SqlParameter[]) => {
    pieces.push(sql);
    parameters.push(...values);
  };
  if (assigneeId !== '') add('t.c_assigneeId = ?', assigneeId);
  const statuses = status === '' ? taskStatuses : [status];
  if (clientId !== '') add('t.c_clientId = ?', clientId);
  // The unary plus keeps the client's own index in use.
  add(`${clientId === '' ? '' : '+'}t.c_status IN (${placeholders(statuses)})`, ...statuses);
  if (types.length > 0) add(`json_extract(t.data, '$.type') IN (${placeholders(types)})`, ...types);
  return { sql: pieces.join(' AND '), parameters };
}

/** Open tasks of a person, or of nobody in particular, with a reminder after an instant. */
function reminding(after: string, assigneeId: string): Condition {
  const sql = `t.deleted = 0 AND t.c_status = 'open' AND t.c_remindAt > ?`;
  if (assigneeId === '') return { sql, parameters: [after] };
  return { sql: `${sql} AND +t.c_assigneeId IN (?, '')`, parameters: [after, assigneeId] };
}

function all(...conditions: readonly Condition[]): Condition {
  return {
    sql: conditions.map(({ sql }) => sql).join(' AND '),
    parameters: conditions.flatMap(({ parameters }) => parameters),
  };
}

/** SQLite folds no Cyrillic letters: the words are looked for here, in titles, comments and clients' names. */
function withText(
  reader: Reader,
  text: string,
  where: Condition,
  order: string,
  offset: number,
  limit: number,
): TaskWindow {
  const wanted = words(text);
  const found: TaskRow[] = [];
  const rows = reader.rows(`${selectTasks} WHERE ${where.sql} ORDER BY ${order} LIMIT ?`, [
    ...where.parameters,
    textLimit,
  ]);
  for (const row of rows) {
    const task = taskRow(reader, row);
    const whole = fold(`${task.title}\n${task.comment}\n${task.clientName}\n${task.contactName}`);
    if (wanted.every((word) => whole.includes(word))) found.push(task);
  }
  return { total: found.length, rows: found.slice(offset, offset + limit) };
}
