import { searchDigits } from '@shared/phones/phones';
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

/**
 * What the quick search finds: clients with every word at the beginning of one of theirs; where nobody has, every
 * word inside the name; and by digits any piece of an ИНН or of a phone, a contact's too, also beside words of the
 * client: «иванов 45-67». Null for no words.
 */
export function textCondition(reader: Reader, asked: string): Condition | null {
  const text = withoutLabels(asked);
  const typed = words(text).slice(0, maxWords);
  if (typed.length === 0) return asked.trim() === '' ? null : { sql: '0', parameters: [] };
  const either: string[] = [];
  const parameters: SqlParameter[] = [];
  const digits = searchDigits(text);
  if (digits !== '') {
    either.push(
      `rid IN (${found('clients', 'digits')})`,
      `id IN (SELECT c_clientId FROM ${table('contacts')} WHERE deleted = 0 AND rid IN (${found('contacts', 'digits')}))`,
    );
    parameters.push(`"${digits}"`, `"${digits}"`);
  }
  const mixed = readMixed(text);
  if (mixed) {
    either.push(`(rid IN (${found('clients', 'search')}) AND rid IN (${found('clients', 'digits')}))`);
    parameters.push(
      mixed.words.map((word) => `"${word}"*`).join(' '),
      mixed.numbers.map(({ phone, digits: all }) => `("${phone}" OR "${all}")`).join(' AND '),
    );
  }
  const beginnings = typed.map((word) => `"${word}"*`).join(' ');
  const known = reader.rows(`${found('clients', 'search')} LIMIT 1`, [beginnings]).length > 0;
  if (known) {
    either.push(`rid IN (${found('clients', 'search')})`);
    parameters.push(beginnings);
  } else {
    either.push(`(${typed.map(() => 'c_nameKey LIKE ?').join(' AND ')})`);
    parameters.push(...typed.map((word) => `%${word}%`));
  }
  return { sql: `(${either.join(' OR ')})`, parameters };
}
