import { Type } from 'typebox';
import { splitTags } from '../import/values';
import { Text } from '../lib/schema';
import { wordedCells } from './cells';
import type { FieldType } from './field';
import { fieldTraits } from './traits';

export const tags: FieldType<string[]> = {
  ...fieldTraits.tags,
  ...wordedCells<string[]>({
    schema: () => Type.Array(Text(60), { maxItems: 100 }),
    write: (values) => values.join(', '),
    read: splitTags,
  }),
};
