import { type CellContext, type Field, type FieldTypeName, plainCells } from '../fields/field';
import { parseCell } from '../fields/registry';
import { type DateOrder, parseLooseDate } from '../lib/loose-date';
import { cutText } from './clean';
import type { RowIssueCode } from './fields';

/** What a cell came to: a value of its field, with a remark where it is doubtful, or why it is none. */
export type ReadValue =
  | { readonly value: unknown; readonly doubt?: RowIssueCode }
  | { readonly issue: RowIssueCode };

const LONGEST: Partial<Record<FieldTypeName, number>> = { text: 300, longText: 100_000, link: 500 };

/** Signs and words that files have for values of closed lists. */
const spoken = new Map([
  ['₽', 'RUB'],
  ['руб.', 'RUB'],
  ['руб', 'RUB'],
  ['р.', 'RUB'],
  ['RUR', 'RUB'],
  ['$', 'USD'],
  ['€', 'EUR'],
  ['¥', 'CNY'],
]);

const issues: Partial<Record<FieldTypeName, RowIssueCode>> = {
  money: 'amount-unreadable',
  integer: 'number-unreadable',
  decimal: 'number-unreadable',
  percent: 'number-unreadable',
  duration: 'number-unreadable',
  date: 'date-invalid',
  instant: 'date-invalid',
  phone: 'phone-unreadable',
  phones: 'phone-unreadable',
  emails: 'email-invalid',
};

/**
 * Reads the text of a cell as a value of a field. What names a record, a person or an element of a directory is not
 * read here: it has to be looked up.
 * @param order how `03/04/1980` is meant; day first, with a doubt, unless told
 * @param zone the IANA zone of times of day
 */
export function readField(field: Field, text: string, order: DateOrder | undefined, zone: string): ReadValue {
  const longest = field.maxLength ?? LONGEST[field.type];
  const isText = LONGEST[field.type] !== undefined;
  if (isText && longest !== undefined && text.length > longest) {
    return { value: cutText(text, longest), doubt: 'text-cut' };
  }
  const cells: CellContext = {
    ...plainCells,
    zone,
    key: (word) => spoken.get(word.trim()) ?? word,
    dateOrder: order ?? 'dmy',
  };
  const found = parseCell(field, text, cells);
  if (!found.ok) return { issue: issues[field.type] ?? 'value-unknown' };
  const isDate = field.type === 'date' || field.type === 'instant';
  const isOpen = isDate && order === undefined && parseLooseDate(text)?.ambiguous === true;
  return isOpen ? { value: found.value, doubt: 'date-ambiguous' } : { value: found.value };
}
