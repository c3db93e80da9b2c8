import { type ClientFilter, noClientFilter } from '@shared/clients/contract';
import { runAction } from '../services/actions';

/** The filter outlives the screen, so that coming back from a card finds the list as it was. */
let last: ClientFilter = noClientFilter;

export const lastClientFilter = (): ClientFilter => last;

export function keepClientFilter(filter: ClientFilter): void {
  last = filter;
}

/** Goes to the list, narrowed to what an import has made. */
export function showClientsOfImport(importId: string): void {
  keepClientFilter({ ...noClientFilter, importId });
  runAction('go-clients');
}
