import type { CallOutput, StateName } from '@shared/contract';

type Listener = (value: unknown) => void;

/** The last value of every published state, and who watches it. */
export class States {
  readonly #values = new Map<string, unknown>();
  readonly #listeners = new Map<string, Set<Listener>>();
  #held: ReadonlySet<string> | undefined;

  /**
   * While the program is locked: forgets every value but those named, and takes no new one. Undefined ends it.
   */
  hold(allowed: ReadonlySet<string> | undefined): void {
    this.#held = allowed;
    if (!allowed) return;
    for (const name of this.#values.keys()) if (!allowed.has(name)) this.#values.delete(name);
  }

  publish<N extends StateName>(name: N, value: CallOutput<N>): void {
    this.publishAny(name, value);
  }

  /** For values that come from a thread and are typed there. */
  publishAny(name: string, value: unknown): void {
    if (this.#held && !this.#held.has(name)) return;
    this.#values.set(name, value);
    for (const listener of this.#listeners.get(name) ?? []) listener(value);
  }

  get<N extends StateName>(name: N): CallOutput<N> | undefined {
    return this.#values.get(name) as CallOutput<N> | undefined;
  }

  /** Those of the named states that were published, by their names. */
  several(names: readonly StateName[]): Readonly<Record<string, unknown>> {
    return Object.fromEntries(names.map((name) => [name, this.#values.get(name)]));
  }

  watch(name: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    if (this.#values.has(name)) listener(this.#values.get(name));
    return () => listeners.delete(listener);
  }
}
