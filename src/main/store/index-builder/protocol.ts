import type { Entry } from '../sqlite-storage';

export interface SorterStart {
  readonly databasePath: string;
  readonly encryptionKey: string;
}

/** What is to be sorted: the rows of a table by columns, those after an entry. */
export interface SortQuestion {
  readonly table: string;
  readonly columns: readonly string[];
  readonly after: Entry | undefined;
}

/** What is asked of the sorting thread. */
export interface SortCalls {
  sort: { input: SortQuestion; output: SortAnswer };
  /** The next piece of what was sorted. */
  next: { input: null; output: Piece };
  /** Lets go of the file. */
  close: { input: null; output: null };
}

export interface SortAnswer {
  readonly hasNulls: boolean;
}

/** Entries in their order: as JSON where that says them exactly. */
export type Piece = { readonly isWhole: boolean } & (
  | { readonly json: string; readonly last: Entry }
  | { readonly entries: readonly Entry[] }
);

/** How many entries a piece of the sorting thread has: some two milliseconds of the writer's. */
export const PIECE = 500;
