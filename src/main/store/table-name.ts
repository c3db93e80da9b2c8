import { type CollectionName, collections } from '@shared/collections';

/** The table of a collection's current version. */
export function table(name: CollectionName): string {
  return `doc_${name}_${collections[name].version}`;
}
