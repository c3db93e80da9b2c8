import type {
  BulkWriteRow,
  CategorizeBulkWriteRowsOutput,
  RxDocumentData,
  RxStorageInstance,
  RxStorageWriteError,
  StringKeys,
} from 'rxdb';
import { categorizeBulkWriteRows } from 'rxdb';
import type { Database } from './adapter';
import type { StoredDocument } from './columns';
import type { Mark, StoreHandle } from './handle';
import { type Checkpoint, isStorableId, type Table } from './table';

type Categorized<T> = CategorizeBulkWriteRowsOutput<T>;

/** The bytes of the attachments in a batch, read before the transaction, which cannot wait. */
export type BlobBytes = ReadonlyMap<Blob, Uint8Array>;

interface Found {
  readonly rid: number;
  readonly _rev: string;
}

/** One document of a write, before and after. */
export interface Change {
  readonly id: string;
  /** What the row held; absent for a new document. */
  readonly previous: StoredDocument | undefined;
  readonly document: StoredDocument;
}

/** A write on its way into the file, as the application's own work in the same transaction sees it. */
export interface Write {
  readonly collection: string;
  /** RxDB's word for who wrote, such as `rx-collection-bulk-insert` or `replication-downstream-…`. */
  readonly context: string;
  /** In the order in which they were written; never empty. */
  readonly changes: readonly Change[];
}

/** A document on its way into the place of another. */
export interface ReplacingWrite {
  readonly collection: string;
  /** RxDB's word for who writes. */
  readonly context: string;
  readonly document: StoredDocument;
}

/** Everything a batch needs besides its rows. */
export interface WriteTarget<T> {
  readonly instance: RxStorageInstance<T, unknown, unknown, Checkpoint>;
  readonly handle: StoreHandle;
  readonly table: Table;
  readonly context: string;
  readonly mark: Mark;
  readonly durable: boolean;
  readonly blobs: BlobBytes;
  /** Whether the application knows a row to be older than what it would replace. */
  readonly isOutdated: ((write: ReplacingWrite) => boolean) | undefined;
  /** Work of the application in the same transaction; what it throws undoes the whole write. */
  readonly onWrite: ((db: Database, write: Write) => void) | undefined;
}

export interface WriteOutcome<T> {
  readonly errors: RxStorageWriteError<T>[];
  readonly eventBulk: Categorized<T>['eventBulk'];
  readonly ids: string[];
}

/** Reads the bytes of all attachments that the rows bring along. */
export async function readBlobs<T>(rows: readonly BulkWriteRow<T>[]): Promise<BlobBytes> {
  const bytes = new Map<Blob, Uint8Array>();
  for (const row of rows) {
    for (const attachment of Object.values(row.document._attachments)) {
      const data = 'data' in attachment ? attachment.data : undefined;
      if (data !== undefined && !bytes.has(data)) bytes.set(data, new Uint8Array(await data.arrayBuffer()));
    }
  }
  return bytes;
}

/**
 * Writes a batch in one transaction. Conflicts and refused rows come back as errors, the other rows are written; if
 * the transaction itself fails, nothing is.
 */
export function writeRows<T>(target: WriteTarget<T>, rows: BulkWriteRow<T>[]): WriteOutcome<T> {
  const { handle, table, durable } = target;
  return handle.write(table, durable, () => inTransaction(target, rows));
}

function inTransaction<T>(target: WriteTarget<T>, rows: BulkWriteRow<T>[]): WriteOutcome<T> {
  const { table, handle, context } = target;
  const { plan } = table;
  const idOf = (document: unknown): string => String((document as StoredDocument)[plan.primaryPath]);
  const errors: RxStorageWriteError<T>[] = [];
  const sound: BulkWriteRow<T>[] = [];
  for (const row of rows) {
    const documentId = idOf(row.document);
    if (isStorableId(documentId)) sound.push(row);
    else {
      const validationErrors = [
        { field: plan.primaryPath, message: 'an id without NUL and lone surrogates' },
      ];
      errors.push({
        isError: true,
        status: 422,
        documentId,
        writeRow: row,
        context,
        validationErrors,
      } as never);
    }
  }

  const found = lookUp(
    table,
    sound.map((row) => idOf(row.document)),
  );
  const [outdated, present] = partOutdated(target, sound, (row) => found.has(idOf(row.document)));
  const categorized: Categorized<T> = categorizeBulkWriteRows<T>(
    target.instance,
    plan.primaryPath as StringKeys<T>,
    found as never,
    present,
    context,
  );
  for (const row of outdated) {
    const documentId = idOf(row.document);
    const documentInDb = found.get(documentId);
    categorized.errors.push({
      ...{ isError: true, status: 409, documentId, writeRow: row, context },
      documentInDb,
    } as never);
  }

  dropRefused(categorized);

  const markFor = marks(target);
  let seq = 0;
  const ids: string[] = [];
  table.insert(
    categorized.bulkInsertDocs.map(({ document }) => {
      const id = idOf(document);
      seq = handle.nextSeq();
      ids.push(id);
      return { document: document as StoredDocument, id, seq, mark: markFor(id) };
    }),
  );
  for (const { document } of categorized.bulkUpdateDocs) {
    const id = idOf(document);
    seq = handle.nextSeq();
    table.update(found.get(id)?.rid ?? 0, document as StoredDocument, { id, seq, mark: markFor(id) });
    ids.push(id);
  }
  writeAttachments(target, categorized);
  if (target.onWrite !== undefined && ids.length > 0) {
    const changes = [...categorized.bulkInsertDocs, ...categorized.bulkUpdateDocs].map(
      ({ document, previous }) => ({
        id: idOf(document),
        previous: previous as StoredDocument | undefined,
        document: document as StoredDocument,
      }),
    );
    target.onWrite(table.db, { collection: plan.collection, context, changes });
  }

  // Only the revision was read for the conflict check; whoever resolves a conflict gets the whole document.
  for (const error of categorized.errors) {
    if ('documentInDb' in error && error.documentInDb !== undefined) {
      const data = table.db.get(`SELECT data FROM ${table.name} WHERE id = ?`, [error.documentId])?.[0];
      Object.assign(error, { documentInDb: JSON.parse(String(data)) as RxDocumentData<T> });
    }
    errors.push(error);
  }
  categorized.eventBulk.checkpoint = { id: ids[ids.length - 1] ?? '', lwt: seq } satisfies Checkpoint;
  return { errors, eventBulk: categorized.eventBulk, ids };
}

function partOutdated<T>(
  { table, context, isOutdated }: WriteTarget<T>,
  rows: BulkWriteRow<T>[],
  isThere: (row: BulkWriteRow<T>) => boolean,
): [outdated: BulkWriteRow<T>[], present: BulkWriteRow<T>[]] {
  if (isOutdated === undefined) return [[], rows];
  const outdated = new Set(
    rows.filter(
      (row) =>
        isThere(row) &&
        isOutdated({
          collection: table.plan.collection,
          context,
          document: row.document as unknown as StoredDocument,
        }),
    ),
  );
  if (outdated.size === 0) return [[], rows];
  return [[...outdated], rows.filter((row) => !outdated.has(row))];
}

/** RxDB announces an insert, and adds its other attachments, even where one attachment came without its data. */
function dropRefused<T>(categorized: Categorized<T>): void {
  const { errors, eventBulk } = categorized;
  const refused = new Set(errors.filter(({ status }) => status === 510).map((error) => error.documentId));
  if (refused.size === 0) return;
  eventBulk.events = eventBulk.events.filter(({ documentId }) => !refused.has(documentId));
  categorized.attachmentsAdd = categorized.attachmentsAdd.filter((item) => !refused.has(item.documentId));
}

/** RxDB migrates by replicating the old table into the new one: then a document's mark moves along with it. */
const MIGRATION = 'replication-master-write';

function marks<T>({ context, handle, table, mark }: WriteTarget<T>): (id: string) => Mark {
  const before = context === MIGRATION ? handle.tableBefore(table) : undefined;
  if (before === undefined) return () => mark;
  const sql = `SELECT mark FROM ${before.name} WHERE id = ?`;
  return (id) => (before.db.get(sql, [id])?.[0] ?? mark) as Mark;
}

function lookUp(table: Table, ids: readonly string[]): Map<string, Found> {
  const select = `SELECT id, rid, rev FROM ${table.name} WHERE id`;
  const rows =
    ids.length === 1
      ? table.db.all(`${select} = ?`, [ids[0]])
      : table.db.all(`${select} IN (SELECT value FROM json_each(?))`, [JSON.stringify(ids)]);
  return new Map(rows.map(([id, rid, rev]) => [String(id), { rid: Number(rid), _rev: String(rev) }]));
}

function writeAttachments<T>({ table, blobs }: WriteTarget<T>, categorized: Categorized<T>): void {
  const name = table.plan.table;
  for (const item of categorized.attachmentsRemove) {
    table.db.run('DELETE FROM _attachments WHERE tbl = ? AND doc = ? AND name = ?', [
      name,
      item.documentId,
      item.attachmentId,
    ]);
  }
  for (const item of [...categorized.attachmentsAdd, ...categorized.attachmentsUpdate]) {
    const { data, type } = item.attachmentData;
    table.db.run(
      'INSERT OR REPLACE INTO _attachments(tbl, doc, name, type, digest, data) VALUES(?, ?, ?, ?, ?, ?)',
      [name, item.documentId, item.attachmentId, type, item.digest, blobs.get(data) ?? new Uint8Array()],
    );
  }
}

/** Splits a batch in which an id occurs twice, so that the second write meets the first as a conflict would. */
export function rounds<T>(rows: BulkWriteRow<T>[], primaryPath: string): BulkWriteRow<T>[][] {
  const idOf = (row: BulkWriteRow<T>) => (row.document as StoredDocument)[primaryPath];
  if (new Set(rows.map(idOf)).size === rows.length) return [rows];
  const result: BulkWriteRow<T>[][] = [];
  const times = new Map<unknown, number>();
  for (const row of rows) {
    const round = times.get(idOf(row)) ?? 0;
    times.set(idOf(row), round + 1);
    const list = result[round];
    if (list === undefined) result[round] = [row];
    else list.push(row);
  }
  return result;
}
