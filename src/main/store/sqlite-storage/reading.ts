import { getHeapStatistics } from 'node:v8';
import type { RxDocumentData } from 'rxdb';
import type { SqlParameter, SqlRow, SqlValue } from './adapter';
import { StoreError } from './errors';
import { parseStored } from './stored';
import type { Table } from './table';

/**
 * Reads documents in whatever number and size. A text of more than half a gigabyte ends the whole process when it
 * crosses the binding, and a hundred rows cross it at a time: long documents are fetched one by one.
 */

/** So many bytes of JSON make a document long. */
const LONG = 100_000;
/** Up to so many documents may cross the binding as one text. */
export const MOST_TOGETHER = 500;
/** A third of what the thread may hold at all: what does not fit is refused before it ends the process. */
const MOST_CHARACTERS = getHeapStatistics().heap_size_limit / 3;

/** How many characters of JSON an answer may still be made of. */
export interface Room {
  characters: number;
}

/** The room of a whole answer, however many statements read it. */
export function roomForAnswer(): Room {
  return { characters: MOST_CHARACTERS };
}

/** What a query selects to be read here: the document's text, or its `rid` where the text is long. */
export function documentColumn(of = ''): string {
  return `CASE WHEN octet_length(${of}data) > ${LONG} THEN ${of}rid ELSE ${of}data END AS data`;
}

/**
 * Reads the documents of a query in its order, one after the other: none is held here but the one at hand.
 *
 * @param sql its first column is a {@link documentColumn}
 * @param visit is given each document with its row; true: it was kept
 * @param room of the answer that it is a part of
 * @returns how many rows there were
 * @throws StoreError `store-out-of-memory`: what was kept is longer than a third of this thread's memory
 */
export function readEach<T>(
  table: Table,
  sql: string,
  parameters: readonly SqlParameter[],
  visit: (document: RxDocumentData<T>, row: SqlRow) => boolean,
  room = roomForAnswer(),
): number {
  let rows = 0;
  let kept = 0;
  // The last hundred rows are visited when the statement has ended: what is long is then fetched from the same state.
  table.db.snapshot(() =>
    table.db.each(sql, parameters, (row) => {
      rows += 1;
      if (kept > room.characters) return;
      const [value] = row;
      const text = typeof value === 'string' ? value : textOf(table, value);
      if (visit(parseStored<RxDocumentData<T>>(text), row)) kept += text.length;
    }),
  );
  room.characters -= kept;
  // Not where it was found: an error holds the functions it went through, and these what was kept.
  if (room.characters < 0) throw tooMuch();
  return rows;
}

/** The documents of a query that fit; see {@link readEach}. */
export function readAll<T>(
  table: Table,
  sql: string,
  parameters: readonly SqlParameter[],
  fits: (document: RxDocumentData<T>) => boolean = () => true,
  room = roomForAnswer(),
): RxDocumentData<T>[] {
  const documents: RxDocumentData<T>[] = [];
  const visit = (document: RxDocumentData<T>) => {
    const isKept = fits(document);
    if (isKept) documents.push(document);
    return isKept;
  };
  readEach<T>(table, sql, parameters, visit, room);
  return documents;
}

/**
 * The same for a page of {@link MOST_TOGETHER} documents at most: one text crosses the binding and is parsed, which
 * takes a quarter less time than row by row.
 *
 * @param sql its only column is a {@link documentColumn}, named `data`
 */
export function readTogether<T>(
  table: Table,
  sql: string,
  parameters: readonly SqlParameter[],
  fits?: (document: RxDocumentData<T>) => boolean,
  room = roomForAnswer(),
): RxDocumentData<T>[] {
  // A subquery with an order that an aggregate reads is read in that order.
  const text = table.db.get(`SELECT group_concat(data) FROM (${sql})`, parameters)?.[0];
  if (typeof text !== 'string') {
    // One long document alone is a number.
    return text === null || text === undefined ? [] : readAll<T>(table, sql, parameters, fits, room);
  }
  const documents = parseStored<(RxDocumentData<T> | number)[]>(`[${text}]`);
  // Some are long. Others may have written since: all is read anew.
  if (!documents.every((document) => typeof document === 'object')) {
    return readAll<T>(table, sql, parameters, fits, room);
  }
  room.characters -= text.length;
  if (room.characters < 0) throw tooMuch();
  const all = documents as RxDocumentData<T>[];
  return fits === undefined ? all : all.filter(fits);
}

function textOf(table: Table, rid: SqlValue | undefined): string {
  return String(table.db.get(`SELECT data FROM ${table.name} WHERE rid = ?`, [rid])?.[0]);
}

function tooMuch(): StoreError {
  return new StoreError(
    'store-out-of-memory',
    'the answer is longer than the memory of this thread: ask for less',
  );
}
