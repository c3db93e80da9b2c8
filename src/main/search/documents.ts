import type { DocumentType } from '@shared/documents/schema';
import { type Reader, table } from '../reader/reader';
import { rowsWithWords } from './match';
import { numberGroup, type QueryInterpretation } from './query-interpretation';
import { asWhole, type Group, stands } from './words';

/** What people call a document by; it stands in no text of the document itself. */
const names: readonly (readonly [name: string, type: DocumentType])[] = [
  ['счет', 'invoice'],
  ['invoice', 'invoice'],
  ['кп', 'offer'],
  ['предложение', 'offer'],
  ['акт', 'act'],
  ['накладная', 'waybill'],
  ['упд', 'upd'],
  ['договор', 'contract'],
  ['contract', 'contract'],
];

/** «по счёту», «договора»; «счётчик» is something else. */
const ENDING = /^(?:а|у|ом|е|ы|ов|ам|ами|ах|s)$/;

/** What a word asks a document to be; undefined for a word that asks for something else. */
export function typeNamedBy(word: string): DocumentType | undefined {
  if (word.length < 3) return undefined;
  const named = names.find(
    ([name]) => name.startsWith(word) || (word.startsWith(name) && ENDING.test(word.slice(name.length))),
  );
  return named?.[1];
}

/** So many clients of a name have their documents looked through. */
const MOST_CLIENTS = 20;

/**
 * Rows of documents that are asked for by what they are or whose they are: «счёт 123», «договор поставки», «счёт
 * ромашка», «ромашка 123».
 */
export function documentsByType(
  reader: Reader,
  { query, groups, numbers }: QueryInterpretation,
  limit: number,
): number[] {
  if (query.digits !== '') return [];
  // The word itself may stand in no record, and then has no group.
  const named = query.words.map(typeNamedBy);
  const types = new Set(named.filter((type) => type !== undefined));
  const words = groups.filter((_, place) => named[place] === undefined);
  if (types.size + numbers.length === 0 || words.length + numbers.length === 0) return [];
  const asked = [...words, ...numbers.map(numberGroup)];
  const bounds = { limit: 2 * limit, deep: true };
  const whole = rowsWithWords(reader, 'documents', asWhole(asked), bounds);
  const begun = rowsWithWords(reader, 'documents', asked, bounds);
  const theirs = documentsOf(reader, words, numbers.map(numberGroup), bounds.limit);
  const found = JSON.stringify([...new Set([...whole.rids, ...begun.rids, ...theirs])]);
  const wanted = types.size === 0 ? '' : "WHERE d.data ->> '$.type' IN (SELECT value FROM json_each(?))";
  const rows = reader.rows(
    `SELECT d.rid FROM json_each(?) AS j CROSS JOIN ${table('documents')} AS d ON d.rid = j.value ${wanted} LIMIT ?`,
    [found, ...(types.size === 0 ? [] : [JSON.stringify([...types])]), limit],
  );
  return rows.map(([rid]) => Number(rid));
}

/** Rows of the documents of clients whose names have these words, the newest first, with these numbers in them. */
function documentsOf(
  reader: Reader,
  words: readonly Group[],
  numbers: readonly Group[],
  limit: number,
): number[] {
  const clients = rowsWithWords(reader, 'clients', words, {
    ...{ column: 'x_name', limit: MOST_CLIENTS, deep: true },
  });
  if (clients.rids.length === 0) return [];
  const rows = reader.rows(
    `SELECT d.rid, d.x_search FROM json_each(?) AS j
     CROSS JOIN ${table('clients')} AS c ON c.rid = j.value
     CROSS JOIN ${table('documents')} AS d ON d.deleted = 0 AND d.c_clientId = c.id
     ORDER BY d.c_date DESC LIMIT ?`,
    [JSON.stringify(clients.rids), 10 * limit],
  );
  return rows
    .filter(([, text]) => {
      const own = String(text).split(' ');
      return numbers.every((group) => group.some((term) => own.some((word) => stands(term, word))));
    })
    .map(([rid]) => Number(rid))
    .slice(0, limit);
}
