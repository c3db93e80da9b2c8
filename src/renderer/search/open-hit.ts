import { pastedInnKpp } from '@shared/domain/requisites/inn-kpp';
import { kindNamed } from '@shared/kinds';
import type { SearchHit } from '@shared/search/contract';
import { ask } from '../ipc/client';
import { openOverlay } from '../services/overlays';
import { openRecord, opensItself } from '../services/records';
import { rememberOpened } from './opened-records';

/** Opens what was found: a card, or the form of a document, task or call. */
export function openHit({ kind, id, clientId }: SearchHit): void {
  const collection = kindNamed(kind);
  openRecord(collection, id, clientId);
  // Their client's card is remembered when it opens; these have no card of their own.
  if (!opensItself(collection)) void rememberOpened(kind, id);
}

/** Whom a call can be logged with. */
export const canCall = (hit: SearchHit | undefined): hit is SearchHit =>
  hit !== undefined && hit.clientId !== '';

export function logCallWith({ kind, id, clientId }: SearchHit): void {
  openOverlay(kind === 'contact' ? { kind: 'call', clientId, contactId: id } : { kind: 'call', clientId });
}

/** Makes a client of the name, or of the ИНН and КПП, that were looked for and opens its card. */
export async function createClient(typed: string): Promise<void> {
  const made = await ask('clients.create', { patch: pastedInnKpp(typed) ?? { name: typed } });
  if (made.ok) openRecord('clients', made.value.id);
}
