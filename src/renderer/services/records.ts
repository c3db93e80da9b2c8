import type { CollectionName } from '@shared/collections';
import type { ReactNode } from 'react';
import { features, type KindView } from './feature';
import { goTo, paramsAt } from './navigation';

const viewOf = (kind: CollectionName): KindView | undefined =>
  features()
    .map(({ kinds }) => kinds?.[kind])
    .find((view) => view !== undefined);

/** The icon of a kind of records; nothing for one that no screen shows by itself. */
export const kindIcon = (kind: CollectionName): ReactNode => viewOf(kind)?.icon;

export const hitTitleOf = (kind: CollectionName): KindView['hitTitle'] => viewOf(kind)?.hitTitle;

/** The address of a record's card, for links. @throws Error for a kind whose records have none */
export function cardPath(kind: CollectionName, id: string): string {
  const card = viewOf(kind)?.card;
  if (card === undefined) throw new Error(`no card: ${kind}`);
  return card.replace(':id', encodeURIComponent(id));
}

/** Whether a record of a kind has a card or a form of its own. */
export function opensItself(kind: CollectionName): boolean {
  const view = viewOf(kind);
  return view?.card !== undefined || view?.open !== undefined;
}

/** Opens a record: its own card or form, or the card of its client, if it has one. */
export function openRecord(kind: CollectionName, id: string, clientId = ''): void {
  const view = viewOf(kind);
  if (view?.card !== undefined) goTo(cardPath(kind, id));
  else if (view?.open) view.open(id);
  else if (clientId !== '') goTo(cardPath('clients', clientId));
}

/** The record whose card an address is. */
export function recordAt(path: string): { readonly kind: CollectionName; readonly id: string } | undefined {
  for (const { kinds = {} } of features())
    for (const [kind, view] of Object.entries(kinds)) {
      const id = view.card === undefined ? undefined : paramsAt(view.card, path)?.id;
      if (id !== undefined) return { kind: kind as CollectionName, id };
    }
  return undefined;
}
