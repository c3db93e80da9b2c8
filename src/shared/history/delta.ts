import { equal } from '../lib/merge';

/** A record's fields by name. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * What takes one field back to what it was: `{was}` the former value, `{}` it was not there; or, for a long value of
 * which a piece changed, the piece: `put` stands where `cut` characters from `at` on are now, in a text of `of`
 * characters. Of a list or an object (`json`) the text is its JSON with sorted keys.
 */
type Undo =
  | { readonly was?: unknown }
  | {
      readonly at: number;
      readonly cut: number;
      readonly put: string;
      readonly of: number;
      readonly json?: true;
    };

/** What takes a record back to the version before, field by field. Only fields that changed are in it. */
export type Delta = Readonly<Record<string, Undo>>;

/** The store's own bookkeeping, which is no part of the record. */
const bookkeeping = new Set(['_rev', '_meta', '_attachments']);

/** Shorter values are kept whole: a piece of them would take no less room. */
const shortText = 60;

/**
 * What changed between two versions of a record, as what takes it back; null when nothing did. `_deleted` counts as
 * a field that is true or false.
 */
export function deltaOf(before: Fields, after: Fields): Delta | null {
  const delta: Record<string, Undo> = {};
  let changed = false;
  for (const field in after) {
    if (bookkeeping.has(field) || field === '_deleted') continue;
    const was = before[field];
    const is = after[field];
    if (was === is || equal(was, is)) continue;
    delta[field] = undoOf(was, is);
    changed = true;
  }
  for (const field in before) {
    if (field in after || bookkeeping.has(field) || field === '_deleted' || before[field] === undefined) {
      continue;
    }
    delta[field] = { was: before[field] };
    changed = true;
  }
  const deleted = before._deleted === true;
  if (deleted !== (after._deleted === true)) {
    delta._deleted = { was: deleted };
    changed = true;
  }
  return changed ? delta : null;
}

function undoOf(was: unknown, is: unknown): Undo {
  if (was === undefined) return {};
  const json = typeof was === 'object' && was !== null && typeof is === 'object' && is !== null;
  if (!json && (typeof was !== 'string' || typeof is !== 'string')) return { was };
  const from = json ? sortedJson(was) : (was as string);
  if (from.length <= shortText) return { was };
  const to = json ? sortedJson(is) : (is as string);
  const most = Math.min(from.length, to.length);
  let start = 0;
  while (start < most && from.charCodeAt(start) === to.charCodeAt(start)) start += 1;
  let end = 0;
  while (
    end < most - start &&
    from.charCodeAt(from.length - 1 - end) === to.charCodeAt(to.length - 1 - end)
  ) {
    end += 1;
  }
  const put = from.slice(start, from.length - end);
  if (put.length > from.length * 0.75) return { was };
  return { at: start, cut: to.length - end - start, put, of: to.length, ...(json ? { json } : {}) };
}

/** Equal values have one text, whatever the order of their keys: versions that differ in it alone leave no trace. */
function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, of: unknown) =>
    of !== null && typeof of === 'object' && !Array.isArray(of)
      ? Object.fromEntries(Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1)))
      : of,
  );
}

/** A value taken back. Not `sound` when the present value is not the one the change had made: then nothing is known. */
function takeBack(undo: Undo, is: unknown): { readonly value: unknown; readonly sound: boolean } {
  if (!('put' in undo)) return { value: undo.was, sound: true };
  const text = undo.json && typeof is === 'object' ? sortedJson(is) : is;
  if (typeof text !== 'string' || text.length !== undo.of) return { value: undefined, sound: false };
  const former = text.slice(0, undo.at) + undo.put + text.slice(undo.at + undo.cut);
  if (!undo.json) return { value: former, sound: true };
  try {
    return { value: JSON.parse(former), sound: true };
  } catch {
    return { value: undefined, sound: false };
  }
}

/** A record taken back by one change. Fields of which nothing is known any more are left out and named. */
export function undone(record: Fields, delta: Delta): { readonly record: Fields; readonly lost: string[] } {
  const former: Record<string, unknown> = { ...record };
  const lost: string[] = [];
  for (const [field, undo] of Object.entries(delta)) {
    const { value, sound } = takeBack(undo, record[field]);
    if (!sound) lost.push(field);
    if (value === undefined) delete former[field];
    else former[field] = value;
  }
  return { record: former, lost };
}

/** One change of a record as it is kept. */
export interface KeptChange {
  /** When it was made, milliseconds since 1970. */
  readonly at: number;
  readonly delta: Delta;
}

/**
 * A record as it was at an instant. What is kept is in the order in which it came to this device, which is not always
 * the order of the clocks: a colleague's change of the morning may arrive in the evening. So each field is taken back
 * on its own, down to its last arrived change that was made by then.
 * @param record the record as it is now, `_deleted` included
 * @param changes every change, the last arrived first; those older than all changes after `instant` may be left out
 * @param instant milliseconds since 1970; changes made at that very instant are seen
 */
export function asOf(record: Fields, changes: Iterable<KeptChange>, instant: number): Fields {
  const state: Record<string, unknown> = { ...record };
  const settled = new Set<string>();
  for (const { at, delta } of changes) {
    for (const [field, undo] of Object.entries(delta)) {
      if (settled.has(field)) continue;
      if (at <= instant) {
        settled.add(field);
        continue;
      }
      const { value } = takeBack(undo, state[field]);
      if (value === undefined) delete state[field];
      else state[field] = value;
    }
  }
  return state;
}
