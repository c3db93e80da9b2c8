import type { CollectionName } from '@shared/collections';
import { fieldTraits, type Operator, operandOf } from '@shared/fields/traits';
import { filterFault, isPeriod, isWho } from '@shared/filters/check';
import { type FoundField, findField, ownField } from '@shared/filters/fields';
import { daysOf, instantsOf } from '@shared/filters/relative';
import {
  type ChildrenCondition,
  type FieldCondition,
  type Filter,
  type FilterPart,
  isChildren,
  isGroup,
  me,
  partsOf,
} from '@shared/filters/schema';
import { entityOf, isKind } from '@shared/kinds';
import type { IsoDate } from '@shared/lib/date-only';
import { AppError } from '@shared/lib/result';
import { fieldSql } from '../fields/columns';
import { type Condition, compareSql } from '../fields/compare';
import { table } from '../reader/reader';

/** What a filter is answered by beside the records. */
export interface FilterAsker {
  readonly userId: string;
  /** Of his team, himself among them. */
  readonly team: readonly string[];
  readonly today: IsoDate;
  /** The IANA zone whose days are meant. */
  readonly zone: string;
}

/** A filter for a WHERE: its condition, and the kinds whose records it is answered by. */
export interface CompiledFilter extends Condition {
  readonly dependsOn: readonly CollectionName[];
}

/**
 * The condition of a filter in SQL.
 * @param of the alias of the record's row, without its dot; aliases that begin with `f_` are the compiler's own
 * @throws AppError `filter-wrong` (issue, name) for what its kind cannot be asked
 */
export function compileFilter(
  kind: CollectionName,
  filter: Filter,
  asker: FilterAsker,
  of: string,
): CompiledFilter {
  const fault = filterFault(kind, filter);
  if (fault) throw new AppError('filter-wrong', { ...fault });
  const compiler = new Compiler(asker);
  const { sql, parameters } = compiler.group(kind, filter, of);
  return { sql, parameters, dependsOn: [...new Set([kind, ...compiler.kinds])] };
}

/** Operators that hold of a field with no value: a record that is not there has none. */
const ofNothing: ReadonlySet<Operator> = new Set(['isNot', 'noneOf', 'hasNone', 'empty']);

class Compiler {
  readonly kinds = new Set<CollectionName>();
  #aliases = 0;

  constructor(private readonly asker: FilterAsker) {}

  group(kind: CollectionName, group: Filter, of: string): Condition {
    const { join, parts } = partsOf(group);
    if (parts.length === 0) return { sql: '1', parameters: [] };
    const conditions = parts.map((part) => this.#part(kind, part, of));
    const parameters = conditions.flatMap((one) => one.parameters);
    const sql = conditions.map((one) => `(${one.sql})`).join(join === 'all' ? ' AND ' : ' OR ');
    // What is unknown of an absent value is not so.
    return { sql: join === 'none' ? `NOT ((${sql}) IS TRUE)` : sql, parameters };
  }

  #part(kind: CollectionName, part: FilterPart, of: string): Condition {
    if (isGroup(part)) return this.group(kind, part, of);
    return isChildren(part) ? this.#children(part, of) : this.#field(kind, part, of);
  }

  #children({ children, by, match, filter }: ChildrenCondition, of: string): Condition {
    if (!isKind(children)) throw new AppError('filter-wrong', { issue: 'kind', name: children });
    this.kinds.add(children);
    const alias = this.#alias();
    const { sql, parameters } = this.group(children, filter, alias);
    const field = ownField(children, by);
    const points = fieldSql(children, by, `${alias}.`);
    const from = `FROM ${table(children)} AS ${alias}`;
    const living = `${alias}.deleted = 0`;
    const exists =
      field && fieldTraits[field.type].is === 'keys'
        ? `${of}.id IN (SELECT f_one.value ${from}, json_each(${points}) AS f_one WHERE ${living} AND (${sql}))`
        : isIndexed(children, by)
          ? `EXISTS (SELECT 1 ${from} WHERE ${living} AND ${points} = ${of}.id AND (${sql}))`
          : `${of}.id IN (SELECT ${points} ${from} WHERE ${living} AND ${points} IS NOT NULL AND (${sql}))`;
    return { sql: match === 'none' ? `NOT ${exists}` : exists, parameters };
  }

  #field(kind: CollectionName, condition: FieldCondition, of: string): Condition {
    const found = findField(kind, condition.field);
    if (!found) throw new AppError('filter-wrong', { issue: 'field', name: condition.field });
    for (const step of [...found.steps.slice(1), found])
      if (found.steps.length > 0) this.kinds.add(step.kind);
    const { operator, value } = condition;
    const asksNothing = operator === 'hasAll' && Array.isArray(value) && value.length === 0;
    const holdsOfNothing = ofNothing.has(operator) || value === false || asksNothing;
    return holdsOfNothing ? this.#ofValue(found, condition, of) : this.#throughSteps(found, condition, of);
  }

  /** Compares the value wherever it stands; there is none where a record on the way is missing. */
  #ofValue({ kind, steps, name, field }: FoundField, condition: FieldCondition, of: string): Condition {
    let at = of;
    let value = (sql: string) => sql;
    for (const [place, step] of steps.entries()) {
      const alias = this.#alias();
      const next = steps[place + 1]?.kind ?? kind;
      const points = fieldSql(step.kind, step.field, `${at}.`);
      const outer = value;
      value = (sql) =>
        outer(
          `(SELECT ${sql} FROM ${table(next)} AS ${alias} WHERE ${alias}.id = ${points} AND ${alias}.deleted = 0)`,
        );
      at = alias;
    }
    return this.#compare(field, value(fieldSql(kind, name, `${at}.`)), condition);
  }

  /** Finds the records that hold such a value first, then who points at them: there are fewer of them. */
  #throughSteps({ kind, steps, name, field }: FoundField, condition: FieldCondition, of: string): Condition {
    const aliases = steps.map(() => this.#alias());
    const { sql, parameters } = this.#compare(
      field,
      fieldSql(kind, name, `${aliases.at(-1) ?? of}.`),
      condition,
    );
    const whole = steps.reduceRight((inner, step, place) => {
      const alias = aliases[place] ?? of;
      const points = fieldSql(step.kind, step.field, `${aliases[place - 1] ?? of}.`);
      const next = steps[place + 1]?.kind ?? kind;
      return `${points} IN (SELECT ${alias}.id FROM ${table(next)} AS ${alias} WHERE ${alias}.deleted = 0 AND (${inner}))`;
    }, sql);
    return { sql: whole, parameters };
  }

  #compare(field: FoundField['field'], sql: string, { operator, value }: FieldCondition): Condition {
    const { is } = fieldTraits[field.type];
    if (operandOf[operator] === 'none') return compareSql(field, sql, operator);
    if (is === 'day' || is === 'instant') return this.#time(field, sql, operator, value);
    if (is === 'key' || is === 'keys') return this.#who(field, sql, operator, value);
    return compareSql(field, sql, operator, value);
  }

  #time(field: FoundField['field'], sql: string, operator: Operator, value: unknown): Condition {
    const { today, zone } = this.asker;
    const days = isPeriod(value) ? daysOf(value, today) : { first: String(value), last: String(value) };
    const isInstant = fieldTraits[field.type].is === 'instant';
    const { from, before } = isInstant ? instantsOf(days, zone) : { from: days.first, before: '' };
    const first = isInstant ? from : days.first;
    // The last moment that is not after it: instants are kept to the millisecond.
    const last = isInstant ? new Date(Date.parse(before) - 1).toISOString() : days.last;
    const beginning = compareSql(field, sql, 'from', first);
    const end = compareSql(field, sql, 'to', last);
    if (operator === 'from') return beginning;
    if (operator === 'to') return end;
    return {
      sql: `${beginning.sql} AND ${end.sql}`,
      parameters: [...beginning.parameters, ...end.parameters],
    };
  }

  /** Who asks, and his team, in the place of people's ids. */
  #who(field: FoundField['field'], sql: string, operator: Operator, value: unknown): Condition {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (!values.some(isWho)) return compareSql(field, sql, operator, value);
    const ids = values.flatMap((one): readonly unknown[] =>
      isWho(one) ? (one === me ? [this.asker.userId] : this.asker.team) : [one],
    );
    const several: Operator = operator === 'is' ? 'anyOf' : operator === 'isNot' ? 'noneOf' : operator;
    return compareSql(field, sql, several, ids);
  }

  #alias(): string {
    this.#aliases += 1;
    return `f_${this.#aliases}`;
  }
}

/** Whether a kind's records are quickly found by a field. */
const isIndexed = (kind: CollectionName, name: string): boolean =>
  entityOf(kind).indexes.some((index) => (typeof index === 'string' ? index : index[0]) === name);
