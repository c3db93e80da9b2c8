import { equalJson, type PlainState } from './states';

/** Who made a record and who changed it last, when and where: the server's word, not the device's. */
const stampFields: ReadonlySet<string> = new Set([
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
  'device',
]);

/** Clocks differ by so much without anybody's fault, in milliseconds. */
const skewMs = 5 * 60_000;
/** No record of this product is older. */
const eldest = Date.parse('2000-01-01T00:00:00.000Z');
/** How long after a restore devices may bring back what colleagues had made, in milliseconds. */
const restoreMs = 60 * 24 * 3600_000;

/** On what a stamp is based. */
export interface StampContext {
  /** Who pushes. */
  readonly userId: string;
  /** What his device is called, as it said when it signed in. */
  readonly deviceName: string;
  readonly now: Date;
  /** The person whose record is taken from the inbox: a new one is his, whoever decides. */
  readonly onBehalfOf?: string | undefined;
  /** The database was restored from a backup then: older records may come back in their authors' names. */
  readonly restoredAt?: Date | undefined;
  /** Whether somebody of this id works here. */
  readonly isPerson: (id: string) => boolean;
}

/**
 * A pushed state with the stamps the server vouches for:
 * - who made it and when stay as they stand; a new record is the pusher's;
 * - who changed it is who pushes it, also where his device joined a colleague's edit with his;
 * - when: the device's time, since an edit made offline is pushed later, unless it lies in the future, before the state
 *   it changes, or before anything could have been; then it is the server's;
 * - the device's name is that of the session's device, where the state names one.
 *
 * What the server lost in a restore and a device brings back keeps its stamps.
 */
export function stamped(
  pushed: PlainState,
  master: PlainState | undefined,
  context: StampContext,
): PlainState {
  const { data, deleted } = pushed;
  if (bringsBack(data, master, context)) return pushed;
  // What nobody ever had is gone: there is nothing to say of it.
  if (deleted && master === undefined && data.createdBy === undefined) return pushed;
  const { now, userId, onBehalfOf, deviceName } = context;
  const at = now.toISOString();
  const isNew = master?.data.createdBy === undefined;
  const known = isNew ? undefined : master?.data;
  const by = isNew ? (onBehalfOf ?? userId) : userId;
  const updatedAt = isPlausible(data.updatedAt, now, millis(known?.updatedAt) ?? eldest)
    ? data.updatedAt
    : at;
  const createdAt = known
    ? known.createdAt
    : isPlausible(data.createdAt, now, eldest)
      ? data.createdAt
      : updatedAt;
  return {
    data: {
      ...data,
      createdAt,
      createdBy: known ? known.createdBy : by,
      updatedAt: String(updatedAt) < String(createdAt) ? at : updatedAt,
      updatedBy: by,
      ...(data.device === undefined ? {} : { device: deviceName.slice(0, 120) }),
    },
    deleted,
  };
}

/** Equal but for the stamps: what is built on the one is built on the other. */
export function sameContent(a: PlainState, b: PlainState): boolean {
  return a.deleted === b.deleted && equalBut(stampFields, a.data, b.data);
}

/** Whether two states of the same content also have the same stamps. */
export const sameStamps = (a: PlainState, b: PlainState): boolean =>
  [...stampFields].every((field) => a.data[field] === b.data[field]);

function equalBut(
  ignored: ReadonlySet<string>,
  a: Readonly<Record<string, unknown>>,
  b: Readonly<Record<string, unknown>>,
): boolean {
  const keys = (data: object) => Object.keys(data).filter((key) => !ignored.has(key));
  const left = keys(a);
  return (
    left.length === keys(b).length && left.every((key) => Object.hasOwn(b, key) && equalJson(a[key], b[key]))
  );
}

/** A record the server has not (any more), of a person it knows, from before it was restored. */
function bringsBack(
  data: Readonly<Record<string, unknown>>,
  master: PlainState | undefined,
  { restoredAt, now, isPerson }: StampContext,
): boolean {
  if (master !== undefined || restoredAt === undefined) return false;
  if (now.getTime() - restoredAt.getTime() > restoreMs) return false;
  const [made, changed] = [millis(data.createdAt), millis(data.updatedAt)];
  return (
    made !== undefined &&
    changed !== undefined &&
    eldest <= made &&
    made <= changed &&
    changed <= restoredAt.getTime() &&
    isPerson(String(data.createdBy)) &&
    isPerson(String(data.updatedBy))
  );
}

function isPlausible(value: unknown, now: Date, notBefore: number): value is string {
  const at = millis(value);
  return at !== undefined && at <= now.getTime() + skewMs && at >= Math.min(notBefore, now.getTime());
}

/** The moment of an instant as the product writes it; undefined for anything else. */
function millis(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?Z$/.test(value))
    return undefined;
  const at = Date.parse(value);
  return Number.isFinite(at) ? at : undefined;
}
