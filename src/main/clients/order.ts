import { type Reader, table } from '../reader/reader';
import type { SqlParameter, SqlValue } from '../store/sqlite-storage/adapter';
import { parseStored } from '../store/sqlite-storage/stored';

/** A piece of SQL with its parameters. */
export interface Condition {
  readonly sql: string;
  readonly parameters: readonly SqlParameter[];
}

/** A run of the list: what belongs to it and in which order; the list is its segments one after another. */
export interface Segment extends Condition {
  /** Columns that put any two clients in order; all of them turned when `descending`. */
  readonly columns: string;
  readonly descending: boolean;
}

/** An order of the list: the internal row ids, as they stood at a version of the file. */
interface Order {
  version: number;
  /** The store's last write to clients that is taken in. */
  seq: number;
  rids: Int32Array;
  /** Where each segment ends. */
  ends: number[];
  madeAt: number;
}

/** So far down a list is read from its beginning at every question; further down its whole order is made and kept. */
const longestHead = 1000;
/** So long after its first page a list's whole order is made, in milliseconds. */
const afterShownMs = 250;
/** So few found clients are put in order by themselves; of more the order of the whole list is thinned out. */
const fewFound = 400;
/** Orders kept at once: one for each list on a screen, and some that one comes back to. */
const keptOrders = 8;
/** Up to this length an order is made anew after every write; it costs a few milliseconds. */
const shortList = 5000;
/** A longer one keeps its order for so long after a large write, in milliseconds; its rows are always the newest. */
const settleMs = 700;
/** So many changed clients are put in their places one by one; more are a reason to make the order anew. */
const fewChanges = 24;

const orders = new WeakMap<Reader, Map<string, Order>>();
const clients = table('clients');

/**
 * The clients that something else than their columns has found (words, a tag, an import), in the list's order; null: all
 * that the conditions leave. The list's own order is at hand, since it was on the screen a moment ago.
 */
export function foundOrder(
  reader: Reader,
  found: ReadonlySet<number> | null,
  conditions: readonly Condition[],
  segments: readonly Segment[],
): Int32Array {
  if (found === null) return orderOf(reader, conditions, segments);
  const isKept = orders.get(reader)?.has(keyOf(conditions, segments)) === true;
  if (!isKept && found.size <= fewFound) {
    const among = {
      sql: 'rid IN (SELECT value FROM json_each(?))',
      parameters: [JSON.stringify([...found])],
    };
    return make(reader, 0, [among, ...conditions.map(rowByRow)], segments.map(rowByRow)).rids;
  }
  const order = orderOf(reader, conditions, segments);
  const last = order.reduce((most, rid) => Math.max(most, rid), 0);
  const isFound = new Uint8Array(last + 1);
  for (const rid of found) if (rid <= last) isFound[rid] = 1;
  return order.filter((rid) => isFound[rid] === 1);
}

/**
 * The beginning of a list whose whole order is not at hand: it is read from an index up to there and no further, so that
 * the first page of a hundred thousand clients comes as soon as that of a thousand. Null where the order is at hand.
 */
export function headOfOrder(
  reader: Reader,
  conditions: readonly Condition[],
  segments: readonly Segment[],
  length: number,
): number[] | null {
  if (length > longestHead || orders.get(reader)?.has(keyOf(conditions, segments)) === true) return null;
  const head: number[] = [];
  for (const segment of segments) {
    if (head.length >= length) break;
    const rows = reader.rows(`${selectInOrder(conditions, segment)} LIMIT ?`, [
      ...parametersOf(conditions, segment),
      length - head.length,
    ]);
    for (const [rid] of rows) head.push(Number(rid));
  }
  if (head.length === length) makeSoon(reader, conditions, segments);
  return head;
}

/** What waits to be put in order whole, of each reader the list that was shown last. */
const soon = new WeakMap<Reader, NodeJS.Timeout>();

/** Makes the whole order once the page is on the screen: who scrolls or types next finds it at hand. */
function makeSoon(reader: Reader, conditions: readonly Condition[], segments: readonly Segment[]): void {
  clearTimeout(soon.get(reader));
  const timer = setTimeout(() => {
    if (reader.db.isOpen) orderOf(reader, conditions, segments);
  }, afterShownMs);
  timer.unref();
  soon.set(reader, timer);
}

/** The same of rows that are found already: a unary plus keeps SQLite from looking for them in an index. */
const rowByRow = <C extends Condition>(condition: C): C => ({
  ...condition,
  sql: condition.sql.replace(/\b(deleted|c_\w+)\b/g, '+$&'),
});

const keyOf = (conditions: readonly Condition[], segments: readonly Segment[]): string =>
  JSON.stringify([conditions, segments]);

/**
 * The whole list in its order, so that any place of it is found at once: skipping 90,000 entries of an index takes
 * longer than reading the fifty rows behind them. After an edit the client is moved within the order that is there.
 * @param conditions on columns of a client itself
 */
function orderOf(reader: Reader, conditions: readonly Condition[], segments: readonly Segment[]): Int32Array {
  const kept = orders.get(reader) ?? new Map<string, Order>();
  orders.set(reader, kept);
  const key = keyOf(conditions, segments);
  const version = reader.number('PRAGMA data_version');
  const known = kept.get(key);
  reader.tookKept('clients');
  const now = performance.now();
  if (known?.version === version) return known.rids;
  if (known && known.rids.length > shortList) {
    if (follow(reader, known, version, conditions, segments)) return known.rids;
    if (now - known.madeAt < settleMs) {
      reader.askAgain('clients', settleMs);
      return known.rids;
    }
  }
  const order = make(reader, version, conditions, segments);
  kept.delete(key);
  kept.set(key, order);
  for (const oldest of kept.keys()) if (kept.size > keptOrders) kept.delete(oldest);
  return order.rids;
}

function selectInOrder(conditions: readonly Condition[], segment: Segment): string {
  const order = segment.descending ? segment.columns.replace(/(?=,|$)/g, ' DESC') : segment.columns;
  const all = [...conditions, segment].map(({ sql }) => sql).join(' AND ');
  return `SELECT rid FROM ${clients} WHERE ${all} ORDER BY ${order}`;
}

const parametersOf = (conditions: readonly Condition[], segment: Segment): SqlParameter[] =>
  [...conditions, segment].flatMap(({ parameters }) => parameters);

function make(
  reader: Reader,
  version: number,
  conditions: readonly Condition[],
  segments: readonly Segment[],
): Order {
  // Asked before the order: what is written in between is then followed once more, which changes nothing.
  const seq = reader.number(`SELECT max(seq) FROM ${clients}`);
  const ends: number[] = [];
  const runs: number[][] = [];
  let length = 0;
  for (const segment of segments) {
    const [text] =
      reader.rows(
        `SELECT json_group_array(rid) FROM (${selectInOrder(conditions, segment)})`,
        parametersOf(conditions, segment),
      )[0] ?? [];
    const run = parseStored<number[]>(text ?? '[]');
    runs.push(run);
    length += run.length;
    ends.push(length);
  }
  const rids = new Int32Array(length);
  for (const [i, run] of runs.entries()) rids.set(run, (ends[i] ?? 0) - run.length);
  return { version, seq, rids, ends, madeAt: performance.now() };
}

/** Puts the few clients written since into their places. False when there were too many, or one has no place. */
function follow(
  reader: Reader,
  order: Order,
  version: number,
  conditions: readonly Condition[],
  segments: readonly Segment[],
): boolean {
  const written = reader.rows(`SELECT rid, seq FROM ${clients} WHERE seq > ? ORDER BY seq LIMIT ?`, [
    order.seq,
    fewChanges + 1,
  ]);
  if (written.length > fewChanges) return false;
  const changed = written.map(([rid]) => Number(rid));
  if (changed.length > 0) {
    const moved = new MovableOrder(order, changed.length);
    // All of them first: an order with one in a wrong place cannot be searched.
    for (const rid of changed) moved.remove(rid);
    for (const rid of changed) {
      const at = segments.findIndex((segment) => belongs(reader, rid, [...conditions, segment]));
      const segment = segments[at];
      if (segment && !moved.insert(rid, at, (other) => standsBefore(reader, segment, rid, other)))
        return false;
    }
    order.rids = moved.rids;
    order.ends = moved.ends;
  }
  order.version = version;
  order.seq = Number(written.at(-1)?.[1] ?? order.seq);
  return true;
}

function belongs(reader: Reader, rid: number, conditions: readonly Condition[]): boolean {
  const sql = `SELECT 1 FROM ${clients} WHERE rid = ? AND ${conditions.map((one) => one.sql).join(' AND ')}`;
  return reader.rows(sql, [rid, ...conditions.flatMap(({ parameters }) => parameters)]).length > 0;
}

/** Whether a client stands before another in a segment; undefined when they cannot be compared. */
function standsBefore(
  reader: Reader,
  { columns, descending }: Segment,
  rid: number,
  other: number,
): boolean | undefined {
  const tuple = (of: string) => `(${columns.replace(/\w+/g, (column) => `${of}.${column}`)})`;
  const [row] = reader.rows(
    `SELECT ${tuple('a')} ${descending ? '>' : '<'} ${tuple('b')} FROM ${clients} a, ${clients} b
     WHERE a.rid = ? AND b.rid = ?`,
    [rid, other],
  );
  const before: SqlValue | undefined = row?.[0];
  return typeof before === 'number' ? before === 1 : undefined;
}

/** A copy of an order in which clients are taken out and put in. */
class MovableOrder {
  readonly ends: number[];
  readonly #rids: Int32Array;
  #length: number;

  constructor({ rids, ends }: Order, room: number) {
    this.#rids = new Int32Array(rids.length + room);
    this.#rids.set(rids);
    this.#length = rids.length;
    this.ends = [...ends];
  }

  get rids(): Int32Array {
    return this.#rids.slice(0, this.#length);
  }

  remove(rid: number): void {
    const place = this.#rids.subarray(0, this.#length).indexOf(rid);
    if (place < 0) return;
    this.#rids.copyWithin(place, place + 1, this.#length);
    this.#length -= 1;
    this.#shift((end) => end > place, -1);
  }

  /** @param isBefore whether the client stands before another one; undefined: nobody knows, and false is answered */
  insert(rid: number, segment: number, isBefore: (other: number) => boolean | undefined): boolean {
    let low = segment > 0 ? (this.ends[segment - 1] ?? 0) : 0;
    let high = this.ends[segment] ?? this.#length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const before = isBefore(this.#rids[middle] ?? 0);
      if (before === undefined) return false;
      if (before) high = middle;
      else low = middle + 1;
    }
    this.#rids.copyWithin(low + 1, low, this.#length);
    this.#rids[low] = rid;
    this.#length += 1;
    this.#shift((_, at) => at >= segment, 1);
    return true;
  }

  #shift(which: (end: number, at: number) => boolean, by: number): void {
    for (const [at, end] of this.ends.entries()) if (which(end, at)) this.ends[at] = end + by;
  }
}
