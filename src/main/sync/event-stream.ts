import { setTimeout as pause } from 'node:timers/promises';
import { type CollectionName, collections as declared } from '@shared/collections';
import { AppError } from '@shared/lib/result';
import { createParser } from 'eventsource-parser';
import { type AbsentCollections, isUnknownCollection } from './absent';
import type { Connection } from './connection';
import { sha256 } from './digest';

/** The server must begin to answer by then, in milliseconds. */
const answerMs = 30_000;
/** Silence after which a stream is taken for dead: three missed heartbeats. */
const silenceMs = 45_000;

/** How long the pulls have to say which collection the server lacks, in tenths of a second. */
const toldWaits = 30;

/** What a stream brings of one collection: pages, and the word that pages may have been missed. */
export interface StreamEvents {
  readonly page: (page: unknown) => void;
  /** The stream stands (again): whatever came meanwhile must be pulled. */
  readonly connected: () => void;
}

interface Event {
  /** The collection, in a stream of several; '' in a stream of one. */
  readonly name: string;
  readonly id: string;
  readonly data: string;
}

/**
 * What the server tells of by itself, until the connection is stopped: one stream for all collections, which costs a
 * device one socket and one heartbeat; from a server that has no such stream, one for each collection.
 */
export class EventStreams {
  readonly #followed = new Map<CollectionName, StreamEvents>();
  /** Ends the present stream, to open one of other collections. */
  #renewed = new AbortController();

  /** @param inboxChanged told when edits came into the head's inbox or were decided */
  constructor(
    private readonly connection: Connection,
    private readonly inboxChanged: () => void,
    /** What the server does not have is left out. */
    private readonly absent: AbsentCollections,
  ) {
    absent.onFound = () => this.#renewed.abort();
  }

  /** Adds a collection; before {@link run}. */
  follow(name: CollectionName, events: StreamEvents): void {
    this.#followed.set(name, events);
  }

  /** Keeps the streams open until the connection is stopped. */
  async run(): Promise<void> {
    const { connection } = this;
    while (this.#followed.size > 0 && !connection.stopped.aborted) {
      try {
        await connection.ready();
        if (!(await this.#all())) await this.#each();
        await breath(connection);
      } catch (error) {
        if (!noteFailure(connection, error)) return;
      }
    }
  }

  /** One stream for all, until it ends. @returns false when the server has no such stream */
  async #all(): Promise<boolean> {
    const of = this.#present()
      .map(([name]) => `${name}.${declared[name].version}`)
      .join(',');
    this.#renewed = new AbortController();
    const { signal } = this.#renewed;
    try {
      await readStream(
        this.connection,
        `/pullStream?of=${of}`,
        {
          connected: () => {
            for (const [, { connected }] of this.#present()) connected();
            this.absent.askAgain();
            this.inboxChanged();
          },
          event: ({ name, id, data }) => {
            // A page passed over because of one changed letter in its name would never be asked for again.
            if (id !== sha256(`${name}\n${data}`)) throw new AppError('sync-bad-answer');
            if (name === 'inbox') this.inboxChanged();
            else this.#followed.get(name as CollectionName)?.page(JSON.parse(data));
          },
        },
        signal,
      );
      return true;
    } catch (error) {
      if (signal.aborted) return true;
      if (isUnknownCollection(error) && (await this.#isToldWhich())) return true;
      // 404 of a collection it does not have says that the server is of another version.
      const isAbsent = error instanceof AppError && error.data.status === 404;
      if (isAbsent && error.code !== 'sync-update-required') return false;
      throw error;
    }
  }

  #present(): [CollectionName, StreamEvents][] {
    return [...this.#followed].filter(([name]) => !this.absent.has(name));
  }

  /** The stream's refusal does not say which collection the server lacks; the pulls that go beside it do. */
  async #isToldWhich(): Promise<boolean> {
    for (let waits = 0; waits < toldWaits && !this.absent.any; waits += 1) {
      await pause(100, undefined, { signal: this.connection.stopped });
    }
    return this.absent.any;
  }

  /** A stream for each collection; ends with the first one's, to ask again for one stream for all. */
  async #each(): Promise<void> {
    const together = new AbortController();
    const [first, ...others] = this.#present();
    for (const [name, events] of others) void this.#keepOne(name, events, together.signal);
    try {
      if (first) await this.#one(...first);
    } finally {
      together.abort();
    }
  }

  async #keepOne(name: CollectionName, events: StreamEvents, until: AbortSignal): Promise<void> {
    const { connection } = this;
    while (!connection.stopped.aborted && !until.aborted) {
      try {
        await connection.ready();
        await this.#one(name, events, until);
        await breath(connection);
      } catch (error) {
        if (until.aborted || !noteFailure(connection, error)) return;
      }
    }
  }

  #one(name: CollectionName, { page, connected }: StreamEvents, until?: AbortSignal): Promise<void> {
    const path = `/${name}/${declared[name].version}/pullStream`;
    const event = ({ id, data }: Event) => {
      if (id.length === 64 && id !== sha256(data)) throw new AppError('sync-bad-answer');
      page(JSON.parse(data));
    };
    return readStream(this.connection, path, { connected, event }, until);
  }
}

/** The server ends a stream that fell behind; come back, but not in a tight circle. */
const breath = (connection: Connection): Promise<void> =>
  pause(500 + 500 * Math.random(), undefined, { signal: connection.stopped });

/** @returns whether it is worth going on */
function noteFailure(connection: Connection, error: unknown): boolean {
  if (connection.stopped.aborted) return false;
  connection.failed(error instanceof AppError ? error : new AppError('sync-offline'));
  return true;
}

interface StreamListener {
  readonly connected: () => void;
  readonly event: (event: Event) => void;
}

async function readStream(
  connection: Connection,
  path: string,
  { connected, event: heard }: StreamListener,
  until?: AbortSignal,
): Promise<void> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), answerMs);
  const signal = until ? AbortSignal.any([until, silence.signal]) : silence.signal;
  try {
    const response = await connection.fetch(path, { headers: { accept: 'text/event-stream' } }, signal);
    if (!response.body || !response.headers.get('content-type')?.startsWith('text/event-stream')) {
      throw new AppError('sync-bad-answer');
    }
    connection.succeeded();
    connected();
    const parser = createParser({
      onEvent({ data, id = '', event: name = '' }) {
        heard({ name, id, data });
      },
      // A line that is no field of the format was changed on the way: what it carried would be lost without a word.
      onError() {
        throw new AppError('sync-bad-answer');
      },
    });
    const decoder = new TextDecoder();
    for await (const bytes of response.body) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), silenceMs);
      parser.feed(decoder.decode(bytes, { stream: true }));
    }
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
}
