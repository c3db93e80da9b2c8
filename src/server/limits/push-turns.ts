interface Person {
  /** Begins the pushes that wait. */
  readonly waiting: (() => void)[];
  running: number;
  /** The time his pushes have taken, in milliseconds, counted from where the least busy of the others stand. */
  spent: number;
  /** Not before this moment while others push, too. */
  restsUntil: number;
  /** When he last came. */
  seenAt: number;
}

/** Two: while one holds the workspace the next is on its way to it. They would run one after another in any case. */
const atOnce = 2;
/** What takes no longer than this is an edit or two and needs no rest, in milliseconds. */
const lightMs = 60;
/** While others push, a person rests so many times as long as his push has taken: three quarters of the time are theirs. */
const restTimes = 3;
/** Who came within this time counts as one of the others, in milliseconds. */
const presentMs = 5000;

/**
 * Whose push is next. Pushes of a workspace run one after another whatever we do; who waits here does not hold a
 * connection meanwhile. One push of a person at a time, and of those who wait the person goes first whose pushes have
 * taken the least time: a single edit never stands behind the thousands of a colleague's import. Whoever pushes much
 * rests in between while others push at all; alone he goes as fast as he can.
 */
export class PushTurns {
  private readonly people = new Map<string, Person>();
  private running = 0;
  /** How much time the least busy of those under way has spent: whoever comes anew begins there. */
  private floor = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly clock: () => number = () => performance.now()) {}

  /** Runs the work when it is the person's turn; gives what it gives, and throws what it throws. */
  async run<T>(personId: string, work: () => Promise<T>): Promise<T> {
    const person = this.personOf(personId);
    person.seenAt = this.clock();
    await new Promise<void>((begin) => {
      person.waiting.push(begin);
      this.next();
    });
    const begun = this.clock();
    try {
      return await work();
    } finally {
      const now = this.clock();
      const took = now - begun;
      person.spent += took;
      person.seenAt = now;
      if (took > lightMs) person.restsUntil = now + took * restTimes;
      person.running -= 1;
      this.running -= 1;
      this.next();
    }
  }

  private personOf(id: string): Person {
    const known = this.people.get(id);
    if (known !== undefined) return known;
    const person: Person = { waiting: [], running: 0, spent: this.floor, restsUntil: 0, seenAt: 0 };
    this.people.set(id, person);
    return person;
  }

  private next(): void {
    clearTimeout(this.timer);
    const now = this.clock();
    this.forget(now);
    while (this.running < atOnce) {
      const others = this.people.size > 1;
      let first: Person | undefined;
      let soonest = Number.POSITIVE_INFINITY;
      for (const person of this.people.values()) {
        if (person.running > 0 || person.waiting.length === 0) continue;
        if (others && person.restsUntil > now) soonest = Math.min(soonest, person.restsUntil);
        else if (first === undefined || person.spent < first.spent) first = person;
      }
      if (first === undefined) {
        if (soonest < Number.POSITIVE_INFINITY) {
          this.timer = setTimeout(() => this.next(), Math.min(soonest - now + 1, presentMs));
        }
        return;
      }
      this.floor = Math.max(this.floor, first.spent);
      first.running += 1;
      this.running += 1;
      first.waiting.shift()?.();
    }
  }

  /** Whoever has not come for a while is none of the others any more; what his import has taken is forgotten with it. */
  private forget(now: number): void {
    for (const [id, { waiting, running, seenAt }] of this.people) {
      if (waiting.length === 0 && running === 0 && now - seenAt > presentMs) this.people.delete(id);
    }
  }
}
