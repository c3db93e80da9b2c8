import type { CollectionName } from '../collections';

/** The kinds of record that mean something to a person, in the order in which they are counted before them. */
export const shownKinds = [
  'clients',
  'contacts',
  'calls',
  'deals',
  'tasks',
  'notes',
  'documents',
  'files',
  'organizations',
  'conflicts',
] as const satisfies readonly CollectionName[];

export type ShownKind = (typeof shownKinds)[number];
