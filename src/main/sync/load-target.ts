import { type CollectionName, collections } from '@shared/collections';
import { createRevision, getComposedPrimaryKeyOfDocumentData, now, type RxCollection } from 'rxdb';
import type { RxReplicationState } from 'rxdb/plugins/replication';
import { type LoadRow, RxStorageInstanceSQLite, type StoredDocument } from '../store/sqlite-storage';

/** Where the records of a collection and RxDB's notes of them go; see rxdb/src/replication-protocol. */
export interface LoadTarget {
  readonly name: CollectionName;
  /** The place in a first exchange. */
  readonly turn: number;
  readonly records: RxStorageInstanceSQLite<unknown>;
  /** What RxDB believes the server to have, and its checkpoints. */
  readonly notes: RxStorageInstanceSQLite<unknown>;
  /** A collection that is never pushed needs none of the server's states. */
  readonly keepsNotes: boolean;
  /** RxDB's word for its own writes of what came from the server: it does not push them. */
  readonly context: string;
  /** The revision that RxDB gives to a first state of a record, and its key for notes. */
  readonly revision: string;
  readonly noteKey: string;
}

/** The places of a running replication; undefined while it has none, or when its storage is another one. */
export async function loadTarget(
  name: CollectionName,
  replication: RxReplicationState<Record<string, unknown>, unknown>,
): Promise<LoadTarget | undefined> {
  const { internalReplicationState: state, metaInstance } = replication;
  const collection = replication.collection as unknown as RxCollection;
  const records: unknown = collection.storageInstance.originalStorageInstance;
  const notes: unknown = metaInstance;
  if (!state || !(records instanceof RxStorageInstanceSQLite) || !(notes instanceof RxStorageInstanceSQLite))
    return undefined;
  return {
    name,
    turn: collections[name].turn,
    records,
    notes,
    keepsNotes: state.skipStoringPullMeta !== true,
    context: await state.downstreamBulkWriteFlag,
    revision: `1-${collection.database.token}`,
    noteKey: await state.checkpointKey,
  };
}

/** A record as RxDB would store it; undefined for what only RxDB may judge. */
export function recordRow(
  { revision }: LoadTarget,
  document: object & { readonly id: string; readonly _deleted?: unknown },
  lwt: number,
): (LoadRow & { readonly master: string }) | undefined {
  if (typeof document._deleted !== 'boolean' || '_rev' in document || '_meta' in document) return undefined;
  if ('_attachments' in document || /[\0\p{Cs}]/u.test(document.id)) return undefined;
  const master = JSON.stringify(document);
  const own = { _rev: revision, _meta: { lwt }, _attachments: {} };
  return {
    id: document.id,
    document: { ...document, ...own },
    text: joined(master, own),
    master,
  };
}

/** RxDB's note that the server has this very state. */
export function notedRow(
  { notes, noteKey }: LoadTarget,
  { id: itemId, master }: { readonly id: string; readonly master: string },
  lwt: number,
): LoadRow {
  const key = { itemId, isCheckpoint: '0' };
  const id = getComposedPrimaryKeyOfDocumentData(notes.schema as never, key as never);
  const document = {
    id,
    ...key,
    _attachments: {},
    _deleted: false,
    _rev: createRevision(noteKey),
    _meta: { lwt },
  };
  return { id, document, text: `${JSON.stringify(document).slice(0, -1)},"docData":${master}}` };
}

const downKey = { isCheckpoint: '1', itemId: 'down' } as const;

/** The id of RxDB's note of the downward checkpoint. */
export const downId = ({ notes }: Pick<LoadTarget, 'notes'>): string =>
  getComposedPrimaryKeyOfDocumentData(notes.schema as never, downKey as never);

/** How far the server's feed is written here, as the base has it. */
export async function storedCheckpoint(target: Pick<LoadTarget, 'notes'>): Promise<unknown> {
  const [note] = await target.notes.findDocumentsById([downId(target)], false);
  return (note as { checkpointData?: unknown } | undefined)?.checkpointData;
}

/** RxDB's note of how far the server's feed is written here. */
export function checkpointOf(
  { notes, noteKey }: Pick<LoadTarget, 'notes' | 'noteKey'>,
  checkpointData: object,
  previous: StoredDocument | undefined,
): LoadRow {
  const id = downId({ notes });
  const document = {
    id,
    ...downKey,
    _deleted: false,
    _attachments: {},
    checkpointData,
    _meta: { lwt: now() },
    _rev: createRevision(noteKey, previous as never),
  };
  return { id, document, text: JSON.stringify(document) };
}

/** Two objects' JSON as that of one. */
const joined = (text: string, more: object) => `${text.slice(0, -1)},${JSON.stringify(more).slice(1)}`;
