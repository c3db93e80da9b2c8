import type { Entry } from '../sqlite-storage';

export interface SorterStart {
  readonly databasePath: string;
  readonly encryptionKey: string;
}

/** What is asked of the sorting thread: to sort a table's rows, for the next piece of them, to end. */
export type SortQuestion =
  | { readonly table: string; readonly columns: readonly string[]; readonly after: Entry | undefined }
  | 'next'
  | 'close';

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
