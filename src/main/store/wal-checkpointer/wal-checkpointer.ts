import { Worker } from 'node:worker_threads';
import { describeError } from '../../threads/failures';
import { threadFile } from '../../threads/files';
import type { StoreHandle } from '../sqlite-storage';

export interface FolderStart {
  readonly databasePath: string;
  readonly encryptionKey: string;
}

/** What a fold has found. */
export interface Folded {
  /** How many pages the log has. */
  readonly pages: number;
  /** All of it is in the file: the next write begins it anew. */
  readonly whole: boolean;
}

/**
 * From so many pages on (128 MB) whoever loads should wait for the log to be folded: a longer one is slow to search, and
 * each new beginning costs the writer a forced write.
 */
const LONG = 32_000;
/** Folded at a time, some 10 MB: a page that several commits have written is then written once. */
const WORTHWHILE = 6000;
/** So long may the log become before the writer folds it itself, should the thread not come along. */
const OWN_FOLDS_AT = 96_000;

/**
 * Folds the write-ahead log into the file in a thread of its own while much is loaded. Otherwise a commit does it every
 * 32 MB, and for the third of a second that it takes nobody is served: no edit, no question to the data thread. A fold
 * takes what is committed into the file; a crash on the way is that of any fold, and harmless.
 */
export class WalCheckpointer {
  #worker: Worker | undefined;
  /** One thing after the other is asked of the thread. */
  #work: Promise<void> = Promise.resolve();
  #asked = false;
  #rows = 0;
  #last: Folded = { pages: 0, whole: true };
  #loading = false;
  /** How many load: the last one ends it. */
  #users = 0;
  #failed = false;

  /** @param longAt how many pages are too long a log */
  constructor(
    private readonly handle: Pick<StoreHandle, 'foldsAt' | 'isOpen'>,
    private readonly start: FolderStart,
    private readonly log: (message: string) => void,
    private readonly longAt = LONG,
  ) {}

  /** A load begins: the writer's own commits leave the log alone. */
  begin(): void {
    this.#users += 1;
    if (this.#failed || this.#users > 1) return;
    this.#loading = true;
    this.handle.foldsAt(OWN_FOLDS_AT);
  }

  /** So many rows were committed: they are folded when it is worth it. */
  committed(rows: number): void {
    this.#rows += rows;
    if (this.#rows >= WORTHWHILE) this.#ask();
  }

  #ask(): void {
    if (!this.#loading || this.#asked) return;
    this.#asked = true;
    this.#work = this.#work.then(async () => {
      this.#asked = false;
      if (this.#failed) return;
      this.#rows = 0;
      this.#last = await this.#fold();
    });
  }

  /**
   * Whether the log is so long that {@link folded} should be awaited before the next write begins: a fold beside writes
   * never comes to the end of it.
   */
  get isLong(): boolean {
    return this.#loading && this.#last.pages > this.longAt;
  }

  /** Waits until what is committed now has been folded. Where nothing was written meanwhile, the log begins anew. */
  async folded(): Promise<void> {
    this.#ask();
    await this.#work;
    if (this.#last.whole) this.#last = { pages: 0, whole: true };
  }

  /** The load is over: where it was a large one the rest is folded, the thread ends, and the writer folds as ever. */
  end(): void {
    this.#users = Math.max(0, this.#users - 1);
    if (this.#users > 0 || !this.#loading) return;
    if (this.#worker) this.#ask();
    this.#loading = false;
    if (this.handle.isOpen) this.handle.foldsAt();
    void this.close();
  }

  /** Ends the thread, which holds the file open no longer when this is fulfilled. */
  close(): Promise<void> {
    this.#work = this.#work.then(async () => {
      const worker = this.#worker;
      if (worker === undefined || this.#loading) return;
      this.#worker = undefined;
      await new Promise<unknown>((resolve) => {
        worker.once('exit', resolve);
        worker.postMessage('close');
      });
    });
    return this.#work;
  }

  async #fold(): Promise<Folded> {
    try {
      return await new Promise<Folded>((resolve, reject) => {
        this.#worker ??= this.#made();
        const worker = this.#worker;
        const answered = (folded: Folded) => {
          worker.off('error', reject);
          worker.off('exit', ended);
          resolve(folded);
        };
        const ended = () => reject(new Error('the thread has ended'));
        worker.once('message', answered);
        worker.once('error', reject);
        worker.once('exit', ended);
        worker.postMessage('fold');
      });
    } catch (error) {
      // Without the thread the writer folds as it does at other times.
      this.#failed = true;
      this.#loading = false;
      this.#worker = undefined;
      if (this.handle.isOpen) this.handle.foldsAt();
      this.log(`folding the log: ${describeError(error)}`);
      return { pages: 0, whole: true };
    }
  }

  #made(): Worker {
    const worker = new Worker(threadFile('fold'), { workerData: this.start, name: 'fold' });
    // An error outside a fold ends the thread, which the next fold meets.
    worker.on('error', () => {});
    worker.unref();
    return worker;
  }
}
