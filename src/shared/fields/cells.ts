import type { TSchema } from 'typebox';
import { Check } from 'typebox/value';
import { equal } from '../lib/merge';
import { type CellContext, type Field, type Parsed, parsed, unreadable } from './field';

/** What the cell of a type of field says, written and read. `read` answers undefined for what it cannot be. */
interface Wording<V> {
  readonly schema: (field: Field<V>) => TSchema;
  readonly write: (value: V, cells: CellContext, field: Field<V>) => string;
  readonly read: (text: string, cells: CellContext, field: Field<V>) => V | undefined;
}

/**
 * The cells of a type whose values do not all fit into words people would write: a value whose words would be read
 * otherwise is written as JSON instead, so that nothing is lost on the way through a file.
 */
export function wordedCells<V>({ schema, write, read }: Wording<V>) {
  const take = (text: string, field: Field<V>, cells: CellContext): Parsed<V> => {
    if (text.trim() === '') return parsed(field.empty);
    const json = /^\s*[[{"]/.test(text) ? fromJson(text) : undefined;
    if (json !== undefined && Check(schema(field), json)) return parsed(json as V);
    const value = read(text, cells, field);
    return value !== undefined && Check(schema(field), value) ? parsed(value) : unreadable;
  };
  return {
    schema,
    parse: take,
    format: (value: V, field: Field<V>, cells: CellContext): string => {
      if (sameBesidesIds(value, field.empty)) return '';
      const text = write(value, cells, field);
      const back = take(text, field, cells);
      return back.ok && sameBesidesIds(back.value, value) ? text : JSON.stringify(value);
    },
  };
}

/** The cells of a type that has no words: JSON. */
export const jsonCells = <V>(schema: (field: Field<V>) => TSchema) =>
  wordedCells<V>({ schema, write: (value) => JSON.stringify(value), read: () => undefined });

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether two values say the same, whatever the ids of their elements. */
export const sameBesidesIds = (a: unknown, b: unknown): boolean => equal(withoutIds(a), withoutIds(b));

const withoutIds = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map((one) => {
        if (typeof one !== 'object' || one === null) return one;
        const { id: _, ...rest } = one as Record<string, unknown>;
        return rest;
      })
    : value;

/** Ids for the elements of a list that came from a file: unique inside the record is enough, since the record is new. */
export const withIds = <T extends object>(elements: readonly T[]): (T & { readonly id: string })[] =>
  elements.map((element, place) => ({ id: `i${place + 1}`, ...element }));

/** A line for each element: no value of a phone, an address or an account has line breaks. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
