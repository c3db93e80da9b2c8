interface Bucket {
  left: number;
  at: number;
}

/** How many people are remembered; whoever has rested long enough is as good as new. */
const mostKnown = 10_000;

/**
 * How many bytes each person may push: so many after a rest, and so many a second in the long run (a token bucket). Kept
 * in this process: behind a balancer each instance counts for itself.
 */
export class ByteRate {
  private readonly buckets = new Map<string, Bucket>();

  /** @param now in milliseconds, never going back */
  constructor(
    private readonly burst: number,
    private readonly aSecond: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * Takes so many bytes. What is once begun may overdraw: a body larger than what is left is taken, and waited for
   * afterwards.
   * @returns 0, or for how many seconds nothing more is taken
   */
  take(person: string, bytes: number): number {
    const now = this.now();
    const known = this.buckets.get(person);
    const left =
      known === undefined
        ? this.burst
        : Math.min(this.burst, known.left + ((now - known.at) / 1000) * this.aSecond);
    if (left <= 0) return Math.max(1, Math.ceil(-left / this.aSecond));
    this.buckets.set(person, { left: left - bytes, at: now });
    if (this.buckets.size > mostKnown) this.forget(now);
    return 0;
  }

  /** Takes what was found to be more than was told. */
  charge(person: string, bytes: number): void {
    const bucket = this.buckets.get(person);
    if (bucket !== undefined) bucket.left -= bytes;
  }

  private forget(now: number): void {
    for (const [person, { left, at }] of this.buckets) {
      if (left + ((now - at) / 1000) * this.aSecond >= this.burst) this.buckets.delete(person);
    }
  }
}
