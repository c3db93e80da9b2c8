import { searchDigits } from '@shared/domain/phones/phones';
import { words } from '@shared/search/fold';
import { withoutLabels } from '@shared/search/numbers';
import { readMixed } from '@shared/search/query';
import { type Reader, table } from '../reader/reader';
import { textTableName } from '../store/search-index';
import type { SqlParameter } from '../store/sqlite-storage/adapter';
import type { Condition } from './order';

/** More words than a person types into a quick search are a pasted page. */
const maxWords = 8;

/** Row ids of a collection whose index has the parameter. */
const found = (collection: 'clients' | 'contacts', kind: 'search' | 'digits') => {
  const index = textTableName(table(collection), kind);
  return `SELECT rowid FROM ${index} WHERE ${index} MATCH ?`;
};

/** {@link textRows} as a condition on clients. */
export function textCondition(reader: Reader, asked: string): Condition | null {
  const rids = textRows(reader, asked);
  return rids && { sql: 'rid IN (SELECT value FROM json_each(?))', parameters: [JSON.stringify([...rids])] };
}

/**
 * What the quick search finds: clients with every word at the beginning of one of theirs; where nobody has, every
 * word inside the name; and by digits any piece of an ИНН or of a phone, a contact's too, also beside words of the
 * client: «иванов 45-67». Each is asked for by itself, so that what is found is all that is read. Row ids of clients,
 * deleted and archived ones perhaps among them; null for no words.
 */
export function textRows(reader: Reader, asked: string): ReadonlySet<number> | null {
  const text = withoutLabels(asked);
  const typed = words(text).slice(0, maxWords);
  if (typed.length === 0) return asked.trim() === '' ? null : new Set();
  const rids = new Set<number>();
  const take = (sql: string, ...parameters: readonly SqlParameter[]): number => {
    const rows = reader.rows(sql, parameters);
    for (const [rid] of rows) rids.add(Number(rid));
    return rows.length;
  };
  const digits = searchDigits(text);
  if (digits !== '') {
    take(found('clients', 'digits'), `"${digits}"`);
    take(
      `SELECT c.rid FROM (${found('contacts', 'digits')}) AS f
       CROSS JOIN ${table('contacts')} AS p ON p.rid = f.rowid
       CROSS JOIN ${table('clients')} AS c ON c.id = p.c_clientId WHERE +p.deleted = 0`,
      `"${digits}"`,
    );
  }
  const mixed = readMixed(text);
  if (mixed) {
    take(
      `${found('clients', 'digits')} AND rowid IN (${found('clients', 'search')})`,
      mixed.numbers.map(({ phone, digits: all }) => `("${phone}" OR "${all}")`).join(' AND '),
      mixed.words.map((word) => `"${word}"*`).join(' '),
    );
  }
  const beginnings = typed.map((word) => `"${word}"*`).join(' ');
  if (take(found('clients', 'search'), beginnings) === 0) {
    // No index has what stands within words: names are looked through in one that holds nothing longer.
    take(
      `SELECT rid FROM ${table('clients')} WHERE deleted = 0 AND c_nameKey > ''
       AND ${typed.map(() => 'c_nameKey LIKE ?').join(' AND ')}`,
      ...typed.map((word) => `%${word}%`),
    );
  }
  return rids;
}
