import type { Field } from '@shared/fields/field';
import { fieldTraits, type Operator } from '@shared/fields/traits';
import { AppError } from '@shared/lib/result';
import type { SqlParameter } from '../store/sqlite-storage/adapter';
import { anyCase, operandValues } from './operand';

/** A condition for a WHERE, with its parameters in the order of its question marks. */
export interface Condition {
  readonly sql: string;
  readonly parameters: readonly SqlParameter[];
}

/**
 * Whether the value of a field is as an operator asks, in SQL. A field that a record of another program lacks is empty.
 * @param field of which the value is: its type decides
 * @param sql the value: of {@link fieldSql}, or read out of a bag of custom values; without parameters
 * @param value what the operator is given: one value, a list, or nothing, as `operandOf` says
 * @throws AppError `invalid-input` for an operator its type has not, and for a value that is none
 */
export function compareSql(field: Field, sql: string, operator: Operator, value?: unknown): Condition {
  const traits = fieldTraits[field.type];
  if (!traits.operators.includes(operator)) throw new AppError('invalid-input', { field: operator });
  const values = operandValues(operator, value);
  const condition = comparisons[traits.is](field, sql, values)[operator];
  if (!condition) throw new AppError('invalid-input', { field: operator });
  return condition();
}

type Comparisons = { readonly [O in Operator]?: () => Condition };
type Compare = (field: Field, sql: string, values: readonly (string | number)[]) => Comparisons;

const where = (sql: string, ...parameters: readonly SqlParameter[]): Condition => ({ sql, parameters });
/** A list of any length as one parameter. */
const list = (values: readonly (string | number)[]) => JSON.stringify(values);
const within = '(SELECT value FROM json_each(?))';

const numbers: Compare = (field, raw, [value]) => {
  const sql = numberSql(field, raw);
  const number = field.type === 'decimal' ? Number(value) : value;
  if (!Number.isFinite(number)) return {};
  return {
    is: () => where(`${sql} = ?`, number),
    isNot: () => where(`${sql} IS NOT ?`, number),
    less: () => where(`${sql} < ?`, number),
    more: () => where(`${sql} > ?`, number),
    from: () => where(`${sql} >= ?`, number),
    to: () => where(`${sql} <= ?`, number),
  };
};

const texts: Compare = (_field, sql, [value]) => ({
  is: () => where(`${sql} = ?`, value),
  isNot: () => where(`coalesce(${sql}, '') <> ?`, value),
  contains: () => where(`${sql} GLOB ?`, `*${anyCase(String(value))}*`),
  begins: () => where(`${sql} GLOB ?`, `${anyCase(String(value))}*`),
  ...emptiness(sql),
});

/** Days and instants sort as texts. What has none is neither before nor after. */
const times: Compare = (_field, sql, [value]) => ({
  is: () => where(`${sql} = ?`, value),
  from: () => where(`${sql} > '' AND ${sql} >= ?`, value),
  to: () => where(`${sql} > '' AND ${sql} <= ?`, value),
  ...emptiness(sql),
});

const yesNo: Compare = (_field, sql, [value]) => ({
  is: () => where(`coalesce(${sql}, 0) = ?`, value),
});

const keys: Compare = (_field, sql, values) => ({
  is: () => where(`${sql} = ?`, values[0]),
  isNot: () => where(`coalesce(${sql}, '') <> ?`, values[0]),
  anyOf: () => where(`${sql} IN ${within}`, list(values)),
  noneOf: () => where(`coalesce(${sql}, '') NOT IN ${within}`, list(values)),
  ...emptiness(sql),
});

const keySets: Compare = (_field, sql, values) => {
  const has = `EXISTS (SELECT 1 FROM json_each(${sql}) AS element WHERE element.value IN ${within})`;
  const different = [...new Set(values)];
  return {
    hasAny: () => where(has, list(values)),
    hasAll: () =>
      where(
        `(SELECT count(DISTINCT element.value) FROM json_each(${sql}) AS element WHERE element.value IN ${within}) = ?`,
        list(different),
        different.length,
      ),
    hasNone: () => where(`NOT ${has}`, list(values)),
    ...listEmptiness(sql),
  };
};

/** What of the elements of a list people look for: nothing where elements have no text of their own. */
const partTexts: { readonly [T in Field['type']]?: readonly string[] } = {
  emails: ['value'],
  addresses: ['text', 'city', 'region', 'postalCode'],
  accounts: ['account', 'bik', 'bankName', 'corrAccount'],
};

const parts: Compare = (field, sql, [value]) => {
  const names = partTexts[field.type] ?? [field.by ?? 'name'];
  const any = (tests: readonly string[]) =>
    `EXISTS (SELECT 1 FROM json_each(${sql}) AS element WHERE ${tests.join(' OR ')})`;
  const part = (name: string) => `json_extract(element.value, '$.${name}')`;
  const pattern = `*${anyCase(String(value))}*`;
  const digits = String(value).replace(/\D/g, '');
  return {
    contains: () => {
      if (field.type !== 'phones') {
        return where(any(names.map((name) => `${part(name)} GLOB ?`)), ...names.map(() => pattern));
      }
      // A number is found however it was written, a trunk 8 included; what has no digits is looked for in what was typed.
      return digits === ''
        ? where(any([`${part('raw')} GLOB ?`]), pattern)
        : where(
            any([`instr(${part('e164')}, ?) > 0`, `${part('raw')} GLOB ?`]),
            digits.length === 11 ? digits.replace(/^8/, '7') : digits,
            pattern,
          );
    },
    ...listEmptiness(sql),
  };
};

const emptiness = (sql: string): Comparisons => ({
  empty: () => where(`coalesce(${sql}, '') = ''`),
  filled: () => where(`${sql} > ''`),
});

const listEmptiness = (sql: string): Comparisons => ({
  empty: () => where(`coalesce(json_array_length(${sql}), 0) = 0`),
  filled: () => where(`json_array_length(${sql}) > 0`),
});

const comparisons: Readonly<Record<(typeof fieldTraits)[Field['type']]['is'], Compare>> = {
  text: texts,
  number: numbers,
  day: times,
  instant: times,
  yesNo,
  key: keys,
  keys: keySets,
  parts,
  whole: () => ({}),
};

/** A field's value as a number: decimals are kept as texts. */
export const numberSql = ({ type }: Pick<Field, 'type'>, sql: string): string =>
  type === 'decimal' ? `CAST(${sql} AS REAL)` : sql;
