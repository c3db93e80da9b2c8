/** RxDB may have dropped the request to pull: it is repeated so often until a pull has begun, in milliseconds. */
const againMs = 1000;

/**
 * Sees to it that a pull follows when the stream may have missed something. RxDB's word for it, `RESYNC`, is lost where
 * it comes behind a page that still waits for its turn (`startReplicationDownstream` takes it off the queue and goes on
 * with the page). The next page of the stream would then move the checkpoint past what was missed, for good. So the
 * word is repeated until a pull begins, and no page of the stream passes before: the pull will bring it.
 */
export class CatchUp {
  #due = false;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param resync has RxDB pull
   * @param stopped ends the repeating
   */
  constructor(
    private readonly resync: () => void,
    private readonly stopped: AbortSignal,
  ) {
    stopped.addEventListener('abort', () => clearTimeout(this.#timer), { once: true });
  }

  /** Whether something may have been missed and no pull has begun since. */
  get isDue(): boolean {
    return this.#due;
  }

  /** Something may have been missed: have it pulled, now and again until a pull begins. */
  ask(): void {
    if (this.stopped.aborted) return;
    this.#due = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#due && this.ask(), againMs);
    this.resync();
  }

  /** Something was missed that will be asked for later, by {@link ask}. */
  note(): void {
    this.#due = true;
  }

  /** A pull begins, whose answer is asked of the server from now on. @returns whether one was due */
  begun(): boolean {
    const was = this.#due;
    this.#due = false;
    clearTimeout(this.#timer);
    return was;
  }
}
