import type { CollectionName } from '@shared/collections';
import { goTo, paths } from './navigation';
import { openOverlay } from './overlays';

/** How records with a card or a form of their own are opened; any other stands on its client's card. */
const openers: { readonly [N in CollectionName]?: (id: string) => void } = {
  clients: (id) => goTo(paths.client(id)),
  deals: (id) => goTo(paths.deal(id)),
  calls: (id) => openOverlay({ kind: 'call', callId: id }),
  tasks: (id) => openOverlay({ kind: 'task', taskId: id }),
  documents: (id) => openOverlay({ kind: 'document', documentId: id }),
};

/** Whether a record of a kind has a card or a form of its own. */
export const opensItself = (kind: CollectionName): boolean => openers[kind] !== undefined;

/** Opens a record: its own card or form, or the card of its client, if it has one. */
export function openRecord(kind: CollectionName, id: string, clientId: string): void {
  const open = openers[kind];
  if (open) open(id);
  else if (clientId !== '') goTo(paths.client(clientId));
}
