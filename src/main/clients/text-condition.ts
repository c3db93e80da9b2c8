import { searchDigits } from '@shared/phones/phones';
import { nameKey } from '@shared/requisites/requisites';
import type { Reader } from '../reader/reader';
import type { Condition } from './window';

/** More words than a person types into a quick search are a pasted page. */
const maxWords = 8;

/** What the quick search finds: every word in the name, or an ИНН that begins so; null for no words. */
export function textCondition(_reader: Reader, text: string): Condition | null {
  const words = nameKey(text).split(' ').filter(Boolean).slice(0, maxWords);
  const digits = searchDigits(text);
  if (words.length === 0 && digits === '') return null;
  const byName = words.map(() => "c_nameKey LIKE ? ESCAPE '\\'").join(' AND ') || '0';
  const parameters = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  const inn = text.replace(/\s/g, '');
  if (!/^\d{3,12}$/.test(inn)) return { sql: `(${byName})`, parameters };
  return { sql: `((${byName}) OR c_inn LIKE ?)`, parameters: [...parameters, `${inn}%`] };
}
