import pg from 'pg';
import type { Database, Rows } from './database';

const reconnectAfterMs = [100, 500, 1000, 2000, 5000];

/** How long is waited for PostgreSQL, in milliseconds. */
export interface Patience {
  /** For one statement. */
  readonly statementMs: number;
  /** For an instance that holds a transaction and says nothing: whoever waits for its rows goes on then. */
  readonly idleInTransactionMs: number;
  /** Between two looks at whether the connection that listens still stands, and for the answer. */
  readonly pingMs: number;
}

const usual: Patience = { statementMs: 30_000, idleInTransactionMs: 30_000, pingMs: 20_000 };
/** What goes over all documents may take hours: a day, for the driver wants a number. */
const longMs = 24 * 3600_000;

/** Opens a pool on PostgreSQL 13 or newer and one more connection for LISTEN. */
export async function openPostgres(url: string, patience: Patience = usual): Promise<Database> {
  const { statementMs } = patience;
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5000,
    statement_timeout: statementMs,
    idle_in_transaction_session_timeout: patience.idleInTransactionMs,
    // A line to PostgreSQL that died without a word answers nothing, not even that a statement took too long.
    query_timeout: statementMs + 10_000,
    keepAlive: true,
    application_name: 'kartoteka',
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  // Nor may one that breaks in the middle of a transaction: the statement under way says so to whoever waits for it.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const listener = new Listener(url, patience.pingMs);
  try {
    await pool.query('SELECT 1');
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    kind: 'postgresql',
    description: describe(url),
    query: rowsOf(pool).query,
    transaction: async (work, long) => {
      const client = await pool.connect();
      let broken = false;
      try {
        await client.query('BEGIN');
        if (long) await client.query('SET LOCAL statement_timeout = 0');
        const result = await work(rowsOf(client, long ? longMs : undefined));
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => {
          broken = true;
        });
        throw error;
      } finally {
        client.release(broken);
      }
    },
    listen: (channel, onMessage, onGap) => listener.listen(channel, onMessage, onGap),
    close: async () => {
      await listener.close();
      await pool.end();
    },
  };
}

/** @param waitMs for each statement's answer, where it is another time than the connection's */
function rowsOf(source: pg.Pool | pg.PoolClient, waitMs?: number): Rows {
  return {
    query: async <Row>(text: string, parameters: readonly unknown[] = []) => {
      const wait = waitMs === undefined ? {} : { query_timeout: waitMs };
      const result = await source.query({ text, values: [...parameters], ...wait });
      return result.rows as Row[];
    },
  };
}

function describe(url: string): string {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `PostgreSQL ${hostname}:${port || '5432'}${pathname}`;
  } catch {
    return 'PostgreSQL';
  }
}

/** One connection that LISTENs and comes back by itself. */
class Listener {
  private client: pg.Client | undefined;
  private closed = false;
  private attempt = 0;
  private timer: NodeJS.Timeout | undefined;
  private readonly channels = new Map<string, { onMessage: (payload: string) => void; onGap: () => void }>();

  private pulse: NodeJS.Timeout | undefined;

  constructor(
    private readonly url: string,
    private readonly pingMs: number,
  ) {}

  async listen(channel: string, onMessage: (payload: string) => void, onGap: () => void): Promise<void> {
    this.channels.set(channel, { onMessage, onGap });
    if (this.client === undefined) await this.connect();
    else await this.client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    clearInterval(this.pulse);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      connectionTimeoutMillis: 5000,
      keepAlive: true,
      query_timeout: this.pingMs,
      application_name: 'kartoteka listen',
    });
    client.on('notification', ({ channel, payload }) => this.channels.get(channel)?.onMessage(payload ?? ''));
    client.on('error', () => undefined);
    client.on('end', () => {
      if (this.client !== client) return;
      this.client = undefined;
      clearInterval(this.pulse);
      this.reconnectLater();
    });
    try {
      await client.connect();
      for (const channel of this.channels.keys()) {
        await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
      }
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    this.client = client;
    this.attempt = 0;
    // A connection whose other end is gone without a word brings no message and no error, for hours.
    this.pulse = setInterval(() => {
      client.query('SELECT 1').catch(() => client.end().catch(() => undefined));
    }, this.pingMs);
    this.pulse.unref();
  }

  private reconnectLater(): void {
    if (this.closed) return;
    const wait = reconnectAfterMs[Math.min(this.attempt, reconnectAfterMs.length - 1)];
    this.attempt += 1;
    this.timer = setTimeout(() => {
      this.connect().then(
        () => {
          for (const { onGap } of this.channels.values()) onGap();
        },
        () => this.reconnectLater(),
      );
    }, wait);
    this.timer.unref();
  }
}
