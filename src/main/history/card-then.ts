import type { Contact } from '@shared/contacts/schema';
import type { EntryKind, TimelineThen } from '@shared/history/contract';
import { entryKinds } from '@shared/history/contract';
import { asOf, type Fields } from '@shared/history/delta';
import { table } from '../reader/reader';
import type { Database } from '../store/sqlite-storage';
import { changesAfter, storedRecord } from './versions';

/** So many of one kind are looked at, those made last before the instant. */
const mostOfKind = 300;
/** So many are shown. */
const mostShown = 200;

/** The contact persons a client had at an instant: those it has now, deleted ones included, and those that left it. */
export function contactsThen(db: Database, clientId: string, instant: number): Contact[] {
  const { records } = recordsThen(db, 'contacts', clientId, instant, Number.MAX_SAFE_INTEGER);
  const contacts = records as unknown as Contact[];
  return contacts.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
}

/** What stood in a client's timeline at an instant, each record as it was then, the newest first. */
export function timelineThen(db: Database, clientId: string, instant: number): TimelineThen {
  const found = entryKinds.map((kind) => ({ kind, ...recordsThen(db, kind, clientId, instant, mostOfKind) }));
  const entries = found
    .flatMap(({ kind, records }) => records.map((record) => ({ kind, at: momentOf(kind, record), record })))
    // What the sync could not join is kept in notes of its own kind: nobody wrote them.
    .filter(({ kind, record }) => kind !== 'notes' || record.kind === 'note')
    .sort((a, b) => (a.at < b.at ? 1 : -1));
  return {
    entries: entries.slice(0, mostShown),
    complete: entries.length <= mostShown && found.every(({ complete }) => complete),
  };
}

/** The instant or the local day a record stands at. */
function momentOf(kind: EntryKind, record: Fields): string {
  const of = (field: string) => String(record[field] ?? '');
  if (kind === 'calls') return of('startedAt');
  if (kind === 'documents') return of('date');
  if (kind === 'tasks') return of('dueAt') || of('dueDate');
  return of('createdAt');
}

function recordsThen(
  db: Database,
  kind: EntryKind | 'contacts',
  clientId: string,
  instant: number,
  limit: number,
): { readonly records: Fields[]; readonly complete: boolean } {
  const made = "json_extract(data, '$.createdAt')";
  const now = db.all(
    `SELECT id FROM ${table(kind)} WHERE deleted IN (0, 1) AND c_clientId = ? AND ${made} <= ?
     ORDER BY ${made} DESC LIMIT ?`,
    [clientId, new Date(instant).toISOString(), limit],
  );
  const left = db.all('SELECT DISTINCT id FROM history WHERE parent = ? AND collection = ? LIMIT ?', [
    clientId,
    kind,
    limit,
  ]);
  const records: Fields[] = [];
  for (const id of new Set([...now, ...left].map(([id]) => String(id)))) {
    const record = storedRecord(db, kind, id);
    if (!record || Date.parse(String(record.createdAt)) > instant) continue;
    const then = asOf(record, changesAfter(db, kind, id, instant), instant);
    if (then.clientId === clientId && then._deleted !== true) records.push(then);
  }
  return { records, complete: now.length < limit && left.length < limit };
}
