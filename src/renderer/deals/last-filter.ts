import { runAction } from '../services/actions';

/** The import whose deals are shown; '' for all. It outlives the screen, as the list of clients keeps its filter. */
let importId = '';

export const lastDealsImport = (): string => importId;

export function keepDealsImport(id: string): void {
  importId = id;
}

/** Goes to the deals, narrowed to what an import has made. */
export function showDealsOfImport(id: string): void {
  keepDealsImport(id);
  runAction('go-deals');
}
