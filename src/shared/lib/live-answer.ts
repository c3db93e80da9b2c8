import type { Failure } from './result';

/**
 * What is said about a live query: its whole answer, later only what of it is another. Both are JSON as text: it passes
 * through three processes, and only who reads it takes it apart.
 */
export type LiveAnswer =
  | { readonly ok: true; readonly whole: string }
  | { readonly ok: true; readonly patch: string }
  | { readonly ok: false; readonly error: Failure };

/** What leads from one answer to the next; the fields of an answer that is a list stand under `''`. */
interface Patch {
  /** Fields with another value. */
  readonly set?: Readonly<Record<string, unknown>>;
  /** Fields that are no more. */
  readonly gone?: readonly string[];
  /** Lists of records in their new order: the place a record had in the former list, or the record. */
  readonly lists?: Readonly<Record<string, readonly (number | object)[]>>;
}

/** An answer as text, field by field and record by record, so that the next one can be held against it. */
export interface Snapshot {
  readonly isList: boolean;
  /** Undefined for an answer without parts: text, a number, null. */
  readonly fields: ReadonlyMap<string, string | readonly string[]> | undefined;
  readonly whole: string;
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Takes an answer apart. @param value whatever JSON can say; fields without a value are left out */
export function snapshotOf(value: unknown): Snapshot {
  const isList = Array.isArray(value);
  if (!isList && !isRecord(value)) {
    return { isList, fields: undefined, whole: JSON.stringify(value ?? null) };
  }
  const fields = new Map<string, string | readonly string[]>();
  for (const [name, part] of isList ? [['', value] as const] : Object.entries(value)) {
    if (part === undefined) continue;
    if (Array.isArray(part) && part.length > 0 && part.every(isRecord)) {
      fields.set(
        name,
        part.map((record) => JSON.stringify(record)),
      );
    } else fields.set(name, JSON.stringify(part));
  }
  const texts = [...fields].map(([name, part]) => {
    const text = typeof part === 'string' ? part : `[${part.join(',')}]`;
    return isList ? text : `${JSON.stringify(name)}:${text}`;
  });
  return { isList, fields, whole: isList ? (texts[0] ?? '[]') : `{${texts.join(',')}}` };
}

/** What is sent of an answer to whoever has the former one; undefined when it is the same. */
export function difference(before: Snapshot, after: Snapshot): LiveAnswer | undefined {
  if (before.whole === after.whole) return undefined;
  const whole = { ok: true, whole: after.whole } as const;
  if (!before.fields || !after.fields || before.isList !== after.isList) return whole;
  const set: string[] = [];
  const lists: string[] = [];
  for (const [name, part] of after.fields) {
    const former = before.fields.get(name);
    const key = `${JSON.stringify(name)}:`;
    if (typeof part !== 'string' && former !== undefined && typeof former !== 'string') {
      const order = orderFrom(former, part);
      if (order !== undefined) lists.push(key + order);
    } else if (part !== former) set.push(key + (typeof part === 'string' ? part : `[${part.join(',')}]`));
  }
  const gone = [...before.fields.keys()].filter((name) => !after.fields?.has(name));
  const pieces: string[] = [];
  if (set.length > 0) pieces.push(`"set":{${set.join(',')}}`);
  if (gone.length > 0) pieces.push(`"gone":${JSON.stringify(gone)}`);
  if (lists.length > 0) pieces.push(`"lists":{${lists.join(',')}}`);
  const patch = `{${pieces.join(',')}}`;
  return patch.length < after.whole.length ? { ok: true, patch } : whole;
}

/** The new order in terms of the former list; undefined when nothing moved or changed. */
function orderFrom(former: readonly string[], records: readonly string[]): string | undefined {
  const places = new Map(former.map((text, place) => [text, place]));
  let same = former.length === records.length;
  const order = records.map((text, place) => {
    if (former[place] === text) return place;
    same = false;
    return places.get(text) ?? text;
  });
  return same ? undefined : `[${order.join(',')}]`;
}

/**
 * The answer after a patch. What did not change is the very same object as before, so that nobody draws it again.
 * @param before the answer that the patch was made against
 */
export function patched(before: unknown, patch: string): unknown {
  const { set = {}, gone = [], lists = {} } = JSON.parse(patch) as Patch;
  const isList = Array.isArray(before);
  const former = (isList ? { '': before } : before) as Record<string, unknown>;
  const next: Record<string, unknown> = { ...former, ...set };
  for (const name of gone) delete next[name];
  for (const [name, order] of Object.entries(lists)) {
    const records = former[name] as readonly unknown[];
    next[name] = order.map((entry) => (typeof entry === 'number' ? records[entry] : entry));
  }
  return isList ? next[''] : next;
}
