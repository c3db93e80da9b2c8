import type { LiveAnswer } from '../lib/live-answer';
import type { Result } from '../lib/result';

/** What is pushed to a watcher: answers of a live query, or the values of a state. */
export type Pushed = LiveAnswer | { readonly ok: true; readonly value: unknown };

/** What the preload gives the page as `window.crm`: two functions, no feature in them. */
export interface Bridge {
  /** One call of the contract; never rejects for an expected refusal. */
  readonly call: (name: string, input: unknown) => Promise<Result<unknown>>;
  /** Watches a live query or a state; answers the function that ends it. */
  readonly watch: (name: string, input: unknown, listener: (pushed: Pushed) => void) => () => void;
}
