/** A document as it travels: its own fields and `_deleted`. */
export type DocumentState = Readonly<Record<string, unknown>>;

/** A document without what belongs to the protocol or to the storage of either side. */
export interface PlainState {
  readonly data: Readonly<Record<string, unknown>>;
  readonly deleted: boolean;
}

const notData = new Set(['_deleted', '_rev', '_meta', '_attachments']);

/** Splits a travelling state; `_rev`, `_meta` and `_attachments` belong to the other side and are dropped. */
export function plainOf(state: DocumentState): PlainState {
  return {
    data: Object.fromEntries(Object.entries(state).filter(([key]) => !notData.has(key))),
    deleted: state._deleted === true,
  };
}

/** The opposite of `plainOf`, as JSON text made from the JSON text of the data. */
export function travellingText(dataText: string, deleted: boolean): string {
  const rest = dataText.trimStart().slice(1).trimStart();
  return `{"_deleted":${deleted}${rest.startsWith('}') ? '' : ','}${rest}`;
}

export function isState(value: unknown): value is DocumentState {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Equal as JSON values; the order of keys does not count. */
export function equalJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, index) => equalJson(item, b[index]));
  }
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && equalJson(left[key], right[key]));
}

/** Equal documents: same fields, same life. */
export function sameState(a: PlainState, b: PlainState): boolean {
  return a.deleted === b.deleted && equalJson(a.data, b.data);
}

/** Text jsonb refuses: U+0000 and half of a surrogate pair, as JSON escapes them. */
const unstorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/i;

/** True when PostgreSQL's jsonb can hold the JSON text. */
export const isStorable = (json: string): boolean => !unstorable.test(json);
