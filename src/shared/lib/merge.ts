/** How two sides of a record are joined; declared for every collection, or it does not compile. */
export interface MergeRule<T> {
  /** Fields that are sets: arrays of texts, or of objects with an `id`; they merge by element. */
  readonly sets: readonly (keyof T & string)[];
  /** Texts that are written on, of which both sides stay, one under the other. */
  readonly joins?: readonly (keyof T & string)[];
  /** Where the server's copy stays whole, whatever was edited here: a posted document. */
  readonly serverStays?: (server: T) => boolean;
}

/** A field changed on both sides to different values: the server's stayed, `mine` is to be kept elsewhere. */
export interface LostField {
  readonly field: string;
  readonly mine: unknown;
  readonly theirs: unknown;
  readonly base: unknown;
}

export interface Merged<T> {
  readonly merged: T;
  readonly lost: readonly LostField[];
}

type Fields = Record<string, unknown>;

/** Bookkeeping that both sides always change, or that is the server's to say; it never counts as a conflict. */
const stamps = new Set(['createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'device', '_deleted']);

/**
 * Three-way merge of a record, field by field. A field changed on one side only takes that side; a set merges by
 * element; a field changed on both sides keeps the server's value and reports ours as lost. Emptying a field is an edit
 * as any other; of records created apart what one side left empty is taken from the other. Deletion wins only over an
 * untouched record: an edit made meanwhile brings the record back.
 * @param base what both sides began from; undefined when they were created apart
 * @param mine the local state
 * @param theirs the server's state
 */
export function mergeRecords<T extends object>(
  rule: MergeRule<T>,
  base: T | undefined,
  mine: T,
  theirs: T,
): Merged<T> {
  if (rule.serverStays?.(theirs)) {
    return { merged: theirs, lost: differences(base, mine, theirs) };
  }
  const merged = { ...theirs } as Fields;
  const lost: LostField[] = [];
  const from = (base ?? {}) as Fields;
  const own = mine as Fields;
  const other = theirs as Fields;
  const joins: readonly string[] = rule.joins ?? [];
  for (const field of new Set([...Object.keys(own), ...Object.keys(other)])) {
    if (stamps.has(field)) continue;
    if (same(own[field], other[field]) || (base && same(own[field], from[field]))) continue;
    if (base && same(other[field], from[field])) {
      merged[field] = own[field];
    } else if ((rule.sets as readonly string[]).includes(field)) {
      const sets = mergeSets(list(from[field]), list(own[field]), list(other[field]));
      merged[field] = sets.merged;
      if (sets.mine) lost.push({ field, mine: sets.mine, theirs: sets.merged, base: from[field] });
    } else if (!base && isEmpty(other[field])) {
      merged[field] = own[field];
    } else if (joins.includes(field) && !isEmpty(own[field]) && !isEmpty(other[field])) {
      merged[field] = joinTexts(String(from[field] ?? ''), String(own[field]), String(other[field]));
    } else if (base || !isEmpty(own[field])) {
      lost.push({ field, mine: own[field], theirs: other[field], base: from[field] });
    }
  }
  if (Boolean(own._deleted) !== Boolean(other._deleted)) {
    const kept = own._deleted ? other : own;
    merged._deleted = !changed(from, kept);
  }
  // What differs from the server's state is an edit of whoever joins it, and stamped so: the server would do it.
  if (changed(other, merged) || Boolean(merged._deleted) !== Boolean(other._deleted)) {
    merged.updatedBy = own.updatedBy;
    if (String(own.updatedAt ?? '') > String(other.updatedAt ?? '')) merged.updatedAt = own.updatedAt;
    if (own.device !== undefined) merged.device = own.device;
    else delete merged.device;
  }
  return { merged: merged as T, lost };
}

const changed = (base: Fields, side: Fields): boolean =>
  Object.keys(side).some((field) => !stamps.has(field) && !equal(side[field], base[field]));

function differences<T extends object>(base: T | undefined, mine: T, theirs: T): LostField[] {
  const from = (base ?? {}) as Fields;
  const own = mine as Fields;
  const other = theirs as Fields;
  return Object.keys(own)
    .filter(
      (field) => !stamps.has(field) && !equal(own[field], other[field]) && !equal(own[field], from[field]),
    )
    .map((field) => ({ field, mine: own[field], theirs: other[field], base: from[field] }));
}

/** Both texts; what both began with stands once, as far as both have only written on. */
function joinTexts(base: string, mine: string, theirs: string): string {
  const added = mine.startsWith(base) ? mine.slice(base.length).trim() : mine;
  return theirs.includes(added) ? theirs : `${theirs.trimEnd()}\n${added}`;
}

/**
 * Elements added or changed on either side stay; removed on either side and untouched on the other go. Of one changed on
 * both sides the server's stays.
 * @returns `mine`: the same with our elements in the place of those, if there are any
 */
function mergeSets(
  base: unknown[],
  mine: unknown[],
  theirs: unknown[],
): { readonly merged: unknown[]; readonly mine?: unknown[] } {
  const inDatabase = byKey(base);
  const inMine = byKey(mine);
  const inTheirs = byKey(theirs);
  const result: unknown[] = [];
  const withMine: unknown[] = [];
  let differs = false;
  for (const [key, their] of inTheirs) {
    const own = inMine.get(key);
    const old = inDatabase.get(key);
    if (own === undefined && old !== undefined && equal(old, their)) continue;
    const changedHereOnly = own !== undefined && old !== undefined && equal(old, their);
    result.push(changedHereOnly ? own : their);
    const isCollision =
      own !== undefined && !changedHereOnly && !equal(own, their) && !(old !== undefined && equal(old, own));
    differs ||= isCollision;
    withMine.push(isCollision || changedHereOnly ? own : their);
  }
  for (const [key, own] of inMine) {
    if (inTheirs.has(key)) continue;
    const old = inDatabase.get(key);
    if (old !== undefined && equal(old, own)) continue;
    result.push(own);
    withMine.push(own);
  }
  return differs ? { merged: result, mine: withMine } : { merged: result };
}

function byKey(elements: unknown[]): Map<string, unknown> {
  return new Map(elements.map((element) => [elementKey(element), element]));
}

function elementKey(element: unknown): string {
  if (element !== null && typeof element === 'object' && 'id' in element) return `id:${String(element.id)}`;
  return `value:${JSON.stringify(element)}`;
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** A field a newer version has added is absent in what an older one wrote. */
export const same = (a: unknown, b: unknown): boolean => equal(a, b) || (isEmpty(a) && isEmpty(b));

/** Nothing is written there: absent, null, '' or an empty list. */
export function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

/** Deep equality of JSON values; the order of keys does not matter. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as Fields;
  const right = b as Fields;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => key in right && equal(left[key], right[key]));
}
