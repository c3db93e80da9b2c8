import { createHash } from 'node:crypto';
import { Refusal } from '../http/errors';
import type { Limits } from '../limits/limits';
import { lockSequence } from '../replication/sequence';
import type { Database, Rows } from '../store/database';

/** The largest piece of a content in one request, in bytes. */
export const pieceBytes = 1024 * 1024;

/** A content has at most about so many pieces: of a million, a megabyte would be read in as many rows. */
const maxPieces = 8192;

export type BlobLimits = Pick<Limits, 'fileBytes' | 'filesBytes' | 'workspaceFilesBytes'>;

/** Contents of one person that are begun and not whole: each holds a row before a byte of it has come. */
const maxBegun = 1000;

export interface BlobState {
  readonly size: number;
  /** How many bytes are here, from the beginning. */
  readonly received: number;
  readonly complete: boolean;
}

interface Blob extends BlobState {
  readonly id: string;
}

interface BlobRow {
  id: string;
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

  /** How far a content is here as far as a person may know: whole if he has it himself, else what he has sent of it. */
  async state(hash: string, userId: string): Promise<BlobState> {
    const blob =
      (await this.#whole(this.database, hash, userId)) ?? (await this.#begun(this.database, hash, userId));
    return stateOf(blob);
  }

  /** Notes that a person has a content: he could read it by a record that opens it. */
  async noteHolder(hash: string, userId: string): Promise<void> {
    await noteHolder(this.database, this.workspace, hash, userId);
  }

  /**
   * Takes the piece at `at` when it is the next one; the state tells what is. The last piece has the whole checked: a
   * content that does not have its hash is dropped and must be sent anew. Everybody sends for himself, also what others
   * have sent before: it is what shows that he has it.
   * @throws Refusal `file-too-large`, `quota-exceeded`, `checksum-failed`, `invalid-input`
   */
  async put(hash: string, size: number, at: number, piece: Uint8Array, by: string): Promise<BlobState> {
    if (size > this.limits.fileBytes) throw new Refusal('file-too-large');
    if (at + piece.length > size || piece.length > pieceBytes || (piece.length === 0 && size > 0)) {
      throw new Refusal('invalid-input');
    }
    if (piece.length < Math.floor(size / maxPieces) && at + piece.length < size)
      throw new Refusal('invalid-input');
    const taken = await this.database.transaction(async (transaction) => {
      const whole = await this.#whole(transaction, hash, by);
      if (whole) return whole;
      await this.#begin(transaction, hash, size, by);
      const blob = await this.#begun(transaction, hash, by, true);
      // Finished by another request meanwhile: the next one is told so.
      if (!blob) return { id: '', size, received: 0, complete: false };
      if (blob.size !== size) {
        await transaction.query('DELETE FROM blobs WHERE id = $1', [blob.id]);
        return undefined;
      }
      // Sent again, or out of turn: the state tells where to go on.
      if (at !== blob.received) return blob;
      if (piece.length > 0) {
        await this.#ensureRoom(transaction, piece.length, by);
        await transaction.query('INSERT INTO blob_pieces (blob, at, data) VALUES ($1, $2, $3)', [
          blob.id,
          at,
          piece,
        ]);
      }
      const received = at + piece.length;
      await transaction.query('UPDATE blobs SET received = $2, touched_at = now() WHERE id = $1', [
        blob.id,
        received,
      ]);
      return { ...blob, received };
    });
    // Begun with another size: dropped, to be begun anew.
    if (taken === undefined) throw new Refusal('invalid-input');
    if (taken.complete || taken.id === '' || taken.received < size) return stateOf(taken);
    return this.#finish(hash, taken, by);
  }

  /** At most `most` bytes from `at` on, and no more than a piece may have; undefined when it is not whole here. */
  async read(
    hash: string,
    at: number,
    most: number,
  ): Promise<{ bytes: Uint8Array; size: number } | undefined> {
    const [whole] = await this.database.query<BlobRow>(
      'SELECT id, size, received, complete FROM blobs WHERE workspace = $1 AND hash = $2 AND complete',
      [this.workspace, hash],
    );
    if (!whole) return undefined;
    // Pieces are as large as the line that brought them allowed.
    const end = at + Math.min(most, pieceBytes);
    const pieces = await this.database.query<{ at: string | number; data: Uint8Array }>(
      `SELECT at, data FROM blob_pieces WHERE blob = $1 AND at < $3
         AND at >= (SELECT coalesce(max(at), 0) FROM blob_pieces WHERE blob = $1 AND at <= $2) ORDER BY at`,
      [whole.id, at, end],
    );
    const bytes = pieces.map((piece) => {
      const begin = Number(piece.at);
      return piece.data.subarray(Math.max(0, at - begin), Math.max(0, end - begin));
    });
    return { bytes: Buffer.concat(bytes), size: Number(whole.size) };
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
    if (await this.#begun(rows, hash, by)) return;
    const [begun] = await rows.query<{ count: string | number }>(
      'SELECT count(*) AS count FROM blobs WHERE workspace = $1 AND created_by = $2 AND NOT complete',
      [this.workspace, by],
    );
    if (Number(begun?.count ?? 0) >= maxBegun) throw new Refusal('quota-exceeded');
    // What cannot be sent whole is told before its first piece.
    await this.#ensureRoom(rows, size, by);
    await rows.query(
      `INSERT INTO blobs (workspace, hash, size, received, complete, created_by) VALUES ($1, $2, $3, 0, false, $4)
       ON CONFLICT DO NOTHING`,
      [this.workspace, hash, size, by],
    );
  }

  /**
   * What counts is what is here, not what was announced.
   * @throws Refusal `quota-exceeded`
   */
  async #ensureRoom(rows: Rows, bytes: number, by: string): Promise<void> {
    const [used] = await rows.query<{ mine: string | number | null; all: string | number | null }>(
      `SELECT (SELECT sum(received) FROM blobs WHERE workspace = $1 AND created_by = $2) AS mine,
         (SELECT sum(received) FROM blobs WHERE workspace = $1) AS all`,
      [this.workspace, by],
    );
    const { filesBytes, workspaceFilesBytes } = this.limits;
    if (Number(used?.mine ?? 0) + bytes > filesBytes) throw new Refusal('quota-exceeded');
    if (Number(used?.all ?? 0) + bytes > workspaceFilesBytes) throw new Refusal('quota-exceeded');
  }

  async #finish(hash: string, { id, size }: Blob, by: string): Promise<BlobState> {
    const digest = createHash('sha256');
    for (let at = 0; at < size; ) {
      const [row] = await this.database.query<{ data: Uint8Array }>(
        'SELECT data FROM blob_pieces WHERE blob = $1 AND at = $2',
        [id, at],
      );
      if (!row || row.data.length === 0) break;
      digest.update(row.data);
      at += row.data.length;
    }
    if (digest.digest('hex') !== hash) {
      await this.database.query('DELETE FROM blobs WHERE id = $1 AND NOT complete', [id]);
      throw new Refusal('checksum-failed');
    }
    await this.database.transaction(async (transaction) => {
      // One after another: of two who have sent the same at once the first one's stays.
      await lockSequence(transaction, this.workspace);
      const [other] = await transaction.query(
        'SELECT 1 FROM blobs WHERE workspace = $1 AND hash = $2 AND complete AND id <> $3',
        [this.workspace, hash, id],
      );
      const sql = other
        ? 'DELETE FROM blobs WHERE id = $1'
        : 'UPDATE blobs SET complete = true WHERE id = $1';
      await transaction.query(sql, [id]);
      await noteHolder(transaction, this.workspace, hash, by);
    });
    return { size, received: size, complete: true };
  }

  /** The content, whole, for whoever is known to have it. */
  async #whole(rows: Rows, hash: string, userId: string): Promise<Blob | undefined> {
    const [row] = await rows.query<BlobRow>(
      `SELECT b.id, b.size, b.received, b.complete FROM blobs b
       JOIN blob_holders h ON h.workspace = b.workspace AND h.hash = b.hash AND h.user_id = $3
       WHERE b.workspace = $1 AND b.hash = $2 AND b.complete`,
      [this.workspace, hash, userId],
    );
    return row && blobOf(row);
  }

  /** What a person has sent of a content so far. */
  async #begun(rows: Rows, hash: string, by: string, lock = false): Promise<Blob | undefined> {
    const [row] = await rows.query<BlobRow>(
      `SELECT id, size, received, complete FROM blobs
       WHERE workspace = $1 AND hash = $2 AND created_by = $3 AND NOT complete${lock ? ' FOR UPDATE' : ''}`,
      [this.workspace, hash, by],
    );
    return row && blobOf(row);
  }
}

async function noteHolder(rows: Rows, workspace: string, hash: string, userId: string): Promise<void> {
  await rows.query(
    'INSERT INTO blob_holders (workspace, hash, user_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [workspace, hash, userId],
  );
}

const blobOf = ({ id, size, received, complete }: BlobRow): Blob => ({
  id,
  size: Number(size),
  received: Number(received),
  complete,
});

const stateOf = (blob: BlobState | undefined): BlobState =>
  blob
    ? { size: blob.size, received: blob.received, complete: blob.complete }
    : { size: 0, received: 0, complete: false };
