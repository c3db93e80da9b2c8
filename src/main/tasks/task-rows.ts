import type { TaskRow } from '@shared/tasks/contract';
import type { Task } from '@shared/tasks/schema';
import { parseRecord, type Reader, table } from '../reader/reader';
import type { SqlRow } from '../store/sqlite-storage/adapter';

/** The start of every query that {@link taskRow} reads: `t` is the task. */
export const selectTasks = `SELECT t.data, t.mark,
  (SELECT json_extract(c.data, '$.name') FROM ${table('clients')} c WHERE c.id = json_extract(t.data, '$.clientId')),
  (SELECT json_extract(p.data, '$.name') FROM ${table('contacts')} p WHERE p.id = json_extract(t.data, '$.contactId'))
  FROM ${table('tasks')} t`;

/** A task with its names, from a row of {@link selectTasks}. */
export function taskRow(reader: Reader, [data, mark, clientName, contactName]: SqlRow): TaskRow {
  const task = parseRecord<Task>(data);
  return {
    ...task,
    clientName: String(clientName ?? ''),
    contactName: String(contactName ?? ''),
    assigneeName: reader.userName(task.assigneeId),
    mark: Number(mark) as TaskRow['mark'],
  };
}
