import type { FilledMangoQuery, PreparedQuery, RxDocumentData, RxJsonSchema } from 'rxdb';
import { getQueryMatcher, getSchemaByObjectPath, getSortComparator } from 'rxdb';
import type { SqlParameter } from './adapter';
import { quote } from './adapter';
import { documentColumn, MOST_TOGETHER, readAll, readEach, readTogether, roomForAnswer } from './reading';
import { type Condition, type SelectorContext, translate } from './selector';
import type { Table } from './table';
import { ordersExactly } from './values';

/** The first page read when JavaScript must still sift the rows; each further one is four times as long. */
const FIRST_PAGE = 64;
const LONGEST_PAGE = 8192;
/** SQLite takes 32,766 in one statement; a selector that needs more is left to the matcher. */
const MOST_PARAMETERS = 32_000;

type Documents<T> = RxDocumentData<T>[];

/** Answers a query with documents, in RxDB's order. */
export function runQuery<T>(
  table: Table,
  schema: Readonly<RxJsonSchema<RxDocumentData<T>>>,
  { query }: PreparedQuery<T>,
): Documents<T> {
  const limit = typeof query.limit === 'number' ? query.limit : Number.POSITIVE_INFINITY;
  const skip = query.skip ?? 0;
  if (limit === 0) return [];
  const parameters: SqlParameter[] = [];
  const where = conditionOf(table, schema, query, parameters);
  const order = orderOf(table, query);
  const select = `SELECT ${documentColumn()} FROM ${table.name}${where === undefined ? '' : ` WHERE ${where.sql}`}`;
  const cut = skip > 0 || limit !== Number.POSITIVE_INFINITY;

  if (order === undefined) {
    const documents = readAll<T>(table, select, parameters, sieve(schema, query, where));
    documents.sort(getSortComparator(schema, query as never) as never);
    return cut ? documents.slice(skip, skip + limit) : documents;
  }
  const ordered = `${select} ORDER BY ${order}`;
  if (where?.exact === true) {
    if (!cut) return readAll(table, ordered, parameters);
    const length = limit === Number.POSITIVE_INFINITY ? -1 : limit;
    const page = `${ordered} LIMIT ? OFFSET ?`;
    const values = [...parameters, length, skip];
    return limit > MOST_TOGETHER ? readAll(table, page, values) : readTogether(table, page, values);
  }
  const fits = sieve(schema, query, where);
  if (!cut) return readAll(table, ordered, parameters, fits);
  return sift(table, ordered, parameters, fits, skip, limit);
}

/** Counts what a query would answer with. */
export function runCount<T>(
  table: Table,
  schema: Readonly<RxJsonSchema<RxDocumentData<T>>>,
  { query }: PreparedQuery<T>,
): number {
  const parameters: SqlParameter[] = [];
  const where = conditionOf(table, schema, query, parameters);
  const from = `FROM ${table.name}${where === undefined ? '' : ` WHERE ${where.sql}`}`;
  let count = 0;
  if (where?.exact === true) count = Number(table.db.get(`SELECT count(*) ${from}`, parameters)?.[0] ?? 0);
  else {
    const fits = sieve(schema, query, where);
    readEach<T>(table, `SELECT ${documentColumn()} ${from}`, parameters, (document) => {
      if (fits(document)) count += 1;
      return false;
    });
  }
  const rest = Math.max(0, count - (query.skip ?? 0));
  return typeof query.limit === 'number' ? Math.min(rest, query.limit) : rest;
}

/** Reads page after page in order until enough documents have passed the sieve. */
function sift<T>(
  table: Table,
  sql: string,
  parameters: readonly SqlParameter[],
  fits: (document: RxDocumentData<T>) => boolean,
  skip: number,
  limit: number,
): Documents<T> {
  const wanted = skip + limit;
  const page = Math.max(FIRST_PAGE, Number.isFinite(limit) ? 2 * wanted : LONGEST_PAGE);
  if (page <= MOST_TOGETHER) {
    // Nearly always one page is enough.
    let rows = 0;
    const counted = (document: RxDocumentData<T>) => {
      rows += 1;
      return fits(document);
    };
    const passed = readTogether<T>(table, `${sql} LIMIT ?`, [...parameters, page], counted);
    if (passed.length >= wanted || rows < page) return passed.slice(skip, wanted);
  }
  return table.db.snapshot(() => siftPages(table, sql, parameters, fits, skip, limit, page));
}

/** Inside one snapshot; others may have written since the first page. */
function siftPages<T>(
  table: Table,
  sql: string,
  parameters: readonly SqlParameter[],
  fits: (document: RxDocumentData<T>) => boolean,
  skip: number,
  limit: number,
  first: number,
): Documents<T> {
  const passed: Documents<T> = [];
  const room = roomForAnswer();
  const visit = (document: RxDocumentData<T>) => {
    const isKept = passed.length < skip + limit && fits(document);
    if (isKept) passed.push(document);
    return isKept;
  };
  let offset = 0;
  for (let page = first; ; ) {
    page = Math.min(LONGEST_PAGE, page * 4);
    const rows = readEach<T>(table, `${sql} LIMIT ? OFFSET ?`, [...parameters, page, offset], visit, room);
    if (passed.length === skip + limit || rows < page) return passed.slice(skip);
    offset += page;
  }
}

function conditionOf<T>(
  table: Table,
  schema: Readonly<RxJsonSchema<RxDocumentData<T>>>,
  query: FilledMangoQuery<T>,
  parameters: SqlParameter[],
): Condition | undefined {
  const context: SelectorContext = {
    byPath: table.plan.byPath,
    kindsOf: table.kindsOf,
    scalarAt: (path) => {
      const type = getSchemaByObjectPath(schema, path as never)?.type;
      return type === 'string' ? 'string' : type === 'number' || type === 'integer' ? 'number' : undefined;
    },
  };
  const condition = translate(query.selector, context, parameters as never);
  if (parameters.length <= MOST_PARAMETERS) return condition;
  parameters.length = 0;
  return undefined;
}

/** The ORDER BY list, or undefined where only JavaScript sorts as RxDB does. */
function orderOf<T>(table: Table, query: FilledMangoQuery<T>): string | undefined {
  const parts: string[] = [];
  for (const part of query.sort) {
    const [entry] = Object.entries(part);
    const field = entry === undefined ? undefined : table.plan.byPath.get(entry[0]);
    if (entry === undefined || field === undefined || !ordersExactly(table.kindsOf(field.column)))
      return undefined;
    parts.push(`${quote(field.column)} ${entry[1] === 'desc' ? 'DESC' : 'ASC'}`);
  }
  return parts.join(', ');
}

function sieve<T>(
  schema: Readonly<RxJsonSchema<RxDocumentData<T>>>,
  query: FilledMangoQuery<T>,
  where: Condition | undefined,
): (document: RxDocumentData<T>) => boolean {
  if (where?.exact === true) return () => true;
  return getQueryMatcher(schema, query as never) as (document: RxDocumentData<T>) => boolean;
}
