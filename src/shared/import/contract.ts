import { type Static, Type } from 'typebox';
import { command, live, output, state, system } from '../lib/contract';
import { Id, OneOf, Reference, Strict, Text } from '../lib/schema';
import type { ImportRun } from './schema';

export const importEncodings = ['utf-8', 'utf-8-bom', 'windows-1251', 'utf-16le', 'cp866'] as const;
export const importDelimiters = [';', ',', '\t', '|'] as const;
export const duplicateChoices = ['skip', 'create', 'update'] as const;

/** Which target field each column goes to; '' leaves the column out. Index = column. */
export const ImportPlan = Strict({
  fileId: Id,
  encoding: OneOf(['', ...importEncodings]),
  delimiter: OneOf(['', ...importDelimiters]),
  mapping: Type.Array(Text(60), { maxItems: 1000 }),
  /** What to do with a row whose client is already in the base. */
  duplicates: OneOf(duplicateChoices),
  ownerId: Reference,
  tag: Text(60),
});
export type ImportPlan = Static<typeof ImportPlan>;

export interface ImportFile {
  readonly fileId: string;
  readonly fileName: string;
  readonly format: 'csv' | 'vcard';
  readonly encoding: string;
  readonly delimiter: string;
  readonly totalBytes: number;
  readonly headers: readonly string[];
  readonly sample: readonly (readonly string[])[];
  /** Suggested or remembered mapping. */
  readonly mapping: readonly string[];
}

export interface ImportProblem {
  readonly line: number;
  readonly code: string;
  readonly column: string;
  readonly value: string;
}

export interface ImportCounts {
  readonly rows: number;
  readonly fresh: number;
  readonly duplicates: number;
  readonly invalid: number;
  readonly warnings: number;
}

/** Where a dry run or an import is; the whole life of one file. */
export type ImportProgress =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'checking' | 'importing';
      readonly fileName: string;
      readonly bytes: number;
      readonly totalBytes: number;
      readonly counts: ImportCounts;
    }
  | {
      readonly phase: 'checked' | 'done' | 'cancelled' | 'failed';
      readonly fileName: string;
      readonly counts: ImportCounts;
      /** The first problems, for the screen; all of them are in the file of failed rows. */
      readonly problems: readonly ImportProblem[];
      readonly importId: string;
      readonly error: string;
    };

export const importContract = {
  'import.progress': state(output<ImportProgress>()),
  /** Asks for a file; null when the person changed their mind. Errors: import-empty, import-not-text, file-not-found. */
  'import.pick': system(Strict({}), output<ImportFile | null>()),
  /** Reads the picked file again with another encoding or delimiter. */
  'import.reread': system(
    Strict({
      fileId: Id,
      encoding: OneOf(['', ...importEncodings]),
      delimiter: OneOf(['', ...importDelimiters]),
    }),
    output<ImportFile>(),
  ),
  /** Counts without writing; progress and result come through import.progress. */
  'import.check': system(ImportPlan, output<null>()),
  'import.run': system(ImportPlan, output<null>()),
  'import.cancel': system(Strict({}), output<null>()),
  /** Saves the rows that did not get in; null when cancelled. */
  'import.saveFailedRows': system(Strict({}), output<{ readonly fileName: string } | null>()),
  'import.history': live(Strict({}), output<readonly ImportRun[]>()),
  /** Removes what an import made. Records changed since then stay unless `changedToo`. */
  'import.undo': command(
    Strict({ id: Id, changedToo: Type.Boolean() }),
    output<{ readonly removed: number; readonly kept: number }>(),
  ),
} as const;
