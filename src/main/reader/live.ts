import type { Result } from '@shared/lib/result';

interface Watched {
  readonly name: string;
  readonly dependsOn: ReadonlySet<string>;
  readonly run: () => Result<unknown>;
  last: string;
  dirty: boolean;
}

/** Longest wait between a commit and its appearance, while the thread keeps up, in milliseconds. */
const FRAME_MS = 12;

/**
 * Keeps live queries answered: after a change the queries that depend on it run again, together, once a frame, and
 * send only what differs. Under fast writes the pause grows with what the last round cost, so that reading never
 * takes more than a third of the thread.
 */
export class LiveQueries {
  readonly #watched = new Map<number, Watched>();
  #timer: NodeJS.Timeout | undefined;
  /** What the last round took, and when it ended. */
  #cost = 0;
  #endedAt = 0;

  constructor(private readonly send: (id: number, result: Result<unknown>) => void) {}

  watch(id: number, name: string, dependsOn: readonly string[], run: () => Result<unknown>): void {
    const watched: Watched = { name, dependsOn: new Set(dependsOn), run, last: '', dirty: true };
    this.#watched.set(id, watched);
    this.#answer(id, watched);
  }

  unwatch(id: number): void {
    this.#watched.delete(id);
  }

  changed(collections: readonly string[]): void {
    let any = false;
    for (const watched of this.#watched.values()) {
      if (collections.some((name) => watched.dependsOn.has(name))) {
        watched.dirty = true;
        any = true;
      }
    }
    if (any && this.#timer === undefined) this.#timer = setTimeout(() => this.#round(), this.#pause());
  }

  /** Marks everything for another run: the store was opened again, or the session changed. */
  refreshAll(): void {
    for (const watched of this.#watched.values()) watched.dirty = true;
    if (this.#timer === undefined) this.#timer = setTimeout(() => this.#round(), 0);
  }

  #round(): void {
    this.#timer = undefined;
    const began = performance.now();
    for (const [id, watched] of this.#watched) if (watched.dirty) this.#answer(id, watched);
    this.#endedAt = performance.now();
    this.#cost = this.#endedAt - began;
  }

  /** A frame after a single edit; twice the cost of a round after the last one while edits keep coming. */
  #pause(): number {
    const rest = 2 * this.#cost - (performance.now() - this.#endedAt);
    return Math.min(1000, Math.max(FRAME_MS, rest));
  }

  #answer(id: number, watched: Watched): void {
    watched.dirty = false;
    const result = watched.run();
    const text = JSON.stringify(result);
    if (text === watched.last) return;
    watched.last = text;
    this.send(id, result);
  }
}
