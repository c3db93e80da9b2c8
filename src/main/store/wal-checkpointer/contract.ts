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

/** What is asked of the folding thread. */
export interface FoldCalls {
  /** Folds the write-ahead log into the file once, as far as readers let it. */
  fold: { input: null; output: Folded };
  /** Lets go of the file. */
  close: { input: null; output: null };
}
