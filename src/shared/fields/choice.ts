import { Type } from 'typebox';
import { OneOf } from '../lib/schema';
import { wordedCells } from './cells';
import { type CellContext, type Field, type FieldType, parsed, unreadable } from './field';
import { fieldTraits } from './traits';

const valuesOf = ({ choices = [] }: Pick<Field, 'choices'>) => choices;

/** The value a word means, whatever its case; undefined for none. */
function meant(text: string, field: Pick<Field, 'choices'>, { key, word }: CellContext): string | undefined {
  const values = valuesOf(field);
  const said = text.trim();
  const known = key(said);
  if (known !== undefined && values.includes(known)) return known;
  if (values.includes(said)) return said;
  const folded = said.toLowerCase();
  return values.find((value) => value.toLowerCase() === folded || word(value).toLowerCase() === folded);
}

/** One of a closed list. */
export const choice: FieldType<string> = {
  ...fieldTraits.choice,
  schema: (field) => OneOf(valuesOf(field)),
  parse: (text, field, cells) => {
    if (text.trim() === '') return parsed(field.empty);
    const value = meant(text, field, cells);
    return value === undefined ? unreadable : parsed(value);
  },
  format: (value, _field, { word }) => (value === '' ? '' : word(value)),
};

/** Some of a closed list, each once, as `red; blue`. */
export const choices: FieldType<string[]> = {
  ...fieldTraits.choices,
  ...wordedCells<string[]>({
    schema: (field) => Type.Array(OneOf(valuesOf(field)), { maxItems: Math.max(1, valuesOf(field).length) }),
    write: (values, { word }) => values.map(word).join('; '),
    read: (text, cells, field) => {
      const values = text.split(/[;,\n]/).map((one) => meant(one, field, cells));
      return values.every((value) => value !== undefined) ? [...new Set(values)] : undefined;
    },
  }),
};
