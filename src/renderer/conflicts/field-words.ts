import { historyKinds } from '@shared/history/contract';
import { useValueWords } from '../history/value-words';
import { useTexts } from '../services/texts';

type Names = Readonly<Record<string, string>>;

interface FieldWords {
  readonly label: (field: string) => string;
  /** A line for each element of a list or part of an object; '' for what is empty. */
  readonly value: (field: string, value: unknown, names: Names) => string;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Names of fields and their values as people read them: the words of the history, an object by its parts. */
export function useFieldWords(recordKind: string): FieldWords {
  const { conflicts } = useTexts();
  const words = useValueWords(historyKinds.find((one) => one === recordKind) ?? 'clients');
  return {
    label(field) {
      const label = words.label(field);
      return label === field ? (conflicts.fields[field] ?? field) : label;
    },
    value(field, value, names) {
      if (!isObject(value)) return words.lines(field, value, names).join('\n');
      return Object.entries(value)
        .map(([part, of]) => [part, words.lines(`${field}.${part}`, of, names).join('; ')] as const)
        .filter(([, text]) => text !== '')
        .map(([part, text]) => `${words.label(`${field}.${part}`)}: ${text}`)
        .join('\n');
    },
  };
}
