import type { CallRow } from '@shared/calls/contract';
import type { Call } from '@shared/calls/schema';
import { addDays, zonedToUtc } from '@shared/lib/dates';
import type { TaskRow } from '@shared/tasks/contract';
import { type FeatureQueries, parseRecord, type Reader, table } from '../reader/reader';
import type { SqlParameter } from '../store/sqlite-storage/adapter';
import { dueBetween } from '../tasks/due-range';
import { selectTasks, taskRow } from '../tasks/task-rows';
import { recentChanges } from './changes';

/** More than one screen of each kind helps nobody to begin a day. */
const overdueLimit = 50;
const tasksLimit = 200;
const callsLimit = 100;
/** More tasks than anybody changes in a day: after an import the day's changes are not all read. */
const changedLimit = 2000;

export const todayQueries: FeatureQueries<'today'> = {
  'today.overview'(reader, { today, zone, userId }) {
    const begins = zonedToUtc(today, '00:00', zone);
    const ends = zonedToUtc(addDays(today, 1), '00:00', zone);
    const overdue = dueBetween('', addDays(today, -1), zone);
    const mine = `t.deleted = 0 AND t.c_assigneeId = ? AND t.c_status = 'open'`;
    return {
      overdue: tasks(reader, `${mine} AND ${overdue.sql}`, [userId, ...overdue.parameters], overdueLimit),
      overdueTotal: reader.number(
        `SELECT count(*) FROM ${table('tasks')} t WHERE ${mine} AND ${overdue.sql}`,
        [userId, ...overdue.parameters],
      ),
      tasks: dueToday(reader, userId, today, zone, mine),
      done: doneBetween(reader, userId, begins, ends),
      calls: callsBetween(reader, userId, begins, ends),
      changes: recentChanges(reader, userId),
      anyClients: reader.number(`SELECT 1 FROM ${table('clients')} WHERE deleted = 0 LIMIT 1`) === 1,
    };
  },
};

function dueToday(reader: Reader, userId: string, today: string, zone: string, mine: string): TaskRow[] {
  const due = dueBetween(today, today, zone);
  return tasks(reader, `${mine} AND ${due.sql}`, [userId, ...due.parameters], tasksLimit);
}

function tasks(reader: Reader, where: string, parameters: readonly SqlParameter[], limit: number): TaskRow[] {
  return reader
    .rows(
      `${selectTasks} WHERE ${where}
       ORDER BY t.c_dueDate, json_extract(t.data, '$.dueAt'), json_extract(t.data, '$.priority') <> 'high', t.id
       LIMIT ?`,
      [...parameters, limit],
    )
    .map((row) => taskRow(reader, row));
}

/** Tasks completed in (the day), newest first: whatever was completed then was also last changed then or later. */
function doneBetween(reader: Reader, userId: string, begins: string, ends: string): TaskRow[] {
  return reader
    .rows(
      `${selectTasks} WHERE t.rid IN (
           SELECT rid FROM ${table('tasks')} WHERE deleted = 0 AND c_updatedAt >= ? ORDER BY c_updatedAt DESC LIMIT ?)
         AND +t.c_status = 'done' AND +t.c_assigneeId = ?
         AND json_extract(t.data, '$.completedAt') >= ? AND json_extract(t.data, '$.completedAt') < ?
       ORDER BY json_extract(t.data, '$.completedAt') DESC LIMIT ?`,
      [begins, changedLimit, userId, begins, ends, tasksLimit],
    )
    .map((row) => taskRow(reader, row));
}

function callsBetween(reader: Reader, userId: string, begins: string, ends: string): CallRow[] {
  return reader
    .rows(
      `SELECT data, mark FROM ${table('calls')}
       WHERE deleted = 0 AND c_userId = ? AND c_startedAt >= ? AND c_startedAt < ?
       ORDER BY c_startedAt DESC LIMIT ?`,
      [userId, begins, ends, callsLimit],
    )
    .map(([data, mark]) => {
      const call = parseRecord<Call>(data);
      return {
        ...call,
        clientName: reader.record('clients', call.clientId)?.name ?? '',
        contactName: reader.record('contacts', call.contactId)?.name ?? '',
        userName: reader.userName(call.userId),
        mark: Number(mark) as CallRow['mark'],
      };
    });
}
