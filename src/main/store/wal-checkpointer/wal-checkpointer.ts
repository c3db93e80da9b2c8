import { threadFile } from '../../threads/files';
import { Thread } from '../../threads/thread';
import { backgroundEnd } from '../../threads/worker';
import type { StoreHandle } from '../sqlite-storage';
import type { FoldCalls, Folded, FolderStart } from './contract';

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
  #thread: Thread<FoldCalls> | undefined;
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
    if (this.#thread) this.#ask();
    this.#loading = false;
    if (this.handle.isOpen) this.handle.foldsAt();
    void this.close();
  }

  /** Ends the thread, which holds the file open no longer when this is fulfilled. */
  close(): Promise<void> {
    this.#work = this.#work.then(async () => {
      const thread = this.#thread;
      if (thread === undefined || this.#loading) return;
      this.#thread = undefined;
      await thread.call('close', null);
      await thread.stop();
    });
    return this.#work;
  }

  async #fold(): Promise<Folded> {
    try {
      this.#thread ??= this.#begin();
      return await this.#thread.ask('fold', null);
    } catch {
      // Without the thread, which has said what it met, the writer folds as it does at other times.
      this.#failed = true;
      this.#loading = false;
      void this.#thread?.stop();
      this.#thread = undefined;
      if (this.handle.isOpen) this.handle.foldsAt();
      return { pages: 0, whole: true };
    }
  }

  #begin(): Thread<FoldCalls> {
    const thread = new Thread<FoldCalls>(backgroundEnd(threadFile('fold'), 'fold', this.start), 'fold', {
      news: {},
      log: (_level, message) => this.log(`folding the log: ${message}`),
      // The next fold meets it.
      ended: () => {},
    });
    return thread;
  }
}
