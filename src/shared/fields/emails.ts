import { Type } from 'typebox';
import { Email, emailLabels } from '../clients/schema';
import { readEmails } from '../import/values';
import { linesOf, withIds, wordedCells } from './cells';
import type { FieldType } from './field';
import { labelled, withLabel } from './labels';
import { fieldTraits } from './traits';

/** An address a line, with its kind behind it: `anna@romashka.ru (Рабочая)`. */
export const emails: FieldType<Email[]> = {
  ...fieldTraits.emails,
  ...wordedCells<Email[]>({
    schema: () => Type.Array(Email, { maxItems: 50 }),
    write: (values, cells) => values.map(({ value, label }) => withLabel(value, label, cells)).join('\n'),
    read: (text, cells) => {
      const found = linesOf(text).map((line) => {
        const { rest, label } = labelled(line, emailLabels, cells);
        const { good, bad } = readEmails(rest, '');
        return { bad, good: good.map((email) => ({ ...email, label: label ?? email.label })) };
      });
      return found.some(({ bad }) => bad.length > 0) ? undefined : withIds(found.flatMap(({ good }) => good));
    },
  }),
};
