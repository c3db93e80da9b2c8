import type { DocumentFilter, DocumentRow } from '@shared/documents/contract';
import { printedName } from '@shared/documents/party';
import { type BusinessDocument, documentTypes } from '@shared/documents/schema';
import { normalizeSeries } from '@shared/domain/numbering/numbering';
import { nameKey } from '@shared/domain/requisites/legal-forms';
import { words } from '@shared/search/fold';
import type { SyncMark } from '@shared/sync/contract';
import { textCondition } from '../clients/text-condition';
import { type FeatureQueries, parseRecord, placeholders, type Reader, table } from '../reader/reader';
import { textTableName } from '../store/search-index';
import type { SqlParameter } from '../store/sqlite-storage/adapter';
import { tallyTableName } from '../store/tallies';

const documents = table('documents');
const escaped = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
/** More clients than this by one name are no answer to a question about documents. */
const clientLimit = 500;
/** More found documents than this nobody goes through: of more the greatest numbers are answered. */
const foundLimit = 2000;

interface Condition {
  readonly sql: string;
  readonly parameters: readonly SqlParameter[];
}

/**
 * The filter without its text as walks over an index, each in the order of days; SQLite merges them. What a walk need
 * not be found by stands with a unary plus.
 */
function runsOf({ clientId, types, statuses, from, to }: DocumentFilter): Condition[] {
  const days: Condition = {
    sql: `${from === '' ? '' : ' AND d.c_date >= ?'}${to === '' ? '' : ' AND d.c_date <= ?'}`,
    parameters: [from, to].filter((day) => day !== ''),
  };
  const among = (column: string, values: readonly string[], plus: '' | '+') =>
    values.length === 0 ? '' : ` AND ${plus}d.${column} IN (${placeholders(values)})`;
  if (clientId !== '') {
    const which = `${among('c_type', types, '+')}${among('c_status', statuses, '+')}`;
    const parameters = [clientId, ...days.parameters, ...types, ...statuses];
    return [{ sql: `d.deleted = 0 AND d.c_clientId = ?${days.sql}${which}`, parameters }];
  }
  if (statuses.length > 0) {
    return [...new Set(types.length > 0 ? types : documentTypes)].flatMap((type) =>
      [...new Set(statuses)].map((status) => ({
        sql: `d.deleted = 0 AND d.c_type = ? AND d.c_status = ?${days.sql}`,
        parameters: [type, status, ...days.parameters],
      })),
    );
  }
  if (types.length === 0) return [{ sql: `d.deleted = 0${days.sql}`, parameters: days.parameters }];
  return [...new Set(types)].map((type) => ({
    sql: `d.deleted = 0 AND d.c_type = ?${days.sql}`,
    parameters: [type, ...days.parameters],
  }));
}

const unionOf = (runs: readonly Condition[]): string =>
  `${runs
    .map(({ sql }) => `SELECT d.rid, d.c_date, d.id FROM ${documents} d WHERE ${sql}`)
    .join(' UNION ALL ')} ORDER BY 2 DESC, 3 DESC LIMIT ? OFFSET ?`;

/** How many documents a filter without words has: a client's few one by one, else by the sums of `store/tallies.ts`. */
function countOf(reader: Reader, filter: DocumentFilter, runs: readonly Condition[]): number {
  const { clientId, types, statuses, from, to } = filter;
  if (clientId !== '') {
    return runs.reduce(
      (sum, { sql, parameters }) =>
        sum + reader.number(`SELECT count(*) FROM ${documents} d WHERE ${sql}`, parameters),
      0,
    );
  }
  const pieces = [
    ...(from === '' ? [] : ['k0 >= ?']),
    ...(to === '' ? [] : ['k0 <= ?']),
    ...(types.length > 0 ? [`k1 IN (${placeholders(types)})`] : []),
    ...(statuses.length > 0 ? [`k2 IN (${placeholders(statuses)})`] : []),
  ];
  return reader.number(
    `SELECT sum(n) FROM ${tallyTableName(documents)} WHERE ${['1', ...pieces].join(' AND ')}`,
    [...[from, to].filter((day) => day !== ''), ...types, ...statuses],
  );
}

/**
 * Row ids of what has the words in its number («а7-12», «№ 12») or in its client's name, the last first. Beginnings of
 * a number and of its parts are in the full-text index; only where that has nothing every number is looked through.
 */
function withWords(reader: Reader, filter: DocumentFilter): number[] {
  const number = normalizeSeries(filter.text).replace(/^№\s*/u, '');
  const typed = words(number);
  const found = new Map<number, string>();
  const take = (sql: string, parameters: readonly SqlParameter[]) => {
    for (const [rid, date, id] of reader.rows(sql, parameters)) found.set(Number(rid), `${date} ${id}`);
  };
  const which = matching(filter);
  if (typed.length > 0) {
    const index = textTableName(documents, 'search');
    const matches = `SELECT rowid FROM ${index} WHERE ${index} MATCH ?`;
    const beginnings = typed.map((word) => `"${word}"*`).join(' ');
    const many = reader.number(`SELECT count(*) FROM (${matches} LIMIT ${foundLimit + 1})`, [beginnings]);
    if (many <= foundLimit) {
      take(
        `SELECT d.rid, d.c_date, d.id FROM (${matches}) AS m CROSS JOIN ${documents} d ON d.rid = m.rowid
         WHERE instr(d.c_number, ?) > 0 AND ${which.sql}`,
        [beginnings, number, ...which.parameters],
      );
    }
    if (found.size === 0) {
      take(
        `SELECT d.rid, d.c_date, d.id FROM (SELECT rid FROM ${documents} WHERE deleted = 0 AND c_number > ''
           AND c_number LIKE ? ESCAPE '\\' ORDER BY c_number DESC LIMIT ${foundLimit}) AS m
         CROSS JOIN ${documents} d ON d.rid = m.rid WHERE ${which.sql}`,
        [`%${escaped(number)}%`, ...which.parameters],
      );
    }
  }
  // Digits are a number's, not a phone's or an ИНН of the client.
  const named = /\p{L}/u.test(nameKey(filter.text)) ? textCondition(reader, filter.text) : null;
  if (named) {
    const clients = reader
      .rows(
        `SELECT id FROM ${table('clients')} WHERE +deleted = 0 AND ${named.sql} LIMIT ${clientLimit}`,
        named.parameters,
      )
      .map(([id]) => String(id));
    take(
      `SELECT d.rid, d.c_date, d.id FROM json_each(?) AS j CROSS JOIN ${documents} d ON d.c_clientId = j.value
       WHERE ${which.sql}`,
      [JSON.stringify(clients), ...which.parameters],
    );
  }
  return [...found].sort(([, a], [, b]) => (a < b ? 1 : a > b ? -1 : 0)).map(([rid]) => rid);
}

/** The filter without its text for documents that are found already; only `deleted` and the client help to find. */
function matching({ clientId, types, statuses, from, to }: DocumentFilter): Condition {
  const pieces = ['d.deleted = 0'];
  const parameters: SqlParameter[] = [];
  const add = (sql: string, ...values: readonly SqlParameter[]) => {
    pieces.push(sql);
    parameters.push(...values);
  };
  if (clientId !== '') add('+d.c_clientId = ?', clientId);
  if (types.length > 0) add(`+d.c_type IN (${placeholders(types)})`, ...types);
  if (statuses.length > 0) add(`+d.c_status IN (${placeholders(statuses)})`, ...statuses);
  if (from !== '') add('+d.c_date >= ?', from);
  if (to !== '') add('+d.c_date <= ?', to);
  return { sql: pieces.join(' AND '), parameters };
}

function clientName(reader: Reader, id: string): string {
  const client = reader.record('clients', id);
  return client === null ? '' : printedName(client);
}

export const documentsQueries: FeatureQueries<'documents'> = {
  'documents.window'(reader, { filter, offset, limit }) {
    const runs = runsOf(filter);
    const found = filter.text.trim() === '' ? undefined : withWords(reader, filter);
    const rids = found
      ? found.slice(offset, offset + limit)
      : reader
          .rows(unionOf(runs), [...runs.flatMap(({ parameters }) => parameters), limit, offset])
          .map(([rid]) => Number(rid));
    const names = new Map<string, string>();
    const rows = reader
      .rows(
        `SELECT d.id, d.c_clientId, d.c_type, d.c_status, d.c_number, d.c_date,
             json_extract(d.data, '$.total'), json_extract(d.data, '$.createdAt'), d.mark
           FROM json_each(?) AS j CROSS JOIN ${documents} d ON d.rid = j.value ORDER BY j.key`,
        [JSON.stringify(rids)],
      )
      .map(([id, client, type, status, number, date, total, createdAt, mark]): DocumentRow => {
        const clientId = String(client);
        const name = names.get(clientId) ?? clientName(reader, clientId);
        names.set(clientId, name);
        return {
          id: String(id),
          clientId,
          clientName: name,
          type: String(type) as DocumentRow['type'],
          status: String(status) as DocumentRow['status'],
          number: String(number),
          date: String(date),
          total: Number(total),
          createdAt: String(createdAt),
          mark: Number(mark) as SyncMark,
        };
      });
    return { total: found?.length ?? countOf(reader, filter, runs), offset, rows };
  },
  'documents.byId'(reader, { id }) {
    const [row] = reader.rows(`SELECT data FROM ${table('documents')} WHERE id = ? AND deleted = 0`, [id]);
    if (!row) return null;
    const own = Object.entries(parseRecord<BusinessDocument>(row[0])).filter(
      ([field]) => !field.startsWith('_'),
    );
    return Object.fromEntries(own) as BusinessDocument;
  },
};
