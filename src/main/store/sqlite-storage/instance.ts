import type {
  BulkWriteRow,
  EventBulk,
  PreparedQuery,
  RxDocumentData,
  RxJsonSchema,
  RxStorageBulkWriteResponse,
  RxStorageChangeEvent,
  RxStorageCountResult,
  RxStorageInstance,
  RxStorageQueryResult,
} from 'rxdb';
import { now } from 'rxdb';
import { merge, type Observable, ReplaySubject, Subject, takeUntil } from 'rxjs';
import { keepHighest } from './acknowledged';
import type { Database } from './adapter';
import type { Channel } from './channel';
import type { StoredDocument } from './columns';
import { StoreError } from './errors';
import type { Mark, StoreHandle } from './handle';
import { runCount, runQuery } from './query';
import { documentColumn, readEach, readTogether, roomForAnswer } from './reading';
import { letGoMeanwhile } from './release';
import { parseStored } from './stored';
import type { Checkpoint, Table } from './table';
import { isText, keyOf } from './values';
import {
  type BlobBytes,
  type ReplacingWrite,
  readBlobs,
  type Write,
  type WriteOutcome,
  type WriteTarget,
  writeBatch,
} from './write';

/** What a commit has changed. */
export interface Commit {
  readonly collection: string;
  readonly ids: readonly string[];
  /** RxDB's word for who wrote, such as `rx-collection-bulk-insert` or `replication-downstream-…`. */
  readonly context: string;
}

/** What an instance asks of the storage that made it. */
export interface InstanceHost {
  readonly handle: StoreHandle;
  readonly table: Table;
  readonly markOf: (context: string) => Mark;
  readonly isDurable: (context: string, rows: number) => boolean;
  /** To those who may have the file open, too; absent: only the instances of this thread hear of each other. */
  readonly openChannel: ((reference: object) => Channel) | undefined;
  /** Makes a document sound whose texts SQLite could not hold. */
  readonly mend: (<D>(document: D) => D) | undefined;
  readonly isOutdated: ((write: ReplacingWrite) => boolean) | undefined;
  readonly onWrite: ((db: Database, write: Write) => void) | undefined;
  /** Makes documents that have no row of their own. */
  readonly findRowless:
    | ((db: Database, collection: string, ids: readonly string[]) => readonly StoredDocument[])
    | undefined;
  readonly onCommit: (commit: Commit) => void;
  readonly onRemoved: () => void;
  readonly onClosed: () => void;
}

/** A document on its way into a table that does not have it. */
export interface LoadRow {
  readonly id: string;
  /** With RxDB's own fields; only these, the indexed and the computed ones are looked at when there is a text. */
  readonly document: StoredDocument;
  /** The whole document as JSON. */
  readonly text: string;
}

/** Documents that a piece of a load has inserted, and the number of the last. */
export interface Load {
  readonly rows: readonly Pick<LoadRow, 'id' | 'document'>[];
  readonly seq: number;
}

/** What the application has given RxDB for the instance; nothing of it is looked at. */
export type InstanceOptions = Readonly<Record<string, unknown>>;

type Events<T> = EventBulk<RxStorageChangeEvent<RxDocumentData<T>>, Checkpoint>;

const NO_BLOBS: BlobBytes = new Map();
/** So many documents found by their ids cross the binding as one text; much longer texts cost more than they spare. */
const FOUND_TOGETHER = 50;
/** How many tombstones one call of `cleanup` removes: about a tenth of a second. */
const CLEANUP_BATCH = 5000;

/** RxDB's view of one table. Everything runs at once; promises are only the interface's form. */
export class RxStorageInstanceSQLite<T>
  implements RxStorageInstance<T, StoreHandle, InstanceOptions, Checkpoint>
{
  readonly internals: StoreHandle;
  closed = false;
  /** Where the file is shared, each instance's own events go to the others through the channel. */
  readonly #own$ = new Subject<Events<T>>();
  readonly #channel: Channel | undefined;
  readonly #ended$ = new ReplaySubject<void>(1);
  #closing: Promise<void> | undefined;
  #passedOver = '';

  constructor(
    readonly databaseName: string,
    readonly collectionName: string,
    readonly schema: Readonly<RxJsonSchema<RxDocumentData<T>>>,
    readonly options: InstanceOptions,
    readonly host: InstanceHost,
  ) {
    this.internals = host.handle;
    this.#channel = host.openChannel?.(this);
  }

  /** Writes a batch; see the interface. Conflicts are answered, not thrown; a StoreError means nothing was written. */
  async bulkWrite(rows: BulkWriteRow<T>[], context: string): Promise<RxStorageBulkWriteResponse<T>> {
    const table = this.#ensureOpen();
    if (this.schema.attachments === undefined) return this.#write(table, rows, context, NO_BLOBS);
    // While the bytes of one batch are read, the next one waits: batches are written in the order of their calls.
    const write = table.reading.then(async () => this.#write(table, rows, context, await readBlobs(rows)));
    table.reading = write.catch(() => undefined);
    return write;
  }

  #write(table: Table, rows: BulkWriteRow<T>[], context: string, blobs: BlobBytes) {
    if (table.removed) throw this.#isClosed();
    const { handle, markOf, isDurable, isOutdated, onWrite, onCommit } = this.host;
    const target = {
      instance: this,
      handle,
      table,
      context,
      mark: markOf(context),
      durable: isDurable(context, rows.length),
      blobs,
      isOutdated,
      onWrite,
    };
    const outcomes = this.#writeSound(target, rows);
    for (const { eventBulk, ids } of outcomes) {
      if (eventBulk.events.length > 0) this.#emit(eventBulk);
      if (ids.length > 0) onCommit({ collection: this.collectionName, ids, context });
    }
    const [only] = outcomes;
    return {
      error: outcomes.length === 1 && only ? only.errors : outcomes.flatMap(({ errors }) => errors),
    };
  }

  /** Nearly every batch is sound: only one that was refused is looked through. */
  #writeSound(target: WriteTarget<T>, rows: BulkWriteRow<T>[]): WriteOutcome<T>[] {
    const { mend } = this.host;
    try {
      return writeBatch(target, rows);
    } catch (error) {
      if (!mend || !(error instanceof StoreError) || error.code !== 'store-ill-formed') throw error;
      return writeBatch(
        target,
        rows.map((row) => ({ ...row, document: mend(row.document) })),
      );
    }
  }

  /**
   * Inserts documents, as a piece of a load: inside {@link StoreHandle.unlessThere}. Nobody is told until
   * {@link announce}. @throws StoreError `store-constraint` when one of them is here, living or deleted
   */
  insertNew(rows: readonly LoadRow[], context: string): Load {
    const { handle, markOf, onWrite } = this.host;
    const table = this.#ensureOpen();
    const mark = markOf(context);
    let seq = 0;
    table.insert(rows, (place) => {
      seq = handle.nextSeq();
      return { id: rows[place]?.id ?? '', seq, mark };
    });
    if (onWrite !== undefined && rows.length > 0) {
      const changes = rows.map(({ id, document }) => ({ id, previous: undefined, document }));
      onWrite(table.db, { collection: table.plan.collection, context, changes });
    }
    // The texts are not needed any more, and many pieces wait for one commit.
    return { rows: rows.map(({ id, document }) => ({ id, document })), seq };
  }

  /** Whether a row of one of these ids is here, living or deleted. */
  hasAny(ids: readonly string[]): boolean {
    const table = this.#ensureOpen();
    const sql = `SELECT 1 FROM ${table.name} WHERE id IN (SELECT value FROM json_each(?)) LIMIT 1`;
    return table.db.get(sql, [JSON.stringify(ids)]) !== undefined;
  }

  /** Leaves documents of this revision out of what has changed: whoever asks for changes has them. */
  passOver(revision: string): void {
    this.#passedOver = revision;
  }

  /**
   * Writes one document over whatever stands there, unannounced: inside {@link StoreHandle.hold}.
   * @param id of the document
   * @param make the document to write, from the one that is there
   */
  overwrite(id: string, make: (previous: StoredDocument | undefined) => LoadRow): void {
    const { handle, markOf } = this.host;
    const table = this.#ensureOpen();
    const found = table.db.get(`SELECT rid, data FROM ${table.name} WHERE id = ?`, [keyOf(id)]);
    const row = make(found && parseStored<StoredDocument>(found[1]));
    const head = { id, seq: handle.nextSeq(), mark: markOf('') };
    if (found === undefined) table.insert([row], () => head);
    else table.update(Number(found[0]), row.document, head);
  }

  /** Tells of documents that a load has committed, as `bulkWrite` does. */
  announce(loads: readonly Load[], context: string): void {
    const rows = loads.flatMap((load) => load.rows);
    const last = rows.at(-1);
    if (last === undefined) return;
    const eventBulk = {
      id: `load-${this.host.table.plan.table}-${loads.at(-1)?.seq}`,
      events: rows.map(({ id, document }) => ({
        documentId: id,
        operation: 'INSERT' as const,
        documentData: document as never,
        previousDocumentData: undefined,
      })),
      checkpoint: { id: last.id, lwt: loads.at(-1)?.seq ?? 0 },
      context,
    } satisfies Events<T>;
    this.#emit(eventBulk);
    this.host.onCommit({ collection: this.collectionName, ids: rows.map(({ id }) => id), context });
  }

  async findDocumentsById(ids: string[], withDeleted: boolean): Promise<RxDocumentData<T>[]> {
    const found = this.#read(ids.length <= FOUND_TOGETHER, (table) => this.#rowsOf(table, ids, withDeleted));
    if (this.host.findRowless === undefined || found.length >= ids.length) return found;
    const there = new Set(found.map((document) => this.#idOf(document)));
    return [...found, ...this.#rowless(ids.filter((id) => !there.has(id)))];
  }

  #rowsOf(table: Table, ids: string[], withDeleted: boolean): RxDocumentData<T>[] {
    const living = withDeleted ? '' : ' AND t.deleted = 0';
    if (ids.length === 1 || !ids.every(isText)) {
      const sql = `SELECT t.data FROM ${table.name} AS t WHERE t.id = ?${living}`;
      return ids.flatMap((id) => {
        const row = table.db.get(sql, [keyOf(id)]);
        return row === undefined ? [] : [parseStored<RxDocumentData<T>>(row[0])];
      });
    }
    const sql = `SELECT ${documentColumn('t.')} FROM json_each(?) AS wanted
      CROSS JOIN ${table.name} AS t ON t.id = wanted.value${living}`;
    const documents: RxDocumentData<T>[] = [];
    const room = roomForAnswer();
    for (let at = 0; at < ids.length; at += FOUND_TOGETHER) {
      const part = JSON.stringify(ids.slice(at, at + FOUND_TOGETHER));
      for (const document of readTogether<T>(table, sql, [part], undefined, room)) documents.push(document);
    }
    return documents;
  }

  #rowless(ids: readonly string[]): RxDocumentData<T>[] {
    const { findRowless, table } = this.host;
    return (findRowless?.(table.db, this.collectionName, ids) ?? []) as RxDocumentData<T>[];
  }

  #idOf(document: RxDocumentData<T>): string {
    return String((document as StoredDocument)[this.host.table.plan.primaryPath]);
  }

  async query(prepared: PreparedQuery<T>): Promise<RxStorageQueryResult<T>> {
    return { documents: this.#read(true, (table) => runQuery(table, this.schema, prepared)) };
  }

  async count(prepared: PreparedQuery<T>): Promise<RxStorageCountResult> {
    return { count: this.#read(true, (table) => runCount(table, this.schema, prepared)), mode: 'fast' };
  }

  async getAttachmentData(documentId: string, attachmentId: string, digest: string): Promise<Blob> {
    const table = this.#ensureOpen();
    const row = table.db.get(
      'SELECT digest, type, data FROM _attachments WHERE tbl = ? AND doc = ? AND name = ?',
      [table.plan.table, keyOf(documentId), keyOf(attachmentId)],
    );
    if (row === undefined || digest === '' || row[0] !== digest) {
      throw new Error(`attachment does not exist: ${documentId}||${attachmentId}`);
    }
    const [, type, data] = row;
    // Copied: the binding's memory may not be kept.
    return new Blob([data instanceof Uint8Array ? new Uint8Array(data) : new Uint8Array()], {
      type: String(type),
    });
  }

  /** Follows the file-wide sequence, which neither a wrong clock nor a schema migration can turn back. */
  async getChangedDocumentsSince(
    limit: number,
    checkpoint?: Checkpoint,
  ): Promise<{ documents: RxDocumentData<T>[]; checkpoint: Checkpoint }> {
    const table = this.#ensureOpen();
    const sql = `SELECT ${documentColumn()}, seq FROM ${table.name} WHERE seq > ? AND rev <> ? ORDER BY seq LIMIT ?`;
    const documents: RxDocumentData<T>[] = [];
    let seq = 0;
    readEach<T>(table, sql, [checkpoint?.lwt ?? 0, this.#passedOver, limit], (document, row) => {
      documents.push(document);
      seq = Number(row[1]);
      return true;
    });
    const last = documents[documents.length - 1] as StoredDocument | undefined;
    if (last === undefined) return { documents, checkpoint: checkpoint ?? { id: '', lwt: 0 } };
    return { documents, checkpoint: { id: String(last[table.plan.primaryPath]), lwt: seq } };
  }

  #emit(eventBulk: Events<T>): void {
    this.host.table.changes$.next(eventBulk);
    this.#own$.next(eventBulk);
    this.#channel?.send(eventBulk);
  }

  /** Ends when the instance is closed. */
  changeStream(): Observable<Events<T>> {
    const { changes$ } = this.host.table;
    const all$ = this.#channel === undefined ? changes$ : merge(this.#own$, this.#channel.received$);
    return (all$ as Observable<Events<T>>).pipe(takeUntil(this.#ended$));
  }

  /**
   * Purges tombstones older than the given time, at most a batch; false: call again, there are more. With 0 all of
   * them, whatever a clock that was ahead has written.
   */
  async cleanup(minimumDeletedTime: number): Promise<boolean> {
    const table = this.#ensureOpen();
    // RxDB's own clock has parts of milliseconds and never gives a moment twice.
    const until = minimumDeletedTime > 0 ? now() - minimumDeletedTime : Number.MAX_VALUE;
    return this.host.handle.write(table, false, () => {
      const old = table.db.all(`SELECT rid, id FROM ${table.name} WHERE deleted = 1 AND lwt <= ? LIMIT ?`, [
        until,
        CLEANUP_BATCH,
      ]);
      if (old.length > 0) keepHighest(table.db);
      for (const [rid, id] of old) {
        table.db.run(`DELETE FROM ${table.name} WHERE rid = ?`, [rid]);
        if (this.schema.attachments) {
          table.db.run('DELETE FROM _attachments WHERE tbl = ? AND doc = ?', [table.plan.table, id]);
        }
      }
      return old.length < CLEANUP_BATCH;
    });
  }

  async close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** What was asked for before is written first. */
  async #close(): Promise<void> {
    this.closed = true;
    if (this.schema.attachments !== undefined) await this.host.table.reading;
    this.#ended$.next();
    this.#own$.complete();
    if (this.#channel !== undefined) await this.#channel.close();
    this.host.onClosed();
    await letGoMeanwhile();
  }

  async remove(): Promise<void> {
    let table = this.#ensureOpen();
    if (this.schema.attachments !== undefined) {
      await table.reading;
      table = this.#ensureOpen();
    }
    this.host.handle.removeTable(table);
    this.host.onRemoved();
    await this.close();
  }

  /**
   * Reads one state of the file. Where others may write, that is what they have told of it, too: which kinds of value
   * the columns hold.
   * @param alone the reading asks SQLite once
   */
  #read<R>(alone: boolean, read: (table: Table) => R): R {
    const table = this.#ensureOpen();
    if (this.#channel === undefined) return alone ? read(table) : table.db.snapshot(() => read(table));
    return table.db.snapshot(() => {
      this.host.handle.followOthers();
      return read(table);
    });
  }

  #ensureOpen(): Table {
    const { table } = this.host;
    if (this.closed || table.removed) throw this.#isClosed();
    return table;
  }

  #isClosed(): StoreError {
    return new StoreError('store-closed', `the collection ${this.collectionName} is closed`);
  }
}
