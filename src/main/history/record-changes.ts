import { isLocalUser } from '@shared/app/contract';
import { type CollectionName, collections } from '@shared/collections';
import { type Delta, deltaOf } from '@shared/history/delta';
import { clientFieldOf, fieldOf } from '@shared/kinds';
import type { ChangeAttribution, ChangedBy } from '../store/hooks';
import { type Database, DOWNSTREAM, type StoredDocument, type Write } from '../store/sqlite-storage';
import { forgetHistory } from './table';

interface Stamps {
  readonly updatedAt?: unknown;
  readonly updatedBy?: unknown;
  readonly device?: unknown;
}

/** RxDB's word for a write of a conflict's outcome. */
const CONFLICT = 'replication-up-write-conflict';

const stamps = new Set(['updatedAt', 'updatedBy', 'device', 'createdAt', 'createdBy', 'importId']);

/** Collections whose changes are kept: what people share. An import's journal and the counters are machinery. */
function isKept(collection: string): collection is CollectionName {
  return (
    Object.hasOwn(collections, collection) && collections[collection as CollectionName].replication !== 'no'
  );
}

/**
 * Writes down every change of a write, in its transaction: commands, imports, undo and what comes by sync alike. New
 * records cost nothing.
 */
export function recordChanges(attribution: ChangeAttribution): (db: Database, write: Write) => void {
  return (db, { collection, context, changes }) => {
    if (!isKept(collection)) return;
    for (const { id, previous, document } of changes) {
      if (hasLeft(context, document)) {
        forgetHistory(db, collection, [id]);
        continue;
      }
      if (previous === undefined) continue;
      const delta = deltaOf(previous, document);
      if (delta === null || Object.keys(delta).every((field) => stamps.has(field))) continue;
      if (isFirstSignIn(collection, delta, document, attribution.present().userId)) continue;
      const by = author(attribution, { collection, context, id, previous, document });
      db.run(
        `INSERT INTO history(collection, id, at, user, device, changes, parent, came)
         VALUES(?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          collection,
          id,
          millis(by.at),
          by.userId,
          by.device,
          JSON.stringify(delta),
          formerParent(collection, delta),
          context === CONFLICT || context.startsWith(DOWNSTREAM) ? 1 : null,
        ],
      );
    }
  };
}

/** The device's own user became the server's: the same person, whose records did not change. */
function isFirstSignIn(
  collection: CollectionName,
  delta: Delta,
  document: StoredDocument,
  userId: string,
): boolean {
  return Object.entries(delta).every(
    ([field, undo]) =>
      field !== 'updatedAt' &&
      document[field] === userId &&
      (stamps.has(field) || fieldOf(collection, field)?.type === 'person') &&
      'was' in undo &&
      isLocalUser(String(undo.was)),
  );
}

/**
 * Whether the record left this person's scope: the server says so by a tombstone that holds nothing but the id. Then
 * its past may not be read here either.
 */
const hasLeft = (context: string, document: StoredDocument): boolean =>
  context.startsWith(DOWNSTREAM) && document._deleted === true && document.createdAt === undefined;

interface OneChange {
  readonly collection: string;
  readonly context: string;
  readonly id: string;
  readonly previous: StoredDocument;
  readonly document: StoredDocument;
}

/** Who made a change: as the record says itself, else the server's record, else whoever works here. */
function author(
  attribution: ChangeAttribution,
  { collection, context, id, previous, document }: OneChange,
): ChangedBy {
  if (context === CONFLICT) {
    const theirs = attribution.joined(collection, id);
    if (theirs) return stampsOf(theirs);
  }
  const stamped =
    previous.updatedAt !== document.updatedAt ||
    previous.updatedBy !== document.updatedBy ||
    previous.device !== document.device;
  if (stamped) return stampsOf(document);
  const present = attribution.present();
  // Two colleagues' edits joined elsewhere: the fields have two authors, the record names one, who is known already.
  return context.startsWith(DOWNSTREAM) ? { at: present.at, userId: '', device: '' } : present;
}

const stampsOf = ({ updatedAt, updatedBy, device }: Stamps): ChangedBy => ({
  at: String(updatedAt ?? ''),
  userId: String(updatedBy ?? ''),
  device: String(device ?? ''),
});

/** A record of another program may carry anything for a time. */
function millis(at: string): number {
  const parsed = Date.parse(at);
  return Number.isFinite(parsed) ? parsed : Date.now();
}

/** The client it belonged to before, where it went to another. */
function formerParent(collection: CollectionName, delta: Delta): string | null {
  const clientId = delta[clientFieldOf(collection)];
  return clientId && 'was' in clientId && typeof clientId.was === 'string' && clientId.was !== ''
    ? clientId.was
    : null;
}
