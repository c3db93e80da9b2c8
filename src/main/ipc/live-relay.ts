import type { LiveAnswer } from '@shared/lib/live-answer';
import { failure } from '@shared/lib/result';

type Listener = (answer: LiveAnswer) => void;

/** What answers live queries: the engine of the open database. */
export interface LiveSource {
  readonly watch: (name: string, input: unknown, listener: Listener) => () => void;
}

/** Live queries outlive the engine: when the database is opened anew, every watcher is moved to the new threads. */
export class LiveRelay {
  readonly #watchers = new Set<{
    readonly name: string;
    readonly input: unknown;
    readonly listener: Listener;
    end: () => void;
  }>();
  #source: LiveSource | undefined;

  attach(source: LiveSource): void {
    this.#source = source;
    for (const watcher of this.#watchers) {
      watcher.end = source.watch(watcher.name, watcher.input, watcher.listener);
    }
  }

  /** Nothing is answered until there is another engine: the program is locked. */
  detach(): void {
    this.#source = undefined;
    for (const watcher of this.#watchers) {
      watcher.end();
      watcher.end = () => {};
    }
  }

  watch(name: string, input: unknown, listener: Listener): () => void {
    const watcher = { name, input, listener, end: () => {} };
    this.#watchers.add(watcher);
    if (this.#source) watcher.end = this.#source.watch(name, input, listener);
    else listener(failure('store-not-open'));
    return () => {
      this.#watchers.delete(watcher);
      watcher.end();
    };
  }
}
