/** RxDB's word for writing down that the server has taken what was pushed. */
const NOTED = 'replication-up-write-meta';
/** RxDB writes nothing down where it could not: after so long nobody waits for it any more, in milliseconds. */
const longestMs = 10_000;

interface Row {
  readonly id: string;
}

/** A change of RxDB's notes of what the server has, as its storage tells it. */
export interface NotesChange {
  readonly context: string;
}

/**
 * The records that are on their way to the server, until RxDB has noted that they arrived. In between the server may
 * have taken an edit and sent what followed from it: a colleague's edit on top of it, or that the record left this
 * person's scope. RxDB passes over a row whose record has an edit it believes unsent, and its checkpoint moves on: what
 * followed would never be asked for again. So a page with such a record waits here.
 *
 * A page that came before the edit was sent knows nothing of it, and needs no waiting: see `late-states.ts`.
 */
export class InFlight {
  /** By id, by how many pushes it is carried. */
  readonly #sent = new Map<string, number>();
  /** Answered, and to be noted: RxDB notes all pushes of one turn together. */
  readonly #answered: string[] = [];
  readonly #waiting = new Set<() => void>();
  #pushes = 0;
  /** The last page of the stream that waits. */
  #last: Promise<void> | undefined;
  #breaks = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly stopped: AbortSignal) {
    stopped.addEventListener('abort', () => this.#noted(), { once: true });
  }

  /** A push begins. Its rows are in flight until {@link answered} and {@link notesChanged} were called. */
  sent(rows: readonly Row[]): void {
    this.#pushes += 1;
    for (const { id } of rows) this.#sent.set(id, (this.#sent.get(id) ?? 0) + 1);
  }

  /**
   * The server has answered.
   * @param inConflict rows it has not taken: RxDB joins them and pushes the outcome, which meets whatever followed
   */
  answered(rows: readonly Row[], inConflict: ReadonlySet<string>): void {
    this.#pushes -= 1;
    for (const { id } of rows) {
      if (inConflict.has(id)) this.#landed(id);
      else this.#answered.push(id);
    }
    this.#tell();
    clearTimeout(this.#timer);
    if (this.stopped.aborted) this.#noted();
    else if (this.#answered.length > 0) this.#timer = setTimeout(() => this.#noted(), longestMs);
  }

  /** RxDB's notes were written. */
  notesChanged({ context }: NotesChange): void {
    if (context === NOTED && this.#pushes === 0) this.#noted();
  }

  /** Whether one of these records is in flight. */
  holds(documents: readonly Row[]): boolean {
    return this.#sent.size > 0 && documents.some(({ id }) => this.#sent.has(id));
  }

  /** Resolves when none of these records is in flight any more, or the connection was stopped. */
  async landed(documents: readonly Row[]): Promise<void> {
    while (this.holds(documents) && !this.stopped.aborted) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /**
   * Gives a page of the stream on once its records have landed, and not before the pages that came earlier. At once
   * where nothing is waited for.
   */
  pass(documents: readonly Row[], give: () => void): void {
    if (this.#last === undefined && !this.holds(documents)) {
      give();
      return;
    }
    const waiting = this.#passAfter(this.#last, documents, give);
    this.#last = waiting;
    void waiting.then(() => {
      if (this.#last === waiting) this.#last = undefined;
    });
  }

  /** The stream has broken: what waits is older than what is pulled now, and must not come after it. */
  drop(): void {
    this.#breaks += 1;
  }

  async #passAfter(
    before: Promise<void> | undefined,
    documents: readonly Row[],
    give: () => void,
  ): Promise<void> {
    const breaks = this.#breaks;
    await before;
    await this.landed(documents);
    if (this.#breaks === breaks && !this.stopped.aborted) give();
  }

  #noted(): void {
    clearTimeout(this.#timer);
    for (const id of this.#answered.splice(0)) this.#landed(id);
    this.#tell();
  }

  #landed(id: string): void {
    const carried = (this.#sent.get(id) ?? 1) - 1;
    if (carried > 0) this.#sent.set(id, carried);
    else this.#sent.delete(id);
  }

  #tell(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }
}
