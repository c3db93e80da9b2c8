import type { CollectionName } from '../collections';
import { output, state, system } from '../lib/contract';
import type { Failure } from '../lib/result';
import { OneOf, Strict, Text } from '../lib/schema';
import type { BackupKind } from './backup-name';

/** How many living records of each kind. */
export type RecordCounts = Readonly<Partial<Record<CollectionName, number>>>;

/** A copy in one of the folders. */
export interface BackupRow {
  readonly name: string;
  readonly kind: BackupKind;
  /** When its file was written. */
  readonly at: string;
  readonly bytes: number;
  /** Opened and found whole, and not changed since. */
  readonly verified: boolean;
}

/** Where a copy was made. */
export interface BackupOrigin {
  readonly madeAt: string;
  readonly deviceId: string;
  /** The computer's name. */
  readonly deviceName: string;
  readonly userName: string;
  /** The program's version that made it. */
  readonly appVersion: string;
  readonly demo: boolean;
  /** The server it belonged to, without any secret. */
  readonly account: {
    readonly server: string;
    readonly login: string;
    readonly workspace: string;
    readonly epoch: number;
  } | null;
}

/** The contents of attached files that came along with a copy. */
export interface CopiedFiles {
  /** Different contents, of files that are not deleted. */
  readonly count: number;
  readonly bytes: number;
  /** Contents that a record speaks of and nobody brought: they were on the server only, or are lost. */
  readonly missing: number;
}

/** What is in a copy, read by opening it. */
export interface BackupPreview {
  readonly name: string;
  readonly bytes: number;
  /** When its file was written: for a copy that does not say itself when it was made. */
  readonly at: string;
  readonly origin: BackupOrigin | null;
  readonly counts: RecordCounts;
  /** The contents of attached files that are there after restoring it. */
  readonly files: CopiedFiles;
  /** What the present database has, to compare; null when it cannot be read. */
  readonly present: RecordCounts | null;
  /** The last change of any record in it, or ''. */
  readonly lastChangeAt: string;
  /** It has the form of an older version of the program and will be brought up to date. */
  readonly older: boolean;
  /** It was made on this computer. */
  readonly ours: boolean;
  /** It belongs to another server than this profile: after restoring one has to sign in anew. */
  readonly otherServer: boolean;
}

/** What the copies' keeper is doing. */
export interface BackupsState {
  readonly folder: string;
  /** The folder is the profile's own: none was chosen. */
  readonly usual: boolean;
  /** Newest first. */
  readonly backups: readonly BackupRow[];
  readonly running: {
    readonly task: 'copy' | 'restore';
    /** The database first, the contents of attached files then. */
    readonly stage: 'base' | 'files';
    /** How much of the stage is done, 0 to 1. */
    readonly done: number;
    readonly cancelling: boolean;
  } | null;
  /** Why the routine's last copy was not made where it belongs, and when; `inProfile`: the profile took it instead. */
  readonly failure: (Failure & { readonly at: string; readonly inProfile: boolean }) | null;
}

/** What was saved of a damaged database, for one kind of record. */
export interface RescuedKind {
  readonly saved: number;
  /** Records that are known to have been there and cannot be read. */
  readonly lost: number;
  /** Saved, but with signs of damage in their texts. */
  readonly doubtful: number;
}

export type RescueReport = Readonly<Partial<Record<CollectionName, RescuedKind>>>;

/** The newest sound copy, to stand beside what was saved. */
export interface RescueCopy {
  readonly name: string;
  readonly at: string;
  readonly counts: RecordCounts;
  /** How many records of the damaged database are newer than the copy's, or missing in it. */
  readonly newer: number;
}

/** The rescue of a damaged database at start. */
export type RescueState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'running'; readonly read: number }
  | {
      readonly phase: 'done';
      /** Null when nothing could be read. */
      readonly report: RescueReport | null;
      readonly copy: RescueCopy | null;
    };

const Choice = OneOf(['copy', 'rescued', 'both']);

export const backupsContract = {
  'backups.state': state(output<BackupsState>()),
  'backups.rescue': state(output<RescueState>()),
  /** Reads the folders anew. */
  'backups.look': system(Strict({}), output<null>()),
  /**
   * Makes a person's own copy now; answers its name. Errors: disk-full, no-permission, copy-cancelled, store-corrupt,
   * copy-busy.
   */
  'backups.make': system(Strict({}), output<{ readonly name: string }>()),
  /** Ends the copy or the preparation of a restore that is running. */
  'backups.cancel': system(Strict({}), output<null>()),
  /** Asks for the folder of copies; '' when the person thought better of it. Errors: no-permission. */
  'backups.pickFolder': system(Strict({}), output<{ readonly folder: string }>()),
  'backups.usualFolder': system(Strict({}), output<null>()),
  'backups.showFolder': system(Strict({}), output<null>()),
  /** Asks for a copy's file elsewhere; its path, or '' . */
  'backups.pickFile': system(Strict({}), output<{ readonly path: string }>()),
  /**
   * Opens a copy and says what is in it.
   * @param source the name of a copy of the list, or a path from `copies.pickFile`
   * @param secret password or recovery code of a copy made under another key, or ''
   *
   * Errors: file-not-found, copy-damaged, copy-newer-version, copy-other-key, copy-wrong-secret, disk-full.
   */
  'backups.preview': system(Strict({ source: Text(4000), secret: Text(500) }), output<BackupPreview>()),
  /**
   * Puts a copy in the database's place; the present state is kept as a copy first. Answers that copy's name and the new
   * series of documents. Errors: as of `copies.preview`, and disk-full, no-permission, copy-cancelled, copy-busy.
   */
  'backups.restore': system(
    Strict({ source: Text(4000), secret: Text(500) }),
    output<{ readonly kept: string; readonly series: string }>(),
  ),
  /** After a rescue: goes on with the last copy, with what was saved, or with the copy and what is newer in the database. */
  'backups.takeRescued': system(Strict({ choice: Choice }), output<null>()),
} as const;

export type RescueChoice = 'copy' | 'rescued' | 'both';
