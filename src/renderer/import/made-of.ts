import type { ImportRunRow } from '@shared/import/contract';
import { recordKinds } from '@shared/import/record-targets';
import type { Texts } from '@shared/texts';

/** What an import made besides clients and contacts, in words: «сделки: 8 800». */
export const madeOf = (
  records: ImportRunRow['records'],
  { imports, kinds }: Pick<Texts, 'imports' | 'kinds'>,
): string[] =>
  recordKinds.flatMap((kind) => {
    const count = records[kind] ?? 0;
    return count === 0 ? [] : [imports.madeOf(kinds[kind].many, count)];
  });
