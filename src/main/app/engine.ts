import { existsSync } from 'node:fs';
import { MessageChannel } from 'node:worker_threads';
import type { Session } from '@shared/app/contract';
import { failure, type Result } from '@shared/lib/result';
import { Thread, type ThreadEvents } from '../threads/thread';

export interface EngineOptions {
  readonly databasePath: string;
  readonly encryptionKey: string;
  readonly resources: string;
  readonly session: Session;
  readonly publish: (name: string, value: unknown) => void;
  readonly log: ThreadEvents['log'];
  /** A thread died: the store must be opened anew. */
  readonly died: (thread: string) => void;
}

/** The data and reader threads over one base: opened, asked and closed together. */
export class Engine {
  readonly #data: Thread;
  readonly #reader: Thread;
  readonly #opened: Promise<Result<unknown>>;

  constructor(private readonly options: EngineOptions) {
    const { databasePath, encryptionKey, resources, session } = options;
    const changes = new MessageChannel();
    const events = (name: string): ThreadEvents => ({
      publish: options.publish,
      log: options.log,
      ended: () => options.died(name),
    });
    const start = { databasePath, encryptionKey, resources, session };
    this.#reader = new Thread(
      new URL('./reader.js', import.meta.url),
      'reader',
      { ...start, changes: changes.port2 },
      events('reader'),
      [changes.port2],
    );
    this.#data = new Thread(
      new URL('./data.js', import.meta.url),
      'data',
      { ...start, changes: changes.port1 },
      events('data'),
      [changes.port1],
    );
    this.#opened = this.#open();
  }

  /** The result of opening: whether commands may be given. */
  get opened(): Promise<Result<unknown>> {
    return this.#opened;
  }

  async command(name: string, input: unknown): Promise<Result<unknown>> {
    const opened = await this.#opened;
    return opened.ok ? this.#data.call(name, input) : opened;
  }

  read(name: string, input: unknown): Promise<Result<unknown>> {
    return this.#reader.call(name, input);
  }

  watch(name: string, input: unknown, listener: (result: Result<unknown>) => void): () => void {
    return this.#reader.watch(name, input, listener);
  }

  async setSession(session: Session): Promise<void> {
    await Promise.all([this.command('$session', session), this.#reader.call('$session', session)]);
  }

  async close(): Promise<void> {
    await this.#reader.call('$close', null);
    await this.#data.call('$close', null);
    await Promise.all([this.#data.stop(), this.#reader.stop()]);
  }

  /**
   * An existing base is readable at once, while the data thread still loads RxDB; a new one, or one that must be
   * migrated, only after the data thread has made it.
   */
  async #open(): Promise<Result<unknown>> {
    let early: Result<unknown> = failure('store-not-open');
    if (existsSync(this.options.databasePath)) early = await this.#reader.call('$open', null);
    const written = await this.#data.call('$open', null);
    if (!written.ok) return written;
    return early.ok ? written : this.#reader.call('$open', null);
  }
}
