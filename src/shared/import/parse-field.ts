import type { Field } from '../fields/field';
import { type DateOrder, parseLooseDate } from '../lib/loose-date';
import { parseMoney } from '../lib/money';
import { parseQuantity } from '../lib/quantity';
import { parsePhones } from '../phones/parse-phones';
import { cutText } from './clean';
import type { RowIssueCode } from './fields';
import { foldHeader } from './header-names';
import { splitTags } from './values';

/** What a cell came to: a value of its field, with a remark where it is doubtful, or why it is none. */
export type ReadValue =
  | { readonly value: unknown; readonly doubt?: RowIssueCode }
  | { readonly issue: RowIssueCode };

const yes = new Set(['да', 'yes', 'true', '1', 'истина', 'y', '+']);
const no = new Set(['нет', 'no', 'false', '0', 'ложь', 'n', '-', '']);
const LONGEST = { text: 300, longText: 100_000 } as const;

/** Signs and words that files have for values of closed lists. */
const spoken: Readonly<Record<string, string>> = {
  '₽': 'RUB',
  'руб.': 'RUB',
  руб: 'RUB',
  р: 'RUB',
  RUR: 'RUB',
  $: 'USD',
  '€': 'EUR',
  '¥': 'CNY',
};

/**
 * Reads the text of a cell as a value of a field. What names a record, a person or an element of a directory is not
 * read here: it has to be looked up.
 * @param order how `03/04/1980` is meant; day first, with a doubt, unless told
 */
export function readField(field: Field, text: string, order?: DateOrder): ReadValue {
  switch (field.type) {
    case 'text':
    case 'link': {
      const length = field.maxLength ?? LONGEST.text;
      return text.length <= length ? { value: text } : { value: cutText(text, length), doubt: 'text-cut' };
    }
    case 'longText': {
      const length = field.maxLength ?? LONGEST.longText;
      return text.length <= length ? { value: text } : { value: cutText(text, length), doubt: 'text-cut' };
    }
    case 'money': {
      const amount = parseMoney(text);
      return amount === null ? { issue: 'amount-unreadable' } : { value: amount };
    }
    case 'integer':
    case 'duration':
    case 'percent': {
      const digits = text.replace(/[\s\u00a0%]/g, '').replace(/[.,]0+$/, '');
      const value = Number(digits);
      const sound = /^[+-]?\d+$/.test(digits) && Number.isSafeInteger(value);
      if (!sound || (field.type === 'percent' && (value < 0 || value > 100)))
        return { issue: 'number-unreadable' };
      return { value };
    }
    case 'decimal': {
      const found = parseQuantity(text);
      return found.ok ? { value: found.value } : { issue: 'number-unreadable' };
    }
    case 'date':
    case 'instant': {
      const found = parseLooseDate(text, { order: order ?? 'dmy' });
      if (found === null) return { issue: 'date-invalid' };
      const value = field.type === 'date' ? found.date : `${found.date}T${found.time || '12:00'}:00.000Z`;
      return found.ambiguous && order === undefined ? { value, doubt: 'date-ambiguous' } : { value };
    }
    case 'yesNo': {
      const said = text.trim().toLowerCase();
      if (yes.has(said)) return { value: true };
      return no.has(said) ? { value: false } : { issue: 'value-unknown' };
    }
    case 'choice': {
      const value = choiceOf(field, text);
      return value === undefined ? { issue: 'value-unknown' } : { value };
    }
    case 'choices': {
      const found = splitTags(text).map((one) => choiceOf(field, one));
      return found.includes(undefined) ? { issue: 'value-unknown' } : { value: found };
    }
    case 'tags':
      return {
        value: splitTags(text)
          .map((tag) => cutText(tag, 60))
          .slice(0, 100),
      };
    case 'phone': {
      const [phone] = parsePhones(text);
      return phone ? { value: phone.e164 || phone.raw } : { issue: 'phone-unreadable' };
    }
    default:
      return { issue: 'kept-in-notes' };
  }
}

function choiceOf({ choices = [] }: Field, text: string): string | undefined {
  const trimmed = text.trim();
  return (
    choices.find((one) => one === spoken[trimmed]) ??
    choices.find((one) => foldHeader(one) === foldHeader(trimmed))
  );
}
