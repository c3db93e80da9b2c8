import type { DataContext } from '../data/context';
import type { CallHandlers } from '../threads/contract';
import { unpackBatch, type WrittenBatch } from './batch';
import { type BeginImport, beginImport, type FinishImport, finishImport, writeBatch } from './write';

/** Main's calls to the data thread for an import. */
export interface ImportCalls {
  /** Answers the import's id. */
  'import.begin': { input: BeginImport; output: string };
  /** Writes a packed batch of the import thread. */
  'import.write': { input: Uint8Array; output: WrittenBatch };
  'import.finish': { input: FinishImport; output: null };
}

export const importCalls = (context: DataContext): CallHandlers<ImportCalls> => ({
  'import.begin': (input) => beginImport(context, input),
  'import.write': (bytes) => writeBatch(context, unpackBatch(bytes)),
  'import.finish': (input) => finishImport(context, input),
});
