import type { Database, Rows } from '../store/database';
import { announceChange } from './announce';
import type { ServedCollection } from './collections';
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
import {
  type DocumentState,
  isStorable,
  type PlainState,
  plainOf,
  sameState,
  travellingText,
} from './states';

/** One row of a push, as RxDB sends it. */
export interface PushRow {
  readonly newDocumentState: DocumentState;
  readonly assumedMasterState?: DocumentState | undefined;
}

export interface PushResult {
  /** JSON texts of the current master documents of the rows in conflict. */
  readonly conflicts: readonly string[];
  /** How many rows were put aside. */
  readonly rejected: number;
}

/** The largest document stored, in bytes of JSON. */
export const largestDocument = 1024 * 1024;

interface Candidate {
  readonly id: string;
  readonly state: DocumentState;
  readonly plain: PlainState;
  readonly assumed: DocumentState | undefined;
  /** Why it cannot be stored, if it cannot. */
  readonly fault: { readonly reason: RejectReason; readonly detail: string } | undefined;
}

/**
 * Stores a batch in one transaction, each row on its own merits: written, in conflict, or put aside. Sending a batch
 * again after a lost answer changes nothing.
 */
export async function push(
  database: Database,
  writer: Writer,
  collection: ServedCollection,
  rows: readonly PushRow[],
): Promise<PushResult> {
  if (rows.length === 0) return { conflicts: [], rejected: 0 };
  const candidates = rows.map((row) => examine(row, collection));
  return database.transaction((transaction) => store(transaction, writer, collection.name, candidates));
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
  writer: Writer,
  collection: string,
  candidates: readonly Candidate[],
): Promise<PushResult> {
  const { workspace } = writer;
  const before = await lockSequence(transaction, workspace);
  const ids = [...new Set(candidates.map(({ id }) => id).filter((id) => id !== ''))];
  const masters = await findMasters(transaction, workspace, collection, ids);
  const aside = await findPutAside(transaction, writer, collection, ids);
  const written = new Map<string, StoredDocument>();
  const conflicts = new Set<string>();
  const rejections: Rejection[] = [];
  const healed = new Set<string>();
  let seq = before;

  for (const { id, state, plain, assumed, fault } of candidates) {
    const master = masters.get(id);
    const isEcho = master !== undefined && sameState(master, plain);
    const isConflict =
      master !== undefined &&
      !isEcho &&
      !(assumed !== undefined && sameState(master, plainOf(assumed))) &&
      !healsPutAside(assumed, aside.get(id), master);
    if (isConflict) {
      conflicts.add(id);
    } else if (fault !== undefined) {
      rejections.push({ id, state, assumed, ...fault });
    } else {
      if (aside.has(id)) healed.add(id);
      if (isEcho) continue;
      seq += 1;
      masters.set(id, plain);
      // Inserted anew, so that the order of the map stays the order of the numbers.
      written.delete(id);
      written.set(id, { id, ...plain, seq });
    }
  }

  for (const rejection of rejections) {
    await putAside(transaction, writer, collection, rejection, aside.get(rejection.id));
  }
  if (healed.size > 0) await dropPutAside(transaction, writer, collection, [...healed]);
  if (written.size > 0) {
    await writeDocuments(transaction, workspace, collection, writer.userId, [...written.values()]);
    await saveSequence(transaction, workspace, seq);
    await announceChange(transaction, workspace, collection);
  }
  const conflictTexts = [...conflicts].flatMap((id) => {
    const master = masters.get(id);
    return master === undefined ? [] : [travellingText(JSON.stringify(master.data), master.deleted)];
  });
  return { conflicts: conflictTexts, rejected: rejections.length };
}

async function findMasters(
  transaction: Rows,
  workspace: string,
  collection: string,
  ids: readonly string[],
): Promise<Map<string, PlainState>> {
  const found = await transaction.query<{ id: string; data: Record<string, unknown>; deleted: boolean }>(
    `SELECT id, data, deleted FROM documents WHERE workspace = $1 AND collection = $2
     AND id = ANY (ARRAY(SELECT jsonb_array_elements_text($3::text::jsonb)))`,
    [workspace, collection, JSON.stringify(ids)],
  );
  return new Map(found.map(({ id, data, deleted }) => [id, { data, deleted }]));
}
