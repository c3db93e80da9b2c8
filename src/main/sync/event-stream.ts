import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '@shared/lib/result';
import { createParser } from 'eventsource-parser';
import type { Connection } from './connection';
import { sha256 } from './digest';

/** Silence after which a stream is taken for dead: three missed heartbeats. */
const silenceMs = 45_000;

/** What a stream brings: pages, and the word that pages may have been missed. */
export interface StreamEvents {
  readonly page: (page: unknown) => void;
  /** The stream stands (again): whatever came meanwhile must be pulled. */
  readonly connected: () => void;
}

/** Keeps one stream of server-sent events open until the connection is stopped. */
export async function followStream(
  connection: Connection,
  path: string,
  events: StreamEvents,
): Promise<void> {
  while (!connection.stopped.aborted) {
    try {
      await connection.ready();
      await readStream(connection, path, events);
      // The server ends a stream that fell behind; come back, but not in a tight circle.
      await pause(500 + 500 * Math.random(), undefined, { signal: connection.stopped });
    } catch (error) {
      if (connection.stopped.aborted) return;
      connection.failed(error instanceof AppError ? error : new AppError('sync-offline'));
    }
  }
}

async function readStream(connection: Connection, path: string, events: StreamEvents): Promise<void> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), silenceMs);
  try {
    const response = await connection.fetch(
      path,
      { headers: { accept: 'text/event-stream' } },
      silence.signal,
    );
    if (!response.body || !response.headers.get('content-type')?.startsWith('text/event-stream')) {
      throw new AppError('sync-bad-answer');
    }
    connection.succeeded();
    events.connected();
    const parser = createParser({
      onEvent({ data, id }) {
        if (id?.length === 64 && id !== sha256(data)) throw new AppError('sync-bad-answer');
        events.page(JSON.parse(data));
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
