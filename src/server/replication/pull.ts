import { readAccessVersion, type ViewerCache, type Visibility } from '../access/viewers';
import { Refusal } from '../http/errors';
import { maxReadAtOnce } from '../limits/limits';
import type { Rows } from '../store/database';
import { readSequence } from './sequence';
import { travellingText } from './states';

/** `lwt` is our sequence number, `id` the last document's; the number alone decides. */
export interface Checkpoint {
  readonly id: string;
  readonly lwt: number;
}

export interface Page {
  /** JSON texts of travelling documents, in the order they were committed. */
  readonly documents: readonly string[];
  /** Ids of those that have left the reader's scope: not deleted, only not his to hold any more. */
  readonly left: readonly string[];
  readonly checkpoint: Checkpoint;
  /** The page ended at its byte limit and there may be more, though it is shorter than asked. */
  readonly more: boolean;
}

/** Whose feed is read, and what he may see. */
export interface Reader {
  readonly workspace: string;
  readonly userId: string;
  readonly visibility: Visibility;
}

interface FeedRow {
  id: string;
  /** Null: it has left the reader's scope. */
  data: string | null;
  deleted: boolean;
  seq: string | number;
  bytes: number;
  /** How many there were before the page was cut at its size; null where it was not counted. */
  found: string | number | null;
}

/** The condition that a document is seen; parameter 5 is `sightList`. */
export const seen = (visibility: Visibility, document: string): string =>
  visibility === 'everything'
    ? '($5::text IS NOT NULL)'
    : `(${document}.audience IS NULL OR ${document}.audience && ARRAY(SELECT jsonb_array_elements_text($5::text::jsonb)))`;

/**
 * Documents in the reader's scope by number, and what came into it or left it without being written itself: so many, and
 * no more than so many bytes beyond the first. Texts are made of those alone that are answered.
 */
const feedSql = (visibility: Visibility, isCounted: boolean): string => `
  SELECT id, data::text AS data, bytes, deleted, seq, found FROM (
    SELECT feed.*, ${isCounted ? 'count(*) OVER ()' : 'NULL::bigint'} AS found,
      sum(bytes) OVER (ORDER BY seq ROWS UNBOUNDED PRECEDING) - bytes AS before
    FROM (
      (SELECT d.id, d.data, d.bytes, d.deleted, d.seq FROM documents d
       WHERE d.workspace = $1 AND d.collection = $2 AND d.seq > $3 AND ${seen(visibility, 'd')} ORDER BY d.seq LIMIT $4)
      UNION ALL
      (SELECT m.id, CASE WHEN ${seen(visibility, 'd')} THEN d.data END,
         CASE WHEN ${seen(visibility, 'd')} THEN coalesce(d.bytes, 0) ELSE 0 END, coalesce(d.deleted, true), m.seq
       FROM moves m LEFT JOIN documents d
         ON d.workspace = m.workspace AND d.collection = m.collection AND d.id = m.id
       WHERE m.workspace = $1 AND m.user_id = $6 AND m.collection = $2 AND m.seq > $3 ORDER BY m.seq LIMIT $4)
      ORDER BY seq LIMIT $4
    ) AS feed
  ) AS page WHERE before = 0 OR before + bytes <= $7 ORDER BY seq`;

export const visibilityList = (visibility: Visibility): string =>
  JSON.stringify(visibility === 'everything' ? [] : visibility);

/** What is read of a page at once. */
export interface PagePart {
  readonly documents: readonly string[];
  readonly left: readonly string[];
  readonly checkpoint: Checkpoint;
  /** There is nothing more for now, or as many as were asked for. */
  readonly isLast: boolean;
}

/**
 * The documents of a collection after a checkpoint, as one person sees them: as many as one look may read.
 * @param limit how many documents are wanted
 * @param maxBytes what one look may read, beyond its first document
 */
export async function pullPart(
  rows: Rows,
  reader: Reader,
  collection: string,
  after: Checkpoint,
  limit: number,
  maxBytes = maxReadAtOnce,
): Promise<PagePart> {
  // Counting makes PostgreSQL hold the page twice. Of a usual one it is known without: the record that did not fit
  // beside so little would be larger than any.
  const isCounted = maxBytes < maxReadAtOnce;
  const found = await rows.query<FeedRow>(feedSql(reader.visibility, isCounted), [
    reader.workspace,
    collection,
    after.lwt,
    limit,
    visibilityList(reader.visibility),
    reader.userId,
    maxBytes,
  ]);
  const last = found.at(-1);
  const isCut =
    last !== undefined &&
    (last.found === null
      ? found.length < limit && found.reduce((sum, { bytes }) => sum + Number(bytes), 0) > maxBytes / 8
      : found.length < Number(last.found));
  return {
    documents: found.map(({ id, data, deleted }) =>
      data === null ? leftText(id) : travellingText(data, deleted),
    ),
    left: found.filter(({ data }) => data === null).map(({ id }) => id),
    checkpoint: last === undefined ? after : { id: last.id, lwt: Number(last.seq) },
    isLast: !isCut,
  };
}

/**
 * Reads with the present roles and teams: when they changed while the page was read it is read again, so that nothing
 * is shown to whoever may not see it any more.
 */
export async function readAsPerson<T>(
  rows: Rows,
  viewers: ViewerCache,
  workspace: string,
  userId: string,
  read: (reader: Reader, version: number) => Promise<T>,
): Promise<T> {
  for (;;) {
    const known = await viewers.current(rows);
    const result = await read({ workspace, userId, visibility: known.visibility(userId) }, known.version);
    if ((await readAccessVersion(rows, workspace)) === known.version) return result;
  }
}

/** How many living documents a person sees, by collection. */
export async function countSeen(
  rows: Rows,
  { workspace, visibility }: Reader,
): Promise<Readonly<Record<string, number>>> {
  const found = await rows.query<{ collection: string; count: string | number }>(
    `SELECT d.collection, count(*) AS count FROM documents d
     WHERE d.workspace = $1 AND NOT d.deleted AND $2::integer = 1 AND $3::integer = 1 AND $4::integer = 1
       AND ${seen(visibility, 'd')} GROUP BY d.collection`,
    [workspace, 1, 1, 1, visibilityList(visibility)],
  );
  return Object.fromEntries(found.map(({ collection, count }) => [collection, Number(count)]));
}

/** One document as a person sees it, as travelling text; undefined when there is none in his scope. */
export async function findDocument(
  rows: Rows,
  { workspace, visibility }: Reader,
  collection: string,
  id: string,
): Promise<string | undefined> {
  const [row] = await rows.query<{ data: string; deleted: boolean }>(
    `SELECT d.data::text AS data, d.deleted FROM documents d
     WHERE d.workspace = $1 AND d.collection = $2 AND d.id = $3 AND $4::integer = 1 AND ${seen(visibility, 'd')}`,
    [workspace, collection, id, 1, visibilityList(visibility)],
  );
  return row && travellingText(row.data, row.deleted);
}

/**
 * Refuses a checkpoint this feed never gave: the database was restored from a backup older than what the device has
 * seen. Answering from the beginning would make the device overwrite newer records with older ones.
 * @throws Refusal `server-restored`
 */
export async function verifyCheckpoint(
  rows: Rows,
  { workspace, userId, visibility }: Reader,
  collection: string,
  { id, lwt }: Checkpoint,
): Promise<void> {
  if (lwt === 0) return;
  let reached: number;
  if (id === '') {
    reached = await readSequence(rows, workspace);
  } else {
    // Documents are never erased and their numbers only grow: the one the checkpoint names has its number or a later
    // one, or has moved since. One that is not of this person's feed is as good as none: nobody learns that it exists.
    const [row] = await rows.query<{ seq: string | number | null }>(
      `SELECT greatest(
         (SELECT d.seq FROM documents d
          WHERE d.workspace = $1 AND d.collection = $2 AND d.id = $3 AND $4::integer = 1 AND ${seen(visibility, 'd')}),
         (SELECT m.seq FROM moves m
          WHERE m.workspace = $1 AND m.collection = $2 AND m.id = $3 AND m.user_id = $6)) AS seq`,
      [workspace, collection, id, 1, visibilityList(visibility), userId],
    );
    reached = Number(row?.seq ?? 0);
  }
  if (reached < lwt) throw new Refusal('server-restored');
}

/** What stands in the feed for a document that left the reader's scope: a tombstone that tells nothing of it. */
export const leftText = (id: string): string => JSON.stringify({ _deleted: true, id });

/** The page as the body of an answer or of a stream event. */
export function pageText({ documents, left, checkpoint, more }: Page): string {
  const rest = `${left.length > 0 ? `,"left":${JSON.stringify(left)}` : ''}${more ? ',"more":true' : ''}`;
  return `{"documents":[${documents.join(',')}],"checkpoint":${JSON.stringify(checkpoint)}${rest}}`;
}
