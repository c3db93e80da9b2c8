import { join } from 'node:path';
import { isPlanTarget, type PlanTarget } from '@shared/import/record-targets';
import { readJson, writeJson } from '../app/json-file';

/** Kinds of files remembered; the longest unused one is forgotten. */
const KEPT = 200;

/** Remembers, in the profile, what the columns of a kind of file were last mapped to. */
export class Mappings {
  readonly #path: string;
  #known: Map<string, readonly PlanTarget[]> | undefined;

  constructor(profileFolder: string) {
    this.#path = join(profileFolder, 'import-mappings.json');
  }

  find(headerKey: string): readonly PlanTarget[] | undefined {
    return this.#all().get(headerKey);
  }

  remember(headerKey: string, mapping: readonly PlanTarget[]): void {
    const all = this.#all();
    all.delete(headerKey);
    all.set(headerKey, mapping);
    for (const key of all.keys()) {
      if (all.size <= KEPT) break;
      all.delete(key);
    }
    try {
      writeJson(this.#path, Object.fromEntries(all));
    } catch {
      // A convenience only: a full disk must not stop the import.
    }
  }

  #all(): Map<string, readonly PlanTarget[]> {
    if (this.#known) return this.#known;
    const stored = readJson(this.#path);
    const entries = typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
    this.#known = new Map(entries.filter((entry): entry is [string, PlanTarget[]] => isMapping(entry[1])));
    return this.#known;
  }
}

const isMapping = (value: unknown): boolean =>
  Array.isArray(value) && value.every((target) => typeof target === 'string' && isPlanTarget(target));
