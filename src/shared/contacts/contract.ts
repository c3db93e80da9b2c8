import { command, output } from '../lib/contract';
import { Id, patchOf, Strict } from '../lib/schema';
import { Contact } from './schema';

export const contactsContract = {
  'contacts.create': command(Strict({ patch: patchOf(Contact) }), output<{ readonly id: string }>()),
  'contacts.change': command(Strict({ id: Id, patch: patchOf(Contact) }), output<null>()),
  'contacts.remove': command(Strict({ id: Id }), output<null>()),
  /** Takes a removal back; `not-found` once it is not kept any more. */
  'contacts.restore': command(Strict({ id: Id }), output<null>()),
} as const;
