import type { SharedKind } from '../kinds';
import { entityOf, fieldsOf } from '../kinds';
import { isEmpty } from '../lib/merge';

/** A record of a kind before anybody has written on it: each field holds what it is empty by. */
export const emptyRecord = (kind: SharedKind): Record<string, unknown> =>
  Object.fromEntries(fieldsOf(kind).map(([name, { empty }]) => [name, structuredClone(empty)]));

/** The first field that must be filled and is not; undefined where none is missing. */
export const missingField = (
  kind: SharedKind,
  values: Readonly<Record<string, unknown>>,
): string | undefined =>
  fieldsOf(kind).find(([name, { required }]) => required === true && isBlank(values[name]))?.[0];

const isBlank = (value: unknown): boolean =>
  typeof value === 'string' ? value.trim() === '' : isEmpty(value);

/** Whether records of a kind are written field by field, with no rule beyond what their fields say. */
export const isPlain = (kind: SharedKind): boolean => entityOf(kind).plain === true;
