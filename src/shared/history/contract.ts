import { type Static, Type } from 'typebox';
import type { Contact } from '../contacts/schema';
import { type KindWith, kindsWith } from '../kinds';
import { command, live, output } from '../lib/contract';
import { Id, Instant, OneOf, Strict, Text } from '../lib/schema';
import type { Fields } from './delta';

/** Kinds of records whose history can be looked at. */
export const historyKinds = kindsWith('history');
export type HistoryKind = KindWith<'history'>;

/** Kinds of records that stand in a client's timeline. */
export const entryKinds = kindsWith('timeline');
export type EntryKind = KindWith<'timeline'>;

/** One record of one kind. */
export const RecordKey = Strict({ collection: OneOf(historyKinds), id: Id });
export type RecordKey = Static<typeof RecordKey>;

/** One field of one change. `field` is its name, or `field.part` of an object that is edited by its parts. */
export interface ChangedField {
  readonly field: string;
  /** Undefined: it was not there. Long texts are cut down to the piece that changed. */
  readonly before: unknown;
  readonly after: unknown;
  /** Whether the former value is known and can be set again. */
  readonly known: boolean;
}

/** `earliest`: not how the record was made, but the earliest version of it that is known on this device. */
export type HistoryAction = 'created' | 'changed' | 'deleted' | 'restored' | 'earliest';

/** One change of a record: everything one person did to it in one go. */
export interface HistoryEntry {
  /** Names the change; 0 for the earliest version that is known here. */
  readonly seq: number;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** '' for one who gave no name, or is not known here. */
  readonly userName: string;
  /** Nobody's in particular: edits of several people that were joined on their way here. */
  readonly joined: boolean;
  readonly device: string;
  /** Came by sync: only a record's latest state travels, so that several changes in a row may be one here. */
  readonly came: boolean;
  readonly action: HistoryAction;
  readonly fields: readonly ChangedField[];
  /** Whether the version after it is known here. It is not where the record was made before this device knew it. */
  readonly known: boolean;
}

export interface HistoryPage {
  /** How many entries there are: the changes, how it was made and, where that differs, the earliest version known. */
  readonly total: number;
  /** How many changes are known here, how it was made included. */
  readonly changes: number;
  /** An instant: changes up to it are not known on this device; '' where all of them are. */
  readonly knownSince: string;
  /** Whether changes came by sync, where several in a row arrive as one. */
  readonly joins: boolean;
  readonly rows: readonly HistoryEntry[];
  /** Names of the records that values point at, by id. */
  readonly names: Readonly<Record<string, string>>;
  /** What the record is called. */
  readonly title: string;
  readonly deleted: boolean;
  /** A posted document: nothing of it can be set back. */
  readonly locked: boolean;
}

/** A contact person as it was at an instant. */
export interface ContactThen {
  readonly contact: Contact;
  /** From when on its changes are known here, where that is after the instant; '' otherwise. */
  readonly knownSince: string;
}

/** A client's timeline as it was at an instant. */
export interface TimelineThen {
  /** The newest first, each with the instant or the local day it stands at and the record as it was. */
  readonly entries: readonly {
    readonly kind: EntryKind;
    readonly at: string;
    readonly record: Fields;
    /** From when on its changes are known here, where that is after the instant; '' otherwise. */
    readonly knownSince: string;
  }[];
  /** False when there were more than are shown. */
  readonly complete: boolean;
}

/** A record as it was at an instant. */
export interface AsOf {
  /** `before`: it did not exist yet; what stands here is how it began. */
  readonly state: 'there' | 'deleted' | 'before';
  readonly record: Fields;
  /** Of a client: the contact persons it had then. */
  readonly contacts: readonly ContactThen[];
  /** Of a client: what stood in its timeline then. */
  readonly timeline: TimelineThen;
  readonly names: Readonly<Record<string, string>>;
  readonly title: string;
  /** From when on this device knows every change: before it, what is shown is how the record was by then. */
  readonly knownSince: string;
}

export const historyContract = {
  /** Changes of a record, the newest first; null for a record that is not here. */
  'history.page': live(
    Strict({
      ...RecordKey.properties,
      offset: Type.Integer({ minimum: 0 }),
      limit: Type.Integer({ minimum: 1, maximum: 500 }),
    }),
    output<HistoryPage | null>(),
  ),
  /** A record as it was at an instant; null for a record that is not here. */
  'history.at': live(Strict({ ...RecordKey.properties, at: Instant }), output<AsOf | null>()),
  /**
   * Sets one field back to what it was before a change: a new change like any other. Errors: not-found,
   * already-posted, and whatever the record's own rules refuse.
   */
  'history.restoreField': command(
    Strict({ ...RecordKey.properties, seq: Type.Integer({ minimum: 1 }), field: Text(100) }),
    output<null>(),
  ),
  /** Sets a whole record back to what it was after a change; 0 is how it was made. Errors as for one field. */
  'history.restoreVersion': command(
    Strict({ ...RecordKey.properties, seq: Type.Integer({ minimum: 0 }) }),
    output<null>(),
  ),
} as const;
