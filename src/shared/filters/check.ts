import type { CollectionName } from '../collections';
import type { Field } from '../fields/field';
import { fieldTraits, operandOf } from '../fields/traits';
import { isKind } from '../kinds';
import { isIsoDate } from '../lib/date-only';
import { findField, mayPointAt, operatorsOf, ownField } from './fields';
import {
  DEEPEST,
  type FieldCondition,
  type Filter,
  type FilterPart,
  isChildren,
  isGroup,
  MOST_CONDITIONS,
  MOST_PARTS,
  MOST_VALUES,
  me,
  myTeam,
  partsOf,
  periodUnits,
  type RelativePeriod,
} from './schema';

/** What is wrong with a filter, and where: the field, operator or kind that it names. */
export interface FilterFault {
  readonly issue: 'field' | 'operator' | 'value' | 'kind' | 'deep' | 'long' | 'form';
  readonly name: string;
}

/**
 * The first fault of a filter over a kind: a view may be of another version of the program, or name a field that has been
 * deleted since. Undefined: it can be answered.
 */
export function filterFault(kind: CollectionName, filter: Filter): FilterFault | undefined {
  const seen = { conditions: 0 };
  return groupFault(kind, filter, 1, seen);
}

const fault = (issue: FilterFault['issue'], name = ''): FilterFault => ({ issue, name });

function groupFault(
  kind: CollectionName,
  group: Filter,
  depth: number,
  seen: { conditions: number },
): FilterFault | undefined {
  if (depth > DEEPEST) return fault('deep');
  const keys = typeof group === 'object' && group !== null ? Object.keys(group) : [];
  if (keys.length !== 1 || !['all', 'any', 'none'].includes(keys[0] ?? '')) return fault('form', keys[0]);
  const { parts } = partsOf(group);
  if (!Array.isArray(parts)) return fault('form', keys[0]);
  if (parts.length > MOST_PARTS) return fault('long');
  for (const part of parts) {
    const found = partFault(kind, part, depth, seen);
    if (found) return found;
  }
  return undefined;
}

function partFault(
  kind: CollectionName,
  part: FilterPart,
  depth: number,
  seen: { conditions: number },
): FilterFault | undefined {
  seen.conditions += 1;
  if (seen.conditions > MOST_CONDITIONS) return fault('long');
  if (typeof part !== 'object' || part === null) return fault('form');
  if (isGroup(part)) return groupFault(kind, part, depth + 1, seen);
  if (!isChildren(part)) return conditionFault(kind, part);
  const { children, by, match, filter } = part;
  if (!isKind(children)) return fault('kind', String(children));
  const field = ownField(children, by);
  if (!field || !mayPointAt(field, kind)) return fault('field', String(by));
  if (match !== 'exists' && match !== 'none') return fault('operator', String(match));
  return groupFault(children, filter, depth + 1, seen);
}

function conditionFault(
  kind: CollectionName,
  { field, operator, value }: FieldCondition,
): FilterFault | undefined {
  const found = typeof field === 'string' ? findField(kind, field) : undefined;
  if (!found) return fault('field', String(field));
  if (!operatorsOf(found.field).includes(operator)) return fault('operator', String(operator));
  const takes = operandOf[operator];
  if (takes === 'none') return undefined;
  const values: readonly unknown[] =
    takes === 'many' ? (Array.isArray(value) ? value : [undefined]) : [value];
  if (values.length > MOST_VALUES) return fault('long', field);
  return values.every((one) => isValueOf(found.field, one)) ? undefined : fault('value', field);
}

/** Whether a value is one that a field can be compared with. */
export function isValueOf(field: Field, value: unknown): boolean {
  switch (fieldTraits[field.type].is) {
    case 'number':
      return field.type === 'decimal'
        ? typeof value === 'string' && /^-?\d+(\.\d{1,6})?$/.test(value)
        : Number.isFinite(value);
    case 'yesNo':
      return typeof value === 'boolean';
    case 'day':
    case 'instant':
      return typeof value === 'string' ? isIsoDate(value) : isPeriod(value);
    case 'key':
    case 'keys':
      return typeof value === 'string' && value !== '' && value.length <= 1000;
    case 'text':
    case 'parts':
      return typeof value === 'string' && value !== '' && value.length <= 1000;
    case 'whole':
      return false;
  }
}

export function isPeriod(value: unknown): value is RelativePeriod {
  const { unit, shift } = (
    typeof value === 'object' && value !== null ? value : {}
  ) as Partial<RelativePeriod>;
  return (
    periodUnits.some((one) => one === unit) && Number.isInteger(shift) && Math.abs(Number(shift)) <= 10_000
  );
}

/** Whether a value stands for who asks, or his team. */
export const isWho = (value: unknown): value is typeof me | typeof myTeam => value === me || value === myTeam;
