import type { EntryBody, TimelineSource } from '../timeline/source';
import { selectTasks, taskRow } from './task-rows';

/** Tasks of one client are few enough to be put in order when they are asked for. */
export const taskEntries: TimelineSource = {
  kind: 'tasks',
  at: "coalesce(nullif(json_extract(data, '$.completedAt'), ''), c_updatedAt)",
  planned: {
    which: "+c_status = 'open'",
    at: "coalesce(nullif(json_extract(data, '$.dueAt'), ''), c_dueDate)",
    order: 'c_dueDate, at, id',
  },
  entries: (reader, rids) =>
    new Map(
      reader
        .rows(
          `${selectTasks.replace(/^SELECT t\.data/, 'SELECT t.rid, t.data')}
           WHERE t.rid IN (SELECT value FROM json_each(?))`,
          [JSON.stringify(rids)],
        )
        .map(([rid, ...row]): [unknown, EntryBody] => [rid, { kind: 'task', task: taskRow(reader, row) }]),
    ),
};
