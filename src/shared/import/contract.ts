import { type Static, Type } from 'typebox';
import type { ErrorCode } from '../errors';
import { command, live, output, state, system } from '../lib/contract';
import type { DateOrder } from '../lib/loose-date';
import { Id, OneOf, Reference, Strict, Text } from '../lib/schema';
import type { SharedFact } from './duplicates';
import type { RowIssueCode } from './fields';
import type { PresetName } from './presets';
import { type ImportKind, importKinds, type PlanTarget, type RecordKind } from './record-targets';
import type { ImportRun } from './schema';

export const importEncodings = [
  'utf-8',
  'utf-8-bom',
  'windows-1251',
  'utf-16le',
  'cp866',
  'koi8-r',
  'mac-cyrillic',
] as const;
export const importDelimiters = [';', ',', '\t', '|'] as const;
export const duplicateChoices = ['skip', 'update', 'create'] as const;
export type DuplicateChoice = (typeof duplicateChoices)[number];

/** What main calls a picked file: a UUID, no record's id. */
const FileId = Type.String({ maxLength: 36, pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' });

/** Which target field each column goes to; '' leaves the column out. Index = column. */
export const ImportPlan = Strict({
  fileId: FileId,
  encoding: OneOf(['', ...importEncodings]),
  delimiter: OneOf(['', ...importDelimiters]),
  mapping: Type.Array(Text(60), { maxItems: 1000 }),
  /** What to do with a row whose client, by ИНН and КПП, is already there. */
  duplicates: OneOf(duplicateChoices),
  /** What to do with a row that only shares a phone, an e-mail or a name with a client; absent: a new client. */
  possible: Type.Optional(OneOf(duplicateChoices)),
  /** What a person has decided for single rows of that sort, by their lines. */
  decisions: Type.Optional(
    Type.Array(Strict({ line: Type.Integer({ minimum: 1 }), choice: OneOf(duplicateChoices) }), {
      maxItems: 1000,
    }),
  ),
  ownerId: Reference,
  tag: Text(60),
  /** How 03/04/1980 is meant; absent or '', the whole column decides. */
  dateOrder: Type.Optional(OneOf(['', 'dmy', 'mdy'])),
  /** What the rows are; absent: clients with their contacts. */
  kind: Type.Optional(OneOf(importKinds)),
  /** Of deals: the funnel whose stages the file names; the first one when absent. */
  funnelId: Type.Optional(Reference),
  /** What becomes of names of clients that nobody here has: left out, which is the default, or made. */
  missing: Type.Optional(OneOf(['leave', 'create'])),
  /** What a person has said of names in the file: the id of what is meant, `create`, or '' for nothing. */
  values: Type.Optional(
    Type.Array(Strict({ target: Text(60), text: Text(100_000), to: Text(40) }), { maxItems: 5000 }),
  ),
});
export type ImportPlan = Static<typeof ImportPlan>;

/** How the dates of a column were read. */
export interface ReadOrder {
  readonly order: DateOrder;
  /** The value of the column that decided it; '' where none did, or a person has. */
  readonly because: string;
  /** Neither a value nor a person decided: day first, and doubtful dates are remarked. */
  readonly assumed: boolean;
}

/** What is known of a picked file before it is read through. */
export interface ImportFile {
  readonly fileId: string;
  readonly fileName: string;
  readonly format: 'csv' | 'vcard';
  readonly encoding: string;
  readonly delimiter: string;
  readonly totalBytes: number;
  readonly headers: readonly string[];
  /** The first rows, long values cut, for the eye only. */
  readonly sample: readonly (readonly string[])[];
  /** Suggested or remembered mapping. */
  readonly mapping: readonly PlanTarget[];
  /** What the rows are taken for, or what a person has said they are. */
  readonly kind: ImportKind;
  /** Whether the mapping is what was chosen for these headers last time. */
  readonly remembered: boolean;
  /** The program the file comes from, or ''. */
  readonly preset: PresetName | '';
}

export const problemKinds = ['invalid', 'duplicate', 'warning'] as const;

export interface ImportProblem {
  readonly line: number;
  readonly code: RowIssueCode;
  /** `invalid`: the row stays out; `duplicate`: it was passed over; `warning`: it gets in, with a remark. */
  readonly kind: (typeof problemKinds)[number];
  /** Header of the column, '' for the row as a whole. */
  readonly column: string;
  readonly value: string;
}

/** A row that may be a client who is there already: a person decides. */
export interface PossibleDuplicate {
  readonly line: number;
  readonly name: string;
  readonly by: SharedFact;
  /** The client of the database it may be; both '' where it is an earlier row of the file. */
  readonly clientId: string;
  readonly clientName: string;
  /** Line of the earlier row it may be, 0 for a client of the database. */
  readonly earlierLine: number;
}

/** A name in the file and what it is taken for. */
export interface ImportedValue {
  /** The column's field: `deals.clientId`. */
  readonly target: string;
  readonly text: string;
  /** Rows that have it. */
  readonly rows: number;
  /**
   * `exact`: just one thing has this name; `decided`: a person said so; `several`, `near`: more than one has it, or
   * something has nearly that name, which is asked; `none`: nothing has.
   */
  readonly how: 'exact' | 'decided' | 'several' | 'near' | 'none';
  /** The id of what is meant, `create` for a new one, '' for nothing. */
  readonly to: string;
  readonly options: readonly { readonly id: string; readonly name: string }[];
  readonly canCreate: boolean;
}

export interface ImportCounts {
  /** Rows read: `fresh + duplicates + invalid`. */
  readonly rows: number;
  /** Rows whose client was not known. */
  readonly fresh: number;
  /** Rows whose client is in the database or in an earlier row. */
  readonly duplicates: number;
  readonly invalid: number;
  /** Rows that may be a known client: new ones, unless a person decided otherwise. */
  readonly possible: number;
  /** Rows that get in with a remark. */
  readonly warnings: number;
  /** Rows that make or fill something: what «Импортировать N» promises. */
  readonly taken: number;
  /** Clients and contacts made, known clients filled. */
  readonly clients: number;
  readonly contacts: number;
  readonly updated: number;
  /** Records of other kinds made: deals. */
  readonly records: number;
  /** Of them those that belong to a client and have none. */
  readonly unlinked: number;
}

export const noImportCounts: ImportCounts = {
  rows: 0,
  fresh: 0,
  duplicates: 0,
  invalid: 0,
  possible: 0,
  warnings: 0,
  taken: 0,
  clients: 0,
  contacts: 0,
  updated: 0,
  records: 0,
  unlinked: 0,
};

/** A dry run or an import under way. */
export interface ImportRunning<Phase extends string = 'checking' | 'importing'> {
  readonly phase: Phase;
  readonly fileName: string;
  /** '' during a dry run. */
  readonly importId: string;
  readonly bytes: number;
  readonly totalBytes: number;
  /** Rows of the file where a dry run has counted them, else 0. */
  readonly totalRows: number;
  readonly counts: ImportCounts;
  /** Rows a second, 0 while not yet known. */
  readonly speed: number;
  readonly plan: ImportPlan;
}

/** What came of a dry run or an import. */
export interface ImportEnd<Phase extends string> {
  readonly phase: Phase;
  readonly fileName: string;
  readonly counts: ImportCounts;
  /** The first problems of each kind, by line; every failed row is in the file of failed rows. */
  readonly problems: readonly ImportProblem[];
  /** The first thousand rows that may be known clients. */
  readonly possible: readonly PossibleDuplicate[];
  /** '' after a dry run. */
  readonly importId: string;
  /** Why it failed, or ''. */
  readonly error: ErrorCode | '';
  readonly seconds: number;
  readonly plan: ImportPlan;
  /** Null for a file whose columns hold no dates. */
  readonly dateOrder: ReadOrder | null;
  /** Names in the file of records, the open ones first: at most 500 of each column. */
  readonly values: readonly ImportedValue[];
}

export interface ImportUndoing {
  readonly phase: 'undoing';
  readonly importId: string;
  readonly fileName: string;
  readonly done: number;
  readonly total: number;
}

/** Where a dry run, an import or an undo is. Lives in main, so that every window and every visit sees the same. */
export type ImportProgress =
  | { readonly phase: 'idle' }
  | ImportRunning<'checking'>
  | ImportRunning<'importing'>
  | ImportEnd<'checked'>
  | ImportEnd<'done'>
  | ImportEnd<'cancelled'>
  | ImportEnd<'failed'>
  | ImportUndoing;

/** A line of the history. */
export interface ImportRunRow extends ImportRun {
  readonly userName: string;
  /** What it made besides clients and contacts. */
  readonly records: Readonly<Partial<Record<RecordKind, number>>>;
}

export interface UndoneImport {
  readonly removed: number;
  /** Clients and contacts that stay since they were changed, or used, after the import. */
  readonly kept: number;
  /** Clients that were there before and are again as they were. */
  readonly restored: number;
}

export const importContract = {
  'import.progress': state(output<ImportProgress>()),
  /** The picked file, null before and after. */
  'import.file': state(output<ImportFile | null>()),
  /** Asks for a file; null when the person changed their mind. Errors: import-empty, import-not-text, file-not-found. */
  'import.pick': system(Strict({}), output<ImportFile | null>()),
  /** Reads the picked file again with another encoding or delimiter, or as one of another kind of records. */
  'import.reread': system(
    Strict({
      fileId: FileId,
      kind: Type.Optional(OneOf(importKinds)),
      encoding: OneOf(['', ...importEncodings]),
      delimiter: OneOf(['', ...importDelimiters]),
    }),
    output<ImportFile>(),
  ),
  /** Counts without writing; progress and result come through import.progress. */
  'import.check': system(ImportPlan, output<null>()),
  'import.run': system(ImportPlan, output<null>()),
  /** Stops what runs; what has been written stays and can be undone. */
  'import.cancel': system(Strict({}), output<null>()),
  /** Lets go of the file: back to the beginning. */
  'import.leave': system(Strict({}), output<null>()),
  /** Saves the rows that did not get in; null when cancelled. */
  'import.saveFailedRows': system(Strict({}), output<{ readonly fileName: string } | null>()),
  'import.history': live(Strict({}), output<readonly ImportRunRow[]>()),
  /**
   * Takes an import back: removes what it made, gives filled clients their former values. What was changed or used
   * since then stays, unless `changedToo`. Errors: not-found, import-running.
   */
  'import.undo': command(Strict({ id: Id, changedToo: Type.Boolean() }), output<UndoneImport>()),
} as const;
