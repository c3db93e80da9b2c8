import type { Field } from '@shared/fields/field';
import { fieldTraits, type Operator, operandOf } from '@shared/fields/traits';
import { isValueOf } from '@shared/filters/check';
import { operatorsOf } from '@shared/filters/fields';
import {
  type FieldCondition,
  type Filter,
  type FilterPart,
  groupOf,
  isChildren,
  isGroup,
  partsOf,
} from '@shared/filters/schema';
import type { ListField } from './use-field-words';

/** The operators that an editor has a field for the value of. */
export function editableOperators(field: Field): readonly Operator[] {
  // A single value is one of a list of one.
  const isKey = fieldTraits[field.type].is === 'key';
  return operatorsOf(field).filter((operator) => !isKey || (operator !== 'is' && operator !== 'isNot'));
}

/** A condition on a field before anything was said of it. */
export function firstCondition({ path, found }: ListField): FieldCondition {
  const [operator = 'filled'] = editableOperators(found.field);
  return withOperator({ field: path, operator: 'filled' }, found.field, operator);
}

/** The same field compared in another way; the value stays where it fits. */
export function withOperator(condition: FieldCondition, field: Field, operator: Operator): FieldCondition {
  const base = { field: condition.field, operator };
  if (operandOf[operator] === 'none') return base;
  const { value } = condition;
  if (operandOf[operator] === 'many') return { ...base, value: Array.isArray(value) ? value : [] };
  if (value !== undefined && !Array.isArray(value)) return { ...base, value };
  const { is } = fieldTraits[field.type];
  if (is === 'yesNo') return { ...base, value: true };
  if (is === 'day' || is === 'instant') return { ...base, value: { unit: 'day', shift: 0 } };
  return { ...base, value: '' };
}

/** Whether a condition says enough to be asked. */
export function isFinished({ operator, value }: FieldCondition, field: Field): boolean {
  const takes = operandOf[operator];
  if (takes === 'none') return true;
  if (takes === 'many') return Array.isArray(value) && value.length > 0;
  return isValueOf(field, value);
}

/** The filter without what is not finished: lists are asked while it is typed. */
export function finishedPart(
  filter: Filter,
  fieldOf: (part: FieldCondition, kind: string) => Field | undefined,
  kind: string,
): Filter {
  const { join, parts } = partsOf(filter);
  const kept = parts.flatMap((part): FilterPart[] => {
    if (isGroup(part)) return [finishedPart(part, fieldOf, kind)];
    if (isChildren(part)) return [{ ...part, filter: finishedPart(part.filter, fieldOf, part.children) }];
    const field = fieldOf(part, kind);
    return field && isFinished(part, field) ? [part] : [];
  });
  return groupOf(join, kept);
}

/** How many conditions a filter has. */
export const countConditions = (filter: Filter): number =>
  partsOf(filter).parts.reduce(
    (sum, part) =>
      sum + (isGroup(part) ? countConditions(part) : isChildren(part) ? 1 + countConditions(part.filter) : 1),
    0,
  );
