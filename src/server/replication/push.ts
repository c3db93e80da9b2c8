import { type Master, openScope } from '../access/scope';
import type { ViewerCache } from '../access/viewers';
import { Refusal } from '../http/errors';
import { type Limits, largestRecord, maxInTransaction, maxReadByPush } from '../limits/limits';
import { countStored, type Owned } from '../limits/stored';
import type { Database, Rows } from '../store/database';
import { announceChange } from './announce';
import type { ServedCollection, ServedCollections } from './collections';
import { type StoredDocument, writeDocuments } from './put-document';
import {
  dropPutAside,
  findPutAside,
  healsPutAside,
  quarantine,
  type Rejection,
  type RejectReason,
  type Writer,
} from './rejected';
import { lockSequence, saveSequence } from './sequence';
import { type StampContext, sameContent, sameStamps, stamped } from './stamps';
import { type DocumentState, isStorable, type PlainState, plainOf, travellingText } from './states';

/** One row of a push, as RxDB sends it. */
export interface PushRow {
  readonly newDocumentState: DocumentState;
  readonly assumedMasterState?: DocumentState | undefined;
}

export interface PushResult {
  /** JSON texts of the current master documents of the rows in conflict. */
  readonly conflicts: readonly string[];
  readonly written: number;
  /** How many rows were put aside. */
  readonly rejected: number;
  /** The workspace's sequence before the batch: what was read up to there is older than these rows. */
  readonly before: number;
  /** How many rows wait for the head: they were outside the writer's scope. */
  readonly kept: number;
}

function roughSize(value: unknown): number {
  if (typeof value === 'string') return value.length + 4;
  if (typeof value !== 'object' || value === null) return 8;
  return Object.entries(value).reduce((sum, [key, one]) => sum + key.length + 4 + roughSize(one), 4);
}

/** How large the pushed states are, in bytes of JSON, roughly: whatever the body was packed to. */
export const bytesOf = (rows: readonly PushRow[]): number =>
  rows.reduce((sum, { newDocumentState }) => sum + roughSize(newDocumentState), 0);

export interface PushContext {
  readonly collections: ServedCollections;
  readonly viewers: ViewerCache;
  readonly now: () => Date;
  readonly limits: Pick<Limits, 'recordsBytes' | 'keptBytes' | 'asideBytes' | 'settledAtOnce'>;
  /** Told that a card changed hands with more records than go along at once: see `access/settle-rest.ts`. */
  readonly settleRest: () => void;
  /** Waits for the writer's turn among those who push; at once where it is absent. */
  readonly inTurn?: <T>(work: () => Promise<T>) => Promise<T>;
  /** Told in the push's own transaction what was taken: written, or kept for the head. */
  readonly onTaken: (
    rows: Rows,
    writer: Writer,
    collection: string,
    taken: readonly Taken[],
  ) => Promise<void>;
}

/** A state that was taken. */
export interface Taken {
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** What stood before, if anything did. */
  readonly before: Readonly<Record<string, unknown>> | undefined;
}

/** A row that has been looked at by itself. */
export interface Candidate {
  readonly id: string;
  readonly state: DocumentState;
  readonly plain: PlainState;
  readonly assumed: DocumentState | undefined;
  /** How large the state is, in characters of JSON. */
  readonly bytes: number;
  /** Why it cannot be stored, if it cannot. */
  readonly fault: { readonly reason: RejectReason; readonly detail: string } | undefined;
}

/**
 * Stores a batch in one transaction, each row on its own merits: written, in conflict, put aside, or kept for
 * the head when it is outside the writer's scope. Sending a batch
 * again after a lost answer changes nothing.
 */
export async function push(
  database: Database,
  context: PushContext,
  writer: Writer,
  collection: ServedCollection,
  rows: readonly PushRow[],
): Promise<PushResult> {
  if (rows.length === 0) return { conflicts: [], written: 0, rejected: 0, kept: 0, before: 0 };
  let result: PushResult | undefined;
  for (const part of partsOf(rows.map((row) => examine(row, collection)))) {
    const next = await storeAll(database, context, writer, collection, part);
    result = result === undefined ? next : joined(result, next);
  }
  return result ?? { conflicts: [], written: 0, rejected: 0, kept: 0, before: 0 };
}

/**
 * What one transaction stores: everything, or, of a push of megabytes, so much that nobody waits long for the workspace.
 * Records that are edited by hand come in pushes of some kilobytes; what is larger is an import's.
 */
function partsOf(candidates: readonly Candidate[]): Candidate[][] {
  const parts: Candidate[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    if (bytes + candidate.bytes > maxInTransaction) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(candidate);
    bytes += candidate.bytes;
  }
  return parts;
}

/** Of the first part is also how far the feed was: what was read up to there is older than all of the rows. */
const joined = (first: PushResult, second: PushResult): PushResult => ({
  conflicts: [...first.conflicts, ...second.conflicts],
  written: first.written + second.written,
  rejected: first.rejected + second.rejected,
  kept: first.kept + second.kept,
  before: first.before,
});

/**
 * Stores the batch; where the database cannot hold something of it, by halves, until what it cannot hold stands alone
 * and is put aside: one row never holds up the others.
 */
async function storeAll(
  database: Database,
  context: PushContext,
  writer: Writer,
  collection: ServedCollection,
  candidates: readonly Candidate[],
): Promise<PushResult> {
  const storePart = async (part: readonly Candidate[]) => {
    const work = () =>
      database.transaction((transaction) => store(transaction, context, writer, collection, part));
    const { isSettled, ...result } = await (context.inTurn?.(work) ?? work());
    if (!isSettled) context.settleRest();
    return result;
  };
  try {
    return await storePart(candidates);
  } catch (error) {
    const code = faultOfData(error);
    if (code === undefined) throw error;
    const [only, ...others] = candidates;
    if (only !== undefined && others.length === 0) {
      if (only.fault !== undefined) throw error;
      return storePart([{ ...only, fault: { reason: 'unstorable-text', detail: `SQLSTATE ${code}` } }]);
    }
    const middle = Math.ceil(candidates.length / 2);
    const first = await storeAll(database, context, writer, collection, candidates.slice(0, middle));
    const second = await storeAll(database, context, writer, collection, candidates.slice(middle));
    return joined(first, second);
  }
}

/** SQLSTATE classes 22 (data), 23 (constraints) and 54 (limits, as of an index): what was sent is to blame. */
function faultOfData(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^(22|23|54)[0-9A-Z]{3}$/.test(code) ? code : undefined;
}

function examine(row: PushRow, collection: ServedCollection): Candidate {
  const { newDocumentState: state, assumedMasterState } = row;
  // No master was ever so large: it is none of ours, and nothing is compared with it or kept of it.
  const assumed = roughSize(assumedMasterState) > 2 * largestRecord ? undefined : assumedMasterState;
  const plain = plainOf(state);
  const id = typeof plain.data.id === 'string' && isUsableId(plain.data.id) ? plain.data.id : '';
  const json = JSON.stringify(plain.data);
  const candidate = (reason?: RejectReason, detail = ''): Candidate => ({
    id,
    state,
    plain,
    assumed,
    bytes: json.length,
    fault: reason === undefined ? undefined : { reason, detail },
  });
  if (id === '') return candidate('no-id');
  if (Buffer.byteLength(json) > largestRecord) return candidate('too-large');
  if (!isStorable(json)) return candidate('unstorable-text');
  const wrong = plain.deleted ? collection.checkDeleted(plain.data) : collection.check(plain.data);
  return wrong === '' ? candidate() : candidate('schema', wrong);
}

const isUsableId = (id: string): boolean =>
  id.length > 0 && id.length <= 200 && !/\p{Cc}|\p{Cs}/u.test(id) && !id.startsWith('no-id:');

async function store(
  transaction: Rows,
  { collections, viewers: cache, limits, onTaken, now }: PushContext,
  writer: Writer,
  collection: ServedCollection,
  candidates: readonly Candidate[],
): Promise<PushResult & { readonly isSettled: boolean }> {
  const { workspace } = writer;
  const before = await lockSequence(transaction, workspace);
  // Roles and teams change under the same lock: these are the ones this push is judged by.
  const viewers = await cache.current(transaction);
  const ids = unique(candidates.map(({ id }) => id));
  const { masters, owned } = await findMasters(transaction, workspace, collection.name, ids);
  const aside = await findPutAside(transaction, writer, collection.name, ids);
  const scope = await openScope(
    transaction,
    { collections, viewers, limits, writer, collection },
    candidates,
    masters,
  );
  const stamps: StampContext = {
    userId: writer.userId,
    deviceName: writer.deviceName ?? '',
    now: now(),
    onBehalfOf: writer.onBehalfOf,
    restoredAt: viewers.restoredAt,
    isPerson: (id) => viewers.knows(id),
  };
  const written = new Map<string, StoredDocument>();
  const conflicts = new Set<string>();
  const rejections: Rejection[] = [];
  const healed = new Set<string>();
  const taken: Taken[] = [];
  let seq = before;

  for (const candidate of candidates) {
    const { id, state, assumed } = candidate;
    const master = masters.get(id);
    const plain = completed(candidate.plain, master);
    const fault = isMereDeletion(candidate, master) ? undefined : candidate.fault;
    const isVisible = scope.mayWrite && (master === undefined || scope.sees(master.audience));
    // Stamps are the server's: a device that does not know them yet has built on the same record all the same.
    const isEcho = master !== undefined && sameContent(master, plain);
    const isBuiltOn =
      master === undefined ||
      (assumed !== undefined && sameContent(master, plainOf(assumed))) ||
      healsPutAside(assumed, aside.get(id), master);
    const isAllowed =
      isEcho ||
      !isVisible ||
      scope.mayEdit(isBuiltOn || assumed === undefined ? master : plainOf(assumed), plain, master);
    const isConflict = isVisible && isAllowed && !writer.revoked && !isEcho && !isBuiltOn;
    if (isConflict) {
      conflicts.add(id);
    } else if (fault !== undefined) {
      rejections.push({ id, state, assumed, ...fault });
    } else {
      if (aside.has(id)) healed.add(id);
      const next = collection.isStamped && !isEcho ? stamped(plain, master, stamps) : plain;
      const place = scope.placeOf(next, master);
      if (!isEcho) taken.push({ id, data: plain.data, before: master?.data });
      if (writer.revoked || !isVisible || !isAllowed || !place.isVisible) {
        // Taken, but not applied; what the device holds is set right by its feed.
        scope.keepForHead(candidate, place.card, master, isEcho, isAllowed);
        continue;
      }
      if (isEcho) {
        if (!sameStamps(master, plain)) scope.correct(id);
        continue;
      }
      seq += 1;
      scope.noteWrite(id, next, master);
      masters.set(id, { ...next, ...place });
      // Inserted anew, so that the order of the map stays the order of the numbers.
      written.delete(id);
      written.set(id, { id, ...next, seq, card: place.card, audience: place.audience });
    }
  }

  await quarantine(transaction, writer, collection.name, rejections, aside, limits.asideBytes);
  if (healed.size > 0) await dropPutAside(transaction, writer, collection.name, [...healed]);
  if (written.size > 0) {
    const bytes = await writeDocuments(transaction, workspace, collection.name, writer.userId, [
      ...written.values(),
    ]);
    const freed = [...written.keys()].flatMap((id) => owned.get(id) ?? []);
    await countStored(transaction, writer, bytes, freed, limits.recordsBytes);
  }
  const settled = await scope.settle([...written.values()], seq);
  if (taken.length > 0) await onTaken(transaction, writer, collection.name, taken);
  if (settled.seq > before) {
    await saveSequence(transaction, workspace, settled.seq);
    for (const name of settled.collections) await announceChange(transaction, workspace, name);
  }
  const conflictTexts = [...conflicts].flatMap((id) => {
    const master = masters.get(id);
    return master === undefined ? [] : [travellingText(JSON.stringify(master.data), master.deleted)];
  });
  return {
    conflicts: conflictTexts,
    written: written.size,
    rejected: rejections.length,
    kept: settled.kept,
    before,
    isSettled: settled.isSettled,
  };
}

/** A deletion may name nothing but the record: what it was stays readable in the recycle bins of those who had it. */
const completed = (plain: PlainState, master: PlainState | undefined): PlainState =>
  plain.deleted && master !== undefined && Object.keys(plain.data).length === 1
    ? { data: { ...master.data, ...plain.data }, deleted: true }
    : plain;

const unique = (ids: readonly string[]): string[] => [...new Set(ids.filter((id) => id !== ''))];

/** A deletion of what stands, which was stored when its schema was another one: it must be deletable as it is. */
const isMereDeletion = ({ plain, fault }: Candidate, master: Master | undefined): boolean =>
  fault?.reason === 'schema' &&
  plain.deleted &&
  master !== undefined &&
  sameContent(plain, { ...master, deleted: true });

/**
 * The records as they stand, and whose they count as.
 * @throws Refusal `too-large` when they are more than one push may have read and answered
 */
async function findMasters(
  transaction: Rows,
  workspace: string,
  collection: string,
  ids: readonly string[],
): Promise<{ masters: Map<string, Master>; owned: Map<string, Owned> }> {
  const found = await transaction.query<
    Omit<Master, 'data'> & {
      id: string;
      data: Master['data'] | null;
      bytes: number;
      updated_by: string;
    }
  >(
    `SELECT id, CASE WHEN sum(bytes) OVER () <= $4 THEN data END AS data, deleted, card, audience, bytes, updated_by
     FROM documents WHERE workspace = $1 AND collection = $2
       AND id = ANY (ARRAY(SELECT jsonb_array_elements_text($3::text::jsonb)))`,
    [workspace, collection, JSON.stringify(ids), maxReadByPush],
  );
  const masters = new Map<string, Master>();
  const owned = new Map<string, Owned>();
  for (const { id, data, deleted, card, audience, bytes, updated_by } of found) {
    // One record alone is never too much.
    if (data === null) throw new Refusal('too-large');
    masters.set(id, { data, deleted, card, audience });
    owned.set(id, { userId: updated_by, bytes: Number(bytes) });
  }
  return { masters, owned };
}
