import {
  type Collection,
  type CollectionName,
  collections as declared,
  type Records,
} from '@shared/collections';
import { mayWrite, peopleOf } from '@shared/lib/access';
import { type Edit, mayEdit } from '@shared/lib/edit-rule';
import { equal } from '@shared/lib/merge';
import { AppError } from '@shared/lib/result';
import type { Patch } from '@shared/lib/schema';
import { wellFormed } from '@shared/lib/well-formed';
import type { UserRole } from '@shared/users/schema';
import { ulid } from 'ulid';
import type { Collections } from '../store/collections';
import type { RecordCollection } from '../store/storage-collection';

/** Who writes and when: stamped on every record. */
export interface Author {
  readonly userId: string;
  readonly deviceName: string;
  /** What the server lets him do; absent where none is known. */
  readonly role?: UserRole;
}

/** The one door for writes: stamps every record with who and when, and refuses what is not there. */
export class RecordStore {
  constructor(
    readonly collections: Collections,
    private readonly author: () => Author,
    readonly now: () => string,
  ) {}

  newId(): string {
    return ulid(Date.parse(this.now()));
  }

  /** A record by id, or null when there is none. */
  async find<N extends CollectionName>(name: N, id: string): Promise<Records[N] | null> {
    if (id === '') return null;
    const found = await this.#collection(name).findOne(id).exec();
    return found ? (found.toJSON() as Records[N]) : null;
  }

  /** A record by id. @throws AppError `not-found` */
  async get<N extends CollectionName>(name: N, id: string): Promise<Records[N]> {
    const found = await this.find(name, id);
    if (!found) throw new AppError('not-found');
    return found;
  }

  /** Inserts a whole record; answers its id. @throws AppError `role-forbids` */
  async insert<N extends CollectionName>(
    name: N,
    fields: Omit<Records[N], keyof Stamps>,
    stamps: Partial<Stamps> = {},
  ): Promise<string> {
    this.#refuseUnlessWriter(name);
    const record = wellFormed(this.stamped<N>(fields, stamps));
    await this.#collection(name).insert(record);
    return record.id;
  }

  /**
   * Inserts many at once.
   * @param records made by {@link stamped}
   * @returns ids of those that were refused
   */
  async insertMany<N extends CollectionName>(name: N, records: readonly Records[N][]): Promise<string[]> {
    const { error } = await this.#collection(name).bulkInsert(records as Records[N][]);
    return error.map((refused) => refused.documentId);
  }

  /** A record with its stamps: new ones, unless given. */
  stamped<N extends CollectionName>(
    fields: Omit<Records[N], keyof Stamps>,
    stamps: Partial<Stamps> = {},
  ): Records[N] {
    const at = this.now();
    const { userId: by, deviceName } = this.author();
    return {
      id: stamps.id ?? this.newId(),
      createdAt: stamps.createdAt ?? at,
      createdBy: stamps.createdBy ?? by,
      updatedAt: stamps.updatedAt ?? at,
      updatedBy: stamps.updatedBy ?? by,
      device: stamps.device ?? deviceName,
      importId: stamps.importId ?? '',
      ...fields,
    } as unknown as Records[N];
  }

  /**
   * Changes the given fields; a patch that changes nothing writes nothing.
   * @throws AppError `not-found`, `role-forbids`
   */
  async change<N extends CollectionName>(name: N, id: string, patch: Patch<Records[N]>): Promise<void> {
    this.#refuseUnlessWriter(name);
    const found = await this.#collection(name).findOne(id).exec();
    if (!found) throw new AppError('not-found');
    const before = found.toJSON() as Record<string, unknown>;
    const entries = Object.entries(wellFormed(patch)).filter(
      ([field, value]) => !equal(before[field], value),
    );
    if (entries.length === 0) return;
    await this.#refuseUnlessAllowed(name, before, { ...before, ...Object.fromEntries(entries) });
    await found.incrementalPatch({
      ...Object.fromEntries(entries),
      ...this.lastChange(),
    } as Partial<Records[N]>);
  }

  /** Deletes a record, leaving its tombstone for the sync. Deleting what is not there is no error. */
  async remove(name: CollectionName, id: string): Promise<void> {
    await this.removeMany(name, [id]);
  }

  /**
   * Deletes many at once. A tombstone is a whole record, stamped with who deleted it and when: it lies in the recycle
   * bin, on other devices too. Records deleted with one `stamp` went together and come back together.
   */
  async removeMany(
    name: CollectionName,
    ids: readonly string[],
    stamp: LastChange = this.lastChange(),
  ): Promise<void> {
    if (ids.length === 0) return;
    this.#refuseUnlessWriter(name);
    const storage = this.#collection(name).storageInstance;
    const living = (await storage.findDocumentsById([...ids], false)) as Tombstone[];
    for (const record of living) await this.#refuseUnlessAllowed(name, record, undefined);
    const dead = (previous: Tombstone) => ({ previous, document: { ...previous, ...stamp, _deleted: true } });
    let rows = living.map(dead);
    // Somebody may write a record meanwhile; it is deleted as it is by then.
    while (rows.length > 0) {
      const { error } = await storage.bulkWrite(rows as never, 'rx-collection-bulk-remove');
      rows = error.flatMap((refused) => {
        if (refused.status !== 409) throw new AppError('record-changed');
        const now = refused.documentInDb as unknown as Tombstone;
        return now._deleted ? [] : [dead(now)];
      });
    }
  }

  /** What is written on a record that changes now. */
  lastChange(): LastChange {
    const { userId, deviceName } = this.author();
    return { updatedAt: this.now(), updatedBy: userId, device: deviceName };
  }

  /**
   * The server would keep the edit for the head, were it made all the same. Whoever works alone is refused nothing.
   * @throws AppError `not-yours`
   */
  async #refuseUnlessAllowed(name: CollectionName, before: Fields, after: Fields | undefined): Promise<void> {
    if (!(await this.mayEdit(name, { before, after }))) throw new AppError('not-yours');
  }

  /** Whether the person may make this edit; see {@link mayEdit}. */
  async mayEdit(name: CollectionName, edit: Omit<Edit, 'responsible'>): Promise<boolean> {
    const { userId, role } = this.author();
    const { edits, access } = declared[name] as Collection<never>;
    if (edits === undefined || role === undefined || role === 'admin') return true;
    const editor = { userId, role, leads: () => true };
    if (mayEdit(edits, { ...edit, responsible: '' }, editor) && edits.own.length > 0) return true;
    const record = edit.before ?? edit.after ?? {};
    const responsible =
      typeof access === 'object' && 'responsible' in access
        ? peopleOf(access, record)[0]
        : await this.#responsible(String(record.clientId ?? ''));
    return mayEdit(edits, { ...edit, responsible: responsible ?? '' }, editor);
  }

  /** Who answers for a client, also for one that was deleted; undefined when it is not here. */
  async #responsible(clientId: string): Promise<string | undefined> {
    if (clientId === '') return undefined;
    const [client] = await this.#collection('clients').storageInstance.findDocumentsById([clientId], true);
    return client && peopleOf(declared.clients.access as never, client as unknown as Fields)[0];
  }

  /** The server would keep the edit for the head; better it is not made. @throws AppError `role-forbids` */
  #refuseUnlessWriter(name: CollectionName): void {
    const { writers } = declared[name] as Collection;
    if (!mayWrite(writers, this.author().role)) throw new AppError('role-forbids');
  }

  #collection<N extends CollectionName>(name: N): RecordCollection<Records[N]> {
    return this.collections[name] as unknown as RecordCollection<Records[N]>;
  }
}

/** Who changed a record last, when and where. */
export type LastChange = Pick<Stamps, 'updatedAt' | 'updatedBy' | 'device'>;

type Fields = Readonly<Record<string, unknown>>;

type Tombstone = Readonly<Record<string, unknown>> & { readonly _deleted: boolean };

interface Stamps {
  readonly id: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
  readonly device: string;
  readonly importId: string;
}
