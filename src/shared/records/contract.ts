import { type Static, Type } from 'typebox';
import type { SharedKind } from '../kinds';
import { command, live, output } from '../lib/contract';
import { Id, OneOf, Strict, Text } from '../lib/schema';
import type { SyncMark } from '../sync/contract';

/** A plain kind: which there are is asked when a call comes, since the list of them may be empty. */
const PlainKind = Type.Unsafe<SharedKind>(Text(40));

/** Values of fields by their names; each is held against its field. */
const Values = Type.Unsafe<Readonly<Record<string, unknown>>>({ type: 'object', additionalProperties: true });

/** What a list of records is narrowed by: every condition holds. */
export const FieldCondition = Strict({
  /** A field, or `field.part`. */
  field: Text(120),
  /** One that the field's type has. */
  operator: Text(20),
  /** One value, a list, or nothing, as the operator takes. */
  value: Type.Optional(Type.Unsafe<unknown>({})),
});
export type FieldCondition = Static<typeof FieldCondition>;

/** One record of a list. */
export interface RecordRow {
  readonly id: string;
  /** What it is called by. */
  readonly title: string;
  readonly mark: SyncMark;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface RecordWindow {
  /** How many there are that meet the conditions. */
  readonly total: number;
  readonly rows: readonly RecordRow[];
  /** What the ids in the rows' fields stand for. */
  readonly names: Readonly<Record<string, string>>;
}

/**
 * Records of any plain kind (see `EntityDefinition.plain`), written and read by nothing but what their entity says.
 * A kind with rules of its own has commands of its own.
 */
export const recordsContract = {
  /** What is left out is empty. Errors: invalid-input with the field, role-forbids. */
  'records.create': command(Strict({ kind: PlainKind, values: Values }), output<{ readonly id: string }>()),
  /** Errors: invalid-input with the field, not-found, not-yours, role-forbids. */
  'records.change': command(Strict({ kind: PlainKind, id: Id, values: Values }), output<null>()),
  /** To the recycle bin. */
  'records.remove': command(
    Strict({ kind: PlainKind, ids: Type.Array(Id, { minItems: 1, maxItems: 500 }) }),
    output<null>(),
  ),
  'records.window': live(
    Strict({
      kind: PlainKind,
      conditions: Type.Array(FieldCondition, { maxItems: 50 }),
      /** What it is sorted by; '' for when it was made. */
      sort: Text(120),
      direction: OneOf(['asc', 'desc']),
      offset: Type.Integer({ minimum: 0, maximum: 10_000_000 }),
      limit: Type.Integer({ minimum: 1, maximum: 500 }),
    }),
    output<RecordWindow>(),
  ),
} as const;
