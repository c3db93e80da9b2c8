/**
 * What the documents of one window watch. A document's watches end with it, and not before: a navigation that was
 * begun may be refused (a link to the web, a dropped file), and then the page goes on with everything it watches.
 */
export class FrameWatches {
  readonly #ends = new Map<number, Map<number, () => void>>();
  /** The documents there were when the present navigation began. */
  #leaving = new Set<number>();

  /** How many things are watched. */
  get size(): number {
    let size = 0;
    for (const own of this.#ends.values()) size += own.size;
    return size;
  }

  /** @param document the number by which a document of the window calls itself @param end stops the watching */
  add(document: number, id: number, end: () => void): void {
    const own = this.#ends.get(document) ?? new Map<number, () => void>();
    this.#ends.set(document, own);
    own.get(id)?.();
    own.set(id, end);
  }

  end(document: number, id: number): void {
    const own = this.#ends.get(document);
    own?.get(id)?.();
    own?.delete(id);
  }

  /** The window is on its way to another document, or to the same one anew. */
  navigationStarted(): void {
    this.#leaving = new Set(this.#ends.keys());
  }

  /** It has arrived: what the former documents watched ends. The new one may have asked before we are told. */
  navigated(): void {
    for (const document of this.#leaving) this.#endDocument(document);
    this.#leaving.clear();
  }

  /** The process of the page is gone, or the window. */
  endAll(): void {
    for (const document of [...this.#ends.keys()]) this.#endDocument(document);
  }

  #endDocument(document: number): void {
    const own = this.#ends.get(document);
    this.#ends.delete(document);
    for (const end of own?.values() ?? []) end();
  }
}
