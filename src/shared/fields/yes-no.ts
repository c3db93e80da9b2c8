import { Type } from 'typebox';
import { type FieldType, parsed, unreadable } from './field';
import { fieldTraits } from './traits';

/** How people and programs write it, beside the words of the language the file is written in. */
const yes = new Set(['yes', 'y', 'true', '1', '+', 'да', 'д', 'истина', 'x', 'х']);
const no = new Set(['no', 'n', 'false', '0', '-', 'нет', 'н', 'ложь']);

export const yesNo: FieldType<boolean> = {
  ...fieldTraits.yesNo,
  schema: () => Type.Boolean(),
  parse: (text, field, { key }) => {
    const said = text.trim().toLowerCase();
    if (said === '') return parsed(field.empty);
    const known = key(text.trim());
    if (known === 'yes' || yes.has(said)) return parsed(true);
    return known === 'no' || no.has(said) ? parsed(false) : unreadable;
  },
  format: (value, _field, { word }) => word(value ? 'yes' : 'no'),
};
