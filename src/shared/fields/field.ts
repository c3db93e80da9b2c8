import type { TSchema } from 'typebox';

/** What a list can be narrowed by; each type of field says which of them mean something to it. */
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

/** What every field may say of itself beside its type. */
export interface FieldOptions {
  /** Found by the one search field: as the name of its record, or as one of its words. */
  readonly search?: 'name' | 'words';
  /** Any fragment of its digits is found, too. */
  readonly digits?: true;
  /** A new record must have it. */
  readonly required?: true;
  /** The program's own: nobody is shown it, in no history and no list. */
  readonly internal?: true;
  /** Shown, and never set by a person: it follows from other fields. */
  readonly computed?: true;
  /** Lists may be summed by it. */
  readonly sum?: true;
  /** Lists and boards may be grouped by it. */
  readonly group?: true;
  /** A text written on by several: where two have, both stay, one under the other. */
  readonly joins?: true;
}

/** One field of a kind of records. `V` is the type of its value. */
export interface Field<V = unknown> extends FieldOptions {
  readonly type: FieldTypeName;
  /** What it holds where nothing was written. */
  readonly empty: V;
  /** Longest text, in characters. */
  readonly maxLength?: number;
  /** Of a closed list: its values, in their order. */
  readonly choices?: readonly string[];
  /** Of a reference: the kind of records it points at. */
  readonly of?: string;
  /** Of a reference to records of several kinds: the field that holds the kind. */
  readonly kindIn?: string;
  /** Of a directory: the list in records of `of` whose elements it points at. */
  readonly list?: string;
  /** Of an object that people edit part by part: its parts. */
  readonly parts?: Readonly<Record<string, Field>>;
  /** Of a list of elements: what each is called by. */
  readonly by?: string;
  /** Of a value nothing else is known of: its schema. */
  readonly shape?: TSchema;
}

export type FieldTypeName =
  | 'text'
  | 'longText'
  | 'integer'
  | 'decimal'
  | 'money'
  | 'percent'
  | 'duration'
  | 'date'
  | 'instant'
  | 'yesNo'
  | 'choice'
  | 'choices'
  | 'directory'
  | 'reference'
  | 'references'
  | 'person'
  | 'people'
  | 'phone'
  | 'phones'
  | 'emails'
  | 'addresses'
  | 'accounts'
  | 'link'
  | 'tags'
  | 'file'
  | 'lines'
  | 'elements'
  | 'group'
  | 'data';

/** What a text from a file came to: its value, or that it cannot be one. */
export type Parsed<V> = { readonly ok: true; readonly value: V } | { readonly ok: false };

/** What a type of field means wherever records are kept, compared, joined and exchanged. */
export interface FieldType<V = unknown> {
  /** How the field is kept. */
  readonly schema: (field: Field<V>) => TSchema;
  readonly operators: readonly Operator[];
  /** `set`: two sides are joined element by element; `value`: one of them stays. */
  readonly merge: 'value' | 'set';
  /** A value from the text of a cell of an imported file; an empty text is the field's `empty`. */
  readonly parse: (text: string, field: Field<V>) => Parsed<V>;
  /** The text of a cell of an exported file; {@link parse} reads it back. */
  readonly format: (value: V, field: Field<V>) => string;
}

export const parsed = <V>(value: V): Parsed<V> => ({ ok: true, value });
export const unreadable: Parsed<never> = { ok: false };

/** Operators of what is one plain value. */
export const ofTexts: readonly Operator[] = ['is', 'isNot', 'contains', 'begins', 'empty', 'filled'];
export const ofNumbers: readonly Operator[] = ['is', 'isNot', 'less', 'more', 'from', 'to'];
export const ofDays: readonly Operator[] = ['is', 'from', 'to', 'empty', 'filled'];
export const ofChoices: readonly Operator[] = ['is', 'isNot', 'anyOf', 'noneOf', 'empty', 'filled'];
export const ofSets: readonly Operator[] = ['hasAny', 'hasAll', 'hasNone', 'empty', 'filled'];
