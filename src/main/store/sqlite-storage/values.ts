/**
 * How the values of a document's fields stand in real columns, and when a column's own order and equality are not
 * those of JavaScript. A column remembers which kinds of value it has ever held; a query asks before it trusts it.
 */

/** A field's type by the schema, as far as a column can hold it. */
export type ColumnType = 'string' | 'number' | 'boolean';

/** Text with characters beyond U+FFFF: UTF-16 (JavaScript) sorts them before U+E000, UTF-8 (SQLite) after. */
const ASTRAL = 1;
/** Text with characters U+E000 to U+FFFF, the other half of that disagreement. */
const HIGH = 2;
/** Text that SQLite cannot hold: NUL ends a string, a lone surrogate is replaced. */
export const LOSSY = 4;
/** The field was absent. */
const MISSING = 8;
/** The field was null: equal to absent in SQL, after it in RxDB's order. */
const NULL = 16;
/** A value of another type than the schema says, or a path that leads through an array. Stored as NULL. */
export const FOREIGN = 32;

const BEYOND_BASIC = /[\0\ud800-\uffff]/;
const LOST = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** The kinds of one text; 0 for nearly every text there is. */
export function kindsOfText(text: string): number {
  if (!BEYOND_BASIC.test(text)) return 0;
  let kinds = 0;
  if (/[\ud800-\udfff]/.test(text)) kinds |= ASTRAL;
  if (/[\ue000-\uffff]/.test(text)) kinds |= HIGH;
  if (LOST.test(text)) kinds |= LOSSY;
  return kinds;
}

/**
 * A name or an id as SQLite keeps it whole: a text that it would cut or change stands as its UTF-16 bytes, which equal
 * no text.
 */
export function keyOf(text: string): string | Uint8Array {
  return isText(text) ? text : Buffer.from(text, 'utf16le');
}

/** Whether SQLite holds a text as it is. */
export function isText(text: string): boolean {
  return (kindsOfText(text) & LOSSY) === 0;
}

/** How `JSON.stringify` writes what SQLite cannot hold; a backslash before it is one of text. */
const UNSOUND = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;

/**
 * Whether SQLite may take apart a document's JSON: a half in it becomes a text that ends the process which reads it, as
 * the binding does not survive it. A document that is read whole may hold anything.
 */
export function isSoundJson(json: string): boolean {
  return !json.includes('\\u') || !UNSOUND.test(json);
}

/** The nearest text that SQLite can hold. */
export function storableText(text: string): string {
  return BEYOND_BASIC.test(text)
    ? Buffer.from(text.replaceAll('\0', '\ufffd'), 'utf8').toString('utf8')
    : text;
}

/** Whether the column's order is RxDB's order for everything it has ever held. */
export function ordersExactly(kinds: number): boolean {
  if ((kinds & (LOSSY | FOREIGN)) !== 0) return false;
  if ((kinds & ASTRAL) !== 0 && (kinds & HIGH) !== 0) return false;
  return (kinds & MISSING) === 0 || (kinds & NULL) === 0;
}

/** Reads a dotted path as RxDB's sort does, but tells when the selector's matcher would walk into an array. */
export type Reader = (document: Readonly<Record<string, unknown>>) => unknown;

const THROUGH_ARRAY = Symbol('through an array');

/** Makes a reader for a dotted path. */
export function readerOf(path: string): Reader {
  const parts = path.split('.');
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return (document) => document[only];
  return (document) => {
    let value: unknown = document;
    for (const part of parts) {
      if (value === undefined || value === null) return undefined;
      if (Array.isArray(value)) return THROUGH_ARRAY;
      value = (value as Record<string, unknown>)[part];
    }
    return value;
  };
}

/** Collects what a batch of writes puts into each column. */
export interface Cell {
  value: string | number | null;
  kinds: number;
}

/** The column value of a field. Writes into `cell` to spare an object per field. */
export function encode(value: unknown, type: ColumnType, cell: Cell): void {
  cell.kinds = 0;
  if (typeof value === type) {
    if (typeof value === 'string') {
      cell.value = value;
      if (BEYOND_BASIC.test(value)) {
        cell.kinds = kindsOfText(value);
        if ((cell.kinds & LOSSY) !== 0) cell.value = storableText(value);
      }
      return;
    }
    if (typeof value === 'boolean') {
      cell.value = value ? 1 : 0;
      return;
    }
    if (typeof value === 'number' && Number.isFinite(value)) {
      cell.value = value;
      return;
    }
  }
  cell.value = null;
  cell.kinds = value === undefined ? MISSING : value === null ? NULL : FOREIGN;
}
