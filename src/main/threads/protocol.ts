import type { LiveAnswer } from '@shared/lib/live-answer';
import type { Result } from '@shared/lib/result';

/** What main says to a thread. */
export type ToThread =
  /** A call of the thread's own contract. */
  | { readonly type: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  /** A call of the contract with the page, passed on as it came. */
  | { readonly type: 'request'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly type: 'watch'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly type: 'unwatch'; readonly id: number };

/** The first message to a process: what it is to work on. */
export interface StartMessage {
  readonly type: 'start';
  readonly data: unknown;
}

/** What a thread says to main. */
export type FromThread =
  | { readonly type: 'answer'; readonly id: number; readonly result: Result<unknown> }
  /** A new answer of a live query. */
  | { readonly type: 'value'; readonly id: number; readonly answer: LiveAnswer }
  /** A new value of a state of the contract. */
  | { readonly type: 'publish'; readonly name: string; readonly value: unknown }
  /** What the thread's own contract has it tell unasked. */
  | { readonly type: 'news'; readonly name: string; readonly value: unknown }
  | { readonly type: 'log'; readonly level: 'info' | 'warn' | 'error'; readonly message: string };

/** Sent from the data thread to the reader over their own channel, after a commit. */
export interface Changed {
  readonly collections: readonly string[];
}
