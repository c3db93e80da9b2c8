import type { Contact } from '@shared/contacts/schema';
import type { ContactThen, EntryKind, TimelineThen } from '@shared/history/contract';
import { entryKinds } from '@shared/history/contract';
import { asOf, type Fields } from '@shared/history/delta';
import { clientOf, entityOf } from '@shared/kinds';
import { clientSql } from '../fields/columns';
import { table } from '../reader/reader';
import type { Database } from '../store/sqlite-storage';
import { changesAfter, knownSince, storedRecord } from './versions';

/** So many of one kind are looked at, those made last before the instant. */
const maxOfKind = 300;
/** So many are shown. */
const maxShown = 200;

/** The contact persons a client had at an instant: those it has now, deleted ones included, and those that left it. */
export function contactsThen(db: Database, clientId: string, instant: number): ContactThen[] {
  const { records } = recordsThen(db, 'contacts', clientId, instant, Number.MAX_SAFE_INTEGER);
  return records
    .map(({ record, knownSince }) => ({ contact: record as unknown as Contact, knownSince }))
    .sort((a, b) => (a.contact.createdAt < b.contact.createdAt ? -1 : 1));
}

/** What stood in a client's timeline at an instant, each record as it was then, the newest first. */
export function timelineThen(db: Database, clientId: string, instant: number): TimelineThen {
  const found = entryKinds.map((kind) => ({ kind, ...recordsThen(db, kind, clientId, instant, maxOfKind) }));
  const entries = found
    .flatMap(({ kind, records }) =>
      records.map(({ record, knownSince }) => ({ kind, at: momentOf(kind, record), record, knownSince })),
    )
    .filter(({ kind, record }) => isPersonal(kind, record))
    .sort((a, b) => (a.at < b.at ? 1 : -1));
  return {
    entries: entries.slice(0, maxShown),
    complete: entries.length <= maxShown && found.every(({ complete }) => complete),
  };
}

/** The instant or the local day a record stands at. */
function momentOf(kind: EntryKind, record: Fields): string {
  const fields: readonly string[] = entityOf(kind).timeline?.at ?? [];
  return fields.map((field) => String(record[field] ?? '')).find((at) => at !== '') ?? '';
}

/** Whether somebody wrote it. */
function isPersonal(kind: EntryKind, record: Fields): boolean {
  const { personal } = entityOf(kind);
  return personal === undefined || record[personal[0]] === personal[1];
}

/** A record as it was, and from when on it is known here if that is after the instant; '' if it is known. */
interface RecordThen {
  readonly record: Fields;
  readonly knownSince: string;
}

function recordsThen(
  db: Database,
  kind: EntryKind | 'contacts',
  clientId: string,
  instant: number,
  limit: number,
): { readonly records: RecordThen[]; readonly complete: boolean } {
  const made = "json_extract(data, '$.createdAt')";
  const now = db.all(
    `SELECT id FROM ${table(kind)} WHERE deleted IN (0, 1) AND ${clientSql(kind)} = ? AND ${made} <= ?
     ORDER BY ${made} DESC LIMIT ?`,
    [clientId, new Date(instant).toISOString(), limit],
  );
  const left = db.all('SELECT DISTINCT id FROM history WHERE parent = ? AND collection = ? LIMIT ?', [
    clientId,
    kind,
    limit,
  ]);
  const records: RecordThen[] = [];
  for (const id of new Set([...now, ...left].map(([id]) => String(id)))) {
    const record = storedRecord(db, kind, id);
    if (!record || Date.parse(String(record.createdAt)) > instant) continue;
    const then = asOf(record, changesAfter(db, kind, id, instant), instant);
    if (clientOf(kind, then) !== clientId || then._deleted === true) continue;
    const since = knownSince(db, kind, id, record);
    records.push({ record: then, knownSince: Date.parse(since) > instant ? since : '' });
  }
  return { records, complete: now.length < limit && left.length < limit };
}
