import type { DocumentType } from '@shared/documents/schema';
import { type Reader, table } from '../reader/reader';
import { rowsWithWords } from './match';
import { type Group, stands } from './words';

/** What people call a document by; it stands in no text of the document itself. */
const names: readonly (readonly [name: string, type: DocumentType])[] = [
  ['счет', 'invoice'],
  ['invoice', 'invoice'],
  ['договор', 'contract'],
  ['contract', 'contract'],
];

/** Rows of documents that are asked for by what they are: «счёт 123», «договор поставки». */
export function documentsByType(reader: Reader, groups: readonly Group[], limit: number): number[] {
  const typeOf = (group: Group) =>
    names.find(([name]) => group.some((term) => term.text.length > 2 && stands(term, name)))?.[1];
  const types = new Set(groups.map(typeOf).filter((type) => type !== undefined));
  const rest = groups.filter((group) => typeOf(group) === undefined);
  if (types.size === 0 || rest.length === 0) return [];
  const { rids } = rowsWithWords(reader, 'documents', rest, { limit: 2 * limit, deep: true });
  const rows = reader.rows(
    `SELECT d.rid FROM json_each(?) AS j CROSS JOIN ${table('documents')} AS d ON d.rid = j.value
     WHERE d.data ->> '$.type' IN (SELECT value FROM json_each(?)) LIMIT ?`,
    [JSON.stringify(rids), JSON.stringify([...types]), limit],
  );
  return rows.map(([rid]) => Number(rid));
}
