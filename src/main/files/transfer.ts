import type { FileTravel } from '@shared/files/contract';
import { fetchedBySelf } from '@shared/files/rules';
import { AppError } from '@shared/lib/result';
import type { DataContext } from '../data/context';
import { table } from '../reader/reader';
import type { Connection } from '../sync/connection';
import { checkedBytes, digestOf } from '../sync/digest';
import { jsonOf } from '../sync/failures';
import { type ContentStore, frameBytes } from './content-store';
import { contentsTable, noteContent } from './contents-table';

/** Bytes of a content in one request: whole frames of the store. */
const pieceBytes = 4 * frameBytes;
/** What cannot be mended by trying again: told beside the file. */
const final = new Set(['file-too-large', 'quota-exceeded', 'file-damaged', 'disk-full']);
/** What a revoked device still sends before it is wiped: nobody waits for hours for that. */
export const lastLimits = { bytes: 100 * 1024 * 1024, ms: 5 * 60_000 };
/** Nobody else is held up by these: the content is looked for again in a while. */
const laterMs = 60_000;

interface Waiting {
  readonly hash: string;
  readonly size: number;
  readonly direction: 'up' | 'down';
}

/**
 * Takes contents to the server and from it, one at a time, piece by piece, from where the last break left it. A
 * content goes up once its record did, and comes down by itself when it is small or somebody wants it.
 */
export class FileTransfer {
  #connection: Connection | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  /** Contents up to this size come by themselves, in bytes. */
  #unasked = fetchedBySelf;
  #later: NodeJS.Timeout | undefined;

  constructor(
    private readonly context: DataContext,
    private readonly contents: ContentStore,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** A connection to work over, or none. */
  use(connection: Connection | undefined, lowTraffic = false): void {
    this.#connection = connection;
    this.#unasked = lowTraffic ? 0 : fetchedBySelf;
    this.look();
  }

  /**
   * Finds contents that lie on this device though the database does not know it: a database put back from a copy or saved
   * from damage has no word of what was attached since.
   */
  async findContents(): Promise<void> {
    const rows = this.context.db.all(
      `SELECT DISTINCT f.c_hash FROM ${table('files')} f LEFT JOIN ${contentsTable} c ON c.hash = f.c_hash
       WHERE f.deleted = 0 AND coalesce(c.here, 0) = 0`,
    );
    for (const [hash] of rows) {
      if (await this.contents.has(String(hash))) noteContent(this.context, String(hash), { here: true });
    }
  }

  /** Something may wait: a file was attached or received, or its record was sent. */
  look(): void {
    this.#again = true;
    if (!this.#connection || this.#running) return;
    this.#running = this.#work().finally(() => {
      this.#running = undefined;
      if (this.#again && this.#connection) this.look();
    });
  }

  /**
   * Sends what is here and not on the server, the smallest first, before this device is wiped: at most so many bytes,
   * for so long. What cannot be sent is passed over; the server says in the records what arrived.
   * @param connection the way of the last words; the records were sent over it before
   */
  async sendLast(connection: Connection, limits: Readonly<typeof lastLimits> = lastLimits): Promise<void> {
    await this.#running;
    const late = AbortSignal.timeout(limits.ms);
    const tooLate = new Promise<void>((resolve) => late.addEventListener('abort', () => resolve()));
    const sending = async () => {
      let left = limits.bytes;
      for (const waiting of this.#toSend().sort((a, b) => a.size - b.size)) {
        if (late.aborted || connection.stopped.aborted || waiting.size > left) return;
        left -= waiting.size;
        await this.#upload(connection, waiting, late).catch((error) => this.failed(error));
      }
    };
    await Promise.race([sending(), tooLate]);
  }

  async stop(): Promise<void> {
    this.#connection = undefined;
    clearTimeout(this.#later);
    await this.#running;
  }

  async #work(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      for (const waiting of [...this.#toSend(), ...this.#toFetch()]) {
        const connection = this.#connection;
        if (!connection) return;
        try {
          if (waiting.direction === 'up') await this.#send(connection, waiting);
          else await this.#fetch(connection, waiting);
        } catch (error) {
          if (connection.stopped.aborted) return;
          this.#note(waiting, error);
        }
      }
      this.#tell(null);
    }
  }

  #toSend(): Waiting[] {
    const rows = this.context.db.all(
      `SELECT DISTINCT c.hash, json_extract(f.data, '$.size') FROM ${contentsTable} c
       JOIN ${table('files')} f ON f.c_hash = c.hash AND f.deleted = 0 AND f.mark > 0
       WHERE c.here = 1 AND c.uploaded = 0 AND c.failure = '' LIMIT 100`,
    );
    return rows.map(([hash, size]) => ({ hash: String(hash), size: Number(size), direction: 'up' }));
  }

  #toFetch(): Waiting[] {
    const rows = this.context.db.all(
      `SELECT DISTINCT f.c_hash, json_extract(f.data, '$.size') AS size FROM ${table('files')} f
       LEFT JOIN ${contentsTable} c ON c.hash = f.c_hash
       WHERE f.deleted = 0 AND json_extract(f.data, '$.uploadedAt') <> '' AND coalesce(c.here, 0) = 0
         AND coalesce(c.failure, '') = '' AND (size <= ? OR coalesce(c.wanted, 0) = 1)
       ORDER BY coalesce(c.wanted, 0) DESC, size LIMIT 100`,
      [this.#unasked],
    );
    return rows.map(([hash, size]) => ({ hash: String(hash), size: Number(size), direction: 'down' }));
  }

  async #send(connection: Connection, waiting: Waiting): Promise<void> {
    await this.#upload(connection, waiting);
    await this.#announce(waiting.hash);
    noteContent(this.context, waiting.hash, { uploaded: true, failure: '' });
  }

  /** Sends what the server has not of a content. @param late ends it between two requests */
  async #upload(connection: Connection, { hash, size }: Waiting, late?: AbortSignal): Promise<void> {
    let state = await askState(connection, hash, late);
    for (let stalls = 0; !state.complete; ) {
      const at = state.received;
      this.#tell({ hash, direction: 'up', done: at, total: size });
      state = await connection.retry(
        async () => {
          const piece = await this.contents.read(hash, at, connection.portion.of(pieceBytes));
          const body = new Uint8Array(piece);
          const headers = { 'content-type': 'application/octet-stream', ...digestOf(body) };
          const path = `/files/${hash}?at=${at}&size=${size}`;
          return connection.once({ path, init: { method: 'PUT', headers, body } }, stateOf);
        },
        stays,
        late,
      );
      stalls = state.received > at || state.complete ? 0 : stalls + 1;
      if (stalls > 3) throw new AppError('sync-bad-answer');
    }
  }

  /** Tells everyone who sees the records that the content can be fetched. */
  async #announce(hash: string): Promise<void> {
    const { db, now, records } = this.context;
    const rows = db.all(`SELECT id FROM ${table('files')} WHERE deleted = 0 AND c_hash = ?`, [hash]);
    for (const [id] of rows) await records.change('files', String(id), { uploadedAt: now() });
  }

  async #fetch(connection: Connection, { hash, size }: Waiting): Promise<void> {
    // Less than a frame may come at once over a bad line: it waits here until the frame is whole.
    let held: Uint8Array = new Uint8Array();
    for (let at = await this.contents.received(hash); at < size; ) {
      const from = at + held.length;
      this.#tell({ hash, direction: 'down', done: from, total: size });
      const bytes = await connection.retry(async () => {
        const path = `/files/${hash}/content?at=${from}&most=${connection.portion.of(pieceBytes)}`;
        return connection.once({ path }, checkedBytes);
      }, stays);
      if (bytes.length === 0) throw new AppError('sync-bad-answer');
      held = Buffer.concat([held, bytes]);
      const isLast = at + held.length >= size;
      const whole = isLast ? held.length : held.length - (held.length % frameBytes);
      if (whole === 0) continue;
      await this.contents.append(hash, at, held.subarray(0, whole));
      held = held.subarray(whole);
      at += whole;
    }
    if (!(await this.contents.finish(hash))) throw new AppError('file-damaged');
    noteContent(this.context, hash, { here: true, uploaded: true, failure: '' });
  }

  /** A failure that stays is told beside the file and not tried again until somebody asks. */
  #note({ hash }: Waiting, error: unknown): void {
    const code = error instanceof AppError ? error.code : 'internal';
    if (!final.has(code)) {
      this.#later ??= setTimeout(() => {
        this.#later = undefined;
        this.look();
      }, laterMs);
      if (code !== 'file-not-on-server') this.failed(error);
      return;
    }
    noteContent(this.context, hash, { failure: code });
  }

  #tell(travel: FileTravel | null): void {
    this.context.publish('files.travel', travel);
  }
}

interface ServerState {
  readonly received: number;
  readonly complete: boolean;
}

function askState(connection: Connection, hash: string, late?: AbortSignal): Promise<ServerState> {
  return connection.retry(() => connection.once({ path: `/files/${hash}` }, stateOf), stays, late);
}

async function stateOf(response: Response): Promise<ServerState> {
  const state = (await jsonOf(response)) as Partial<ServerState> | null;
  if (typeof state?.received !== 'number' || typeof state.complete !== 'boolean') {
    throw new AppError('sync-bad-answer');
  }
  return { received: state.received, complete: state.complete };
}

/** A refusal that the server would repeat. */
const stays = ({ code }: AppError): boolean => final.has(code) || code === 'file-not-on-server';
