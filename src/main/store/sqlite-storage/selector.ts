import { quote } from './adapter';
import type { FieldColumn } from './columns';
import { FOREIGN, kindsOfText, LOSSY } from './values';

/**
 * A condition that every matching document fulfils. `exact`: and no other document does, so that SQL alone may count
 * and cut pages. `undefined` stands for a selector of which nothing could be said.
 */
export interface Condition {
  readonly sql: string;
  readonly exact: boolean;
}

/** What the translation must know about a table. */
export interface SelectorContext {
  readonly byPath: ReadonlyMap<string, FieldColumn>;
  /** The kinds of value that the column has ever held; see values.ts. */
  readonly kindsOf: (column: string) => number;
  /** The schema's type of a path that has no column, if it is a scalar. */
  readonly scalarAt: (path: string) => 'string' | 'number' | undefined;
}

type Scalar = string | number | boolean;

const FALSE = '0';
const COMPARISONS: ReadonlyMap<string, string> = new Map([
  ['$gt', '>'],
  ['$gte', '>='],
  ['$lt', '<'],
  ['$lte', '<='],
]);

/** Past this length a list is passed as one JSON parameter, so that few statements serve all lengths. */
const SHORT_LIST = 4;

/**
 * Translates a Mango selector. The meaning is that of the matcher RxDB uses (mingo): comparisons hold only between
 * values of one type, `$eq: null` finds absent fields, `$ne` and `$nin` match absent fields.
 *
 * @param parameters receives the values, in the order of their question marks
 */
export function translate(
  selector: unknown,
  context: SelectorContext,
  parameters: Scalar[],
): Condition | undefined {
  if (!isPlain(selector)) return undefined;
  const parts: (Condition | undefined)[] = [];
  for (const [key, value] of Object.entries(selector)) {
    if (!key.startsWith('$')) parts.push(field(key, value, context, parameters));
    else parts.push(logical(key, value, context, parameters));
  }
  return every(parts);
}

function logical(key: string, value: unknown, context: SelectorContext, parameters: Scalar[]) {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  if (key === '$and') return every(value.map((item) => translate(item, context, parameters)));
  if (key !== '$or' && key !== '$nor') return undefined;
  const before = parameters.length;
  const branches = value.map((item) => translate(item, context, parameters));
  const either = some(branches);
  const result = key === '$or' ? either : negate(either);
  if (result === undefined) parameters.length = before;
  return result;
}

function field(
  path: string,
  value: unknown,
  context: SelectorContext,
  parameters: Scalar[],
): Condition | undefined {
  if (!isPlain(value)) {
    return typeof value === 'object' && value !== null
      ? undefined
      : operator(path, '$eq', value, context, parameters);
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return undefined;
  return every(entries.map(([name, operand]) => operator(path, name, operand, context, parameters)));
}

function operator(
  path: string,
  name: string,
  operand: unknown,
  context: SelectorContext,
  parameters: Scalar[],
): Condition | undefined {
  if (name === '$not') {
    const before = parameters.length;
    const result = isPlain(operand) ? negate(field(path, operand, context, parameters)) : undefined;
    if (result === undefined) parameters.length = before;
    return result;
  }
  const column = context.byPath.get(path);
  if (column === undefined) return inJson(path, name, operand, context, parameters);
  const kinds = context.kindsOf(column.column);
  if ((kinds & FOREIGN) !== 0) return undefined;
  return onColumn(column, kinds, name, operand, parameters);
}

function onColumn(
  field: FieldColumn,
  kinds: number,
  name: string,
  operand: unknown,
  parameters: Scalar[],
): Condition | undefined {
  const { type } = field;
  const lossy = (kinds & LOSSY) !== 0;
  const column = quote(field.column);
  switch (name) {
    case '$eq':
    case '$ne': {
      const not = name === '$ne';
      if (operand === null || operand === undefined) return exact(`${column} IS ${not ? 'NOT ' : ''}NULL`);
      if (!isScalar(operand)) return undefined;
      if (typeof operand !== type) return exact(not ? '1' : FALSE);
      if (isLossy(operand)) return lossy ? undefined : exact(not ? '1' : FALSE);
      // What is replaced in the column never equals a sound parameter except by chance: then equality is too wide.
      if (lossy) return not ? undefined : { sql: `${column} = ${bind(operand, parameters)}`, exact: false };
      return exact(`${column} ${not ? 'IS NOT' : '='} ${bind(operand, parameters)}`);
    }
    case '$in':
    case '$nin': {
      if (!Array.isArray(operand) || operand.some((item) => typeof item === 'object' && item !== null))
        return undefined;
      if (operand.some((item) => typeof item === 'number' && !Number.isFinite(item))) return undefined;
      const list = operand.filter((item): item is Scalar => typeof item === type && !isLossy(item));
      const withNull = operand.includes(null);
      if (lossy && (name === '$nin' || operand.some(isLossy))) return undefined;
      const inside = list.length === 0 ? undefined : `${column} IN ${bindList(list, parameters)}`;
      if (name === '$in') {
        const sql = withNull
          ? inside
            ? `(${column} IS NULL OR ${inside})`
            : `${column} IS NULL`
          : (inside ?? FALSE);
        return { sql, exact: !lossy };
      }
      const outside = inside === undefined ? '1' : `(${inside}) IS NOT TRUE`;
      return exact(withNull ? `(${column} IS NOT NULL AND ${outside})` : outside);
    }
    default: {
      const sign = COMPARISONS.get(name);
      if (sign === undefined || !isScalar(operand)) return undefined;
      if (typeof operand !== type) return exact(FALSE);
      if (lossy || !comparable(operand)) return undefined;
      return exact(`${column} ${sign} ${bind(operand, parameters)}`);
    }
  }
}

/**
 * A field without a column: SQLite looks into the JSON text, which spares parsing the rows that cannot match. Never
 * exact, since the document may hold an array here, which the matcher searches element by element.
 */
function inJson(
  path: string,
  name: string,
  operand: unknown,
  context: SelectorContext,
  parameters: Scalar[],
): Condition | undefined {
  const type = context.scalarAt(path);
  if (type === undefined || !/^\w+(\.\w+)*$/.test(path) || /(^|\.)\d+(\.|$)/.test(path)) return undefined;
  const value = `data ->> '$.${path}'`;
  let test: string;
  if (name === '$eq') {
    if (!isScalar(operand) || typeof operand !== type || isLossy(operand)) return undefined;
    test = `${value} = ${bind(operand, parameters)}`;
  } else if (name === '$in') {
    if (!Array.isArray(operand) || operand.length === 0) return undefined;
    if (!operand.every((item): item is Scalar => typeof item === type && isScalar(item) && !isLossy(item))) {
      return undefined;
    }
    test = `${value} IN ${bindList(operand, parameters)}`;
  } else {
    const sign = COMPARISONS.get(name);
    if (sign === undefined || !isScalar(operand) || typeof operand !== type || !comparable(operand))
      return undefined;
    test = `${value} ${sign} ${bind(operand, parameters)}`;
  }
  const parts = path.split('.');
  const arrays = parts.map((_, i) => `json_type(data, '$.${parts.slice(0, i + 1).join('.')}') = 'array'`);
  return { sql: `(${test} OR ${arrays.join(' OR ')})`, exact: false };
}

function every(parts: readonly (Condition | undefined)[]): Condition | undefined {
  const known = parts.filter((part) => part !== undefined);
  if (known.length === 0) return parts.length === 0 ? exact('1') : undefined;
  const isExact = known.length === parts.length && known.every((part) => part.exact);
  if (known.length === 1 && known[0] !== undefined) return { sql: known[0].sql, exact: isExact };
  return { sql: `(${known.map((part) => part.sql).join(' AND ')})`, exact: isExact };
}

function some(parts: readonly (Condition | undefined)[]): Condition | undefined {
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length) return undefined;
  return { sql: `(${known.map((part) => part.sql).join(' OR ')})`, exact: known.every((part) => part.exact) };
}

/** Only an exact condition can be turned round: the complement of a superset is too small. */
function negate(part: Condition | undefined): Condition | undefined {
  return part?.exact === true ? exact(`(${part.sql}) IS NOT TRUE`) : undefined;
}

function exact(sql: string): Condition {
  return { sql, exact: true };
}

function bind(value: Scalar, parameters: Scalar[]): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  parameters.push(value);
  return '?';
}

function bindList(list: readonly Scalar[], parameters: Scalar[]): string {
  if (list.length <= SHORT_LIST) return `(${list.map((item) => bind(item, parameters)).join(',')})`;
  parameters.push(JSON.stringify(list));
  return '(SELECT value FROM json_each(?))';
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

function isLossy(value: unknown): boolean {
  return typeof value === 'string' && (kindsOfText(value) & LOSSY) !== 0;
}

/** A text without characters from U+D800 on compares alike in UTF-16 and UTF-8, whatever the column holds. */
function comparable(value: Scalar): boolean {
  return typeof value !== 'string' || kindsOfText(value) === 0;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
