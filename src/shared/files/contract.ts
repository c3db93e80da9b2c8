import { command, live, output, state, system } from '../lib/contract';
import { Id, OneOf, Strict, Text } from '../lib/schema';
import type { SyncMark } from '../sync/contract';
import { type AttachedFile, fileParents } from './schema';

/** A file with the state of its content. */
export interface FileRow extends AttachedFile {
  readonly createdByName: string;
  readonly mark: SyncMark;
  readonly here: boolean;
  readonly uploaded: boolean;
  readonly wanted: boolean;
  readonly failure: string;
}

/** A content on its way. */
export interface FileTravel {
  readonly hash: string;
  readonly direction: 'up' | 'down';
  /** Bytes. */
  readonly done: number;
  readonly total: number;
}

export const filesContract = {
  /** A client's files, newest first, at most 500. */
  'files.ofClient': live(Strict({ clientId: Id }), output<readonly FileRow[]>()),
  /** One file's record, or null. */
  'files.byId': live(Strict({ id: Id }), output<AttachedFile | null>()),
  /** What travels now; null when nothing does. */
  'files.travel': state(output<FileTravel | null>()),
  /** Asks which files, keeps an encrypted copy of each. Errors: file-too-large, file-not-found, disk-full. */
  'files.attach': system(
    Strict({ clientId: Id, parentKind: OneOf(fileParents), parentId: Id }),
    output<{ readonly added: number }>(),
  ),
  /**
   * Opens a copy with the system's program. What may do more than be shown is saved where the person says, and shown in
   * its folder. Errors: file-not-here, file-open-failed.
   */
  'files.open': system(Strict({ id: Id }), output<'opened' | 'saved' | 'cancelled'>()),
  /** Asks where to, and saves an unencrypted copy there; false when the person thought better of it. */
  'files.saveAs': system(Strict({ id: Id }), output<boolean>()),
  /** Fetches a large content that is not on this device yet. */
  'files.fetch': command(Strict({ id: Id }), output<null>()),
  'files.rename': command(Strict({ id: Id, name: Text(255) }), output<null>()),
  'files.remove': command(Strict({ id: Id }), output<null>()),
  /** Takes a removal back. Errors: not-found. */
  'files.restore': command(Strict({ id: Id }), output<null>()),
} as const;
