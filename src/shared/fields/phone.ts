import { Type } from 'typebox';
import { Phone, phoneLabels } from '../clients/schema';
import { parsePhones } from '../domain/phones/parse-phones';
import { Text } from '../lib/schema';
import { linesOf, withIds, wordedCells } from './cells';
import type { FieldType } from './field';
import { labelled, withLabel } from './labels';
import { fieldTraits } from './traits';

/** A number in E.164 where it was understood, else as it was written. */
export const phone: FieldType<string> = {
  ...fieldTraits.phone,
  ...wordedCells<string>({
    schema: () => Text(120),
    write: (value) => value,
    read: (text) => parsePhones(text)[0]?.e164 || text.trim(),
  }),
};

/** A number a line, with its kind behind it: `8 (495) 123-45-67 доб. 12 (Рабочий)`. */
export const phones: FieldType<Phone[]> = {
  ...fieldTraits.phones,
  ...wordedCells<Phone[]>({
    schema: () => Type.Array(Phone, { maxItems: 50 }),
    write: (values, cells) => values.map(({ raw, label }) => withLabel(raw, label, cells)).join('\n'),
    read: (text, cells) =>
      withIds(
        linesOf(text).flatMap((line) => {
          const { rest, label } = labelled(line, phoneLabels, cells);
          return parsePhones(rest).map(({ raw, e164, ext, label: own }) => ({
            ...{ raw, e164, ext },
            label: label ?? own,
          }));
        }),
      ),
  }),
};
