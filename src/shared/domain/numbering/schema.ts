import { type Static, Type } from 'typebox';
import { OwnId, Reference, recordFields, Strict, Text } from '../../lib/schema';

/** The last number taken of one series, document type and year; its id is `<type>:<year>:<series>`. Never synced. */
export const Counter = Strict({
  ...recordFields,
  id: OwnId,
  series: Text(20),
  last: Type.Integer({ minimum: 0, maximum: 999_999_999 }),
  /** The document the last number was taken for: a posting that broke off half-way gives it back. */
  takenBy: Reference,
});

export type Counter = Static<typeof Counter>;
