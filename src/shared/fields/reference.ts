import { Type } from 'typebox';
import { isId } from '../lib/ids';
import { Reference } from '../lib/schema';
import { wordedCells } from './cells';
import { type CellContext, type FieldType, type FieldTypeName, parsed, unreadable } from './field';
import { fieldTraits } from './traits';

/** The id a name stands for: ids stand for themselves. */
function idOf(text: string, { key }: CellContext): string | undefined {
  const found = key(text.trim());
  if (found !== undefined && isId(found)) return found;
  return isId(text.trim()) ? text.trim() : undefined;
}

const one = (type: FieldTypeName): FieldType<string> => ({
  ...fieldTraits[type],
  schema: () => Reference,
  parse: (text, field, cells) => {
    if (text.trim() === '') return parsed(field.empty);
    const id = idOf(text, cells);
    return id === undefined ? unreadable : parsed(id);
  },
  // Two records of one name would come back as one: such a name is not its record's word.
  format: (value, _field, cells) => {
    const word = value === '' ? '' : cells.word(value);
    return word === '' || idOf(word, cells) === value ? word : value;
  },
});

const several = (type: FieldTypeName): FieldType<string[]> => ({
  ...fieldTraits[type],
  ...wordedCells<string[]>({
    schema: () => Type.Array(Reference, { maxItems: 50 }),
    write: (ids, { word }) => ids.map(word).join('; '),
    read: (text, cells) => {
      const ids = text.split(/[;\n]/).map((name) => idOf(name, cells));
      return ids.every((id) => id !== undefined) ? [...new Set(ids)] : undefined;
    },
  }),
});

export const reference = one('reference');
export const directory = one('directory');
export const person = one('person');
export const file = one('file');
export const references = several('references');
export const people = several('people');
