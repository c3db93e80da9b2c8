import { randomBytes } from 'node:crypto';
import { type Acknowledged, compare, highestSeq, keepHighest, type Loss } from './acknowledged';
import { Database, type OpenOptions, type Settled, type SqlValue } from './adapter';
import type { TablePlan } from './columns';
import { StoreError, toStoreError } from './errors';
import { type LayoutOptions, noteWriter, prepareLayout, readLayout } from './layout';
import { Proof } from './proof';
import { dropTable, openTable, type Table } from './table';
import { keyOf } from './values';

/** 0: only here. 1: sent. 2: confirmed by the server. */
export type Mark = 0 | 1 | 2;

/** A row to be marked: with `rev`, only if it has not been written again since. */
export type MarkItem = string | { readonly id: string; readonly rev: string };

export interface HandleOptions extends OpenOptions, LayoutOptions {
  /** The write-ahead log is folded into the file when it has grown to so many pages. */
  readonly autoCheckpointPages: number;
  /** After so many milliseconds without a write the log is folded and emptied; 0: never. */
  readonly idleCheckpointMs: number;
  /** Asked about an existing file before it is opened for writing: what it throws leaves every byte as it is. */
  readonly onFound?: ((db: Database) => void) | undefined;
}

/** How many sequence numbers are reserved at a time; a crash loses the rest of them, which harms nobody. */
const SEQ_BLOCK = 1000;

/** The open file: one connection, one sequence, all tables. */
export class StoreHandle {
  readonly db: Database;
  readonly #tables = new Map<string, Table>();
  readonly #inMemory: boolean;
  readonly #idleMs: number;
  readonly #foldPages: number;
  #foldsAtPages = 0;
  #next = 1;
  #ceiling = 0;
  #durable: boolean | undefined;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;
  #wroteAt = 0;
  #dataVersion: SqlValue | undefined;
  #numbersAreOld = false;
  /** Who holds pieces in the transaction that is open, and the ceiling before the first of them. */
  readonly #heldFor = new Set<Settled>();
  #ceilingBefore = 0;
  readonly #writer: string;
  #acknowledged: Acknowledged | undefined;
  #loss: Loss | undefined;
  /** Whether the file is what was written. */
  readonly proof: Proof;

  /** Opens the file, makes or checks its layout. Throws StoreError. */
  constructor(options: HandleOptions) {
    this.#inMemory = options.path === ':memory:';
    this.#writer = options.writer;
    this.#foldPages = options.autoCheckpointPages;
    this.#idleMs = this.#inMemory ? 0 : options.idleCheckpointMs;
    this.proof = new Proof(options);
    this.db = new Database({ ...options, keyKnown: this.proof.keyKnown });
    try {
      this.proof.opened(this.db);
      this.#prepare(options);
      this.proof.begin(() => this.#foldsAtPages);
    } catch (error) {
      this.db.close();
      throw toStoreError(error);
    }
  }

  get isOpen(): boolean {
    return this.db.isOpen;
  }

  /** The number of an RxDatabase in this file; the first one is 0. */
  databaseNumber(name: string): number {
    const key = keyOf(name);
    const find = () => this.db.get('SELECT id FROM _databases WHERE name = ?', [key])?.[0];
    const known = find();
    if (known !== undefined) return Number(known);
    return this.db.transaction(() => {
      const made = find();
      if (made !== undefined) return Number(made);
      const next = Number(this.db.get('SELECT coalesce(max(id) + 1, 0) FROM _databases')?.[0]);
      this.db.run('INSERT INTO _databases(id, name) VALUES(?, ?)', [next, key]);
      return next;
    });
  }

  /**
   * Learns what other processes and threads have committed since: which numbers are taken, which kinds of value the
   * columns have held. Cheap when nobody has.
   */
  followOthers(): void {
    if (this.#inMemory) return;
    const version = this.db.get('PRAGMA data_version')?.[0];
    if (version === this.#dataVersion) return;
    this.#dataVersion = version;
    this.#numbersAreOld = true;
    for (const table of this.#tables.values()) table.forgetKinds();
  }

  /** The next number of the file-wide sequence. Inside a transaction that fails it is simply skipped. */
  nextSeq(): number {
    if (this.#next > this.#ceiling) {
      this.#ceiling = this.#next + SEQ_BLOCK - 1;
      this.#writeMeta('seq', this.#ceiling);
    }
    return this.#next++;
  }

  /**
   * Runs a write. `durable`: the commit has reached the disk when this returns; otherwise a power cut may take it
   * back, whole, together with everything written after it. `own`: what is written is to be had from nowhere else, and
   * is missed at a later opening if the file has lost it; see {@link loss}.
   */
  write<T>(table: Table, durable: boolean, work: () => T, own = false): T {
    this.db.settle();
    this.#setDurable(durable);
    let ceiling = this.#ceiling;
    let first = this.#next;
    try {
      const result = this.db.transaction(() => {
        if (this.#renewNumbers()) ceiling = 0;
        first = this.#next;
        return work();
      });
      const rows = this.#next - first;
      if (own && rows > 0) this.#acknowledged?.note({ seq: this.#next - 1, at: Date.now(), rows, durable });
      return result;
    } catch (error) {
      this.#ceiling = Math.min(ceiling, this.#ceiling);
      if (this.db.isOpen) table.forgetKinds();
      throw toStoreError(error);
    } finally {
      this.#wroteAt = Date.now();
      this.#armIdle();
    }
  }

  /**
   * Runs a piece of a long load in a transaction that stays open for the next piece; see {@link Database.hold}. A
   * power cut may take back what is held, and a crash what is not settled yet: for what can be fetched again. Several may
   * hold pieces in the same one; each gives the same `settled` with all of its pieces, and is told once.
   */
  hold<T>(work: () => T, settled: Settled): T {
    this.#setDurable(false);
    // Nobody else can write while it is held open.
    const begins = !this.db.isHolding;
    if (begins) this.#ceilingBefore = this.#ceiling;
    this.#heldFor.add(settled);
    try {
      return this.db.hold(() => {
        if (begins && this.#renewNumbers()) this.#ceilingBefore = 0;
        return work();
      }, this.#heldEnded);
    } catch (error) {
      if (!this.db.isHolding) this.#heldFor.clear();
      throw toStoreError(error);
    } finally {
      this.#wroteAt = Date.now();
      this.#armIdle();
    }
  }

  readonly #heldEnded: Settled = (error) => {
    const told = [...this.#heldFor];
    this.#heldFor.clear();
    if (error !== undefined) {
      this.#ceiling = Math.min(this.#ceilingBefore, this.#ceiling);
      if (this.db.isOpen) for (const table of this.#tables.values()) table.forgetKinds();
    }
    for (const settled of told) settled(error);
  };

  /** Inside {@link hold}: runs a part of a piece. False, and nothing of it is written, when a row was there already. */
  unlessThere(work: () => void): boolean {
    const ceiling = this.#ceiling;
    try {
      this.db.transaction(work);
      return true;
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== 'store-constraint') throw error;
      this.#ceiling = Math.min(ceiling, this.#ceiling);
      for (const table of this.#tables.values()) table.forgetKinds();
      return false;
    }
  }

  /** Commits what a load holds open; see {@link Database.settle}. */
  settle(): void {
    this.db.settle();
  }

  /** Inside a transaction: nobody writes beside us now. True when others had taken numbers. */
  #renewNumbers(): boolean {
    this.followOthers();
    if (!this.#numbersAreOld) return false;
    // Numbers beyond every reserved one are later than all that is committed.
    this.#numbersAreOld = false;
    this.#next = Math.max(this.#next, Number(this.readMeta('seq') ?? 0) + 1);
    this.#ceiling = 0;
    return true;
  }

  /** Opens a collection's table; `created` runs in the same transaction that creates it. */
  openTable(plan: TablePlan, whenCreated: () => void): Table {
    const open = this.#tables.get(plan.table);
    if (open !== undefined) return open;
    const table = this.db.transaction(() => {
      const result = openTable(this.db, plan);
      if (result.created) {
        noteWriter(this.db, this.#writer);
        whenCreated();
      }
      return result.table;
    });
    this.#tables.set(plan.table, table);
    return table;
  }

  /** Drops a table for good. */
  removeTable(table: Table): void {
    this.db.transaction(() => {
      keepHighest(this.db);
      dropTable(table);
    });
    table.removed = true;
    this.#tables.delete(table.plan.table);
    table.changes$.complete();
  }

  /** Forgets a table that nobody uses. Its rows stay. */
  releaseTable(table: Table): void {
    if (this.#tables.get(table.plan.table) !== table) return;
    this.#tables.delete(table.plan.table);
    table.changes$.complete();
  }

  /** The open table of a collection of the first RxDatabase, the newest schema version where there are several. */
  table(collection: string): Table {
    let found: Table | undefined;
    for (const table of this.#tables.values()) {
      if (table.plan.collection !== collection || table.plan.database !== 0) continue;
      if (found === undefined || table.plan.version > found.plan.version) found = table;
    }
    if (found === undefined) throw new StoreError('store-closed', `the collection ${collection} is not open`);
    return found;
  }

  /** The open table of the same collection at an older schema version: there while RxDB migrates. */
  tableBefore({ plan }: Table): Table | undefined {
    let found: Table | undefined;
    for (const table of this.#tables.values()) {
      const other = table.plan;
      if (other.database !== plan.database || other.collection !== plan.collection) continue;
      if (other.version >= plan.version) continue;
      if (found === undefined || table.plan.version > found.plan.version) found = table;
    }
    return found;
  }

  /**
   * Marks rows as only here, sent or confirmed. A row written since (`rev` differs) keeps its mark. No change event,
   * no new sequence number.
   *
   * @returns how many rows were marked
   */
  setMark(collection: string, items: readonly MarkItem[], mark: Mark): number {
    if (items.length === 0) return 0;
    const table = this.table(collection);
    const list = items.map((item) => (typeof item === 'string' ? [item, null] : [item.id, item.rev]));
    const sql = `UPDATE ${table.name} SET mark = ?1 FROM (
        SELECT value ->> 0 AS wanted_id, value ->> 1 AS wanted_rev FROM json_each(?2)) AS wanted
      WHERE id = wanted_id AND (wanted_rev IS NULL OR rev = wanted_rev) AND mark IS NOT ?1`;
    return this.write(table, false, () => this.db.run(sql, [mark, JSON.stringify(list)]).changes);
  }

  /** Before a bulk load: drops all indexes of the collection but the one on `id`. */
  dropIndexes(collection: string): void {
    const table = this.table(collection);
    this.db.transaction(() => table.dropIndexes());
  }

  /** After a bulk load: builds what is missing. Also done whenever the collection is opened. */
  createIndexes(collection: string): void {
    const table = this.table(collection);
    this.#setDurable(false);
    this.db.transaction(() => table.createIndexes());
  }

  /** Whether a load holds a transaction open. */
  get isHolding(): boolean {
    return this.db.isHolding;
  }

  /** Has a commit fold the log when it has so many pages; without a number as it was opened. */
  foldsAt(pages = this.#foldPages): void {
    this.#foldsAtPages = pages;
    this.proof.finish();
    if (!this.#inMemory) this.db.exec(`PRAGMA wal_autocheckpoint=${pages}`);
  }

  /** Folds the write-ahead log into the file. False: a reader was in the way, nothing is lost. */
  checkpoint(mode: 'PASSIVE' | 'TRUNCATE' = 'TRUNCATE'): boolean {
    if (this.#inMemory) return true;
    this.db.settle();
    this.proof.finish();
    return this.db.get(`PRAGMA wal_checkpoint(${mode})`)?.[0] === 0;
  }

  /**
   * Writes of this device that were acknowledged and are not in the file, found at this opening or an earlier one and
   * not yet read of: the log was damaged, cut or taken away, or the file exchanged for an older one.
   */
  get loss(): Loss | undefined {
    return this.#loss;
  }

  /** Somebody has read of the loss. */
  forgetLoss(): void {
    this.#loss = undefined;
    this.db.run("DELETE FROM _meta WHERE key = 'loss'");
  }

  /** A value of the file's own table `_meta`. */
  readMeta(key: string): SqlValue | undefined {
    return this.db.get('SELECT value FROM _meta WHERE key = ?', [key])?.[0];
  }

  /** What those who can open the file have in common, and nobody else knows: 64 hexadecimal digits. */
  secret(name: string): string {
    const find = () => this.readMeta(`secret ${name}`);
    const known = find();
    if (known !== undefined) return String(known);
    return this.db.transaction(() => {
      if (find() === undefined) this.#writeMeta(`secret ${name}`, randomBytes(32).toString('hex'));
      return String(find());
    });
  }

  /** Folds the log, closes the connection. Harmless twice. */
  close(): void {
    clearTimeout(this.#idleTimer);
    if (!this.db.isOpen) return;
    for (const table of [...this.#tables.values()]) this.releaseTable(table);
    this.#acknowledged?.close();
    let alone = false;
    try {
      this.checkpoint('TRUNCATE');
      this.#setDurable(true);
      alone = this.proof.seal();
    } catch {
      // A log that stays beside the file is folded, and a file without a seal read through, at the next open.
    }
    this.db.close();
    this.proof.closed(alone);
  }

  #prepare(options: HandleOptions): void {
    const { db } = this;
    readLayout(db);
    if (!this.#inMemory) {
      db.exec('PRAGMA journal_mode=WAL');
      this.foldsAt();
      // The log is cut to this size after a checkpoint, so that one import does not keep the disk for ever.
      db.exec('PRAGMA journal_size_limit=67108864');
    }
    db.exec('PRAGMA temp_store=MEMORY');
    db.exec('PRAGMA cache_size=-32000');
    this.#setDurable(false);
    prepareLayout(db, options);
    const highest = highestSeq(db);
    this.#next = Math.max(Number(this.readMeta('seq') ?? 0), highest) + 1;
    this.#ceiling = 0;
    if (!this.#inMemory) {
      const { last, acknowledged, loss } = compare(db, options.path, highest);
      this.#acknowledged = acknowledged;
      this.#loss = loss;
      // A number that was given away once is never given again, not even after its row was lost.
      this.#next = Math.max(this.#next, last + 1);
    }
    this.#dataVersion = db.get('PRAGMA data_version')?.[0];
  }

  #writeMeta(key: string, value: string | number): void {
    this.db.run('INSERT OR REPLACE INTO _meta(key, value) VALUES(?, ?)', [key, value]);
  }

  #setDurable(durable: boolean): void {
    if (this.#inMemory || this.#durable === durable || this.db.inTransaction) return;
    this.db.exec(`PRAGMA synchronous=${durable ? 'FULL' : 'NORMAL'}`);
    this.#durable = durable;
  }

  #armIdle(): void {
    if (this.#idleMs === 0 || this.#idleTimer !== undefined || !this.db.isOpen) return;
    this.#idleTimer = setTimeout(() => {
      this.#idleTimer = undefined;
      if (!this.db.isOpen) return;
      if (Date.now() - this.#wroteAt < this.#idleMs) {
        this.#armIdle();
        return;
      }
      try {
        this.checkpoint('TRUNCATE');
      } catch {
        // The next write, or closing, will meet the same trouble and report it to someone who listens.
      }
    }, this.#idleMs);
    this.#idleTimer.unref();
  }
}
