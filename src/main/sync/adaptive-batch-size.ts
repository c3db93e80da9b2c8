/** An answer within this time came over a line that carries more, in milliseconds. */
const quickMs = 5000;
const smallestShare = 1 / 32;

/**
 * How much is asked or sent at once. What is too large for a line that breaks every minute never arrives, however often
 * it is tried: each break halves it, each quick answer doubles it again, up to the whole.
 */
export class AdaptiveBatchSize {
  #share = 1;

  /** @param whole as much as on a good line @param least no less than this */
  of(whole: number, least = 1): number {
    return Math.max(least, Math.floor(whole * this.#share));
  }

  broke(): void {
    this.#share = Math.max(smallestShare, this.#share / 2);
  }

  /** @param ms how long the answer took, body included */
  carried(ms: number): void {
    if (ms < quickMs) this.#share = Math.min(1, this.#share * 2);
  }
}
