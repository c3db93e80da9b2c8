/** What a child of the kill harness is to do until it is killed. */
export type Deed =
  /** A person's edits, one command after another. */
  | 'write'
  /** Batches of an import, as the import thread hands them over. */
  | 'import'
  /** Edits, while copies of the base are made beside them. */
  | 'backup'
  /** A copy put in the base's place, over and over. */
  | 'restore'
  /** RxDB brings a thousand records to a newer schema. */
  | 'migrate-schema'
  /** The storage brings a file of an older layout up to date. */
  | 'migrate-layout'
  /** Edits, while they are exchanged with the endpoint. */
  | 'sync'
  /** Exchanges until nothing is unsent, then ends by itself. */
  | 'drain';

export interface Order {
  readonly action: Deed;
  /** Folder of the database, its copies and the journal. */
  readonly folder: string;
  readonly encryptionKey: string;
  /** Which life of the process this is: its edits are told from others by it. */
  readonly life: number;
  readonly seed: number;
  readonly server?: { readonly url: string; readonly login: string; readonly password: string };
}

/** The database of an order's folder. */
export const baseOf = (folder: string): string => `${folder}/base/kartoteka.db`;
export const backupsOf = (folder: string): string => `${folder}/copies`;
/** A line for each edit before it is asked for, and one when the store has acknowledged it, forced to the disk. */
export const journalOf = (folder: string): string => `${folder}/journal.jsonl`;

/** What is written about a record: `value` stands in a field of it, and grows with every edit of the same record. */
export interface JournalLine {
  readonly say: 'trying' | 'acknowledged' | 'ready' | 'done';
  readonly collection: 'clients' | 'notes' | 'tasks' | 'contacts' | '';
  readonly ids: readonly string[];
  /** The field that holds the value, or '' for a record that need only be there. */
  readonly field: string;
  readonly value: string;
}

/** Small numbers that look random and come again with the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
