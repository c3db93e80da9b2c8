import type { Client } from '@shared/clients/schema';
import type { CollectionName } from '@shared/collections';
import type { DocumentRow } from '@shared/documents/contract';
import type { BusinessDocument } from '@shared/documents/schema';
import type { Note } from '@shared/notes/schema';
import type { SyncMark } from '@shared/sync/contract';
import {
  type TimelineEntry,
  type TimelineKind,
  type TimelinePage,
  timelineKinds,
} from '@shared/timeline/contract';
import { callRows, recordNames } from '../calls/rows';
import { type FeatureQueries, parseRecord, type Reader, table } from '../reader/reader';
import type { SqlRow } from '../store/sqlite-storage/adapter';
import { selectTasks, taskRow } from '../tasks/task-rows';

/** An entry without its place in time. */
type TimelineEntryBody = TimelineEntry extends infer E
  ? E extends TimelineEntry
    ? Omit<E, 'at'>
    : never
  : never;

const openTasks = `${table('tasks')} WHERE deleted = 0 AND c_clientId = ?1 AND +c_status = 'open'`;

/**
 * For each kind: the instant an entry stands at, and its table. Calls and notes come off an index in order; tasks and
 * documents of one client are few enough to be put in order here. A document dated otherwise than it was written
 * stands at its own date.
 */
const sources: Readonly<Record<TimelineKind, { readonly at: string; readonly from: string }>> = {
  call: { at: 'c_startedAt', from: `${table('calls')} WHERE deleted = 0 AND c_clientId = ?1` },
  note: { at: 'c_createdAt', from: `${table('notes')} WHERE deleted = 0 AND c_clientId = ?1` },
  task: {
    at: "coalesce(nullif(json_extract(data, '$.completedAt'), ''), c_updatedAt)",
    from: `${table('tasks')} WHERE deleted = 0 AND c_clientId = ?1 AND +c_status <> 'open'`,
  },
  document: {
    at: `CASE WHEN abs(julianday(json_extract(data, '$.createdAt')) - julianday(c_date)) < 1.5
      THEN json_extract(data, '$.createdAt') ELSE c_date END`,
    from: `${table('documents')} WHERE deleted = 0 AND c_clientId = ?1`,
  },
  created: { at: 'c_createdAt', from: `${table('clients')} WHERE deleted = 0 AND id = ?1` },
};

export const timelineQueries: FeatureQueries<'timeline'> = {
  'timeline.newest': {
    dependsOn: ['clients', 'contacts', 'calls', 'tasks', 'notes', 'documents', 'users'],
    run: (reader, { clientId, kinds, limit }) => newest(reader, clientId, kinds, limit),
  },
};

function newest(
  reader: Reader,
  clientId: string,
  asked: readonly TimelineKind[],
  limit: number,
): TimelinePage {
  const kinds = timelineKinds.filter((kind) => asked.length === 0 || asked.includes(kind));
  const counts = Object.fromEntries(
    timelineKinds.map((kind) => [
      kind,
      reader.number(`SELECT count(*) FROM ${sources[kind].from}`, [clientId]),
    ]),
  ) as Record<TimelineKind, number>;
  counts.task += reader.number(`SELECT count(*) FROM ${openTasks}`, [clientId]);
  const planned = kinds.includes('task')
    ? reader.rows(
        `SELECT 'task', rid, coalesce(nullif(json_extract(data, '$.dueAt'), ''), c_dueDate) AS at
         FROM ${openTasks} ORDER BY c_dueDate, at, id LIMIT ?2`,
        [clientId, limit],
      )
    : [];
  const runs = kinds.map(
    (kind) => `SELECT * FROM (SELECT '${kind}' AS kind, rid, ${sources[kind].at} AS at
      FROM ${sources[kind].from} ORDER BY at DESC, id DESC LIMIT ?2)`,
  );
  const places = reader.rows(`${runs.join(' UNION ALL ')} ORDER BY at DESC LIMIT ?2`, [
    clientId,
    limit - planned.length,
  ]);
  return {
    total: kinds.reduce((sum, kind) => sum + counts[kind], 0),
    counts,
    entries: entriesAt(reader, clientId, [...planned, ...places]),
  };
}

/** The instant an entry of a kind stands at, as SQL over the kind's table. */
export const placeSql = (kind: TimelineKind): string => sources[kind].at;

/** Entries in the order of their places. @param places kind, row id and instant of each */
export function entriesAt(reader: Reader, clientId: string, places: readonly SqlRow[]): TimelineEntry[] {
  const of = (kind: TimelineKind) => JSON.stringify(places.flatMap(([k, rid]) => (k === kind ? [rid] : [])));
  const rowsOf = (name: CollectionName, kind: TimelineKind) =>
    reader.rows(`SELECT data, mark, rid FROM ${table(name)} WHERE rid IN (SELECT value FROM json_each(?))`, [
      of(kind),
    ]);
  const entries = new Map<string, TimelineEntryBody>();
  const put = (kind: TimelineKind, rid: unknown, body: TimelineEntryBody) =>
    entries.set(`${kind} ${rid}`, body);

  const callsFound = rowsOf('calls', 'call');
  callRows(reader, callsFound).forEach((call, index) => {
    put('call', callsFound[index]?.[2], { kind: 'call', call });
  });
  const tasks = reader.rows(
    `${selectTasks.replace(/^SELECT t\.data/, 'SELECT t.rid, t.data')}
     WHERE t.rid IN (SELECT value FROM json_each(?))`,
    [of('task')],
  );
  for (const [rid, ...row] of tasks) put('task', rid, { kind: 'task', task: taskRow(reader, row) });
  for (const [data, mark, rid] of rowsOf('notes', 'note')) {
    const note = parseRecord<Note>(data);
    const authorName = reader.userName(note.createdBy);
    put('note', rid, { kind: 'note', note: { ...note, authorName, mark: Number(mark) as SyncMark } });
  }
  const clientName = recordNames(reader, 'clients', [clientId]).get(clientId) ?? '';
  for (const [data, mark, rid] of rowsOf('documents', 'document')) {
    put('document', rid, { kind: 'document', document: documentRow(data, mark, clientName) });
  }
  for (const [data, , rid] of rowsOf('clients', 'created')) {
    put('created', rid, {
      kind: 'created',
      authorName: reader.userName(parseRecord<Client>(data).createdBy),
    });
  }

  return places.flatMap(([kind, rid, at]) => {
    const body = entries.get(`${kind} ${rid}`);
    return body ? [{ at: String(at ?? ''), ...body }] : [];
  });
}

function documentRow(data: unknown, mark: unknown, clientName: string): DocumentRow {
  const { id, clientId, type, status, number, date, total, createdAt } = parseRecord<BusinessDocument>(data);
  return {
    ...{ id, clientId, clientName, type, status, number, date, total, createdAt },
    mark: Number(mark) as SyncMark,
  };
}
