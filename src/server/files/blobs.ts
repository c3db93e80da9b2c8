import { createHash } from 'node:crypto';
import { Refusal } from '../http/errors';
import type { Database, Rows } from '../store/database';

/** The largest piece of a content in one request, in bytes. */
export const pieceBytes = 1024 * 1024;

export interface BlobLimits {
  /** The largest file, in bytes. */
  readonly fileBytes: number;
  /** All files of the workspace together, in bytes. */
  readonly quotaBytes: number;
}

export interface BlobState {
  readonly size: number;
  /** How many bytes are here, from the beginning. */
  readonly received: number;
  readonly complete: boolean;
}

interface BlobRow {
  size: string | number;
  received: string | number;
  complete: boolean;
}

/** Contents of attached files in the database, piece by piece, found by the SHA-256 of the whole. */
export class Blobs {
  constructor(
    private readonly database: Database,
    private readonly workspace: string,
    private readonly limits: BlobLimits,
  ) {}

  /** How far a content is here; nothing yet is a state as well. */
  async state(hash: string): Promise<BlobState | undefined> {
    return this.#state(this.database, hash);
  }

  /**
   * Takes the piece at `at` when it is the next one; the state tells what is. The last piece has the whole checked: a
   * content that does not have its hash is dropped and must be sent anew.
   * @throws Refusal `file-too-large`, `quota-exceeded`, `checksum-failed`, `invalid-input`
   */
  async put(hash: string, size: number, at: number, piece: Uint8Array, by: string): Promise<BlobState> {
    if (size > this.limits.fileBytes) throw new Refusal('file-too-large');
    if (at + piece.length > size || piece.length > pieceBytes || (piece.length === 0 && size > 0)) {
      throw new Refusal('invalid-input');
    }
    const taken = await this.database.transaction(async (transaction) => {
      await this.#begin(transaction, hash, size, by);
      const state = await this.#state(transaction, hash, true);
      if (!state || state.complete) return state;
      if (state.size !== size) throw new Refusal('invalid-input');
      // Sent again, or out of turn: the state tells where to go on.
      if (at !== state.received) return state;
      if (piece.length > 0) {
        await transaction.query(
          'INSERT INTO blob_pieces (workspace, hash, at, data) VALUES ($1, $2, $3, $4)',
          [this.workspace, hash, at, piece],
        );
      }
      const received = at + piece.length;
      await transaction.query(
        'UPDATE blobs SET received = $3, touched_at = now() WHERE workspace = $1 AND hash = $2',
        [this.workspace, hash, received],
      );
      return { size, received, complete: false };
    });
    if (!taken || taken.complete || taken.received < size)
      return taken ?? { size, received: 0, complete: false };
    return this.#finish(hash, size);
  }

  /** The bytes from `at` on, as many as one piece holds; undefined when the content is not whole here. */
  async read(hash: string, at: number): Promise<{ bytes: Uint8Array; size: number } | undefined> {
    const state = await this.state(hash);
    if (!state?.complete) return undefined;
    const [row] = await this.database.query<{ at: string | number; data: Uint8Array }>(
      `SELECT at, data FROM blob_pieces WHERE workspace = $1 AND hash = $2 AND at <= $3 ORDER BY at DESC LIMIT 1`,
      [this.workspace, hash, at],
    );
    const bytes = row ? row.data.subarray(at - Number(row.at)) : new Uint8Array();
    return { bytes, size: state.size };
  }

  /** Drops contents begun and left for a week, and whole ones no record speaks of any more. */
  async sweep(): Promise<number> {
    const rows = await this.database.query(
      `DELETE FROM blobs b WHERE workspace = $1 AND touched_at < now() - interval '7 days' AND (
         NOT complete OR NOT EXISTS (
           SELECT 1 FROM documents d WHERE d.workspace = b.workspace AND d.collection = 'files' AND d.data->>'hash' = b.hash
         ) AND NOT EXISTS (
           SELECT 1 FROM inbox i WHERE i.workspace = b.workspace AND i.collection = 'files' AND i.state->>'hash' = b.hash
         )) RETURNING hash`,
      [this.workspace],
    );
    return rows.length;
  }

  async #begin(rows: Rows, hash: string, size: number, by: string): Promise<void> {
    if (await this.#state(rows, hash)) return;
    const [used] = await rows.query<{ bytes: string | number | null }>(
      'SELECT sum(size) AS bytes FROM blobs WHERE workspace = $1',
      [this.workspace],
    );
    if (Number(used?.bytes ?? 0) + size > this.limits.quotaBytes) throw new Refusal('quota-exceeded');
    await rows.query(
      `INSERT INTO blobs (workspace, hash, size, received, complete, created_by) VALUES ($1, $2, $3, 0, false, $4)
       ON CONFLICT DO NOTHING`,
      [this.workspace, hash, size, by],
    );
  }

  async #finish(hash: string, size: number): Promise<BlobState> {
    const digest = createHash('sha256');
    for (let at = 0; at < size; ) {
      const [row] = await this.database.query<{ data: Uint8Array }>(
        'SELECT data FROM blob_pieces WHERE workspace = $1 AND hash = $2 AND at = $3',
        [this.workspace, hash, at],
      );
      if (!row || row.data.length === 0) break;
      digest.update(row.data);
      at += row.data.length;
    }
    const of = [this.workspace, hash];
    if (digest.digest('hex') !== hash) {
      await this.database.query('DELETE FROM blobs WHERE workspace = $1 AND hash = $2 AND NOT complete', of);
      throw new Refusal('checksum-failed');
    }
    await this.database.query('UPDATE blobs SET complete = true WHERE workspace = $1 AND hash = $2', of);
    return { size, received: size, complete: true };
  }

  async #state(rows: Rows, hash: string, lock = false): Promise<BlobState | undefined> {
    const [row] = await rows.query<BlobRow>(
      `SELECT size, received, complete FROM blobs WHERE workspace = $1 AND hash = $2${lock ? ' FOR UPDATE' : ''}`,
      [this.workspace, hash],
    );
    return row && { size: Number(row.size), received: Number(row.received), complete: row.complete };
  }
}
