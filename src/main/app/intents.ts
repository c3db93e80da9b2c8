import type { Intent } from '@shared/app/contract';
import type { States } from '../ipc/states';

interface Parts {
  readonly states: States;
  /** Brings the window a person works in to the front; its page's id. */
  readonly focus: () => number;
  readonly locked: () => boolean;
}

/**
 * What the menu or a notification asks the page to do. It waits until a page says that it is done: one that is
 * locked, loading or opening the database does it afterwards. What is asked meanwhile takes its place, as forms do.
 */
export class Intents {
  #count = 0;
  #waiting: Intent | null = null;

  constructor(private readonly parts: Parts) {}

  /** @param id the record that `open-task` is about */
  ask(intent: Intent['intent'], id = ''): void {
    const window = this.parts.focus();
    // What is locked cannot be locked again, and must not be as soon as it is opened.
    if (intent === 'lock' && this.parts.locked()) return;
    this.#count += 1;
    this.#waiting = { intent, id, count: this.#count, window };
    this.publish();
  }

  /** The page has done it, and will not do it again when it is loaded anew. */
  done(count: number): void {
    if (this.#waiting?.count !== count) return;
    this.#waiting = null;
    this.publish();
  }

  /** To be called once the program is unlocked: locked, it tells the pages nothing of records. */
  publish(): void {
    if (!this.parts.locked()) this.parts.states.publish('app.intent', this.#waiting);
  }
}
