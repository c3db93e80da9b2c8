import type { Static } from 'typebox';
import { Reference, recordFields, Strict } from '../lib/schema';

/** A colleague who works with a client beside the responsible one: he receives the whole card. */
export const Participant = Strict({
  ...recordFields,
  clientId: Reference,
  userId: Reference,
});

export type Participant = Static<typeof Participant>;
