import { type ActionId, actionOf } from '@shared/actions';
import { shownKeys } from '@shared/lib/chord';
import { useTexts } from './texts';

/** An action's key as hints show it: `Ctrl+T`; '' for one without. */
export const keyOfAction = (id: ActionId): string => shownKeys(actionOf(id).keys?.[0] ?? '');

/** The title of a control that does an action: its words and its key, «Новая задача (Ctrl+T)». */
export function useActionHint(): (id: ActionId) => string {
  const { words } = useTexts().actions;
  return (id) => (keyOfAction(id) === '' ? words[id] : `${words[id]} (${keyOfAction(id)})`);
}
