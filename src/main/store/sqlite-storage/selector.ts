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
  /** How many parentheses stand in one another: SQLite's parser and its expressions have an end. */
  readonly depth: number;
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
/** So many numbers that SQLite would not read exactly are passed one by one. */
const LONGEST_LIST = 2048;
/** So many of them are looked for one by one in the JSON text, more of them by the least and the greatest. */
const FEW_RANGES = 8;
/** Parentheses that SQLite's parser (a stack of 100) surely takes; what is deeper is left to the matcher. */
const DEEPEST = 20;
/** So many parts stand in one pair of parentheses: a row of a thousand would be an expression a thousand deep. */
const TOGETHER = 8;
/** A field deeper in the document is left to the matcher. */
const LONGEST_PATH = 12;

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
  return attempt(parameters, () =>
    every(
      Object.entries(selector).map(([key, value]) =>
        key.startsWith('$')
          ? logical(key, value, context, parameters)
          : field(key, value, context, parameters),
      ),
    ),
  );
}

/** Takes the parameters back where nothing could be said. */
function attempt(parameters: Scalar[], make: () => Condition | undefined): Condition | undefined {
  const before = parameters.length;
  const made = make();
  if (made === undefined) parameters.length = before;
  return made;
}

function logical(key: string, value: unknown, context: SelectorContext, parameters: Scalar[]) {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const branches = () => value.map((item) => translate(item, context, parameters));
  switch (key) {
    case '$and':
      return attempt(parameters, () => every(branches()));
    case '$or':
      return attempt(parameters, () => some(branches()));
    case '$nor':
      return attempt(parameters, () => negate(some(branches())));
    default:
      return undefined;
  }
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
  return attempt(parameters, () =>
    every(entries.map(([name, operand]) => operator(path, name, operand, context, parameters))),
  );
}

function operator(
  path: string,
  name: string,
  operand: unknown,
  context: SelectorContext,
  parameters: Scalar[],
): Condition | undefined {
  if (name === '$not') {
    if (!isPlain(operand)) return undefined;
    return attempt(parameters, () => negate(field(path, operand, context, parameters)));
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
      if (lossy) return not ? undefined : wide(`${column} = ${bind(operand, parameters)}`);
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
      if (list.length > LONGEST_LIST && !list.every(isReadExactly)) return undefined;
      const inside = list.length === 0 ? undefined : `${column} IN ${bindList(list, parameters)}`;
      if (name === '$in') {
        const sql = withNull
          ? inside
            ? `(${column} IS NULL OR ${inside})`
            : `${column} IS NULL`
          : (inside ?? FALSE);
        return lossy ? wide(sql) : exact(sql);
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
 * exact, since the document may hold an array here, which the matcher searches element by element, and since SQLite
 * reads many numbers a little beside what JavaScript has written.
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
  const parts = path.split('.');
  if (parts.length > LONGEST_PATH) return undefined;
  const value = `data ->> '$.${path}'`;
  let test: string;
  if (name === '$eq' || name === '$in') {
    const list: unknown = name === '$eq' ? [operand] : operand;
    if (!Array.isArray(list) || list.length === 0) return undefined;
    if (!list.every((item): item is Scalar => typeof item === type && isScalar(item) && !isLossy(item))) {
      return undefined;
    }
    test = oneOf(value, list, parameters);
  } else {
    const sign = COMPARISONS.get(name);
    if (sign === undefined || !isScalar(operand) || typeof operand !== type || !comparable(operand))
      return undefined;
    if (typeof operand === 'number') {
      const [least, greatest] = readings(operand);
      test = sign.startsWith('>')
        ? `${value} >= ${bind(least, parameters)}`
        : `${value} <= ${bind(greatest, parameters)}`;
    } else test = `${value} ${sign} ${bind(operand, parameters)}`;
  }
  const arrays = parts.map((_, i) => `json_type(data, '$.${parts.slice(0, i + 1).join('.')}') = 'array'`);
  return { sql: `(${test} OR ${arrays.join(' OR ')})`, exact: false, depth: 4 };
}

/** Whether SQLite's reading of a value is one of the list. */
function oneOf(value: string, list: readonly Scalar[], parameters: Scalar[]): string {
  const sure = list.filter(isReadExactly);
  const ranges = list.filter((item): item is number => !isReadExactly(item)).map(readings);
  const tests: string[] = [];
  if (sure.length === 1 && sure[0] !== undefined) tests.push(`${value} = ${bind(sure[0], parameters)}`);
  else if (sure.length > 0) tests.push(`${value} IN ${bindList(sure, parameters)}`);
  const one: [number, number] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [least, greatest] of ranges) {
    one[0] = Math.min(one[0], least);
    one[1] = Math.max(one[1], greatest);
  }
  for (const [least, greatest] of ranges.length > FEW_RANGES ? [one] : ranges) {
    tests.push(`${value} BETWEEN ${bind(least, parameters)} AND ${bind(greatest, parameters)}`);
  }
  return tests.join(' OR ');
}

/** Whether SQLite reads from a JSON text the very value that JavaScript has written there. */
function isReadExactly(value: Scalar): boolean {
  return typeof value !== 'number' || Number.isSafeInteger(value);
}

/**
 * Between what SQLite reads a number that JavaScript has written: it rounds most, not all, decimal fractions as
 * JavaScript does, and takes whole numbers up to 2^63 by their digits, of which JavaScript writes no more than it
 * needs. It is off by some 2e-16 of the number at most; the smallest numbers have fewer digits.
 */
function readings(value: number): readonly [least: number, greatest: number] {
  const off = Math.abs(value) * 1e-12 + 1e-320;
  return [value - off, value + off];
}

function every(parts: readonly (Condition | undefined)[]): Condition | undefined {
  const known = parts.filter((part) => part !== undefined);
  if (known.length === 0) return parts.length === 0 ? exact('1') : undefined;
  return join(known, 'AND', known.length === parts.length && known.every((part) => part.exact));
}

function some(parts: readonly (Condition | undefined)[]): Condition | undefined {
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length) return undefined;
  return join(
    known,
    'OR',
    known.every((part) => part.exact),
  );
}

/** Undefined where it would be deeper than SQLite surely takes. */
function join(parts: readonly Condition[], word: 'AND' | 'OR', isExact: boolean): Condition | undefined {
  let layer: readonly Condition[] = parts;
  while (layer.length > 1) {
    const next: Condition[] = [];
    for (let at = 0; at < layer.length; at += TOGETHER) {
      const some = layer.slice(at, at + TOGETHER);
      const sql = `(${some.map((part) => part.sql).join(` ${word} `)})`;
      next.push({ sql, exact: isExact, depth: Math.max(...some.map((part) => part.depth)) + 1 });
    }
    layer = next;
  }
  const [whole] = layer;
  return whole === undefined || whole.depth > DEEPEST ? undefined : { ...whole, exact: isExact };
}

/** Only an exact condition can be turned round: the complement of a superset is too small. */
function negate(part: Condition | undefined): Condition | undefined {
  if (part?.exact !== true || part.depth >= DEEPEST) return undefined;
  return { sql: `(${part.sql}) IS NOT TRUE`, exact: true, depth: part.depth + 1 };
}

function exact(sql: string): Condition {
  return { sql, exact: true, depth: 2 };
}

function wide(sql: string): Condition {
  return { sql, exact: false, depth: 2 };
}

function bind(value: Scalar, parameters: Scalar[]): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  parameters.push(value);
  return '?';
}

function bindList(list: readonly Scalar[], parameters: Scalar[]): string {
  if (list.length <= SHORT_LIST) return `(${list.map((item) => bind(item, parameters)).join(',')})`;
  if (list.every(isReadExactly)) {
    parameters.push(JSON.stringify(list));
    return '(SELECT value FROM json_each(?))';
  }
  // A power of two of them, the last one again and again: few statements serve all lengths.
  const length = 2 ** Math.ceil(Math.log2(list.length));
  for (let i = 0; i < length; i++) parameters.push(list[Math.min(i, list.length - 1)] ?? 0);
  return `(${Array(length).fill('?').join(',')})`;
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
