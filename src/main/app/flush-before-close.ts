import type { WebContents } from 'electron';
import type { States } from '../ipc/states';

/** A page that answers later than this has its half-typed edits kept as drafts; the window closes. */
const patienceMs = 3000;

/**
 * Lets the pages save what is half typed before they go: a message sent while a page is being torn down may be
 * lost, so the window waits for an answer instead.
 */
export class FlushBeforeClose {
  #count = 0;
  readonly #waiting = new Map<WebContents, () => void>();

  constructor(private readonly states: States) {
    states.publish('app.flush', { count: 0, windows: [], locking: false });
  }

  /**
   * Asks the pages to save what they hold; answers when all have, are gone, or kept us waiting too long.
   * @param locking they will be back where they are, once the program is unlocked
   */
  async say(pages: readonly WebContents[], locking = false): Promise<void> {
    const asked = pages.filter((page) => !page.isDestroyed() && !page.isCrashed() && !page.isLoading());
    const answers = asked.map(
      (page) =>
        new Promise<void>((resolve) => {
          const late = setTimeout(() => this.answered(page), patienceMs);
          const before = this.#waiting.get(page);
          this.#waiting.set(page, () => {
            clearTimeout(late);
            before?.();
            resolve();
          });
          page.once('destroyed', () => this.answered(page));
          page.once('render-process-gone', () => this.answered(page));
        }),
    );
    this.#count += 1;
    const count = this.#count;
    this.states.publish('app.flush', { count, windows: asked.map(({ id }) => id), locking });
    await Promise.all(answers);
    // A page that is loaded anew must not take the last flush for one of its own.
    if (count === this.#count) this.states.publish('app.flush', { count, windows: [], locking: false });
  }

  /** The page has saved everything. */
  answered(page: WebContents): void {
    const done = this.#waiting.get(page);
    this.#waiting.delete(page);
    done?.();
  }
}
