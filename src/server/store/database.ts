/** Anything that answers SQL: a database or one transaction of it. */
export interface Rows {
  /** Runs one statement with `$1`-style parameters and gives its rows. */
  query<Row = Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/**
 * The little we ask of a database. PostgreSQL and the embedded PGlite run the same SQL behind it.
 * 64-bit integers may arrive as text or number: read them with `Number(...)`; they stay below 2^53.
 */
export interface Database extends Rows {
  readonly kind: 'postgresql' | 'pglite';
  /** For people: which database this is, without credentials. */
  readonly description: string;
  /**
   * Runs `work` in one READ COMMITTED transaction; an error rolls it back and is thrown on.
   * @param patience `long` for what goes over all documents, and may take as long as it takes
   */
  transaction<T>(work: (transaction: Rows) => Promise<T>, patience?: 'long'): Promise<T>;
  /**
   * Calls `onMessage` with the payload of every NOTIFY on the channel until the database is closed, and
   * `onGap` after a lost connection is back: messages may have been missed in between.
   */
  listen(channel: string, onMessage: (payload: string) => void, onGap: () => void): Promise<void>;
  close(): Promise<void>;
}

/**
 * Which database to open: a PostgreSQL address, a folder for PGlite, or PGlite in memory, there as a copy of an empty
 * `cluster` where one is given (PGlite's `dumpDataDir`): to make one takes seconds.
 */
export type DatabaseChoice =
  | { readonly url: string }
  | { readonly folder: string }
  | { readonly memory: true; readonly cluster?: Blob };
