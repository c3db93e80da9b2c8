import { nameKey } from '../domain/requisites/requisites';
import type { Patch } from '../lib/schema';
import type { Contact } from './schema';

/** All of a contact's own fields, without the stamps. */
export type ContactFields = Required<Patch<Contact>>;

/** A whole new contact of what is known so far. */
export function newContactFields(known: Patch<Contact>): ContactFields {
  const name = (known.name ?? '').trim();
  return {
    clientId: '',
    position: '',
    role: 'other',
    phones: [],
    emails: [],
    birthday: '',
    comment: '',
    ...known,
    name,
    nameKey: nameKey(name),
  };
}
