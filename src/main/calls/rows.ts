import type { CallRow } from '@shared/calls/contract';
import type { Call } from '@shared/calls/schema';
import type { CollectionName } from '@shared/collections';
import type { SyncMark } from '@shared/sync/contract';
import { parseRecord, placeholders, type Reader, table } from '../reader/reader';
import type { SqlRow } from '../store/sqlite-storage/adapter';

/** Calls with the names a person reads. @param rows `data` and `mark` of calls */
export function callRows(reader: Reader, rows: readonly SqlRow[]): CallRow[] {
  const calls = rows.map(([data, mark]) => ({
    ...parseRecord<Call>(data),
    mark: Number(mark) as SyncMark,
  }));
  const clients = recordNames(
    reader,
    'clients',
    calls.map(({ clientId }) => clientId),
  );
  const contacts = recordNames(
    reader,
    'contacts',
    calls.map(({ contactId }) => contactId),
  );
  return calls.map((call) => ({
    ...call,
    clientName: clients.get(call.clientId) ?? '',
    contactName: contacts.get(call.contactId) ?? '',
    userName: reader.userName(call.userId),
  }));
}

/** Names of records by id, 200 characters of each at most: an imported one can have 10,000. */
export function recordNames(
  reader: Reader,
  name: CollectionName & ('clients' | 'contacts'),
  ids: readonly string[],
): ReadonlyMap<string, string> {
  const asked = [...new Set(ids)].filter((id) => id !== '');
  const found = new Map<string, string>();
  for (let from = 0; from < asked.length; from += 500) {
    const some = asked.slice(from, from + 500);
    // Without the unary plus SQLite takes an index that begins with `deleted` and walks through all records there are.
    const sql = `SELECT id, substr(json_extract(data, '$.name'), 1, 200) FROM ${table(name)}
      WHERE id IN (${placeholders(some)}) AND +deleted = 0`;
    for (const [id, text] of reader.rows(sql, some)) found.set(String(id), String(text ?? ''));
  }
  return found;
}
