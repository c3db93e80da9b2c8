import { type Static, Type } from 'typebox';
import { Instant, OneOf, Reference, recordFields, Strict, Text } from '../lib/schema';

export const callDirections = ['out', 'in'] as const;

/** Results of a call, in the order of their buttons. */
export const callResults = [
  'talked',
  'callback',
  'no-answer',
  'busy',
  'wrong-number',
  'refused',
  'meeting',
] as const;

/** One call: append-only in practice, corrected only by its author. */
export const Call = Strict({
  ...recordFields,
  clientId: Reference,
  contactId: Reference,
  userId: Reference,
  direction: OneOf(callDirections),
  startedAt: Instant,
  durationSec: Type.Integer({ minimum: 0, maximum: 360_000 }),
  /** As dialled: E.164 or raw. */
  number: Text(60),
  result: OneOf(callResults),
  comment: Text(100_000),
  /** What was agreed next, in words; the task made of it is `taskId`. */
  nextStep: Text(1000),
  taskId: Reference,
});

export type Call = Static<typeof Call>;
export type CallResult = Call['result'];
export type CallDirection = Call['direction'];
