import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises';
import type { CollectionName } from '@shared/collections';
import { now } from 'rxdb';
import { table } from '../reader/reader';
import type { IndexBuilder } from '../store/index-builder/index-builder';
import { fillSearchWords, indexLoaded, searchIsSuspended, suspendSearch } from '../store/search-index';
import type { Load, StoreHandle } from '../store/sqlite-storage';
import type { WalCheckpointer } from '../store/wal-checkpointer/wal-checkpointer';
import { checkpointOf, downId, type LoadTarget, noteId, recordRow } from './load-target';
import { Turns } from './turns';

/** What a page brings, as RxDB's downstream knows it. */
export interface LoadPage {
  readonly documents: readonly (object & { readonly id: string })[];
  readonly checkpoint: { readonly id: string; readonly lwt: number };
}

/** Rows written before looking at the clock: as many as one statement takes. */
const PIECE = 64;
/** How long others may wait for a turn of the thread, in milliseconds. */
const PIECE_MS = 8;
/** Pages from this size have their words indexed together; row by row costs five times as much. */
const LARGE = 200;
/**
 * What is committed together: at most so many rows, and what came in so many milliseconds. The first records are shown
 * soon; later a commit costs less the more it holds, but a person's write waits for it.
 */
const HELD_ROWS = 1000;
const HELD_MS = { least: 60, most: 120 } as const;
/** The time that is held grows with how long the loading has gone on, by this share of it. */
const HELD_SHARE = 0.2;
/** The words of so many rows are indexed together, and how long that should take, in milliseconds. */
const WORD_ROWS = { least: 250, most: 1000 } as const;
const WORDS_MS = 16;
/** How long others have the thread between two pieces of the search's words, in milliseconds. */
const WORDS_PAUSE_MS = 30;

interface Waiting {
  readonly target: LoadTarget;
  readonly loads: Load[];
  readonly told: (count: number) => void;
}

/**
 * Writes pages of records that this device does not have, past RxDB: records and RxDB's checkpoint, in the shape RxDB
 * itself gives them and in one transaction, so that RxDB goes on from there whenever the program ends. A record that
 * stands as it was loaded is RxDB's note of the server's state, too (`store/loaded-notes.ts`). A page that holds
 * anything known here is left to RxDB, which compares and finds conflicts.
 */
export class BulkLoad {
  /** How many times what was loaded had to be undone: whoever loads begins again from the checkpoint in the database. */
  #failures = 0;
  #failure: unknown;
  #loaders = 0;
  /** When somebody began to load, while nobody else did. */
  #since = 0;
  #heldRows = 0;
  #timer: NodeJS.Timeout | undefined;
  #wordsWait = false;
  readonly #turns = new Turns();
  readonly #waiting = new Map<CollectionName, Waiting>();
  /** How many rows of each collection were loaded since its load began. */
  readonly #loaded = new Map<CollectionName, number>();
  /** How many rows of each have their words indexed at once. */
  readonly #wordRows = new Map<CollectionName, number>();

  constructor(
    private readonly handle: StoreHandle,
    private readonly folder: WalCheckpointer,
    private readonly indexes: IndexBuilder,
    private readonly stopped: AbortSignal,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Begins the loading of a collection; every beginning has its {@link end}. */
  begin(): number {
    if (this.#loaders === 0) {
      this.#since = performance.now();
      this.folder.begin();
    }
    this.#loaders += 1;
    return this.#failures;
  }

  /** A collection is loaded. Where nobody loads any more, what waits for a quiet moment is done. */
  end(name: CollectionName): void {
    this.#loaded.delete(name);
    this.indexes.loaded(name);
    this.#loaders -= 1;
    if (this.#loaders > 0) return;
    this.folder.end();
    if (!this.#wordsWait) return;
    this.#wordsWait = false;
    fillSearchWords(this.handle.db, () => sleep(WORDS_PAUSE_MS)).catch(this.failed);
  }

  /** Commits what is loaded. @throws what has undone it since `begun`, or why the connection ended */
  settle(begun: number): void {
    this.handle.settle();
    this.#check(begun);
  }

  /**
   * Writes a page, and its checkpoint; committed soon.
   * @param told how many records were committed
   * @returns false when RxDB has to judge the page
   * @throws when the connection is over or what was loaded since `begun` had to be undone
   */
  async write(
    target: LoadTarget,
    page: LoadPage,
    begun: number,
    told: (count: number) => void,
  ): Promise<boolean> {
    const release = await this.#turns.take(target.pullPriority);
    const { db } = this.handle;
    const doc = table(target.name);
    const documents = [...new Map(page.documents.map((document) => [document.id, document])).values()];
    const together = documents.length >= LARGE && db.isOpen && !searchIsSuspended(db, doc);
    try {
      if (together) this.#deferIndexes(target.name);
      for (let next = 0; next < documents.length; ) {
        // The log begins anew only where nothing is written while it is folded.
        if (this.folder.isLong && !this.handle.isHolding) await this.folder.folded();
        const ends = performance.now() + PIECE_MS;
        do {
          this.#check(begun);
          const piece = documents.slice(next, next + PIECE);
          if (!this.#writePiece(target, piece, together && next === 0, told)) return false;
          next += PIECE;
        } while (next < documents.length && performance.now() < ends);
        await breathe();
      }
      if (together) await this.#indexWords(target.name, begun);
      this.#check(begun);
      this.#hold(() =>
        target.notes.overwrite(downId(target), (previous) => checkpointOf(target, page.checkpoint, previous)),
      );
    } finally {
      try {
        // A page that was given up half way is findable, too.
        while (together && db.isOpen && this.#hold(() => indexLoaded(db, target.name, doc))) {
          // All that is left of it.
        }
      } finally {
        release();
      }
    }
    if (together) this.#wordsWait = true;
    if (this.#heldRows >= HELD_ROWS) {
      await breathe();
      this.settle(begun);
    }
    return true;
  }

  /** Indexes the words of a page, in pieces: those of a thousand clients take a tenth of a second. */
  async #indexWords(name: CollectionName, begun: number): Promise<void> {
    const { db } = this.handle;
    for (let more = true; more; ) {
      this.#check(begun);
      const rows = this.#wordRows.get(name) ?? WORD_ROWS.least;
      const at = performance.now();
      more = this.#hold(() => indexLoaded(db, name, table(name), rows));
      const ms = performance.now() - at;
      // The fewer at once, the more there is to be merged.
      const next = ms > WORDS_MS ? rows / 2 : ms < WORDS_MS / 2 && more ? rows * 2 : rows;
      this.#wordRows.set(name, Math.min(WORD_ROWS.most, Math.max(WORD_ROWS.least, next)));
      await breathe();
    }
  }

  #deferIndexes(name: CollectionName): void {
    if (!this.indexes.loads(name, this.#loaded.get(name) ?? 0)) return;
    this.#hold(() => this.indexes.defer(name));
  }

  #writePiece(
    target: LoadTarget,
    documents: LoadPage['documents'],
    suspends: boolean,
    told: (count: number) => void,
  ): boolean {
    const { name, records, notes, context, keepsNotes } = target;
    const at = now();
    const rows = documents.map((document) => recordRow(target, document, at));
    if (rows.includes(undefined)) return false;
    const sound = rows.filter((row) => row !== undefined);
    return this.#hold(() => {
      // A record that is gone may have left its note: it would be taken for that of the new one.
      if (keepsNotes && notes.hasAny(sound.map(({ id }) => noteId(target, id)))) return false;
      let load: Load = { rows: [], seq: 0 };
      const isNew = this.handle.unlessThere(() => {
        if (suspends) suspendSearch(this.handle.db, name, table(name));
        load = records.insertNew(sound, context);
      });
      if (!isNew) return false;
      const waiting = this.#waiting.get(name) ?? { target, loads: [], told };
      this.#waiting.set(name, waiting);
      waiting.loads.push(load);
      this.#heldRows += sound.length;
      this.#loaded.set(name, (this.#loaded.get(name) ?? 0) + sound.length);
      return true;
    });
  }

  #hold<T>(work: () => T): T {
    // The next page may be long in coming.
    this.#timer ??= setTimeout(() => this.handle.settle(), this.#heldMs());
    return this.handle.hold(work, this.#settled);
  }

  #heldMs(): number {
    const wanted = (performance.now() - this.#since) * HELD_SHARE;
    return Math.min(HELD_MS.most, Math.max(HELD_MS.least, wanted));
  }

  readonly #settled = (error: unknown): void => {
    const committed = [...this.#waiting.values()];
    const rows = this.#heldRows;
    this.#waiting.clear();
    this.#heldRows = 0;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (error !== undefined) {
      this.#failures += 1;
      this.#failure = error;
      return;
    }
    this.folder.committed(rows);
    for (const { target, loads, told } of committed) {
      target.records.announce(loads, target.context);
      told(loads.reduce((sum, { rows }) => sum + rows.length, 0));
    }
  };

  #check(begun: number): void {
    this.stopped.throwIfAborted();
    if (this.#failures !== begun) throw this.#failure;
  }
}
