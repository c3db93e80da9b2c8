import type { FastifyReply } from 'fastify';
import type { Session } from '../auth/sessions';
import { digestOf } from '../http/digest';
import type { Feed } from './feed';

/** More than this waiting in a socket means the client is too slow: end the stream, it will pull at its own pace. */
const mostWaiting = 4 * 1024 * 1024;

export interface StreamOptions {
  readonly heartbeatMs: number;
  readonly now: () => Date;
}

/** Answers with server-sent events until the client leaves, falls behind, or its session ends. */
export async function openStream(
  reply: FastifyReply,
  feed: Feed,
  session: Session,
  collection: string,
  { heartbeatMs, now }: StreamOptions,
): Promise<void> {
  const { raw } = reply;
  let ended = false;
  let leave = () => {};
  let heartbeat: NodeJS.Timeout | undefined;
  const stop = () => {
    if (ended) return;
    ended = true;
    clearInterval(heartbeat);
    leave();
  };
  const end = () => {
    if (ended) return;
    stop();
    if (raw.headersSent) raw.end();
  };
  raw.on('close', stop);
  // Pages that come before the headers are out belong to the pull the client makes once it is connected.
  const send = (page: string) => {
    if (ended || !raw.headersSent) return;
    raw.write(`id: ${digestOf(page)}\ndata: ${page}\n\n`);
    if (raw.writableLength > mostWaiting) end();
  };
  leave = await feed.subscribe(session.workspace, collection, {
    userId: session.user.id,
    sessionId: session.id,
    send,
    end,
  });
  if (ended) {
    // The client left, or the feed closed, while we were joining.
    leave();
    raw.destroy();
    reply.hijack();
    return;
  }
  reply.hijack();
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  });
  raw.write(': connected\n\n');
  heartbeat = setInterval(() => {
    if (session.expiresAt.getTime() <= now().getTime()) end();
    else raw.write(': alive\n\n');
  }, heartbeatMs);
}
