import { type Static, Type } from 'typebox';
import { Email, Phone } from '../clients/schema';
import { DateOnly, OneOf, Reference, recordFields, Strict, Text } from '../lib/schema';

export const contactRoles = ['decision', 'accountant', 'buyer', 'technical', 'secretary', 'other'] as const;

/** A person at a client. */
export const Contact = Strict({
  ...recordFields,
  clientId: Reference,
  name: Text(10_000),
  nameKey: Text(200),
  position: Text(300),
  role: OneOf(contactRoles),
  phones: Type.Array(Phone, { maxItems: 50 }),
  emails: Type.Array(Email, { maxItems: 50 }),
  birthday: DateOnly,
  comment: Text(20_000),
});

export type Contact = Static<typeof Contact>;
