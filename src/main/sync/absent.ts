import type { CollectionName } from '@shared/collections';
import { AppError } from '@shared/lib/result';

/** So long after it was refused a collection is asked for again, in milliseconds: the server may have been updated. */
const askAgainMs = 10 * 60_000;

/** Whether the server has said that it has no such collection: it is of an older version than this program. */
export const isUnknownCollection = (error: unknown): error is AppError =>
  error instanceof AppError && error.code === 'sync-update-required' && error.data.status === 404;

/**
 * The collections that the server does not have. They stay on this device and unsent; all the others go on. What the
 * server lacks is asked for again with every new stream, when a person asks, and every ten minutes.
 */
export class AbsentCollections {
  readonly #names = new Set<CollectionName>();
  readonly #waiting = new Set<() => void>();
  /** Called when the server has one after all: streams that left it out are to be opened anew. */
  onFound: () => void = () => {};

  constructor(private readonly changed: (names: readonly CollectionName[]) => void) {}

  has(name: CollectionName): boolean {
    return this.#names.has(name);
  }

  get any(): boolean {
    return this.#names.size > 0;
  }

  /** The server has answered for a collection. */
  found(name: CollectionName): void {
    if (!this.#names.delete(name)) return;
    this.changed([...this.#names]);
    this.onFound();
  }

  /** The server does not have it. @returns when it is worth asking again @throws when stopped */
  async missing(name: CollectionName, stopped: AbortSignal): Promise<void> {
    if (!this.#names.has(name)) {
      this.#names.add(name);
      this.changed([...this.#names]);
    }
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        stopped.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, askAgainMs);
      this.#waiting.add(wake);
      stopped.addEventListener('abort', wake);
    });
    stopped.throwIfAborted();
  }

  /** Has what is missing asked for again now. */
  askAgain = (): void => {
    for (const wake of [...this.#waiting]) wake();
  };
}
