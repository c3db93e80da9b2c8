import type { FieldTypeName } from './type-name';

/**
 * What a list can be narrowed by; each type of field says which of them mean something to it.
 * `from` and `to` hold their own bounds, `less` and `more` do not.
 */
export const operators = [
  'is',
  'isNot',
  'contains',
  'begins',
  'less',
  'more',
  'from',
  'to',
  'anyOf',
  'noneOf',
  'hasAny',
  'hasAll',
  'hasNone',
  'empty',
  'filled',
] as const;
export type Operator = (typeof operators)[number];

/** What an operator is given: nothing, one value, or a list of them. */
export const operandOf: Readonly<Record<Operator, 'none' | 'one' | 'many'>> = {
  is: 'one',
  isNot: 'one',
  contains: 'one',
  begins: 'one',
  less: 'one',
  more: 'one',
  from: 'one',
  to: 'one',
  anyOf: 'many',
  noneOf: 'many',
  hasAny: 'many',
  hasAll: 'many',
  hasNone: 'many',
  empty: 'none',
  filled: 'none',
};

/** What is known of a type of field without reading or writing a cell: light enough for every process at its start. */
export interface FieldTraits {
  readonly operators: readonly Operator[];
  /** `set`: two sides are joined element by element; `value`: one of them stays. */
  readonly merge: 'value' | 'set';
  /** What one of its values is, to whoever compares, adds up and shows it. */
  readonly is: 'text' | 'number' | 'day' | 'instant' | 'yesNo' | 'key' | 'keys' | 'parts' | 'whole';
}

const traits = (
  is: FieldTraits['is'],
  said: readonly Operator[],
  merge: FieldTraits['merge'] = 'value',
): FieldTraits => ({ is, operators: said, merge });

const text = traits('text', ['contains', 'is', 'isNot', 'begins', 'empty', 'filled']);
const number = traits('number', ['is', 'isNot', 'less', 'more', 'from', 'to']);
/** The id of something, or one of a closed list. */
const key = traits('key', ['anyOf', 'noneOf', 'is', 'isNot', 'empty', 'filled']);
const keys = traits('keys', ['hasAny', 'hasAll', 'hasNone', 'empty', 'filled'], 'set');
/** A list of objects that people read as texts. */
const parts = traits('parts', ['contains', 'empty', 'filled'], 'set');

export const fieldTraits: Readonly<Record<FieldTypeName, FieldTraits>> = {
  text,
  longText: traits('text', ['contains', 'empty', 'filled']),
  integer: number,
  decimal: number,
  money: number,
  percent: number,
  duration: number,
  date: traits('day', ['from', 'to', 'is', 'empty', 'filled']),
  instant: traits('instant', ['from', 'to', 'empty', 'filled']),
  yesNo: traits('yesNo', ['is']),
  choice: key,
  choices: keys,
  directory: key,
  reference: key,
  references: keys,
  person: key,
  people: keys,
  phone: text,
  phones: parts,
  emails: parts,
  addresses: parts,
  accounts: parts,
  link: text,
  tags: keys,
  file: traits('key', ['empty', 'filled']),
  lines: parts,
  elements: parts,
  group: traits('whole', []),
  data: traits('whole', []),
};

/** Whether two sides of a field are joined element by element. */
export const isSet = ({ type }: { readonly type: FieldTypeName }): boolean =>
  fieldTraits[type].merge === 'set';
