import { setTimeout as sleep } from 'node:timers/promises';
import { type CollectionName, collectionNames, collections } from '@shared/collections';
import type { CallName } from '../../threads/contract';
import { describeError } from '../../threads/failures';
import { threadFile } from '../../threads/files';
import { Thread } from '../../threads/thread';
import { backgroundEnd } from '../../threads/worker';
import {
  abandonBuild,
  addEntries,
  addEntry,
  beginBuild,
  buildAtOnce,
  buildPosition,
  type Database,
  type DeferredIndex,
  deferIndex,
  deferredIndexes,
  finishBuild,
  hasBuild,
  type IndexPlan,
  isDeferred,
  quote,
  type StoreHandle,
} from '../sqlite-storage';
import type { WalCheckpointer } from '../wal-checkpointer/wal-checkpointer';
import { PIECE, type Piece, type SortCalls, type SorterStart } from './protocol';

/** Fewer loaded rows are indexed one by one: the indexes are small, and every list is quick at any moment. */
const MANY = 10_000;
/** The indexes of more rows than this are not dropped any more: whoever works here needs them. */
const TOO_MANY = 60_000;
/** How long others have the thread between two pieces, in milliseconds. */
const PAUSE_MS = { loading: 12, alone: 2 } as const;
/** So many entries are committed together: a person's write waits for one commit at most. */
const TOGETHER = 4000;
/** An index that was not finished so often waits for the next load or start. */
const TRIES = 5;
/** Entries to a page of an index, so that the log is folded when it is worth it. */
const ENTRIES_A_PAGE = 25;

/** What a card and the list of clients ask for all the while a first exchange loads. */
function isNeededMeanwhile(name: CollectionName, { columns, where }: IndexPlan): boolean {
  if (where !== '' || columns[0] === 'seq') return true;
  if (columns.includes('c_clientId')) return true;
  return name === 'clients' && columns.includes('c_nameKey') && columns.includes('c_kind');
}

/**
 * Has most indexes of a collection wait while very much is loaded into it, and builds them afterwards in pieces of some
 * milliseconds, so that nobody waits for one. Every question has its right answer meanwhile; those that would have used
 * an index that is missing take longer. What waits stands in the database: the next start goes on.
 */
export class IndexBuilder {
  #thread: Thread<SortCalls> | undefined;
  readonly #loading = new Set<CollectionName>();
  /** Whose indexes could not be dropped. */
  readonly #kept = new Set<CollectionName>();
  #building: Promise<void> | undefined;
  #asked = false;
  #closed = false;

  constructor(
    private readonly handle: StoreHandle,
    private readonly folder: Pick<WalCheckpointer, 'begin' | 'end' | 'committed'>,
    private readonly start: SorterStart,
    private readonly log: (message: string) => void,
  ) {}

  /**
   * Before a page is loaded into a collection: nothing of it is built meanwhile.
   * @param loaded how many rows this load has brought
   * @returns whether {@link defer} should be called: its indexes are to be dropped, or what there is of one
   */
  loads(name: CollectionName, loaded: number): boolean {
    this.#loading.add(name);
    if (this.start.databasePath === ':memory:' || this.#kept.has(name)) return false;
    const { plan, db } = this.handle.table(name);
    if (deferredIndexes(db, plan).some((one) => hasBuild(db, one))) return true;
    if (loaded < MANY || plan.indexes.some((index) => isDeferred(db, index))) return false;
    // Worthwhile where most of what it has was loaded just now.
    const rows = Number(db.get(`SELECT max(rid) FROM ${quote(plan.table)}`)?.[0] ?? 0);
    return rows <= TOO_MANY && rows <= 2 * loaded;
  }

  /** Has the indexes of a collection wait. Inside a transaction; where it fails, they stay and are kept at every row. */
  defer(name: CollectionName): void {
    const { plan, db } = this.handle.table(name);
    try {
      db.transaction(() => {
        for (const index of plan.indexes) {
          if (isDeferred(db, index)) abandonBuild(db, index);
          else if (!isNeededMeanwhile(name, index)) deferIndex(db, index);
        }
      });
    } catch (error) {
      this.#kept.add(name);
      this.log(`dropping indexes of ${name}: ${describeError(error)}`);
    }
  }

  /** A collection's load is over: what waits is built. */
  loaded(name: CollectionName): void {
    if (this.#loading.delete(name)) this.build();
  }

  /** Builds what waits and is not being loaded, one index after the other. */
  build(): void {
    this.#asked = true;
    this.#building ??= this.#run().finally(() => {
      this.#building = undefined;
    });
  }

  /** Whether an index is being built. */
  get isBuilding(): boolean {
    return this.#building !== undefined;
  }

  /** Ends at the next piece; what is not built yet waits in the database. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#building;
  }

  #next(): DeferredIndex | undefined {
    const { handle } = this;
    if (this.#closed || !handle.isOpen) return undefined;
    const names = collectionNames
      .filter((name) => !this.#loading.has(name))
      .sort((a, b) => collections[a].pullPriority - collections[b].pullPriority);
    for (const name of names) {
      const [first] = deferredIndexes(handle.db, handle.table(name).plan);
      if (first) return first;
    }
    return undefined;
  }

  async #run(): Promise<void> {
    try {
      while (this.#asked) {
        this.#asked = false;
        let failed = 0;
        for (let next = this.#next(); next !== undefined && failed < TRIES; next = this.#next()) {
          this.folder.begin();
          try {
            failed = (await this.#buildOne(next)) ? 0 : failed + 1;
          } finally {
            this.folder.end();
          }
        }
      }
    } catch (error) {
      // What waits is asked for again after the next load, and at the next start.
      this.log(`building an index: ${describeError(error)}`);
    } finally {
      await this.#endThread();
    }
  }

  /** False when it was not finished, and is to be tried again. */
  async #buildOne(deferred: DeferredIndex): Promise<boolean> {
    const { handle } = this;
    const { db } = handle;
    const { plan, index } = deferred;
    if (db.get(`SELECT 1 FROM ${quote(plan.table)} LIMIT 1`) === undefined) return atOnce(db, deferred);
    db.transaction(() => beginBuild(db, deferred));
    const columns = [...index.columns, 'rid'];
    const after = buildPosition(db, deferred);
    const { hasNulls } = await this.#ask('sort', { table: plan.table, columns, after });
    if (hasNulls) return atOnce(db, deferred);
    let undone = false;
    let held = 0;
    const settled = (error: unknown) => {
      if (error !== undefined) undone = true;
      else this.folder.committed(Math.ceil(held / ENTRIES_A_PAGE));
      held = 0;
    };
    for (let asked = this.#ask('next', null); ; ) {
      const piece = await asked;
      // The thread makes the next one ready meanwhile.
      if (!piece.isWhole) asked = this.#ask('next', null);
      // Who loads has taken it out, or what was held was undone: the database knows up to where it is built.
      if (undone || this.#closed || !handle.isOpen || !hasBuild(db, deferred)) {
        await asked;
        return false;
      }
      handle.hold(() => {
        held += add(handle, deferred, piece);
      }, settled);
      if (held >= TOGETHER || piece.isWhole) handle.settle();
      if (piece.isWhole) break;
      await sleep(this.#loading.size > 0 ? PAUSE_MS.loading : PAUSE_MS.alone);
    }
    if (undone) return false;
    if (!finishBuild(db, deferred)) buildAtOnce(db, deferred);
    return true;
  }

  #ask<N extends CallName<SortCalls>>(
    name: N,
    input: SortCalls[N]['input'],
  ): Promise<SortCalls[N]['output']> {
    this.#thread ??= this.#begin();
    const asked = this.#thread.ask(name, input);
    // Whoever waits for it hears of it.
    asked.catch(() => {});
    return asked;
  }

  async #endThread(): Promise<void> {
    const thread = this.#thread;
    if (thread === undefined) return;
    this.#thread = undefined;
    await thread.call('close', null);
    await thread.stop();
  }

  #begin(): Thread<SortCalls> {
    const thread = new Thread<SortCalls>(backgroundEnd(threadFile('sort'), 'sort', this.start), 'sort', {
      news: {},
      log: (_level, message) => this.log(message),
      ended: () => {
        if (this.#thread === thread) this.#thread = undefined;
      },
    });
    return thread;
  }
}

function atOnce(db: Database, deferred: DeferredIndex): true {
  buildAtOnce(db, deferred);
  return true;
}

/** Adds a piece; answers how many entries it has, roughly where they are a text. */
function add({ db }: StoreHandle, deferred: DeferredIndex, piece: Piece): number {
  if ('entries' in piece) {
    for (const entry of piece.entries) addEntry(db, deferred, entry);
    return piece.entries.length;
  }
  if (piece.last.length > 0) addEntries(db, deferred, piece.json, piece.last);
  return PIECE;
}
