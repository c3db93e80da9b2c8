import { type Static, Type } from 'typebox';
import { Instant, OneOf, recordFields, Strict, Text } from '../lib/schema';

export const importStates = ['running', 'done', 'cancelled', 'failed', 'undone'] as const;

const Count = Type.Integer({ minimum: 0, maximum: 1_000_000_000 });

/** One import of a file: what it made and whether it was undone. Stays on this device. */
export const ImportRun = Strict({
  ...recordFields,
  fileName: Text(500),
  format: OneOf(['csv', 'vcard']),
  state: OneOf(importStates),
  finishedAt: Instant,
  clients: Count,
  contacts: Count,
  duplicates: Count,
  invalid: Count,
});

export type ImportRun = Static<typeof ImportRun>;
export type ImportState = ImportRun['state'];
