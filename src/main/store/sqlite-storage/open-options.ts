export interface OpenOptions {
  /** A file, or `:memory:`. */
  readonly path: string;
  /**
   * Refuses every write on this connection, and a file that does not exist. What a crash has left beside the file is
   * read and stays as it is; a rollback that was broken off cannot be read so: `store-readonly`.
   */
  readonly readonly?: boolean | undefined;
  /** Reads the file as it lies there, without its log and without a lock: for a look at one that nobody writes. */
  readonly immutable?: boolean | undefined;
  /**
   * Compares the file with its seal before anything else: all of it up to what `seal.ts` says, of a larger one the
   * beginning, the rest being left to whoever opens it (`compared`). Otherwise the seal is not looked at, but taken off
   * all the same by a connection that may write.
   */
  readonly checksSeal?: boolean | undefined;
  /** 64 hexadecimal digits; absent or empty: the file is plain. Ignored in memory. */
  readonly encryptionKey?: string | undefined;
  /** The key was seen to open the file a moment ago. */
  readonly keyKnown?: boolean | undefined;
  /** Set after the probe, in this order. */
  readonly pragmas?: Readonly<Record<string, string | number>> | undefined;
  /** How long a statement waits for another process's lock, in milliseconds. */
  readonly busyTimeoutMs?: number | undefined;
  /** Told every statement that is asked for rows, before it is. */
  readonly onAsked?: ((sql: string) => void) | undefined;
}
