import { type CollectionName, collectionNames } from '@shared/collections';
import type { FeatureTable } from '../store/feature-table';

/** A collection's table, of whatever version, or one that is made from it: `doc_clients_0`, `search_clients_0`. */
const tableOf = new RegExp(`\\b[a-z]+_(${collectionNames.join('|')})_\\d+\\b`, 'g');

/** Statements differ by how many conditions they have: more than this have been met when a day's work is done. */
const MOST_KNOWN = 2000;

/**
 * Sees which kinds of records a live query depends on: those whose tables its statements name. Nobody says it by hand,
 * so that nobody can forget it. A query that keeps what it has read asks something of the table each time, if only for
 * its last write, or says itself what it took from memory ({@link Dependencies.add}).
 */
export class Dependencies {
  readonly #known = new Map<string, readonly CollectionName[]>();
  readonly #features: readonly { readonly named: RegExp; readonly kinds: readonly CollectionName[] }[];
  #read = new Set<CollectionName>();

  /** @param features tables that are no collection's, and of which kinds of records they tell */
  constructor(features: readonly Pick<FeatureTable, 'name' | 'changesWith'>[]) {
    this.#features = features.map(({ name, changesWith }) => ({
      named: new RegExp(`\\b${name}\\b`),
      kinds: changesWith,
    }));
  }

  /** Told every statement that is asked of the store. */
  readonly note = (sql: string): void => {
    for (const name of this.#kindsIn(sql)) this.#read.add(name);
  };

  /** An answer was taken from what was read of these kinds before. */
  add(name: CollectionName): void {
    this.#read.add(name);
  }

  /** Does `work` and says which kinds of records it has read. */
  of<T>(work: () => T): { readonly result: T; readonly dependsOn: ReadonlySet<CollectionName> } {
    const before = this.#read;
    const read = new Set<CollectionName>();
    this.#read = read;
    try {
      return { result: work(), dependsOn: read };
    } finally {
      this.#read = before;
    }
  }

  #kindsIn(sql: string): readonly CollectionName[] {
    const known = this.#known.get(sql);
    if (known) return known;
    const kinds = new Set<CollectionName>();
    for (const [, name] of sql.matchAll(tableOf)) kinds.add(name as CollectionName);
    for (const feature of this.#features)
      if (feature.named.test(sql)) for (const name of feature.kinds) kinds.add(name);
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    const found = [...kinds];
    this.#known.set(sql, found);
    return found;
  }
}
