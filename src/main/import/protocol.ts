import type { Failure, Result } from '@shared/lib/result';
import type { AnalysedFile, analyseFile } from './analyse';
import type { WrittenBatch } from './batch';
import type { FailedRowsInput, RunInput, RunNews, RunSummary } from './run';

export interface ImportThreadStart {
  readonly databasePath: string;
  readonly encryptionKey: string;
}

/** What the thread publishes to main, besides its answers. */
export interface BatchToWrite {
  readonly seq: number;
  readonly bytes: Uint8Array;
}

/** A finished run as main is told of it. */
export interface RunAnswer extends Omit<RunSummary, 'error'> {
  readonly error: Failure | null;
}

/** What main asks of the import thread. */
export interface ImportThreadCalls {
  /** Looks into a file: how it is written, what its columns may be. */
  analyse: { input: Parameters<typeof analyseFile>[0]; output: AnalysedFile };
  run: { input: RunInput; output: RunAnswer };
  cancel: { input: null; output: null };
  /** What the data thread has made of a batch. */
  written: { input: { readonly seq: number; readonly result: Result<WrittenBatch> }; output: null };
  /** Writes the rows that did not get in; answers how many there were. */
  failedRows: { input: FailedRowsInput; output: number };
}

/** What the import thread tells main. */
export interface ImportThreadNews {
  progress: RunNews;
  write: BatchToWrite;
}
