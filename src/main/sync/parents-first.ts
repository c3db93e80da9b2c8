import type { CollectionName } from '@shared/collections';
import { collections } from '@shared/collections';
import type { AccessRule } from '@shared/lib/access';
import { cardOf } from '@shared/lib/access';
import { table } from '../reader/reader';
import type { StoreHandle } from '../store/sqlite-storage';

/** How long what hangs on a client waits for it, and how often it is looked whether it has gone, in milliseconds. */
const maxMs = 15_000;
const lookMs = 250;

const ruleOf = (name: CollectionName): AccessRule<never> => collections[name].access as AccessRule<never>;
const isCard = (name: CollectionName): boolean => {
  const rule = ruleOf(name);
  return typeof rule === 'object' && 'responsible' in rule;
};
const cards = (Object.keys(collections) as CollectionName[]).filter(isCard);

/**
 * Lets a new client go to the server before whatever hangs on it. Each collection is pushed on its own, and a task that
 * comes first tells its assignee of a client nobody can see yet. A client that the server does not take (it fails its
 * schema, say) is not waited for again.
 */
export class ParentsFirst {
  readonly #givenUp = new Set<string>();
  readonly #waiting = new Set<() => void>();

  constructor(
    private readonly handle: StoreHandle,
    private readonly stopped: AbortSignal,
    private readonly longestMs: number = maxMs,
  ) {}

  /** Records of a collection have been taken by the server. */
  taken(name: CollectionName): void {
    if (isCard(name)) for (const wake of [...this.#waiting]) wake();
  }

  /** Resolves when the clients of these records have gone, or were waited for long enough. */
  async gone(name: CollectionName, records: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
    if (isCard(name)) return;
    const rule = ruleOf(name);
    let ids = [...new Set(records.map((record) => cardOf(rule, record)))].filter(
      (id) => id !== '' && !this.#givenUp.has(id),
    );
    const ends = performance.now() + this.longestMs;
    while (ids.length > 0 && !this.stopped.aborted) {
      ids = this.#unsent(ids);
      if (ids.length === 0) return;
      if (performance.now() >= ends) {
        for (const id of ids) this.#givenUp.add(id);
        return;
      }
      await this.#news();
    }
  }

  #unsent(ids: readonly string[]): string[] {
    return cards.flatMap((name) =>
      this.handle.db
        .all(`SELECT id FROM ${table(name)} WHERE mark = 0 AND id IN (SELECT value FROM json_each(?))`, [
          JSON.stringify(ids),
        ])
        .map(([id]) => String(id)),
    );
  }

  #news(): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, lookMs);
      this.#waiting.add(wake);
    });
  }
}
