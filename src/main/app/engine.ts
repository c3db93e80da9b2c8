import { existsSync } from 'node:fs';
import type { Session } from '@shared/app/contract';
import type { LiveAnswer } from '@shared/lib/live-answer';
import { failure, type Result } from '@shared/lib/result';
import { MessageChannelMain, type MessagePortMain } from 'electron';
import type { DataCalls, DataNews, Opened } from '../data/contract';
import type { DataStart } from '../data/start';
import type { ReaderCalls } from '../reader/contract';
import type { CallName, NewsListeners, NoNews } from '../threads/contract';
import type { ThreadEnd } from '../threads/end';
import { processEnd } from '../threads/process';
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
  /** What the data thread tells main alone. */
  readonly news: NewsListeners<DataNews>;
  readonly log: ThreadEvents['log'];
  /** A process died: the store must be opened anew. Told once. */
  readonly died: (what: string) => void;
}

/** The data and reader threads over one database, each in a process of its own: opened, asked and closed together. */
export class Engine {
  /** The data thread's way to tell the reader what changed. */
  readonly #changes = new MessageChannelMain();
  #data: Thread<DataCalls, DataNews> | undefined;
  readonly #reader: Thread<ReaderCalls>;
  readonly #opened: Promise<Result<Opened>>;
  #closing = false;

  constructor(private readonly options: EngineOptions) {
    this.#reader = new Thread<ReaderCalls, NoNews>(
      this.#begin('reader', this.#changes.port2),
      'reader',
      this.#events('reader', {}),
      'store-restarted',
    );
    this.#opened = this.#open();
  }

  /** Ends the wait of {@link #calm}: somebody wants to write. */
  #hurry: () => void = () => {};

  /** The result of opening: whether commands may be given. */
  get opened(): Promise<Result<Opened>> {
    return this.#opened;
  }

  /** The result of opening, without the wait that is for the window's sake. */
  finishOpening(): Promise<Result<Opened>> {
    this.#hurry();
    return this.#opened;
  }

  async command(name: string, input: unknown): Promise<Result<unknown>> {
    const opened = await this.finishOpening();
    return opened.ok && this.#data ? this.#data.request(name, input) : opened;
  }

  /** Asks the data thread what only main may. */
  async call<N extends CallName<DataCalls>>(
    name: N,
    input: DataCalls[N]['input'],
  ): Promise<Result<DataCalls[N]['output']>> {
    const opened = await this.finishOpening();
    if (!opened.ok) return opened;
    return this.#data ? this.#data.call(name, input) : failure('store-not-open');
  }

  read(name: string, input: unknown): Promise<Result<unknown>> {
    return this.#reader.request(name, input);
  }

  watch(name: string, input: unknown, listener: (answer: LiveAnswer) => void): () => void {
    return this.#reader.watch(name, input, listener);
  }

  async setSession(session: Session): Promise<void> {
    await Promise.all([this.call('session', session), this.#reader.call('session', session)]);
  }

  /**
   * Closes the database and ends the processes; true when the file was closed as it should be.
   * @param sound whether nobody has met damage in it: such a file would not be sealed
   */
  async close(sound: boolean): Promise<boolean> {
    await this.finishOpening();
    this.#closing = true;
    await this.#reader.call('close', null);
    // Only the end of its process lets go of the file for good: whoever closes last makes it complete, and seals it.
    await this.#reader.stop();
    if (!sound) await this.#data?.call('store.prove', { sound });
    const closed = await this.#data?.call('close', null);
    await this.#data?.stop();
    return closed?.ok !== false;
  }

  #begin(name: 'data' | 'reader', changes: MessagePortMain): ThreadEnd {
    const { databasePath, encryptionKey, resources, version, session } = this.options;
    const start: Omit<DataStart, 'changes'> = { databasePath, encryptionKey, resources, version, session };
    return processEnd(name, start, [changes]);
  }

  #events<News>(name: 'data' | 'reader', news: NewsListeners<News>): ThreadEvents<News> {
    const { publish, log } = this.options;
    return { publish, news, log, ended: (code) => this.#died(`${name} process with ${code}`) };
  }

  #died(what: string): void {
    if (this.#closing) return;
    this.#closing = true;
    this.#hurry();
    this.options.died(what);
  }

  /**
   * An existing base is readable at once, while the data thread still loads RxDB; a new one, or one that must be
   * migrated, only after the data thread has made it.
   */
  async #open(): Promise<Result<Opened>> {
    let early: Result<unknown> = failure('store-not-open');
    if (existsSync(this.options.databasePath)) early = await this.#reader.call('open', null);
    if (early.ok) await this.#calm();
    this.#data = new Thread<DataCalls, DataNews>(
      this.#begin('data', this.#changes.port1),
      'data',
      this.#events('data', this.options.news),
      'store-restarted',
    );
    const written = await this.#data.call('open', null);
    if (!written.ok) return written;
    if (early.ok) return written;
    const read = await this.#reader.call('open', null);
    return read.ok ? written : read;
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
