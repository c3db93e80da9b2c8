import type { ReaderSession } from './reader';

/** What main asks of the reader thread beside the page's live queries. */
export interface ReaderCalls {
  /** Opens the store for reading. @throws AppError `store-not-open` while the data thread has not made it */
  open: { input: null; output: null };
  session: { input: ReaderSession; output: null };
  close: { input: null; output: null };
}
