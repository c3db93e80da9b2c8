import type { Field } from '../fields/field';
import type { Funnel } from '../funnels/schema';
import type { RowIssueCode } from './fields';
import type { ReadValue } from './parse-field';

/** What a row gave to a record. */
interface RowValues {
  /** Values by field; names that were found are ids. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Names as the file has them, by field, found or not. */
  readonly names: Readonly<Record<string, string>>;
  /** Fields that the file has a column for. */
  readonly columns: ReadonlySet<string>;
}

/** What a record is completed with. */
interface ImportWorld {
  readonly now: string;
  readonly today: string;
  readonly ownerId: string;
  readonly tag: string;
  /** The funnel that was chosen for the file. */
  readonly funnel: Funnel;
  /** Ids for elements of the record. */
  readonly newId: () => string;
}

/** A remark on a field of a completed record; the text of its cell is kept in the notes where `keeps` says so. */
export interface CompletionIssue {
  readonly code: RowIssueCode;
  readonly field: string;
  readonly keeps?: boolean;
}

/** What of the import of a kind does not follow from its catalogue of fields. */
export interface RecordImport {
  /** What columns can be besides the fields, such as the day a deal began. */
  readonly extras?: Readonly<Record<string, Field>>;
  /** Fields that a file says in no way that could be trusted. */
  readonly skips?: readonly string[];
  /** Other programs' headers by field, divided by commas, as folded by `foldHeader`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A file with columns for this many of these fields is taken for one of this kind. */
  readonly telling?: { readonly fields: readonly string[]; readonly least: number };
  /** Fields that are read in a way of their own. */
  readonly read?: Readonly<Record<string, (text: string) => ReadValue>>;
  /** By which a row is known to be a record that is there. */
  readonly sameBy?: readonly string[];
  /** The field that keeps what fits nowhere else. */
  readonly notes?: string;
  /** The whole record but for its notes; without a title it is refused. */
  readonly complete?: (
    row: RowValues,
    world: ImportWorld,
  ) => { readonly fields: Record<string, unknown>; readonly issues: readonly CompletionIssue[] };
}
