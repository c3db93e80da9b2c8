import { existsSync } from 'node:fs';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Session } from '@shared/app/contract';
import type { LiveAnswer } from '@shared/lib/live-answer';
import { failure, type Result } from '@shared/lib/result';
import { threadFile } from '../threads/files';
import { Thread, type ThreadEvents } from '../threads/thread';

/** How long the window is left alone to come up, in milliseconds. */
const calmMs = 1500;

export interface EngineOptions {
  readonly databasePath: string;
  readonly encryptionKey: string;
  readonly resources: string;
  /** The application's version. */
  readonly version: string;
  readonly session: Session;
  readonly publish: (name: string, value: unknown) => void;
  readonly log: ThreadEvents['log'];
  /** A thread died: the store must be opened anew. */
  readonly died: (thread: string) => void;
}

/** The data and reader threads over one base: opened, asked and closed together. */
export class Engine {
  #data: Thread | undefined;
  readonly #reader: Thread;
  /** The data thread's way to tell the reader what changed. */
  readonly #changes = new MessageChannel();
  readonly #opened: Promise<Result<unknown>>;

  constructor(private readonly options: EngineOptions) {
    this.#reader = this.#thread('reader', this.#changes.port2);
    this.#opened = this.#open();
  }

  /** Ends the wait of {@link #calm}: somebody wants to write. */
  #hurry: () => void = () => {};

  /** The result of opening: whether commands may be given. */
  get opened(): Promise<Result<unknown>> {
    return this.#opened;
  }

  /** The result of opening, without the wait that is for the window's sake. */
  finishOpening(): Promise<Result<unknown>> {
    this.#hurry();
    return this.#opened;
  }

  async command(name: string, input: unknown): Promise<Result<unknown>> {
    const opened = await this.finishOpening();
    return opened.ok && this.#data ? this.#data.call(name, input) : opened;
  }

  read(name: string, input: unknown): Promise<Result<unknown>> {
    return this.#reader.call(name, input);
  }

  watch(name: string, input: unknown, listener: (answer: LiveAnswer) => void): () => void {
    return this.#reader.watch(name, input, listener);
  }

  async setSession(session: Session): Promise<void> {
    await Promise.all([this.command('$session', session), this.#reader.call('$session', session)]);
  }

  async close(): Promise<void> {
    await this.finishOpening();
    await this.#reader.call('$close', null);
    await this.#data?.call('$close', null);
    await Promise.all([this.#data?.stop(), this.#reader.stop()]);
  }

  #thread(name: 'data' | 'reader', changes: MessagePort): Thread {
    const { databasePath, encryptionKey, resources, version, session, publish, log, died } = this.options;
    return new Thread(
      threadFile(name),
      name,
      { databasePath, encryptionKey, resources, version, session, changes },
      { publish, log, ended: () => died(name) },
      [changes],
    );
  }

  /**
   * An existing base is readable at once, while the data thread still loads RxDB; a new one, or one that must be
   * migrated, only after the data thread has made it.
   */
  async #open(): Promise<Result<unknown>> {
    let early: Result<unknown> = failure('store-not-open');
    if (existsSync(this.options.databasePath)) early = await this.#reader.call('$open', null);
    if (early.ok) await this.#calm();
    this.#data = this.#thread('data', this.#changes.port1);
    const written = await this.#data.call('$open', null);
    if (!written.ok) return written;
    return early.ok ? written : this.#reader.call('$open', null);
  }

  /**
   * Loading RxDB takes most of a second of one core, which the window needs more while it comes up: what it reads
   * comes from the reader. Ends with the first command, or after a while.
   */
  #calm(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, calmMs);
      this.#hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
