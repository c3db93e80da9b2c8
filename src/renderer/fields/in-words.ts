import { formatDuration } from '@shared/calls/duration';
import type { Address, BankAccount, Email, Phone } from '@shared/clients/schema';
import { formatPhone } from '@shared/domain/phones/phones';
import type { Field, FieldTypeName } from '@shared/fields/field';
import { formatShortDate } from '@shared/lib/date-format';
import { isIsoDate } from '@shared/lib/date-only';
import { formatMoney } from '@shared/lib/money';
import { formatQuantity } from '@shared/lib/quantity';
import type { Language } from '@shared/settings/contract';
import type { Texts } from '@shared/texts';
import { valueInWords } from '@shared/timeline/conflict';
import { formatInstant } from '../ui/when';

/** What the values of a field are told with. */
export interface WordsContext {
  readonly texts: Texts;
  readonly language: Language;
  /** What ids stand for. */
  readonly names: Readonly<Record<string, string>>;
  /** Words of particular values of the field: of a closed list each of them. */
  readonly choices: Readonly<Record<string, string>>;
}

/** One line for a plain value, one for each element of a list. */
type InWords = (value: unknown, context: WordsContext, field: Field) => readonly string[];

/** A value of a plain type in one line; what is of another type, as other programs write it, by what it holds. */
const plain =
  (tell: (value: string, context: WordsContext, field: Field) => string): InWords =>
  (value, context, field) => [
    typeof value === 'object' ? valueInWords(value) : tell(String(value), context, field),
  ];

const each =
  (tell: (element: never, context: WordsContext) => string): InWords =>
  (value, context) =>
    list(value).map((one) =>
      typeof one === 'object' && one !== null ? tell(one as never, context) : String(one),
    );

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
const asWritten = plain((value) => value);
const number = plain((value, { language }) => {
  const amount = Number(value);
  return Number.isFinite(amount) ? amount.toLocaleString(language) : value;
});

/** What an id stands for; what is not here any more has gone. */
const named: InWords = (value, { names, texts }) =>
  list(value).map((id) => {
    const name = names[String(id)];
    return name === undefined ? texts.history.gone : name || texts.history.unnamed;
  });

const labelled = (text: string, label: string | undefined, labels: Readonly<Record<string, string>>) =>
  label === undefined ? text : `${text} (${labels[label] ?? label})`;

/** How the values of each type are told, in a history, a conflict and a list. */
const inWords: Readonly<Record<FieldTypeName, InWords>> = {
  text: asWritten,
  longText: asWritten,
  link: asWritten,
  file: named,
  integer: number,
  decimal: plain((value, { language }) =>
    /^-?\d+(\.\d+)?$/.test(value) ? formatQuantity(value, language) : value,
  ),
  money: plain((value, { language: locale }, { currencyIn }) =>
    Number.isSafeInteger(Number(value))
      ? formatMoney(Number(value), { locale, ...(currencyIn === undefined ? {} : { currency: '' }) })
      : value,
  ),
  percent: plain((value) => `${value} %`),
  duration: plain((value) => formatDuration(Number(value))),
  date: plain((value, { language }) => (isIsoDate(value) ? formatShortDate(value, language) : value)),
  instant: plain((value, { language }) =>
    Number.isNaN(Date.parse(value)) ? value : formatInstant(value, language),
  ),
  yesNo: plain((value, { texts: { common } }) => (value === 'true' ? common.yes : common.no)),
  choice: asWritten,
  choices: (value, { choices }) => list(value).map((one) => choices[String(one)] ?? String(one)),
  tags: each(String),
  directory: named,
  reference: named,
  references: named,
  person: named,
  people: named,
  phone: plain((value, { texts: { calls } }) =>
    value.startsWith('+') ? formatPhone({ e164: value, raw: value, ext: '' }, calls.phone.ext) : value,
  ),
  phones: each(({ raw, e164, ext, label }: Partial<Phone>, { texts: { calls, clients } }) =>
    labelled(
      formatPhone({ raw: raw ?? '', e164: e164 ?? '', ext: ext ?? '' }, calls.phone.ext),
      label,
      clients.phoneLabels,
    ),
  ),
  emails: each(({ value, label }: Partial<Email>, { texts: { clients } }) =>
    labelled(value ?? '', label, clients.emailLabels),
  ),
  addresses: each(
    (
      { kind = 'actual', postalCode = '', region = '', city = '', text = '' }: Partial<Address>,
      { texts: { clients } },
    ) => {
      const whole = [postalCode, region, city, text].filter((part, at, all) => {
        // The text often names the city itself.
        return part !== '' && (at === 3 || !(all[3] ?? '').includes(part));
      });
      return `${clients.addressKinds[kind] ?? kind}: ${whole.join(', ')}`;
    },
  ),
  accounts: each(({ account, bankName, bik }: Partial<BankAccount>, { texts: { clients } }) =>
    [account, bankName, bik && `${clients.card.bik} ${bik}`].filter(Boolean).join(', '),
  ),
  lines: each(
    ({ name, quantity, unit, price }: Record<string, string>, { texts: { history }, language: locale }) =>
      quantity === undefined || unit === undefined || !Number.isSafeInteger(price)
        ? (name ?? '')
        : history.line(
            name ?? '',
            formatQuantity(quantity, locale),
            unit,
            formatMoney(Number(price), { locale }),
          ),
  ),
  elements: (value, _context, { by = 'name' }) =>
    list(value).map((one) => {
      const name = typeof one === 'object' && one !== null && (one as Record<string, unknown>)[by];
      return typeof name === 'string' ? name : valueInWords(one);
    }),
  group: (value) => [valueInWords(value)],
  data: (value) => [valueInWords(value)],
};

/**
 * The value of a field as people read it, a line for each element of a list; none for what is empty.
 * @param field undefined for a field of a newer version of the program: it is told by what it holds
 */
export function fieldInWords(
  field: Field | undefined,
  value: unknown,
  context: WordsContext,
): readonly string[] {
  if (value === undefined || value === null || value === '') return [];
  const said = typeof value === 'object' ? undefined : context.choices[String(value)];
  if (said !== undefined) return [said];
  if (field) return inWords[field.type](value, context, field);
  return list(value).map(valueInWords);
}
