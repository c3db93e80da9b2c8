import { type Static, Type } from 'typebox';
import { Id, Instant, OneOf, Reference, recordFields, Strict, Text } from '../lib/schema';

/** `fields`: two people changed the same fields; `duplicate`: two clients that look like one. */
export const conflictKinds = ['fields', 'duplicate'] as const;
export const conflictStates = ['open', 'decided'] as const;
/** What a person chose for one field; '' until then. */
const conflictChoices = ['', 'current', 'mine', 'both'] as const;

/** One field both sides changed: the value that stayed out, the one that came in, the one both began from. */
export const ConflictField = Strict({
  field: Text(60),
  mine: Type.Unknown(),
  theirs: Type.Unknown(),
  base: Type.Unknown(),
  choice: OneOf(conflictChoices),
});

/**
 * What the sync could not decide and a person must, kept until then and after. Its id follows from what collided, so
 * that the same collision met twice is one conflict.
 */
export const Conflict = Strict({
  ...recordFields,
  kind: OneOf(conflictKinds),
  state: OneOf(conflictStates),
  /** The client the record belongs to, or ''. */
  clientId: Reference,
  /** The collection and id of the record in conflict; of the first of two duplicates. */
  recordKind: Text(40),
  recordId: Id,
  /** The second of two duplicates, or ''. */
  otherId: Reference,
  /** Whose values stayed out, and when they were written. */
  mineBy: Reference,
  mineAt: Instant,
  theirsBy: Reference,
  theirsAt: Instant,
  fields: Type.Array(ConflictField, { maxItems: 200 }),
  decidedAt: Instant,
  decidedBy: Reference,
});

export type Conflict = Static<typeof Conflict>;
export type ConflictField = Static<typeof ConflictField>;
export type ConflictKind = Conflict['kind'];
export type ConflictState = Conflict['state'];
export type ConflictChoice = ConflictField['choice'];
