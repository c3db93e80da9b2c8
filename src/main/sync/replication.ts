import { setTimeout as pause } from 'node:timers/promises';
import {
  cancelRxStorageReplication,
  getRxReplicationMetaInstanceSchema,
  type RxReplicationPullStreamItem,
  type RxReplicationWriteToMasterRow,
  type RxStorageInstance,
  type RxStorageInstanceReplicationState,
  type RxStorageReplicationMeta,
  replicateRxStorageInstance,
  type WithDeleted,
} from 'rxdb';
import type { Observable, Subscription } from 'rxjs';
import { map } from 'rxjs';
import type { StoreHandle } from '../store/sqlite-storage';
import { connectNotes, type ReplicatedCollection } from '../store/storage-collection';

type Fields = Record<string, unknown>;

export interface ReplicationOptions<Checkpoint> {
  readonly handle: StoreHandle;
  readonly collection: ReplicatedCollection;
  /** Stable for a server's workspace and a collection: it names the notes and checkpoints kept in the base. */
  readonly identifier: string;
  readonly pull: {
    /** RxDB asks again where a page has so many. */
    readonly batchSize: number;
    readonly handler: (after: Checkpoint | undefined) => Promise<Pulled<Checkpoint>>;
    /** What comes unasked; `RESYNC` has everything pulled that was missed. */
    readonly stream$: Observable<Pulled<Checkpoint> | 'RESYNC'>;
  };
  /** Absent: the collection is only read. */
  readonly push?: {
    readonly batchSize: number;
    /** Answers with what the server has in the place of rows it did not take. */
    readonly handler: (rows: RxReplicationWriteToMasterRow<Fields>[]) => Promise<WithDeleted<Fields>[]>;
  };
  /** Told what has ended the replication, or kept it from beginning. */
  readonly failed: (error: unknown) => void;
}

interface Pulled<Checkpoint> {
  readonly documents: readonly Fields[];
  readonly checkpoint: Checkpoint | undefined;
}

/** How long a failed pull or push waits for its next try, in milliseconds: the connection has waited already. */
const retryMs = 1000;

/**
 * RxDB's replication protocol over the storage of a collection, whether or not an RxDB collection stands above it. Names
 * and notes are those of RxDB's `replicateRxCollection`, which bases of former versions were replicated by: they go on
 * from where they were.
 */
export class Replication<Checkpoint> {
  /** Where RxDB notes what the server has; there from the first pull or push on. */
  notes:
    | RxStorageInstance<RxStorageReplicationMeta<Fields, Checkpoint>, unknown, unknown, unknown>
    | undefined;
  state: RxStorageInstanceReplicationState<Fields> | undefined;
  readonly #stop = new AbortController();
  readonly #started: Promise<void>;
  #stream: Subscription | undefined;

  constructor(private readonly options: ReplicationOptions<Checkpoint>) {
    this.#started = this.#start().catch((error: unknown) => {
      if (!this.#stop.signal.aborted) options.failed(error);
    });
  }

  get collection(): ReplicatedCollection {
    return this.options.collection;
  }

  /** Ends it: what is on its way is not waited for, what is noted is written. */
  async cancel(): Promise<void> {
    if (this.#stop.signal.aborted) return;
    const cancelled = this.state && cancelRxStorageReplication(this.state);
    this.#stop.abort();
    await this.#started;
    await (cancelled ?? (this.state && cancelRxStorageReplication(this.state)));
    this.#stream?.unsubscribe();
    await this.state?.checkpointQueue;
    await this.notes?.close();
  }

  async #start(): Promise<void> {
    const { handle, collection, identifier, pull, push, failed } = this.options;
    const { database } = collection;
    const name = `rx-replication-meta-${await database.hashFunction(`${collection.name}-${identifier}`)}`;
    const schema = getRxReplicationMetaInstanceSchema<Fields, Checkpoint>(
      collection.schema.jsonSchema as never,
      false,
    );
    await connectNotes(handle, collection, { name, schema });
    if (this.#stop.signal.aborted) return;
    this.notes = await database.storage.createStorageInstance({
      databaseName: database.name,
      collectionName: name,
      databaseInstanceToken: database.token,
      multiInstance: database.multiInstance,
      options: {},
      schema,
      devMode: false,
    });
    if (this.#stop.signal.aborted) return;
    this.state = replicateRxStorageInstance<Fields>({
      identifier: `rxdbreplication${identifier}`,
      forkInstance: collection.storageInstance as never,
      metaInstance: this.notes as never,
      hashFunction: database.hashFunction,
      pushBatchSize: push?.batchSize ?? 100,
      pullBatchSize: pull.batchSize,
      // Of what is never pushed no state of the server's need be known.
      skipStoringPullMeta: push === undefined,
      conflictHandler: collection.conflictHandler as never,
      replicationHandler: {
        masterChangeStream$: pull.stream$.pipe(
          map((told) => (told === 'RESYNC' ? told : sound(told))),
        ) as Observable<RxReplicationPullStreamItem<Fields, Checkpoint>>,
        masterChangesSince: async (after) => {
          const page = await this.#untilDone(() => pull.handler(after as Checkpoint | undefined));
          return page === stopped ? { documents: [], checkpoint: null as never } : (sound(page) as never);
        },
        masterWrite: async (rows) => {
          if (push === undefined) return [];
          const conflicts = await this.#untilDone(() => push.handler(rows));
          return conflicts === stopped ? [] : conflicts.map(withDeleted);
        },
      },
    });
    this.#stream = this.state.events.error.subscribe(failed);
  }

  /** The protocol itself knows no failures: whatever fails is tried again until it is stopped. */
  async #untilDone<R>(work: () => Promise<R>): Promise<R | typeof stopped> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        const done = await work();
        return signal.aborted ? stopped : done;
      } catch {
        await pause(retryMs, undefined, { signal }).catch(() => {});
      }
    }
    return stopped;
  }
}

const stopped = Symbol('stopped');

const withDeleted = (document: Fields): WithDeleted<Fields> => ({
  ...document,
  _deleted: Boolean(document._deleted),
});

const sound = <Checkpoint>({ documents, checkpoint }: Pulled<Checkpoint>) => ({
  documents: documents.map(withDeleted),
  checkpoint,
});
