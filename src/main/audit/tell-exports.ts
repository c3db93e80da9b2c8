import type { AppError } from '@shared/lib/result';
import type { DataContext } from '../data/context';
import type { Connection } from '../sync/connection';
import { forgetExports, listUntoldExports } from './exports-table';

/** So many are told in one request. */
const batch = 200;
/** A server that refuses them (one of an earlier version) is asked again in a while: nothing else waits for it. */
const laterMs = 10 * 60_000;

/** Tells the server of exports, whenever there are some and there is a way to it. */
export class ExportTeller {
  #connection: Connection | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #later: NodeJS.Timeout | undefined;

  constructor(
    private readonly context: DataContext,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** A connection to tell over, or none. */
  use(connection: Connection | undefined): void {
    this.#connection = connection;
    clearTimeout(this.#later);
    this.look();
  }

  /** Something may be to tell. */
  look(): void {
    this.#again = true;
    if (!this.#connection || this.#running) return;
    this.#running = this.#work().finally(() => {
      this.#running = undefined;
      if (this.#again && this.#connection) this.look();
    });
  }

  /** Tells what is left before this device is wiped; what the server refuses is passed over. */
  async tellLast(connection: Connection): Promise<void> {
    await this.#running;
    await this.#tellAll(connection);
  }

  async stop(): Promise<void> {
    this.#connection = undefined;
    clearTimeout(this.#later);
    await this.#running;
  }

  async #work(): Promise<void> {
    while (this.#again && this.#connection) {
      this.#again = false;
      await this.#tellAll(this.#connection);
    }
  }

  async #tellAll(connection: Connection): Promise<void> {
    try {
      for (;;) {
        const untold = listUntoldExports(this.context.db, batch);
        if (untold.length === 0) return;
        const body = JSON.stringify({ exports: untold });
        const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
        await connection.retry(() => connection.once({ path: '/audit/exports', init }, taken), isRefusal);
        forgetExports(this.context.db, untold);
      }
    } catch (error) {
      if (connection.stopped.aborted) return;
      this.failed(error);
      clearTimeout(this.#later);
      this.#later = setTimeout(() => this.look(), laterMs);
      this.#later.unref();
    }
  }
}

/** What the server says to exports it has taken is of no use. */
const taken = async (): Promise<void> => {};

/** The server understood and does not want it; signing in again, a revocation and too many requests are not that. */
const isRefusal = ({ data }: AppError): boolean => [400, 404, 413, 422].includes(Number(data.status));
