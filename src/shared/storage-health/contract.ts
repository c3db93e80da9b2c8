import { output, state, system } from '../lib/contract';
import type { Failure } from '../lib/result';
import { Strict } from '../lib/schema';

/** Why nothing can be saved just now. */
export interface StorageHealth {
  readonly failure: Failure;
  readonly since: string;
  /** It was dealt with; the window only says so until a person has read it. */
  readonly healed: boolean;
}

/** Edits that were saved once and are not in the database: its log or its file was damaged, or exchanged for an older one. */
export interface MissingEdits {
  /** Single edits of a person, and records of larger writes such as an import. */
  readonly edits: number;
  readonly records: number;
  /** There are more of both than could be counted. */
  readonly atLeast: boolean;
  /** When the first and the last of them were made, ISO 8601 UTC. */
  readonly since: string;
  readonly until: string;
  /** The damaged log was kept beside the database. */
  readonly logKept: boolean;
}

export const storageHealthContract = {
  /** What keeps the database from being written, while it lasts; null when all is well. */
  'storageHealth.now': state(output<StorageHealth | null>()),
  /** What the database is missing since a damage that was met at a start, until a person has read of it. */
  'storageHealth.missing': state(output<MissingEdits | null>()),
  /** A person has read what is missing. */
  'storageHealth.missingRead': system(Strict({}), output<null>()),
  /** Tries to write now; the state is cleared when it works, or when it was healed and has been read. */
  'storageHealth.tryAgain': system(Strict({}), output<null>()),
} as const;
