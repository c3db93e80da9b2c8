import type { ErrorCode } from '@shared/errors';
import type { LiveAnswer } from '@shared/lib/live-answer';
import { failure, type Result, unwrap } from '@shared/lib/result';
import type { Ask, CallName, Calls, NewsListeners, NoNews } from './contract';
import type { ThreadEnd } from './end';
import type { FromThread, ToThread } from './protocol';

export interface ThreadEvents<News = NoNews> {
  /** What it tells unasked. */
  readonly news: NewsListeners<News>;
  /** A new value of a state of the contract with the page. */
  readonly publish?: (name: string, value: unknown) => void;
  readonly log: (level: 'info' | 'warn' | 'error', message: string) => void;
  /** The thread ended by itself: its calls have been answered with the code of {@link Thread}. */
  readonly ended: (code: number) => void;
}

/** Main's side of a thread: calls with answers, live queries, published states. */
export class Thread<C extends Calls<C>, News = NoNews> {
  readonly #end: ThreadEnd;
  readonly #waiting = new Map<number, (result: Result<unknown>) => void>();
  readonly #watching = new Map<number, (answer: LiveAnswer) => void>();
  #nextId = 1;
  #stopping = false;
  #ended = false;

  /** @param lost the code with which a call is answered whose thread ended before it did */
  constructor(
    end: ThreadEnd,
    readonly name: string,
    events: ThreadEvents<News>,
    private readonly lost: ErrorCode = 'internal',
  ) {
    this.#end = end;
    end.listen({
      message: (message) => this.#receive(message, events),
      error: (error) => events.log('error', `${name} thread: ${error}`),
      exit: (code) => {
        this.#ended = true;
        for (const answer of this.#waiting.values()) answer(failure(lost));
        this.#waiting.clear();
        if (!this.#stopping) events.ended(code);
      },
    });
  }

  /** A call of the thread's contract. */
  call<N extends CallName<C>>(name: N, input: C[N]['input']): Promise<Result<C[N]['output']>> {
    // What comes back is what the thread's handler of this name has answered.
    return this.#ask('call', name, input) as Promise<Result<C[N]['output']>>;
  }

  /** Like {@link call}, but throwing. */
  readonly ask: Ask<C> = async (name, input) => {
    return unwrap(await this.call(name, input));
  };

  /** Passes on a call of the contract with the page. */
  request(name: string, input: unknown): Promise<Result<unknown>> {
    return this.#ask('request', name, input);
  }

  /** Watches a live query; answers the function that ends it. */
  watch(name: string, input: unknown, listener: (answer: LiveAnswer) => void): () => void {
    const id = this.#nextId++;
    this.#watching.set(id, listener);
    this.#post({ type: 'watch', id, name, input });
    return () => {
      if (this.#watching.delete(id)) this.#post({ type: 'unwatch', id });
    };
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#end.stop();
  }

  #ask(type: 'call' | 'request', name: string, input: unknown): Promise<Result<unknown>> {
    if (this.#ended) return Promise.resolve(failure(this.lost));
    const id = this.#nextId++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#post({ type, id, name, input });
    });
  }

  #post(message: ToThread): void {
    if (!this.#ended) this.#end.post(message);
  }

  #receive(message: FromThread, events: ThreadEvents<News>): void {
    if (message.type === 'answer') {
      this.#waiting.get(message.id)?.(message.result);
      this.#waiting.delete(message.id);
    } else if (message.type === 'value') this.#watching.get(message.id)?.(message.answer);
    else if (message.type === 'publish') events.publish?.(message.name, message.value);
    else if (message.type === 'news') {
      const listeners = events.news as Readonly<Record<string, ((value: unknown) => void) | undefined>>;
      listeners[message.name]?.(message.value);
    } else events.log(message.level, message.message);
  }
}
