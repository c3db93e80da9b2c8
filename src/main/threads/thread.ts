import { type Transferable, Worker, type WorkerOptions } from 'node:worker_threads';
import type { LiveAnswer } from '@shared/lib/live-answer';
import { failure, type Result } from '@shared/lib/result';
import type { FromThread, StartMessage, ToThread } from './protocol';

export interface ThreadEvents {
  readonly publish: (name: string, value: unknown) => void;
  readonly log: (level: 'info' | 'warn' | 'error', message: string) => void;
  /** The thread ended by itself: its calls have been answered with `internal`. */
  readonly ended: (code: number) => void;
}

/**
 * Room for what is new in a thread's memory, in megabytes. A page of records and its texts fit: with less they are
 * moved about, and kept for long, before they are let go.
 */
const YOUNG_MB = 48;

const makeWorker = (file: URL, name: string, start: WorkerOptions): Worker =>
  new Worker(file, { ...start, name, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });

/** Threads made ahead, by their files. */
const ahead = new Map<string, Worker>();

/**
 * Makes a thread before it is known what it will work on: it loads its code meanwhile, and the next {@link Thread} of
 * this file is this one. The thread must wait for its start with `whenStarted`.
 */
export function makeAhead(file: URL, name: string): void {
  const worker = makeWorker(file, name, {});
  const forget = () => ahead.get(file.href) === worker && ahead.delete(file.href);
  // One that cannot even be loaded fails again, and is told of, when it is wanted.
  worker.on('error', forget);
  worker.on('exit', forget);
  ahead.set(file.href, worker);
}

function takeAhead(file: URL, { workerData, transferList = [] }: WorkerOptions): Worker | undefined {
  const worker = ahead.get(file.href);
  if (!worker) return undefined;
  ahead.delete(file.href);
  worker.postMessage({ type: 'start', data: workerData } satisfies StartMessage, transferList);
  return worker;
}

/** Main's side of a worker thread: calls with answers, live queries, published states. */
export class Thread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (result: Result<unknown>) => void>();
  readonly #watching = new Map<number, (answer: LiveAnswer) => void>();
  #nextId = 1;
  #stopping = false;

  constructor(
    file: URL,
    readonly name: string,
    workerData: unknown,
    events: ThreadEvents,
    transferList: readonly Transferable[] = [],
  ) {
    const start = { workerData, transferList: [...transferList] };
    this.#worker = takeAhead(file, start) ?? makeWorker(file, name, start);
    this.#worker.on('message', (message: FromThread) => this.#receive(message, events));
    this.#worker.on('error', (error) => events.log('error', `${name} thread: ${error.name}`));
    this.#worker.on('exit', (code) => {
      for (const answer of this.#waiting.values()) answer(failure('internal'));
      this.#waiting.clear();
      if (!this.#stopping) events.ended(code);
    });
  }

  call(name: string, input: unknown): Promise<Result<unknown>> {
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
    await this.#worker.terminate();
  }

  #post(message: ToThread): void {
    this.#worker.postMessage(message);
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
