import { valueInWords } from '@shared/timeline/conflict';
import { useTexts } from '../app/texts';
import { useLive } from '../ipc/use-live';

/** Fields that hold a user's id. */
const people = new Set(['ownerId', 'assigneeId', 'userId']);

/** Names of fields and their values as people read them. */
export function useFieldWords() {
  const { timeline } = useTexts();
  const users = useLive('users.list', {}).value ?? [];
  return {
    label: (field: string): string => timeline.fields[field] ?? field,
    value: (field: string, value: unknown): string =>
      people.has(field) ? (users.find(({ id }) => id === value)?.name ?? '') : valueInWords(value),
  };
}
