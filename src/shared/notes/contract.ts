import { Type } from 'typebox';
import { command, output } from '../lib/contract';
import { Id, patchOf, Reference, Strict } from '../lib/schema';
import type { SyncMark } from '../sync/contract';
import { Note } from './schema';

/** A note with who wrote it. */
interface NoteRow extends Note {
  readonly authorName: string;
  readonly mark: SyncMark;
}

declare module '../timeline/contract' {
  interface EntryRows {
    readonly note: NoteRow;
  }
}

export const notesContract = {
  'notes.create': command(
    /** The deal it is about; '' for none, absent for the only open deal of the client. */
    Strict({ patch: patchOf(Note), dealId: Type.Optional(Reference) }),
    output<{ readonly id: string }>(),
  ),
  'notes.change': command(Strict({ id: Id, patch: patchOf(Note) }), output<null>()),
  'notes.remove': command(Strict({ id: Id }), output<null>()),
  /** Takes a removal back: the note stands where it stood. */
  'notes.restore': command(Strict({ id: Id }), output<null>()),
} as const;
