import type {
  BulkWriteRow,
  CategorizeBulkWriteRowsOutput,
  RxDocumentData,
  RxStorageInstance,
  RxStorageWriteError,
  StringKeys,
} from 'rxdb';
import { categorizeBulkWriteRows, randomToken } from 'rxdb';
import type { Database, SqlRow } from './adapter';
import type { StoredDocument } from './columns';
import { StoreError } from './errors';
import type { Mark, StoreHandle } from './handle';
import { parseStored } from './stored';
import type { Checkpoint, NewRow, Table } from './table';
import { isText, keyOf, kindsOfText } from './values';

type Categorized<T> = CategorizeBulkWriteRowsOutput<T>;

/** The bytes of the attachments in a batch, read before the transaction, which cannot wait. */
export type BlobBytes = ReadonlyMap<Blob, Uint8Array>;

/** The beginning and the number that make the id of a bulk of events. */
const BULK = randomToken(10);
let bulks = 0;

interface Found {
  readonly rid: number;
  readonly _rev: string;
}

/** One document of a write, before and after. */
interface Change {
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

/** SQLite holds no row longer than 1,000,000,000 bytes; this leaves room for the names beside the content. */
const LONGEST_ATTACHMENT = 999_000_000;

/**
 * Reads the bytes of all attachments that the rows bring along.
 * @param longest how many bytes they may have together, since all of them are held until they are written
 * @throws StoreError `store-bad-value`, before anything was read, for more than that
 */
export async function readBlobs<T>(
  rows: readonly BulkWriteRow<T>[],
  longest = LONGEST_ATTACHMENT,
): Promise<BlobBytes> {
  const blobs = new Set<Blob>();
  let together = 0;
  for (const { document } of rows) {
    for (const [name, attachment] of Object.entries(document._attachments)) {
      const data = 'data' in attachment ? attachment.data : undefined;
      if (data === undefined || blobs.has(data)) continue;
      blobs.add(data);
      together += data.size;
      if (together <= longest) continue;
      const limit = `${longest} bytes can be written at once`;
      throw new StoreError(
        'store-bad-value',
        `the attachment ${name} is too long (${data.size} bytes): ${limit}`,
      );
    }
  }
  const bytes = new Map<Blob, Uint8Array>();
  for (const data of blobs) bytes.set(data, new Uint8Array(await data.arrayBuffer()));
  return bytes;
}

/**
 * Writes a batch in one transaction. Conflicts and refused rows come back as errors, the other rows are written; if
 * the transaction itself fails, nothing is. An outcome per round of ids, see `rounds`.
 */
export function writeBatch<T>(target: WriteTarget<T>, rows: BulkWriteRow<T>[]): WriteOutcome<T>[] {
  const { handle, table, durable } = target;
  if (mayAllBeNew(target, rows)) {
    const outcome = insertUnasked(target, rows);
    if (outcome !== undefined) return [outcome];
  }
  const batches = rounds(rows, table.plan.primaryPath);
  const work = () => batches.map((batch) => inTransaction(target, batch));
  return handle.write(table, durable, work, isOwn(target));
}

/** Whether what is written is this device's own, and neither replication's nor RxDB's notes. */
function isOwn<T>({ context, table, mark }: WriteTarget<T>): boolean {
  return mark === 0 && !context.startsWith('replication-') && !/^(rx-|_rxdb)/.test(table.plan.collection);
}

/** Whether nobody says that a row was there before. What an attachment needs is looked at with care. */
function mayAllBeNew<T>({ instance }: WriteTarget<T>, rows: readonly BulkWriteRow<T>[]): boolean {
  if (instance.schema.attachments !== undefined) return false;
  for (const row of rows) if (row.previous !== undefined) return false;
  return true;
}

/**
 * Inserts rows without asking which of them are there, since the table itself refuses an id that it has. Undefined: it
 * has refused one; nothing was written, and the batch must be looked at row by row.
 */
function insertUnasked<T>(target: WriteTarget<T>, rows: BulkWriteRow<T>[]): WriteOutcome<T> | undefined {
  const { handle, table, durable, context } = target;
  const { primaryPath } = table.plan;
  const ids: string[] = new Array(rows.length);
  // One pass instead of RxDB's `categorizeBulkWriteRows`: nothing is to be told apart.
  const events: Categorized<T>['eventBulk']['events'] = [];
  let idKinds = 0;
  for (let i = 0; i < rows.length; i++) {
    const document = rows[i]?.document as RxDocumentData<T>;
    const id = String((document as StoredDocument)[primaryPath]);
    idKinds |= kindsOfText(id);
    ids[i] = id;
    if (document._deleted) continue;
    events.push({
      documentId: id,
      operation: 'INSERT',
      documentData: document,
      previousDocumentData: undefined,
    });
  }
  let refused = false;
  try {
    const work = () => {
      let seq = 0;
      try {
        seq = insertRows(target, rows, ids, idKinds);
      } catch (error) {
        refused = error instanceof StoreError && error.code === 'store-constraint';
        throw error;
      }
      tell(target, rows, ids);
      const checkpoint: Checkpoint = { id: ids[ids.length - 1] ?? '', lwt: seq };
      bulks += 1;
      return { errors: [], eventBulk: { id: `${BULK}${bulks}`, events, checkpoint, context }, ids };
    };
    return handle.write(table, durable, work, isOwn(target));
  } catch (error) {
    if (refused) return undefined;
    throw error;
  }
}

function kindsOfAll(ids: readonly string[]): number {
  let kinds = 0;
  for (const id of ids) kinds |= kindsOfText(id);
  return kinds;
}

/**
 * Inserts new documents, `ids` being theirs, of the kinds `idKinds`. Answers with the last number of the sequence; 0
 * where there is none.
 */
function insertRows<T>(
  target: WriteTarget<T>,
  rows: readonly BulkWriteRow<T>[],
  ids: readonly string[],
  idKinds: number,
): number {
  const { handle, table } = target;
  const markFor = marks(target);
  let seq = 0;
  // One object for all rows: a hundred thousand of them are work for the collector.
  const head = { id: '', seq: 0, mark: target.mark, idKinds };
  table.insert(rows as readonly { document: unknown }[] as readonly NewRow[], (place) => {
    head.id = ids[place] ?? '';
    head.seq = seq = handle.nextSeq();
    head.mark = markFor(head.id);
    return head;
  });
  return seq;
}

/** Lets the application do its own work in the same transaction. */
function tell<T>(target: WriteTarget<T>, rows: readonly BulkWriteRow<T>[], ids: readonly string[]): void {
  const { table, context, onWrite } = target;
  if (onWrite === undefined || ids.length === 0) return;
  const changes = rows.map(({ document, previous }, i) => ({
    id: ids[i] ?? '',
    previous: previous as StoredDocument | undefined,
    document: document as unknown as StoredDocument,
  }));
  onWrite(table.db, { collection: table.plan.collection, context, changes });
}

function inTransaction<T>(target: WriteTarget<T>, rows: BulkWriteRow<T>[]): WriteOutcome<T> {
  const { table, handle, context } = target;
  const { plan } = table;
  const idOf = (document: unknown): string => String((document as StoredDocument)[plan.primaryPath]);
  const errors: RxStorageWriteError<T>[] = [];
  const found = lookUp(
    table,
    rows.map((row) => idOf(row.document)),
  );
  const [outdated, present] = partOutdated(target, rows, (row) => found.has(idOf(row.document)));
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

  const inserts = categorized.bulkInsertDocs;
  const updates = categorized.bulkUpdateDocs;
  const ids = inserts.map(({ document }) => idOf(document));
  let seq = insertRows(target, inserts, ids, kindsOfAll(ids));
  const markFor = marks(target);
  for (const { document } of updates) {
    const id = idOf(document);
    seq = handle.nextSeq();
    table.update(found.get(id)?.rid ?? 0, document as StoredDocument, { id, seq, mark: markFor(id) });
    ids.push(id);
  }
  writeAttachments(target, categorized);
  tell(target, [...inserts, ...updates], ids);

  // Only the revision was read for the conflict check; whoever resolves a conflict gets the whole document.
  for (const error of categorized.errors) {
    if ('documentInDb' in error && error.documentInDb !== undefined) {
      const data = table.db.get(`SELECT data FROM ${table.name} WHERE id = ?`, [
        keyOf(error.documentId),
      ])?.[0];
      Object.assign(error, { documentInDb: parseStored<RxDocumentData<T>>(data) });
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
  return (id) => (before.db.get(sql, [keyOf(id)])?.[0] ?? mark) as Mark;
}

function lookUp(table: Table, ids: readonly string[]): Map<string, Found> {
  const select = `SELECT rid, rev, id FROM ${table.name} WHERE id`;
  const found = new Map<string, Found>();
  const note = (id: string, [rid, rev]: SqlRow) => found.set(id, { rid: Number(rid), _rev: String(rev) });
  if (ids.length > 1 && ids.every(isText)) {
    const rows = table.db.all(`${select} IN (SELECT value FROM json_each(?))`, [JSON.stringify(ids)]);
    for (const row of rows) note(String(row[2]), row);
    return found;
  }
  for (const id of ids) {
    const row = table.db.get(`${select} = ?`, [keyOf(id)]);
    if (row !== undefined) note(id, row);
  }
  return found;
}

function writeAttachments<T>({ table, blobs }: WriteTarget<T>, categorized: Categorized<T>): void {
  const name = table.plan.table;
  for (const item of categorized.attachmentsRemove) {
    table.db.run('DELETE FROM _attachments WHERE tbl = ? AND doc = ? AND name = ?', [
      name,
      keyOf(item.documentId),
      keyOf(item.attachmentId),
    ]);
  }
  for (const item of [...categorized.attachmentsAdd, ...categorized.attachmentsUpdate]) {
    const { data, type } = item.attachmentData;
    table.db.run(
      'INSERT OR REPLACE INTO _attachments(tbl, doc, name, type, digest, data) VALUES(?, ?, ?, ?, ?, ?)',
      [
        name,
        keyOf(item.documentId),
        keyOf(item.attachmentId),
        type,
        item.digest,
        blobs.get(data) ?? new Uint8Array(),
      ],
    );
  }
}

/** Splits a batch in which an id occurs twice, so that the second write meets the first as a conflict would. */
function rounds<T>(rows: BulkWriteRow<T>[], primaryPath: string): BulkWriteRow<T>[][] {
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
