interface Bucket {
  left: number;
  at: number;
}

/** How many people are remembered; whoever has rested long enough is as good as new. */
const maxKnown = 10_000;

/** Who pushed within this time counts as one of the others, in milliseconds. */
const presentMs = 5000;

/** A token bucket: so many bytes after a rest, and so many a second in the long run. */
export interface Allowance {
  readonly burst: number;
  readonly aSecond: number;
}

/**
 * How many bytes each person may push or be answered: much while he is the only one, less while others push, too. What an import really
 * sends stays below either; only a flood feels the second. Kept in this process: behind a balancer each instance counts
 * for itself.
 */
export class ByteRate {
  private readonly buckets = new Map<string, Bucket>();
  /** The last who pushed, and the last before him who was somebody else. */
  private last: { readonly person: string; at: number } | undefined;
  private lastOther: { readonly person: string; at: number } | undefined;

  /** @param now in milliseconds, never going back */
  constructor(
    private readonly alone: Allowance,
    private readonly beside: Allowance = alone,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * Takes so many bytes. What is once begun may overdraw: a body larger than what is left is taken, and waited for
   * afterwards.
   * @returns 0, or for how many seconds nothing more is taken
   */
  take(person: string, bytes: number): number {
    const wait = this.delay(person, bytes);
    return wait > 0 ? Math.max(1, Math.ceil(wait / 1000)) : 0;
  }

  /** The same, in milliseconds: for what is not refused but slowed down. */
  delay(person: string, bytes: number): number {
    const now = this.now();
    const { burst, aSecond } = this.isBeside(person, now) ? this.beside : this.alone;
    const known = this.buckets.get(person);
    const left =
      known === undefined ? burst : Math.min(burst, known.left + ((now - known.at) / 1000) * aSecond);
    // The moment itself owes nothing: an empty bucket waits for its first byte.
    if (left <= 0) return Math.max(1, (-left / aSecond) * 1000);
    this.buckets.set(person, { left: left - bytes, at: now });
    if (this.buckets.size > maxKnown) this.forget(now);
    return 0;
  }

  /** Takes what was found to be more than was told. */
  charge(person: string, bytes: number): void {
    const bucket = this.buckets.get(person);
    if (bucket !== undefined) bucket.left -= bytes;
  }

  /** Whether others push, too; notes that the person does. */
  private isBeside(person: string, now: number): boolean {
    if (this.last?.person === person) this.last.at = now;
    else {
      this.lastOther = this.last;
      this.last = { person, at: now };
    }
    return this.lastOther !== undefined && now - this.lastOther.at < presentMs;
  }

  private forget(now: number): void {
    const { burst, aSecond } = this.alone;
    for (const [person, { left, at }] of this.buckets) {
      if (left + ((now - at) / 1000) * aSecond >= burst) this.buckets.delete(person);
    }
  }
}
