import { type Master, openScope } from '../access/scope';
import type { ViewerCache } from '../access/viewers';
import type { Database, Rows } from '../store/database';
import { announceChange } from './announce';
import type { ServedCollection, ServedCollections } from './collections';
import { type StoredDocument, writeDocuments } from './put-document';
import {
  dropPutAside,
  findPutAside,
  healsPutAside,
  putAside,
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

export interface PushContext {
  readonly collections: ServedCollections;
  readonly viewers: ViewerCache;
  readonly now: () => Date;
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

/** The largest document stored, in bytes of JSON. */
export const largestDocument = 1024 * 1024;

/** A row that has been looked at by itself. */
export interface Candidate {
  readonly id: string;
  readonly state: DocumentState;
  readonly plain: PlainState;
  readonly assumed: DocumentState | undefined;
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
  const candidates = rows.map((row) => examine(row, collection));
  return database.transaction((transaction) => store(transaction, context, writer, collection, candidates));
}

function examine(row: PushRow, collection: ServedCollection): Candidate {
  const { newDocumentState: state, assumedMasterState: assumed } = row;
  const plain = plainOf(state);
  const id = typeof plain.data.id === 'string' && isUsableId(plain.data.id) ? plain.data.id : '';
  const json = JSON.stringify(plain.data);
  const candidate = (reason?: RejectReason, detail = ''): Candidate => ({
    id,
    state,
    plain,
    assumed,
    fault: reason === undefined ? undefined : { reason, detail },
  });
  if (id === '') return candidate('no-id');
  if (Buffer.byteLength(json) > largestDocument) return candidate('too-large');
  if (!isStorable(json)) return candidate('unstorable-text');
  // What is deleted needs no shape any more, and must be deletable whatever it was.
  const wrong = plain.deleted ? '' : collection.check(plain.data);
  return wrong === '' ? candidate() : candidate('schema', wrong);
}

const isUsableId = (id: string): boolean =>
  id.length > 0 && id.length <= 200 && !/\p{Cc}|\p{Cs}/u.test(id) && !id.startsWith('no-id:');

async function store(
  transaction: Rows,
  { collections, viewers: cache, onTaken, now }: PushContext,
  writer: Writer,
  collection: ServedCollection,
  candidates: readonly Candidate[],
): Promise<PushResult> {
  const { workspace } = writer;
  const before = await lockSequence(transaction, workspace);
  // Roles and teams change under the same lock: these are the ones this push is judged by.
  const viewers = await cache.current(transaction);
  const ids = unique(candidates.map(({ id }) => id));
  const masters = await findMasters(transaction, workspace, collection.name, ids);
  const aside = await findPutAside(transaction, writer, collection.name, ids);
  const scope = await openScope(
    transaction,
    { collections, viewers, writer, collection },
    candidates,
    masters,
  );
  const stamps: StampContext = {
    userId: writer.userId,
    deviceName: writer.deviceName ?? '',
    now: now(),
    onBehalfOf: writer.onBehalfOf,
    isPerson: (id) => viewers.knows(id),
  };
  const written = new Map<string, StoredDocument>();
  const conflicts = new Set<string>();
  const rejections: Rejection[] = [];
  const healed = new Set<string>();
  const taken: Taken[] = [];
  let seq = before;

  for (const candidate of candidates) {
    const { id, state, assumed, fault } = candidate;
    const master = masters.get(id);
    const plain = completed(candidate.plain, master);
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

  for (const rejection of rejections) {
    await putAside(transaction, writer, collection.name, rejection, aside.get(rejection.id));
  }
  if (healed.size > 0) await dropPutAside(transaction, writer, collection.name, [...healed]);
  if (written.size > 0) {
    await writeDocuments(transaction, workspace, collection.name, writer.userId, [...written.values()]);
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
  };
}

/** A deletion may name nothing but the record: what it was stays readable in the recycle bins of those who had it. */
const completed = (plain: PlainState, master: PlainState | undefined): PlainState =>
  plain.deleted && master !== undefined && Object.keys(plain.data).length === 1
    ? { data: { ...master.data, ...plain.data }, deleted: true }
    : plain;

const unique = (ids: readonly string[]): string[] => [...new Set(ids.filter((id) => id !== ''))];

async function findMasters(
  transaction: Rows,
  workspace: string,
  collection: string,
  ids: readonly string[],
): Promise<Map<string, Master>> {
  const found = await transaction.query<Master & { id: string }>(
    `SELECT id, data, deleted, card, audience FROM documents WHERE workspace = $1 AND collection = $2
     AND id = ANY (ARRAY(SELECT jsonb_array_elements_text($3::text::jsonb)))`,
    [workspace, collection, JSON.stringify(ids)],
  );
  return new Map(found.map(({ id, ...master }) => [id, master]));
}
