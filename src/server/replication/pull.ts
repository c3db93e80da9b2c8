import { Refusal } from '../http/errors';
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
  readonly checkpoint: Checkpoint;
  /** The page ended at its byte limit and there may be more, though it is shorter than asked. */
  readonly more: boolean;
}

const chunk = 100;

/**
 * The documents of a collection after a checkpoint. Without `maxBytes` a page shorter than `limit` means there is
 * nothing more, as the protocol has it; with it the page also ends at that size, which only `more` tells.
 */
export async function pullPage(
  rows: Rows,
  workspace: string,
  collection: string,
  after: Checkpoint,
  limit: number,
  maxBytes = Number.POSITIVE_INFINITY,
): Promise<Page> {
  const documents: string[] = [];
  let last = after;
  let bytes = 0;
  while (documents.length < limit) {
    const size = Math.min(limit - documents.length, maxBytes === Number.POSITIVE_INFINITY ? limit : chunk);
    const found = await rows.query<{ id: string; data: string; deleted: boolean; seq: string | number }>(
      `SELECT id, data::text AS data, deleted, seq FROM documents
       WHERE workspace = $1 AND collection = $2 AND seq > $3 ORDER BY seq LIMIT $4`,
      [workspace, collection, last.lwt, size],
    );
    for (const row of found) {
      const text = travellingText(row.data, row.deleted);
      bytes += Buffer.byteLength(text);
      if (documents.length > 0 && bytes > maxBytes) return { documents, checkpoint: last, more: true };
      documents.push(text);
      last = { id: row.id, lwt: Number(row.seq) };
    }
    if (found.length < size) break;
  }
  return { documents, checkpoint: last, more: false };
}

/**
 * Refuses a checkpoint this feed never gave: the database was restored from a backup older than what the device has
 * seen. Answering from the beginning would make the device overwrite newer records with older ones.
 * @throws Refusal `server-restored`
 */
export async function verifyCheckpoint(
  rows: Rows,
  workspace: string,
  collection: string,
  { id, lwt }: Checkpoint,
): Promise<void> {
  if (lwt === 0) return;
  let reached: number;
  if (id === '') {
    reached = await readSequence(rows, workspace);
  } else {
    // Documents are never erased and their numbers only grow: the one the checkpoint names has its number or a later one.
    const [row] = await rows.query<{ seq: string | number }>(
      'SELECT seq FROM documents WHERE workspace = $1 AND collection = $2 AND id = $3',
      [workspace, collection, id],
    );
    reached = Number(row?.seq ?? 0);
  }
  if (reached < lwt) throw new Refusal('server-restored');
}

/** The page as the body of an answer or of a stream event. */
export function pageText({ documents, checkpoint, more }: Page): string {
  const rest = more ? ',"more":true' : '';
  return `{"documents":[${documents.join(',')}],"checkpoint":${JSON.stringify(checkpoint)}${rest}}`;
}
