import { existsSync } from 'node:fs';
import { AS_IT_LIES, askFirstPage, type Binding, bind } from './binding';
import { StoreError, toStoreError } from './errors';
import type { OpenOptions } from './open-options';
import { fileUri, hasLog, lookBefore } from './opening';
import { bindable } from './parameters';
import { connectionClosed } from './release';
import { type Compared, compareSeal, hasSeal, removeSeal } from './seal';
import type { SqlParameter, SqlRow, SqlValue } from './sql-values';
import { Statements } from './statements';

export type { OpenOptions, SqlParameter, SqlRow, SqlValue };

export interface RunResult {
  readonly changes: number;
  readonly lastInsertRowid: number;
}

/** How a transaction that was held open has ended: with an error all of it was undone. */
export type Settled = (error: unknown) => void;

const NOT_COMPARED: Compared = { wasSealed: false, unchecked: undefined };

/**
 * One synchronous connection. The only owner of the binding: everything it does not survive (a boolean parameter
 * aborts the process, `readonly` is ignored, a wrong key shows at the first query, nested transactions throw) is
 * dealt with here. Every failure is a StoreError.
 */
export class Database {
  readonly path: string;
  readonly readonly: boolean;
  /** What comparing the file with its seal has shown, where `checksSeal` asked for it. */
  readonly compared: Compared;
  readonly #statements = new Statements();
  readonly #onAsked: OpenOptions['onAsked'];
  #db: Binding | undefined;
  #depth = 0;
  #damaged = false;
  #condemned = false;
  /** Told when the transaction that is held open is over. */
  #held: Settled | undefined;
  /** It was opened, and may have written since. */
  #hasWritten = false;

  /** Opens and probes; see {@link openDatabase}. */
  constructor(options: OpenOptions) {
    this.path = options.path;
    this.readonly = options.readonly === true || options.immutable === true;
    this.#onAsked = options.onAsked;
    const inMemory = options.path === ':memory:';
    if (this.readonly && !inMemory && !existsSync(options.path)) {
      throw new StoreError('store-missing', `no such file: ${options.path}`);
    }
    const key = inMemory ? '' : (options.encryptionKey ?? '');
    if (key !== '' && !/^[0-9a-f]{64}$/i.test(key)) {
      throw new StoreError('store-wrong-key', 'an encryption key is 64 hexadecimal digits');
    }
    this.compared = !inMemory && options.checksSeal === true ? compareSeal(options.path) : NOT_COMPARED;
    const sealed = !inMemory && options.immutable !== true && hasSeal(options.path);
    const { path, readonly } = this;
    const placed = () =>
      lookBefore({ path, key, readonly, keyKnown: options.keyKnown === true }, () => askFirstPage(path, key));
    const place = inMemory ? path : options.immutable === true ? fileUri(path, AS_IT_LIES) : placed();
    try {
      this.#db = bind(place, key);
      this.exec(`PRAGMA busy_timeout=${Math.trunc(options.busyTimeoutMs ?? 5000)}`);
      // Temporary files would not be encrypted.
      if (key !== '') this.exec('PRAGMA temp_store=MEMORY');
      // The list of tables is read here. No statement may be left of it: it would keep a failed opening open.
      this.exec('SELECT count(*) FROM sqlite_master');
      if (this.readonly) this.exec('PRAGMA query_only=ON');
      else if (sealed) this.#unseal();
      for (const [name, value] of Object.entries(options.pragmas ?? {})) this.exec(`PRAGMA ${name}=${value}`);
      this.#hasWritten = false;
    } catch (error) {
      this.#abandon(key);
      throw toStoreError(error);
    }
  }

  get isOpen(): boolean {
    return this.#db !== undefined;
  }

  /** Whether damage was met on this connection. */
  get isDamaged(): boolean {
    return this.#damaged;
  }

  /** Answers nothing any more: the file is damaged, whatever a single page may say. */
  condemn(): void {
    this.#damaged = true;
    this.#condemned = true;
  }

  /** Notes that what was read cannot be what was written. */
  damaged(message: string, cause?: unknown): StoreError {
    this.#damaged = true;
    return new StoreError('store-corrupt', message, cause);
  }

  get inTransaction(): boolean {
    return this.#depth > 0;
  }

  /** Runs statements without parameters; results are dropped. */
  exec(sql: string): void {
    this.settle();
    this.#hasWritten ||= !WRITES_NOTHING.test(sql);
    try {
      this.#open().exec(sql);
    } catch (error) {
      throw this.#failure(error);
    }
  }

  /** Runs one writing statement. */
  run(sql: string, parameters: readonly SqlParameter[] = []): RunResult {
    this.settle();
    this.#hasWritten = true;
    try {
      const result = this.#statements.of('run', sql, this.#open()).run(bindable(parameters));
      return { changes: result.changes, lastInsertRowid: Number(result.lastInsertRowid) };
    } catch (error) {
      throw this.#failure(error);
    }
  }

  /**
   * Runs one writing statement `times` times. `parametersOf` may fill and give the same array each time; it may run
   * other statements.
   */
  runEach(sql: string, times: number, parametersOf: (turn: number) => readonly SqlParameter[]): void {
    this.settle();
    this.#hasWritten = true;
    try {
      const statement = this.#statements.of('run', sql, this.#open());
      for (let turn = 0; turn < times; turn++) statement.run(bindable(parametersOf(turn)));
    } catch (error) {
      throw this.#failure(error);
    }
  }

  /** All rows, each an array in the order of the columns. */
  all(sql: string, parameters: readonly SqlParameter[] = []): SqlRow[] {
    this.#onAsked?.(sql);
    try {
      return this.#statements.of('all', sql, this.#open()).all(bindable(parameters)) as SqlRow[];
    } catch (error) {
      throw this.#failure(error);
    }
  }

  /** Visits each row in turn; all of them are read, since a statement that was left would hold its snapshot. */
  each(sql: string, parameters: readonly SqlParameter[], visit: (row: SqlRow) => void): void {
    this.#onAsked?.(sql);
    let failed: { readonly error: unknown } | undefined;
    try {
      const rows = this.#statements.of('all', sql, this.#open()).iterate(bindable(parameters));
      for (const row of rows as Iterable<SqlRow>) {
        if (failed !== undefined) continue;
        try {
          visit(row);
        } catch (error) {
          failed = { error };
        }
      }
    } catch (error) {
      throw toStoreError(error);
    }
    if (failed !== undefined) throw failed.error;
  }

  /** The first row, or undefined. */
  get(sql: string, parameters: readonly SqlParameter[] = []): SqlRow | undefined {
    this.#onAsked?.(sql);
    try {
      return this.#statements.of('get', sql, this.#open()).get(bindable(parameters)) as SqlRow | undefined;
    } catch (error) {
      throw this.#failure(error);
    }
  }

  /** The names of the columns that a query answers with, in order. */
  columns(sql: string): string[] {
    try {
      return this.#statements
        .of('all', sql, this.#open())
        .columns()
        .map((column) => column.name);
    } catch (error) {
      throw this.#failure(error);
    }
  }

  /**
   * Runs `work` in one transaction: all of it or nothing. Inside another transaction it is a savepoint, so that an
   * error undoes the inner part alone if the caller handles it.
   */
  transaction<T>(work: () => T): T {
    this.settle();
    const depth = this.#depth;
    const [begin, commit, rollback] =
      depth === 0
        ? ['BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK']
        : [`SAVEPOINT s${depth}`, `RELEASE s${depth}`, `ROLLBACK TO s${depth}`];
    this.run(begin);
    this.#depth = depth + 1;
    try {
      const result = work();
      this.run(commit);
      return result;
    } catch (error) {
      try {
        // A full disk has rolled back already; then there is nothing to undo, and saying so is no news.
        this.exec(rollback);
        if (depth > 0) this.exec(commit);
      } catch {}
      throw error;
    } finally {
      this.#depth = depth;
    }
  }

  /**
   * Runs a piece of a long load in a transaction that stays open for the next piece, so that many small pieces cost
   * one commit. Whoever else writes on this connection commits it first, without knowing; reads of this connection see
   * the pieces at once, others after the commit. What a piece throws undoes all pieces since the last commit.
   * @param settled told once when the pieces are committed, or why all of them were undone
   */
  hold<T>(work: () => T, settled: Settled): T {
    if (this.#depth > 0) throw new StoreError('store-bad-value', 'a piece of a load inside a transaction');
    if (this.#held === undefined) {
      this.run('BEGIN IMMEDIATE');
      this.#held = settled;
    }
    this.#depth = 1;
    try {
      return work();
    } catch (error) {
      this.#endHeld('ROLLBACK', error);
      throw error;
    } finally {
      this.#depth = 0;
    }
  }

  /** Runs several reads on one state of the file, whatever other connections commit meanwhile. */
  snapshot<T>(read: () => T): T {
    if (this.#depth > 0 || this.#held !== undefined) return read();
    this.#perform('BEGIN');
    this.#depth = 1;
    try {
      return read();
    } finally {
      this.#depth = 0;
      // Nothing was written: it ends alike, whether what was read could be used or not.
      this.#perform('COMMIT');
    }
  }

  #perform(sql: 'BEGIN' | 'COMMIT'): void {
    try {
      this.#statements.of('run', sql, this.#open()).run([]);
    } catch (error) {
      throw toStoreError(error);
    }
  }

  get isHolding(): boolean {
    return this.#held !== undefined;
  }

  /** Commits what is held open, if anything is. Never throws: whoever holds it is told how it went. */
  settle(): void {
    if (this.#held === undefined || this.#depth > 0) return;
    try {
      this.#statements.of('run', 'COMMIT', this.#open()).run([]);
    } catch (error) {
      this.#endHeld('ROLLBACK', toStoreError(error));
      return;
    }
    this.#endHeld(undefined, undefined);
  }

  #endHeld(undo: 'ROLLBACK' | undefined, error: unknown): void {
    const settled = this.#held;
    this.#held = undefined;
    try {
      if (undo !== undefined) this.#db?.exec(undo);
    } catch {
      // A full disk has rolled back already.
    }
    settled?.(error);
  }

  /**
   * Folds the log if anything was written, forgets every statement and closes. The file itself is let go when the
   * statements are collected, see {@link letGo}: SQLite would fold the log only then, into a file that was read, copied
   * or compared meanwhile as if it were at rest. Harmless twice.
   */
  close(): void {
    this.settle();
    const db = this.#db;
    this.#db = undefined;
    const hasStatements = this.#statements.clear();
    if (db === undefined) return;
    try {
      if (this.#hasWritten && !this.readonly) foldNow(db);
      db.close();
      if (hasStatements) connectionClosed();
    } catch (error) {
      throw this.#failure(error);
    }
  }

  #unseal(): void {
    // Nobody else may take it off, or write, between a look and the deed.
    this.exec('BEGIN IMMEDIATE');
    try {
      removeSeal(this.path);
    } finally {
      this.exec('ROLLBACK');
    }
  }

  #failure(error: unknown): StoreError {
    const known = toStoreError(error);
    if (known.code === 'store-corrupt') this.#damaged = true;
    return known;
  }

  #open(): Binding {
    if (this.#db === undefined) throw new StoreError('store-closed', `the database is closed: ${this.path}`);
    if (this.#condemned)
      throw new StoreError('store-corrupt', 'the file is not what it was when it was closed');
    return this.#db;
  }

  /**
   * Ends an opening that has failed and leaves the log as it was: whoever closes last folds it, but not one that may
   * only read.
   */
  #abandon(key: string): void {
    let last: Binding | undefined;
    try {
      if (this.#db !== undefined && hasLog(this.path)) {
        last = bind(fileUri(this.path, 'mode=ro'), key);
        last.exec('PRAGMA schema_version');
      }
    } catch {
      // What cannot be read here cannot be folded either.
    }
    try {
      this.#hasWritten = false;
      this.close();
    } finally {
      last?.close();
    }
  }
}

/** Opens a connection and asks it one question, so that a wrong key or a damaged header is known here. */
export function openDatabase(options: OpenOptions): Database {
  return new Database(options);
}

/** What `exec` is given that leaves the file as it is. */
const WRITES_NOTHING =
  /^(VACUUM INTO|BEGIN|COMMIT|ROLLBACK|SELECT|PRAGMA (busy_timeout|temp_store|query_only|cache_size|synchronous|wal_autocheckpoint|journal_size_limit|locking_mode)\b)/i;

/** As the last connection does at its end; where another one reads or writes just now, it is left to that one. */
function foldNow(db: Binding): void {
  try {
    db.exec('PRAGMA busy_timeout=0');
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {
    // A full disk, a file that is gone: the log stays, and the next opening reads it.
  }
}

/** An SQL identifier in quotes. */
export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
