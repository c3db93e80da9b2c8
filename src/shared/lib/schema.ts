import { type Static, type TObject, type TProperties, Type } from 'typebox';
import { deviceIdPattern, idPattern, ownIdPattern, referencePattern } from './ids';

/** The id of a record: see `ids.ts` for its forms. */
export const Id = Type.String({ minLength: 1, maxLength: 40, pattern: idPattern });

/** The id of another record, or '' for none. */
export const Reference = Type.String({ maxLength: 40, pattern: referencePattern });

/** The id of a record that never leaves its device. */
export const OwnId = Type.String({ minLength: 1, maxLength: 40, pattern: ownIdPattern });

/** The id of a device, as the server knows it. */
export const DeviceId = Type.String({ maxLength: 100, pattern: deviceIdPattern });

/** An instant, ISO 8601 in UTC, or ''. */
export const Instant = Type.String({ maxLength: 30 });

/** A date without a time, `YYYY-MM-DD`, or ''. */
export const DateOnly = Type.String({ maxLength: 10, pattern: '^(\\d{4}-\\d{2}-\\d{2})?$' });

/** Text of at most `maxLength` characters. */
export const Text = (maxLength: number) => Type.String({ maxLength });

/** Integer kopecks within what a Number holds exactly. */
export const Kopecks = Type.Integer({ minimum: -9_000_000_000_000_000, maximum: 9_000_000_000_000_000 });

/** A decimal number as text, at most six digits after the point. */
export const Decimal = Type.String({ maxLength: 24, pattern: '^-?\\d+(\\.\\d{1,6})?$' });

/**
 * One of a closed list. It stays a plain `type: 'string'` in JSON Schema, since RxDB refuses to index a union (SC36).
 */
export const OneOf = <const V extends readonly string[]>(values: V) =>
  Type.Unsafe<V[number]>({
    type: 'string',
    enum: [...values],
    maxLength: Math.max(...values.map((value) => value.length)),
  });

/** An object that admits no unknown field. */
export const Strict = <P extends TProperties>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

/** What every replicated record carries besides its own fields. */
export const recordFields = {
  id: Id,
  createdAt: Instant,
  createdBy: Reference,
  updatedAt: Instant,
  updatedBy: Reference,
  /** The name of the device the last change was made on; absent in records of versions that did not stamp it. */
  device: Type.Optional(Text(120)),
  /** The import that made it, or ''. */
  importId: Reference,
};

/** The editable part of a record: all of its own fields, each optional, none of the stamps. */
export type Patch<T> = Partial<Omit<T, keyof typeof recordFields>>;

/**
 * Schema of a change to a record: every field optional, stamps left out.
 * @param record schema of the whole record
 */
export function patchOf<P extends TProperties>(record: TObject<P>) {
  const stamps = new Set(Object.keys(recordFields));
  const own = Object.fromEntries(Object.entries(record.properties).filter(([key]) => !stamps.has(key)));
  return Type.Unsafe<Patch<Static<TObject<P>>>>({
    type: 'object',
    properties: own,
    additionalProperties: false,
  });
}
