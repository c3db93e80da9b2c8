import type { HistoryKind } from '@shared/history/contract';
import { fieldOf } from '@shared/kinds';
import { useMemo } from 'react';
import { fieldInWords } from '../fields/in-words';
import { useLanguage, useTexts } from '../services/texts';

type Names = Readonly<Record<string, string>>;

/** How fields of one kind of record are called, and their values read. */
export interface ValueWords {
  readonly label: (field: string) => string;
  /** One line for a plain value, one for each element of a list; none for what is empty. */
  readonly lines: (field: string, value: unknown, names: Names) => readonly string[];
}

/** Names and values of a record's fields as people read them, in the language of the window. */
export function useValueWords(kind: HistoryKind): ValueWords {
  const texts = useTexts();
  const language = useLanguage();
  return useMemo(() => {
    const { fields, choices = {} } = texts.kinds[kind];
    return {
      label: (field) => fields[field] ?? field,
      lines: (field, value, names) =>
        fieldInWords(fieldOf(kind, field), value, {
          ...{ texts, language, names },
          choices: choices[field] ?? {},
        }),
    };
  }, [kind, texts, language]);
}

/** Lines of a value before and after, without those that stayed: of fifty phones only the one that changed. */
export function differing(
  before: readonly string[],
  after: readonly string[],
): readonly [readonly string[], readonly string[]] {
  if (before.length < 2 && after.length < 2) return [before, after];
  const was = before.filter((line) => !after.includes(line));
  const is = after.filter((line) => !before.includes(line));
  // Only the order changed.
  return was.length + is.length === 0 ? [before, after] : [was, is];
}
