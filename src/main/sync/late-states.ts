import type { Travelled } from './sync-states';

/** The most records of a collection that are remembered, in either direction. */
const MOST = 20_000;

/**
 * Tells the server's states that were overtaken on their way here. A page is read at the server, travels, and waits
 * for its turn; meanwhile an edit of ours may have been taken by the server. RxDB compares the page only with what it
 * believes the server to have, finds our edit there, and would put the older state in its place. It comes right with
 * the next page, unless the program ends in between, or the older state is sent back as ours.
 *
 * The server says with each push how far its sequence was before it. Whatever was read no further than that is older
 * than the push. Everything here is of one connection: a page does not outlive it.
 */
export class LateStates {
  /** By id, how far the server's sequence was when it took our state. */
  readonly #takenAfter = new Map<string, number>();
  /** By state, the furthest checkpoint of the pages that brought it. */
  readonly #readAt = new Map<string, number>();

  /** @param before the server's sequence before it took these states */
  taken(states: readonly Travelled[], before: number): void {
    for (const { id } of states) keep(this.#takenAfter, id, before);
  }

  /** @param upTo the sequence number of the page's checkpoint */
  arrived(states: readonly Travelled[], upTo: number): void {
    for (const state of states) {
      const key = keyOf(state);
      keep(this.#readAt, key, Math.max(upTo, this.#readAt.get(key) ?? 0));
    }
  }

  /** Whether the server has taken a state of ours since it read this one. */
  isLate(state: Travelled): boolean {
    const taken = this.#takenAfter.get(state.id);
    if (taken === undefined) return false;
    const read = this.#readAt.get(keyOf(state));
    return read !== undefined && read <= taken;
  }
}

/** A tombstone of what left this person's scope has no stamps. */
const keyOf = ({ id, updatedAt, updatedBy }: Travelled & { readonly updatedBy?: unknown }): string =>
  `${id} ${updatedAt ?? ''} ${String(updatedBy ?? '')}`;

/** The eldest are forgotten first: they have long been written. */
function keep(map: Map<string, number>, key: string, value: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= MOST) return;
  const [eldest] = map.keys();
  if (eldest !== undefined) map.delete(eldest);
}
