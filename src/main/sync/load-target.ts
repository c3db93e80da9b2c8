import { type CollectionName, collections } from '@shared/collections';
import { createRevision, getComposedPrimaryKeyOfDocumentData, now } from 'rxdb';
import { loadedRevision } from '../store/replication-metadata';
import { type LoadRow, RxStorageInstanceSQLite, type StoredDocument } from '../store/sqlite-storage';
import type { ReplicatedCollection } from '../store/storage-collection';
import type { Replication } from './replication';

/** Where the records of a collection and RxDB's notes of them go; see rxdb/src/replication-protocol. */
export interface LoadTarget {
  readonly name: CollectionName;
  /** The place in a first exchange. */
  readonly pullPriority: number;
  readonly records: RxStorageInstanceSQLite<unknown>;
  /** What RxDB believes the server to have, and its checkpoints. */
  readonly notes: RxStorageInstanceSQLite<unknown>;
  /** A collection that is never pushed needs none of the server's states. */
  readonly keepsNotes: boolean;
  /** RxDB's word for its own writes of what came from the server: it does not push them. */
  readonly context: string;
  /** The revision of a record that stands as it was loaded; where notes are kept, it stands for the note. */
  readonly revision: string;
  /** RxDB's key for its checkpoints. */
  readonly noteKey: string;
}

/**
 * Before a replication begins: what another one has loaded into this collection is new to it, and to be looked at when
 * it looks for what its server does not have.
 */
export function forgetLoaded({ storageInstance }: ReplicatedCollection): void {
  const records: unknown = storageInstance.originalStorageInstance;
  if (records instanceof RxStorageInstanceSQLite) records.passOver('');
}

/** The places of a running replication; undefined while it has none, or when its storage is another one. */
export async function loadTarget<Checkpoint>(
  name: CollectionName,
  { state, notes: noted, collection }: Pick<Replication<Checkpoint>, 'state' | 'notes' | 'collection'>,
): Promise<LoadTarget | undefined> {
  const records: unknown = collection.storageInstance.originalStorageInstance;
  const notes: unknown = noted;
  if (!state || !(records instanceof RxStorageInstanceSQLite) || !(notes instanceof RxStorageInstanceSQLite))
    return undefined;
  const keepsNotes = state.skipStoringPullMeta !== true;
  const revision = keepsNotes ? loadedRevision(notes.collectionName) : `1-${collection.database.token}`;
  if (keepsNotes) records.passOver(revision);
  return {
    name,
    pullPriority: collections[name].pullPriority,
    records,
    notes,
    keepsNotes,
    context: await state.downstreamBulkWriteFlag,
    revision,
    noteKey: await state.checkpointKey,
  };
}

/** A record as RxDB would store it; undefined for what only RxDB may judge. */
export function recordRow(
  { revision }: LoadTarget,
  document: object & { readonly id: string; readonly _deleted?: unknown },
  lwt: number,
): LoadRow | undefined {
  if (typeof document._deleted !== 'boolean' || '_rev' in document || '_meta' in document) return undefined;
  if ('_attachments' in document || UNUSUAL.test(document.id)) return undefined;
  const own = { _rev: revision, _meta: { lwt }, _attachments: {} };
  const row = { ...document, ...own };
  return { id: document.id, document: row, text: JSON.stringify(row) };
}

/** What an id may not hold here: SQLite would change it, or order it in another way than JavaScript. */
const UNUSUAL = /[\0\ud800-\uffff]/;

/** RxDB's id for its note of a record. */
export const noteId = ({ notes }: Pick<LoadTarget, 'notes'>, itemId: string): string =>
  getComposedPrimaryKeyOfDocumentData(notes.schema as never, { itemId, isCheckpoint: '0' } as never);

const downKey = { isCheckpoint: '1', itemId: 'down' } as const;

/** The id of RxDB's note of the downward checkpoint. */
export const downId = ({ notes }: Pick<LoadTarget, 'notes'>): string =>
  getComposedPrimaryKeyOfDocumentData(notes.schema as never, downKey as never);

/** How far the server's feed is written here, as the database has it. */
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
