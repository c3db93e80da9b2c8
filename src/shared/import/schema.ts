import { type Static, Type } from 'typebox';
import { Instant, OneOf, OwnId, recordFields, Strict, Text } from '../lib/schema';

export const importStates = ['running', 'done', 'cancelled', 'failed', 'undone'] as const;
export const importFormats = ['csv', 'vcard'] as const;

const Count = Type.Integer({ minimum: 0, maximum: 1_000_000_000 });

/**
 * One import of a file: what it made and whether it was undone. Stays on this device. Beside it stand records with
 * ids `<import>-<number>` that hold the journal of what was filled: see {@link journalId}.
 */
export const ImportRun = Strict({
  ...recordFields,
  id: OwnId,
  fileName: Text(500),
  format: OneOf(importFormats),
  state: OneOf(importStates),
  finishedAt: Instant,
  clients: Count,
  contacts: Count,
  duplicates: Count,
  invalid: Count,
  /**
   * Records that were there and were filled, for the undo; JSON of `FilledRecord[]`, in records of their own (see below).
   * In the import's own record JSON of {@link ImportMade}, '' where it made clients and contacts alone.
   */
  journal: Text(20_000_000),
});

export type ImportRun = Static<typeof ImportRun>;
export type ImportState = ImportRun['state'];

/** Id of the n-th record of an import's journal. Sorts behind the import's own id and before the next import's. */
export const journalId = (importId: string, index: number): string =>
  `${importId}-${String(index).padStart(8, '0')}`;

/** How many records of kinds beside clients and contacts an import made. */
export type ImportMade = Readonly<Record<string, number>>;

/** What an import changed on a record that was there before. Values are whole fields. */
export interface FilledRecord {
  readonly collection: 'clients' | 'contacts';
  readonly id: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}
