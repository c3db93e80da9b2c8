import { type Collection, type CollectionName, collections, type Records } from '@shared/collections';
import { mayEdit } from '@shared/lib/edit-rule';
import { useAppStatus } from './session';

type Change<N extends CollectionName> = Partial<Records[N]> | 'delete';

/**
 * Says whether whoever works here may change a record so; the data thread and the server ask the same rule. What is not
 * known here (who answers for the card, the teams) is left to them.
 */
export function useMayEdit(): <N extends CollectionName>(
  name: N,
  record: Partial<Records[N]>,
  change: Change<N>,
  responsible?: string,
) => boolean {
  const { session } = useAppStatus();
  const editor = { userId: session.userId, role: session.role, leads: () => true };
  return (name, record, change, responsible = '') => {
    const { edits } = collections[name] as Collection<never>;
    const after = change === 'delete' ? undefined : { ...record, ...change };
    return mayEdit(edits, { before: record, after, responsible }, editor);
  };
}
