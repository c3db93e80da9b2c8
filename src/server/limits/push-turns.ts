/** A push that waits for its turn. */
interface Waiting {
  readonly begin: () => void;
}

interface Person {
  readonly waiting: Waiting[];
  running: number;
  /** The time his pushes have taken, in milliseconds, counted from where the least busy of the others stand. */
  spent: number;
}

/** Two: while one holds the workspace the next is on its way to it. They would run one after another in any case. */
const atOnce = 2;

/**
 * Whose push is next. Pushes of a workspace run one after another whatever we do; who waits here does not hold a
 * connection meanwhile, and of those who wait the person goes first whose pushes have taken the least time: a single
 * edit never stands behind the thousands of a colleague's import. One push of a person at a time.
 */
export class PushTurns {
  private readonly people = new Map<string, Person>();
  private running = 0;
  /** How much time the least busy of those under way has spent: whoever comes anew begins there. */
  private floor = 0;

  constructor(private readonly clock: () => number = () => performance.now()) {}

  /** Runs the work when it is the person's turn; gives what it gives, and throws what it throws. */
  async run<T>(personId: string, work: () => Promise<T>): Promise<T> {
    const person = this.people.get(personId) ?? { waiting: [], running: 0, spent: this.floor };
    this.people.set(personId, person);
    await new Promise<void>((begin) => {
      person.waiting.push({ begin });
      this.next();
    });
    const begun = this.clock();
    try {
      return await work();
    } finally {
      person.spent += this.clock() - begun;
      person.running -= 1;
      this.running -= 1;
      this.next();
    }
  }

  private next(): void {
    while (this.running < atOnce) {
      let first: Person | undefined;
      for (const person of this.people.values()) {
        if (person.running > 0 || person.waiting.length === 0) continue;
        if (first === undefined || person.spent < first.spent) first = person;
      }
      if (first === undefined) break;
      this.floor = Math.max(this.floor, first.spent);
      first.running += 1;
      this.running += 1;
      first.waiting.shift()?.begin();
    }
    // Whoever rests is forgotten once the others have come as far: until then his import is remembered.
    for (const [id, { waiting, running, spent }] of this.people) {
      if (waiting.length === 0 && running === 0 && spent <= this.floor) this.people.delete(id);
    }
    if (this.running === 0) this.people.clear();
  }
}
