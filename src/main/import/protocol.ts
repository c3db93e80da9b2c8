import type { Failure } from '@shared/lib/result';
import type { RunSummary } from './run';

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

/** Calls of the import thread. */
export const importCalls = {
  analyse: '$analyse',
  run: '$run',
  cancel: '$cancel',
  written: '$written',
  failedRows: '$failed-rows',
} as const;

/** Names the thread publishes under. */
export const importNews = { progress: 'progress', write: 'write' } as const;
