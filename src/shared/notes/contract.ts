import { command, output } from '../lib/contract';
import { Id, patchOf, Strict } from '../lib/schema';
import { Note } from './schema';

export const notesContract = {
  'notes.create': command(Strict({ patch: patchOf(Note) }), output<{ readonly id: string }>()),
  'notes.change': command(Strict({ id: Id, patch: patchOf(Note) }), output<null>()),
  'notes.remove': command(Strict({ id: Id }), output<null>()),
  /** Takes a removal back: the note stands where it stood. */
  'notes.restore': command(Strict({ id: Id }), output<null>()),
} as const;
