interface Waiting {
  readonly rank: number;
  readonly go: () => void;
}

/** One at a time: of those who wait, the lowest rank first, then the first to come. */
export class Turns {
  #taken = false;
  readonly #waiting: Waiting[] = [];

  /** Waits for a turn. @returns what ends it, to be called once */
  async take(rank: number): Promise<() => void> {
    if (this.#taken) await new Promise<void>((go) => this.#waiting.push({ rank, go }));
    this.#taken = true;
    return () => this.#pass();
  }

  #pass(): void {
    let next = 0;
    for (const [place, { rank }] of this.#waiting.entries()) {
      if (rank < (this.#waiting[next]?.rank ?? rank)) next = place;
    }
    const [first] = this.#waiting.splice(next, 1);
    if (first) first.go();
    else this.#taken = false;
  }
}
