import type { DocumentType } from '@shared/documents/schema';
import { type Reader, table } from '../reader/reader';
import { rowsWithWords } from './match';
import { asWhole, type Group } from './words';

/** What people call a document by; it stands in no text of the document itself. */
const names: readonly (readonly [name: string, type: DocumentType])[] = [
  ['счет', 'invoice'],
  ['invoice', 'invoice'],
  ['договор', 'contract'],
  ['contract', 'contract'],
];

/** What a word asks a document to be; undefined for a word that asks for something else. */
export function typeNamedBy(word: string): DocumentType | undefined {
  return word.length > 2 ? names.find(([name]) => name.startsWith(word))?.[1] : undefined;
}

/** Rows of documents that are asked for by what they are: «счёт 123», «договор поставки». */
export function documentsByType(reader: Reader, groups: readonly Group[], limit: number): number[] {
  const typeOf = (group: Group) => group.map(({ text }) => typeNamedBy(text)).find(Boolean);
  const types = new Set(groups.map(typeOf).filter((type) => type !== undefined));
  const rest = groups.filter((group) => typeOf(group) === undefined);
  if (types.size === 0 || rest.length === 0) return [];
  const bounds = { limit: 2 * limit, deep: true };
  const whole = rowsWithWords(reader, 'documents', asWhole(rest), bounds);
  const begun = rowsWithWords(reader, 'documents', rest, bounds);
  const rows = reader.rows(
    `SELECT d.rid FROM json_each(?) AS j CROSS JOIN ${table('documents')} AS d ON d.rid = j.value
     WHERE d.data ->> '$.type' IN (SELECT value FROM json_each(?)) LIMIT ?`,
    [JSON.stringify([...new Set([...whole.rids, ...begun.rids])]), JSON.stringify([...types]), limit],
  );
  return rows.map(([rid]) => Number(rid));
}
