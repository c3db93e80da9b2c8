import type { TSchema } from 'typebox';
import type { DateOrder } from '../lib/loose-date';
import type { FieldTraits } from './traits';
import type { FieldTypeName } from './type-name';

export type { FieldTypeName };

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
  /** Of a number: its bounds, where they are others than its type's. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** Of money: the field that holds its currency; it is of roubles when absent. */
  readonly currencyIn?: string;
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

/** What a text from a file came to: its value, or that it cannot be one. */
export type Parsed<V> = { readonly ok: true; readonly value: V } | { readonly ok: false };

/** What the cells of a file are read and written with. {@link plainCells} knows no words. */
export interface CellContext {
  /** The word of a key: of a choice's value, of `yes`, of a phone's label, of a record's id. The key itself where there is none. */
  readonly word: (key: string) => string;
  /** The key of a word; undefined where no key is called so. */
  readonly key: (word: string) => string | undefined;
  /** The IANA zone that times of day without a zone are meant in. */
  readonly zone: string;
  /** How `03/04/2026` is meant. */
  readonly dateOrder: DateOrder;
}

/** Keys stand for themselves: files from one copy of the program to another. */
export const plainCells: CellContext = {
  word: (key) => key,
  key: (word) => word,
  zone: 'UTC',
  dateOrder: 'dmy',
};

/**
 * What a type of field means wherever records are kept, compared, joined and exchanged. Methods, not functions: whoever
 * holds a field and its value together may ask any type, without knowing of which.
 */
export interface FieldType<V = unknown> extends FieldTraits {
  /** How the field is kept. */
  schema(field: Field<V>): TSchema;
  /**
   * A value from the text of a cell of an imported file, as the reader of the file has cleaned it; an empty text is the
   * field's `empty`.
   */
  parse(text: string, field: Field<V>, cells: CellContext): Parsed<V>;
  /** The text of a cell of an exported file; `parse` reads the same value back, lists of objects with new ids. */
  format(value: V, field: Field<V>, cells: CellContext): string;
}

export const parsed = <V>(value: V): Parsed<V> => ({ ok: true, value });
export const unreadable: Parsed<never> = { ok: false };
