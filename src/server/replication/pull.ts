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
  if (documents.length === 0 && after.lwt > 0) {
    // A checkpoint ahead of the feed was given before this database was restored from a backup: begin again.
    const head = await readSequence(rows, workspace);
    if (after.lwt > head) {
      return head === 0
        ? { documents, checkpoint: { id: '', lwt: 0 }, more: false }
        : pullPage(rows, workspace, collection, { id: '', lwt: 0 }, limit, maxBytes);
    }
  }
  return { documents, checkpoint: last, more: false };
}

/** The page as the body of an answer or of a stream event. */
export function pageText({ documents, checkpoint, more }: Page): string {
  const rest = more ? ',"more":true' : '';
  return `{"documents":[${documents.join(',')}],"checkpoint":${JSON.stringify(checkpoint)}${rest}}`;
}
