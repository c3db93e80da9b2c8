import type { ClientFilter, ClientRow, ClientWindow, clientSorts } from '@shared/clients/contract';
import { type Client, clientStatuses } from '@shared/clients/schema';
import type { SyncMark } from '@shared/sync/contract';
import { parseRecord, placeholders, type Reader, table } from '../reader/reader';
import type { SqlParameter, SqlRow } from '../store/sqlite-storage/adapter';
import { clientsWithTag } from './tag-index';
import { textCondition } from './text-condition';

export interface ClientSort {
  readonly field: (typeof clientSorts)[number];
  readonly descending: boolean;
}

/** A piece of SQL with its parameters. */
export interface Condition {
  readonly sql: string;
  readonly parameters: readonly SqlParameter[];
}

/** A run of the list: what belongs to it and in which order; the list is its segments one after another. */
interface Segment extends Condition {
  readonly order: string;
}

/** A page of the list of clients with the length of the whole. */
export function clientWindow(
  reader: Reader,
  filter: ClientFilter,
  sort: ClientSort,
  offset: number,
  limit: number,
): ClientWindow {
  const conditions = filterConditions(reader, filter);
  const order = orderOf(reader, conditions, segmentsOf(sort, filter));
  return { total: order.length, offset, rows: rowsOf(reader, [...order.slice(offset, offset + limit)]) };
}

function filterConditions(reader: Reader, filter: ClientFilter): Condition[] {
  const conditions: Condition[] = [
    {
      sql: filter.archived ? "deleted = 0 AND c_archivedAt > ''" : "deleted = 0 AND c_archivedAt = ''",
      parameters: [],
    },
  ];
  const among = (column: string, values: readonly string[]) => {
    if (values.length > 0) {
      conditions.push({ sql: `${column} IN (${placeholders(values)})`, parameters: values });
    }
  };
  among('c_kind', filter.kinds);
  among('c_status', filter.statuses);
  if (filter.ownerId !== '') conditions.push({ sql: 'c_ownerId = ?', parameters: [filter.ownerId] });
  if (filter.city !== '') conditions.push({ sql: 'c_city = ?', parameters: [filter.city] });
  if (filter.tag !== '') {
    const rids = JSON.stringify(clientsWithTag(reader, filter.tag));
    conditions.push({ sql: 'rid IN (SELECT value FROM json_each(?))', parameters: [rids] });
  }
  const text = textCondition(reader, filter.text);
  if (text) conditions.push(text);
  return conditions;
}

/** An order of the list: the internal row ids, as they stood at a version of the file. */
interface Order {
  readonly version: number;
  readonly rids: Int32Array;
  readonly madeAt: number;
}

/** Orders kept at once: one for each list on a screen, and some that one comes back to. */
const keptOrders = 8;
/** Up to this length an order is made anew after every write; it costs a few milliseconds. */
const shortList = 5000;
/** A longer one keeps its order for so long after it was made, in milliseconds; its rows are always the newest. */
const settleMs = 700;

const orders = new WeakMap<Reader, Map<string, Order>>();

/**
 * The whole list in its order, so that any place of it is found at once: skipping 90,000 entries of an index takes
 * longer than reading the fifty rows behind them.
 */
function orderOf(reader: Reader, conditions: readonly Condition[], segments: readonly Segment[]): Int32Array {
  const kept = orders.get(reader) ?? new Map<string, Order>();
  orders.set(reader, kept);
  const key = JSON.stringify([conditions, segments]);
  const version = reader.number('PRAGMA data_version');
  const known = kept.get(key);
  const now = performance.now();
  if (known) {
    const settling = known.rids.length > shortList && now - known.madeAt < settleMs;
    if (known.version !== version && settling) reader.askAgain('clients', settleMs);
    if (known.version === version || settling) return known.rids;
  }
  const rids = Int32Array.from(
    segments.flatMap((segment) => {
      const all = [...conditions, segment];
      const [text] =
        reader.rows(
          `SELECT json_group_array(rid) FROM (SELECT rid FROM ${table('clients')}
           WHERE ${all.map(({ sql }) => sql).join(' AND ')} ORDER BY ${segment.order})`,
          all.flatMap((one) => one.parameters),
        )[0] ?? [];
      return JSON.parse(String(text ?? '[]')) as number[];
    }),
  );
  kept.delete(key);
  kept.set(key, { version, rids, madeAt: now });
  for (const oldest of kept.keys()) if (kept.size > keptOrders) kept.delete(oldest);
  return rids;
}

/** The order of the index that holds everything filtered by, and of the ones by city and by status. */
const byName = 'c_nameKey, c_status, c_ownerId, c_kind, c_city, c_inn, id';
const byNameWithin = 'c_nameKey, id';

/**
 * The order as runs that an index gives: an empty city stands last in both directions, and statuses follow
 * the course of work, not the alphabet.
 */
function segmentsOf({ field, descending }: ClientSort, filter: ClientFilter): Segment[] {
  const turned = (order: string) => (descending ? order.replace(/(?=,|$)/g, ' DESC') : order);
  const segment = (sql: string, order: string, parameters: readonly SqlParameter[] = []): Segment => ({
    sql,
    parameters,
    order,
  });
  switch (field) {
    case 'name':
      return [
        segment('1', turned(filter.city !== '' || filter.statuses.length === 1 ? byNameWithin : byName)),
      ];
    case 'createdAt':
    case 'updatedAt':
      return [segment('1', turned(`c_${field}, id`))];
    case 'city':
      return [
        segment("c_city > ''", turned('c_city, c_nameKey, id')),
        segment("c_city = ''", 'c_city, c_nameKey, id'),
      ];
    case 'status': {
      const statuses = descending ? [...clientStatuses].reverse() : clientStatuses;
      return statuses.map((status) => segment('c_status = ?', byNameWithin, [status]));
    }
  }
}

/** Rows for internal row ids, in their order. */
export function rowsOf(reader: Reader, rids: readonly SqlParameter[]): ClientRow[] {
  if (rids.length === 0) return [];
  const found = new Map<SqlParameter, ClientRow>();
  const rows = reader.rows(
    `SELECT rid, ${rowColumns} FROM ${table('clients')} c WHERE rid IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(rids)],
  );
  for (const [rid, ...rest] of rows) found.set(rid, toRow(reader, rest));
  return rids.flatMap((rid) => found.get(rid) ?? []);
}

/** What {@link toRow} reads, selected from the clients' table under the name `c`. */
export const rowColumns = `c.data, c.mark,
  (SELECT max(c_startedAt) FROM ${table('calls')} WHERE deleted = 0 AND c_clientId = c.id),
  (SELECT c_dueDate FROM ${table('tasks')} WHERE deleted = 0 AND c_clientId = c.id AND c_status = 'open'
   ORDER BY c_dueDate LIMIT 1)`;

export function toRow(reader: Reader, [data, mark, lastCallAt, nextTaskDate]: SqlRow): ClientRow {
  const client = parseRecord<Client>(data);
  const [phone] = client.phones;
  return {
    id: client.id,
    kind: client.kind,
    name: client.name.slice(0, 300),
    legalForm: client.legalForm,
    inn: client.inn,
    city: client.city,
    phone: phone ? phone.e164 || phone.raw : '',
    email: client.emails[0]?.value ?? '',
    status: client.status,
    ownerName: reader.userName(client.ownerId),
    tags: client.tags,
    lastCallAt: String(lastCallAt ?? ''),
    nextTaskDate: String(nextTaskDate ?? ''),
    updatedAt: client.updatedAt,
    createdAt: client.createdAt,
    mark: Number(mark) as SyncMark,
  };
}
