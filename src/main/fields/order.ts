import type { CollectionName } from '@shared/collections';
import type { Field } from '@shared/fields/field';
import { fieldTraits } from '@shared/fields/traits';
import { fieldOf, isKind } from '@shared/kinds';
import { table } from '../store/table-name';
import { fieldSql, titleSql } from './columns';
import { type Condition, compareSql, numberSql } from './compare';

/**
 * What a list of a kind is put in order by, as SQL for an ORDER BY: numbers by size, a closed list in its own order,
 * records by what they are called; undefined for what has no order.
 * @param name a field, or `field.part`
 * @param of as of {@link fieldSql}
 */
export function orderSql(kind: CollectionName, name: string, of = ''): string | undefined {
  const field = fieldOf(kind, name);
  return field && orderOf(field, fieldSql(kind, name, of));
}

/** {@link orderSql} of a value that is no field of a kind. */
export function orderOf(field: Field, sql: string): string | undefined {
  switch (fieldTraits[field.type].is) {
    case 'number':
      return numberSql(field, sql);
    case 'text':
    case 'day':
    case 'instant':
    case 'yesNo':
      return sql;
    case 'keys':
    case 'parts':
      return `coalesce(json_array_length(${sql}), 0)`;
    case 'key':
      return keyOrder(field, sql);
    case 'whole':
      return undefined;
  }
}

function keyOrder({ type, choices, of, list, by = 'position' }: Field, sql: string): string {
  if (choices) {
    const places = choices.map((value, place) => `WHEN '${value.replaceAll("'", "''")}' THEN ${place}`);
    return `CASE ${sql} ${places.join(' ')} ELSE ${choices.length} END`;
  }
  const target = of ?? (type === 'person' ? 'users' : type === 'file' ? 'files' : '');
  if (!isKind(target)) return sql;
  if (list === undefined) {
    return `(SELECT ${titleSql(target, 'o.')} FROM ${table(target)} AS o WHERE o.id = ${sql})`;
  }
  return `(SELECT json_extract(element.value, '$.${by}') FROM ${table(target)} AS o, json_each(o.data, '$.${list}') AS element
    WHERE o.deleted = 0 AND json_extract(element.value, '$.id') = ${sql} LIMIT 1)`;
}

/** {@link compareSql} of a field by its name; a kind that has no such field is compared by nothing. */
export function fieldCondition(
  kind: CollectionName,
  name: string,
  operator: Parameters<typeof compareSql>[2],
  value?: unknown,
  of = '',
): Condition | undefined {
  const field = fieldOf(kind, name);
  return field && compareSql(field, fieldSql(kind, name, of), operator, value);
}
