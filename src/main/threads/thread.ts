import type { ErrorCode } from '@shared/errors';
import type { LiveAnswer } from '@shared/lib/live-answer';
import { failure, type Result } from '@shared/lib/result';
import type { ThreadEnd } from './end';
import type { FromThread, ToThread } from './protocol';

export interface ThreadEvents {
  readonly publish: (name: string, value: unknown) => void;
  readonly log: (level: 'info' | 'warn' | 'error', message: string) => void;
  /** The thread ended by itself: its calls have been answered with the code of {@link Thread}. */
  readonly ended: (code: number) => void;
}

/** Main's side of a thread: calls with answers, live queries, published states. */
export class Thread {
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
    events: ThreadEvents,
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

  call(name: string, input: unknown): Promise<Result<unknown>> {
    if (this.#ended) return Promise.resolve(failure(this.lost));
    const id = this.#nextId++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#post({ type: 'call', id, name, input });
    });
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

  #post(message: ToThread): void {
    if (!this.#ended) this.#end.post(message);
  }

  #receive(message: FromThread, events: ThreadEvents): void {
    if (message.type === 'answer') {
      this.#waiting.get(message.id)?.(message.result);
      this.#waiting.delete(message.id);
    } else if (message.type === 'value') this.#watching.get(message.id)?.(message.answer);
    else if (message.type === 'publish') events.publish(message.name, message.value);
    else events.log(message.level, message.message);
  }
}
