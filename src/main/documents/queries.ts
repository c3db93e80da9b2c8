import type { DocumentFilter, DocumentRow } from '@shared/documents/contract';
import { printedName } from '@shared/documents/party';
import type { BusinessDocument } from '@shared/documents/schema';
import { normalizeSeries } from '@shared/numbering/numbering';
import { nameKey } from '@shared/requisites/legal-forms';
import type { SyncMark } from '@shared/sync/contract';
import { type FeatureQueries, parseRecord, placeholders, type Reader, table } from '../reader/reader';
import type { SqlParameter } from '../store/sqlite-storage/adapter';

const escaped = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

/** The WHERE of a filter. Words are looked for in the number («а7-12», «№ 12») and in the client's name. */
function condition(filter: DocumentFilter): { sql: string; parameters: SqlParameter[] } {
  const parts = ['d.deleted = 0'];
  const parameters: SqlParameter[] = [];
  const add = (sql: string, ...values: SqlParameter[]) => {
    parts.push(sql);
    parameters.push(...values);
  };
  if (filter.clientId !== '') add('d.c_clientId = ?', filter.clientId);
  if (filter.types.length > 0) add(`d.c_type IN (${placeholders(filter.types)})`, ...filter.types);
  if (filter.statuses.length > 0) add(`d.c_status IN (${placeholders(filter.statuses)})`, ...filter.statuses);
  if (filter.from !== '') add('d.c_date >= ?', filter.from);
  if (filter.to !== '') add('d.c_date <= ?', filter.to);
  const number = escaped(normalizeSeries(filter.text).replace(/^№\s*/u, ''));
  if (number !== '') {
    const name = escaped(nameKey(filter.text));
    const byNumber = `d.c_number LIKE ? ESCAPE '\\'`;
    if (name === '') add(byNumber, `%${number}%`);
    else {
      add(
        `(${byNumber} OR d.c_clientId IN
          (SELECT id FROM ${table('clients')} WHERE deleted = 0 AND c_nameKey LIKE ? ESCAPE '\\'))`,
        `%${number}%`,
        `%${name}%`,
      );
    }
  }
  return { sql: parts.join(' AND '), parameters };
}

function clientName(reader: Reader, id: string): string {
  const client = reader.record('clients', id);
  return client === null ? '' : printedName(client);
}

export const documentsQueries: FeatureQueries<'documents'> = {
  'documents.window': {
    dependsOn: ['documents', 'clients'],
    run(reader, { filter, offset, limit }) {
      const { sql, parameters } = condition(filter);
      const from = `FROM ${table('documents')} d WHERE ${sql}`;
      const names = new Map<string, string>();
      const rows = reader
        .rows(
          `SELECT d.id, d.c_clientId, d.c_type, d.c_status, d.c_number, d.c_date,
             json_extract(d.data, '$.total'), json_extract(d.data, '$.createdAt'), d.mark
           ${from} ORDER BY d.c_date DESC, d.id DESC LIMIT ? OFFSET ?`,
          [...parameters, limit, offset],
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
      return { total: reader.number(`SELECT count(*) ${from}`, parameters), offset, rows };
    },
  },
  'documents.byId': {
    dependsOn: ['documents'],
    run(reader, { id }) {
      const [row] = reader.rows(`SELECT data FROM ${table('documents')} WHERE id = ? AND deleted = 0`, [id]);
      if (!row) return null;
      const own = Object.entries(parseRecord<BusinessDocument>(row[0])).filter(
        ([field]) => !field.startsWith('_'),
      );
      return Object.fromEntries(own) as BusinessDocument;
    },
  },
};
