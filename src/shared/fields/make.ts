import type { TSchema } from 'typebox';
import type { Address, BankAccount, Email, Phone } from '../clients/schema';
import type { Field, FieldOptions, FieldTypeName } from './field';

/**
 * The words an entity's fields are declared with. They stand apart from what the types can do (`registry.ts`), so that
 * whoever only needs to know the entities loads no parser of phones or dates.
 */
const make =
  <V>(type: FieldTypeName, empty: V) =>
  (options: FieldOptions = {}): Field<V> => ({ type, empty, ...options });

/** One line; 300 characters unless said otherwise. */
export const text = (options: FieldOptions & { readonly maxLength?: number } = {}): Field<string> => ({
  type: 'text',
  empty: '',
  ...options,
});
/** Several lines; 100,000 characters unless said otherwise. */
export const longText = (options: FieldOptions & { readonly maxLength?: number } = {}): Field<string> => ({
  type: 'longText',
  empty: '',
  ...options,
});
/** A whole number. */
export const integer = make<number>('integer', 0);
/** A decimal of at most six digits after the point, as text: `1.5`. */
export const decimal = make<string>('decimal', '0');
/** Whole kopecks, or hundredths of another currency. */
export const money = make<number>('money', 0);
/** Whole per cent. */
export const percent = make<number>('percent', 0);
/** Whole seconds. */
export const duration = make<number>('duration', 0);
/** `YYYY-MM-DD` or ''. */
export const date = make<string>('date', '');
/** ISO 8601 in UTC or ''. */
export const instant = make<string>('instant', '');
export const yesNo = make<boolean>('yesNo', false);
export const phone = make<string>('phone', '');
export const phones = make<Phone[]>('phones', []);
export const emails = make<Email[]>('emails', []);
export const addresses = make<Address[]>('addresses', []);
export const accounts = make<BankAccount[]>('accounts', []);
/** The address of a page. */
export const link = make<string>('link', '');
export const tags = make<string[]>('tags', []);
/** The id of an attached file, or ''. */
export const file = make<string>('file', '');
/** A user's id, or ''. */
export const person = make<string>('person', '');
export const people = make<string[]>('people', []);

/** One of a closed list; the first where nothing was written. */
export const choice = <const V extends readonly string[]>(
  choices: V,
  options: FieldOptions = {},
): Field<V[number]> => ({ type: 'choice', empty: choices[0] as V[number], choices, ...options });

/** Some of a closed list. */
export const choices = <const V extends readonly string[]>(
  values: V,
  options: FieldOptions = {},
): Field<V[number][]> => ({ type: 'choices', empty: [], choices: values, ...options });

/** The id of a record of another kind, or ''. */
export const reference = (of: string, options: FieldOptions = {}): Field<string> => ({
  type: 'reference',
  empty: '',
  of,
  ...options,
});

/** The id of a record whose kind stands in another field. */
export const anyReference = (kindIn: string, options: FieldOptions = {}): Field<string> => ({
  type: 'reference',
  empty: '',
  kindIn,
  ...options,
});

/** Ids of records of another kind. */
export const references = (of: string, options: FieldOptions = {}): Field<string[]> => ({
  type: 'references',
  empty: [],
  of,
  ...options,
});

/** The id of an element of a list that people keep themselves: `directory('funnels', 'stages')`. */
export const directory = (of: string, list: string, options: FieldOptions = {}): Field<string> => ({
  type: 'directory',
  empty: '',
  of,
  list,
  ...options,
});

/** Lines of goods and services, each with a `name`. */
export const lines = <V>(options: FieldOptions = {}): Field<V[]> => ({
  type: 'lines',
  empty: [],
  by: 'name',
  ...options,
});

/** Elements with ids of their own, each called by its field `by`. */
export const elements = <V>(by: keyof V & string, options: FieldOptions = {}): Field<V[]> => ({
  type: 'elements',
  empty: [],
  by,
  ...options,
});

/** An object that people edit part by part. */
export const group = <V extends object>(
  parts: { readonly [P in keyof V]-?: Field<NonNullable<V[P]>> },
  options: FieldOptions = {},
): Field<V> => ({
  type: 'group',
  empty: Object.fromEntries(
    Object.entries<Field>(parts as Record<string, Field>).map(([name, part]) => [name, part.empty]),
  ) as V,
  parts: parts as Record<string, Field>,
  ...options,
});

/** What the program keeps for itself and nobody edits. */
export const data = <V>(empty: V, shape?: TSchema): Field<V> => ({
  type: 'data',
  empty,
  internal: true,
  ...(shape ? { shape } : {}),
});
