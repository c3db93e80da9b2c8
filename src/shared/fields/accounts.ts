import { Type } from 'typebox';
import { BankAccount } from '../clients/schema';
import { linesOf, withIds, wordedCells } from './cells';
import type { FieldType } from './field';
import { fieldTraits } from './traits';

/** An account a line: `40702810000000000001, БИК 044525225, к/с 30101810400000000225, ПАО Сбербанк`. */
export const accounts: FieldType<BankAccount[]> = {
  ...fieldTraits.accounts,
  ...wordedCells<BankAccount[]>({
    schema: () => Type.Array(BankAccount, { maxItems: 20 }),
    write: (values) =>
      values
        .map(({ account, bik, corrAccount, bankName }) =>
          [account, bik && `БИК ${bik}`, corrAccount && `к/с ${corrAccount}`, bankName]
            .filter((part) => part !== '')
            .join(', '),
        )
        .join('\n'),
    read: (text) => {
      const found = linesOf(text).map(readAccount);
      return found.some(({ account, bik }) => account === '' && bik === '') ? undefined : withIds(found);
    },
  }),
};

function readAccount(line: string): Omit<BankAccount, 'id'> {
  let rest = line;
  const take = (pattern: RegExp): string => {
    const found = pattern.exec(rest);
    if (found) rest = rest.replace(found[0], '');
    return found?.[1] ?? '';
  };
  const corrAccount = take(/(?:к\/с|кор\.?\s*сч[её]т|corr\.?\s*account)\s*:?\s*(\d{20})/i);
  const bik = take(/(?:БИК|BIK)?\s*:?\s*(?<!\d)(\d{9})(?!\d)/i);
  const account = take(/(?:р\/с)?\s*:?\s*(?<!\d)(\d{20})(?!\d)/i);
  const bankName = rest
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .join(', ');
  return { bik, bankName, corrAccount, account };
}
