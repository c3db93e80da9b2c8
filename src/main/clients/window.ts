import type { ClientFilter, ClientRow, ClientWindow, clientSorts } from '@shared/clients/contract';
import { type ClientKind, type ClientStatus, clientStatuses } from '@shared/clients/schema';
import type { SyncMark } from '@shared/sync/contract';
import { placeholders, type Reader, table } from '../reader/reader';
import { listTableName } from '../store/list-tables';
import type { SqlParameter, SqlRow } from '../store/sqlite-storage/adapter';
import { parseStored } from '../store/sqlite-storage/stored';
import { tallyTableName } from '../store/tallies';
import { type Condition, foundOrder, headOfOrder, type Segment } from './order';
import { clientsWithTag } from './tag-index';
import { textRows } from './text-condition';

export interface ClientSort {
  readonly field: (typeof clientSorts)[number];
  readonly descending: boolean;
}

/** A page of the list of clients with the length of the whole. */
export function clientWindow(
  reader: Reader,
  filter: ClientFilter,
  sort: ClientSort,
  offset: number,
  limit: number,
): ClientWindow {
  const conditions = filterConditions(filter);
  const segments = segmentsOf(sort, filter);
  const found = foundRows(reader, filter);
  const head = found === null ? headOfOrder(reader, conditions, segments, offset + limit) : null;
  if (head !== null) {
    return { total: lengthOf(reader, filter), offset, rows: rowsOf(reader, head.slice(offset)) };
  }
  const order = foundOrder(reader, found, conditions, segments);
  return { total: order.length, offset, rows: rowsOf(reader, [...order.slice(offset, offset + limit)]) };
}

/** How long a list without words, tag and import is, by the sums that stand beside the clients. */
function lengthOf(reader: Reader, filter: ClientFilter): number {
  const clients = table('clients');
  if (
    filter.city !== '' &&
    (filter.kinds.length > 0 || filter.statuses.length > 0 || filter.ownerId !== '')
  ) {
    const all = filterConditions(filter);
    return reader.number(
      `SELECT count(*) FROM ${clients} WHERE ${all.map(({ sql }) => sql).join(' AND ')}`,
      all.flatMap(({ parameters }) => parameters),
    );
  }
  const archived = filter.archived ? 1 : 0;
  if (filter.city !== '') {
    return reader.number(`SELECT n FROM ${tallyTableName(clients, 'cities')} WHERE k0 = ? AND k1 = ?`, [
      archived,
      filter.city,
    ]);
  }
  const pieces = ['k0 = ?'];
  const parameters: SqlParameter[] = [archived];
  const among = (key: string, values: readonly string[]) => {
    if (values.length === 0) return;
    pieces.push(`${key} IN (${placeholders(values)})`);
    parameters.push(...values);
  };
  among('k1', filter.statuses);
  among('k2', filter.ownerId === '' ? [] : [filter.ownerId]);
  among('k3', filter.kinds);
  return reader.number(
    `SELECT sum(n) FROM ${tallyTableName(clients)} WHERE ${pieces.join(' AND ')}`,
    parameters,
  );
}

function filterConditions(filter: ClientFilter): Condition[] {
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
  return conditions;
}

/** Row ids of the clients that a tag, an import and words find, all of them; null when none of these is asked for. */
function foundRows(reader: Reader, filter: ClientFilter): ReadonlySet<number> | null {
  const found: ReadonlySet<number>[] = [];
  if (filter.tag !== '') found.push(new Set(clientsWithTag(reader, filter.tag, filter.archived)));
  if (filter.importId !== '') {
    const sql = `SELECT rid FROM ${table('clients')} WHERE deleted = 0 AND c_importId = ?`;
    found.push(new Set(reader.rows(sql, [filter.importId]).map(([rid]) => Number(rid))));
  }
  const text = textRows(reader, filter.text);
  if (text) found.push(text);
  const [first, ...others] = found.sort((a, b) => a.size - b.size);
  if (!first) return null;
  return others.length === 0
    ? first
    : new Set([...first].filter((rid) => others.every((set) => set.has(rid))));
}

/** The order of the index that holds everything filtered by, and of the ones by city and by status. */
const byName = 'c_nameKey, c_status, c_ownerId, c_kind, c_city, c_inn, id';
const byNameWithin = 'c_nameKey, id';

/**
 * The order as runs that an index gives: an empty city stands last in both directions, and statuses follow
 * the course of work, not the alphabet.
 */
function segmentsOf({ field, descending }: ClientSort, filter: ClientFilter): Segment[] {
  const segment = (
    sql: string,
    columns: string,
    turned: boolean,
    parameters: readonly SqlParameter[] = [],
  ): Segment => ({ sql, parameters, columns, descending: turned });
  switch (field) {
    case 'name':
      return [
        segment('1', filter.city !== '' || filter.statuses.length === 1 ? byNameWithin : byName, descending),
      ];
    case 'createdAt':
    case 'updatedAt':
      return [segment('1', `c_${field}, id`, descending)];
    case 'city':
      return [
        segment("c_city > ''", 'c_city, c_nameKey, id', descending),
        segment("c_city = ''", 'c_city, c_nameKey, id', false),
      ];
    case 'status': {
      const statuses = descending ? [...clientStatuses].reverse() : clientStatuses;
      return statuses.map((status) => segment('c_status = ?', byNameWithin, false, [status]));
    }
  }
}

/** Rows for internal row ids, in their order. */
function rowsOf(reader: Reader, rids: readonly SqlParameter[]): ClientRow[] {
  if (rids.length === 0) return [];
  const found = new Map<SqlParameter, ClientRow>();
  const rows = reader.rows(`${selectLines} WHERE l.rid IN (SELECT value FROM json_each(?))`, [
    JSON.stringify(rids),
  ]);
  for (const row of rows) found.set(row[0], toRow(reader, row));
  return rids.flatMap((rid) => found.get(rid) ?? []);
}

/** One client's row by id, null when it is not there. */
export function rowOfClient(reader: Reader, id: string): ClientRow | null {
  const [row] = reader.rows(
    `${selectLines} WHERE l.rid = (SELECT rid FROM ${table('clients')} WHERE id = ?)`,
    [id],
  );
  return row ? toRow(reader, row) : null;
}

/** Lines of the list with what stands beside a client: see `store/list-tables.ts`. */
const selectLines = `SELECT l.rid, l.id, l.line,
    (SELECT at FROM ${listTableName(table('calls'))} WHERE client = l.id),
    (SELECT at FROM ${listTableName(table('tasks'))} WHERE client = l.id)
  FROM ${listTableName(table('clients'))} l`;

type Line = readonly [
  kind: ClientKind,
  name: string,
  legalForm: string,
  inn: string,
  city: string,
  phone: string,
  email: string,
  status: ClientStatus,
  ownerId: string,
  tags: readonly string[],
  createdAt: string,
  updatedAt: string,
  mark: SyncMark,
];

function toRow(reader: Reader, [, id, line, lastCallAt, nextTaskDate]: SqlRow): ClientRow {
  const [kind, name, legalForm, inn, city, phone, email, status, ownerId, tags, createdAt, updatedAt, mark] =
    parseStored<Line>(line);
  return {
    id: String(id),
    kind,
    name: name.slice(0, 300),
    legalForm,
    inn,
    city,
    phone,
    email,
    status,
    ownerName: reader.userName(ownerId),
    tags,
    lastCallAt: String(lastCallAt ?? ''),
    nextTaskDate: String(nextTaskDate ?? ''),
    updatedAt,
    createdAt,
    mark,
  };
}
