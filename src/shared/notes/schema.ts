import type { Static } from 'typebox';
import { OneOf, Reference, recordFields, Strict, Text } from '../lib/schema';

/** `note` is a person's; `conflict` keeps the side of a sync conflict that did not stay, so that nothing is lost. */
export const noteKinds = ['note', 'conflict'] as const;

export const Note = Strict({
  ...recordFields,
  clientId: Reference,
  kind: OneOf(noteKinds),
  text: Text(100_000),
});

export type Note = Static<typeof Note>;
