import { Type } from 'typebox';
import { Address, addressKinds } from '../clients/schema';
import { linesOf, withIds, wordedCells } from './cells';
import type { FieldType } from './field';
import { fieldTraits } from './traits';

/** An address a line: `Юридический | 101000 | Московская область | Химки | ул. Ленина, 1`, or its text alone. */
export const addresses: FieldType<Address[]> = {
  ...fieldTraits.addresses,
  ...wordedCells<Address[]>({
    schema: () => Type.Array(Address, { maxItems: 20 }),
    write: (values, { word }) =>
      values
        .map(({ kind, postalCode, region, city, text }) =>
          [word(kind), postalCode, region, city, text].join(' | '),
        )
        .join('\n'),
    read: (text, { key }) =>
      withIds(
        linesOf(text).map((line) => {
          const [said = '', postalCode = '', region = '', city = '', ...rest] = line
            .split('|')
            .map((part) => part.trim());
          const kind = addressKinds.find((one) => one === key(said) || one === said);
          return kind && rest.length === 1
            ? { kind, postalCode, region, city, text: rest[0] ?? '' }
            : { kind: 'actual' as const, postalCode: '', region: '', city: '', text: line };
        }),
      ),
  }),
};
