import type { FastifyReply } from 'fastify';
import type { Session } from '../auth/sessions';
import { Refusal } from '../http/errors';
import type { StreamShare } from '../limits/stream-share';
import type { Feed } from './feed';
import { type Frame, inboxFrame } from './frame';

/** More than this waiting in a socket means the client is too slow: end the stream, it will pull at its own pace. */
const maxWaiting = 4 * 1024 * 1024;

export interface StreamOptions {
  readonly heartbeatMs: number;
  readonly now: () => Date;
  readonly share: StreamShare;
  /** Whether the session's token is still good: it may have been rotated out while the stream was opened. */
  readonly isCurrent: (session: Session) => Promise<boolean>;
}

/** Whose stream it is and what is in it. */
export interface StreamAddress {
  readonly session: Session;
  readonly collections: readonly string[];
  /** Each event has its collection's name, and heads hear of the inbox. */
  readonly isNamed: boolean;
}

/** Timers take no longer. */
const longestTimerMs = 24 * 3600_000;

const beat = Buffer.from(':\n\n');

/** Answers with server-sent events until the client leaves, falls behind, or its session ends. */
export async function openStream(
  reply: FastifyReply,
  feed: Feed,
  { session, collections, isNamed }: StreamAddress,
  { heartbeatMs, now, isCurrent, share }: StreamOptions,
): Promise<void> {
  const { raw } = reply;
  let ended = false;
  let leave = () => {};
  let heartbeat: NodeJS.Timeout | undefined;
  let expiry: NodeJS.Timeout | undefined;
  const release = share.join(session.user.id, raw);
  const stop = () => {
    if (ended) return;
    ended = true;
    release();
    clearInterval(heartbeat);
    clearTimeout(expiry);
    leave();
  };
  const end = () => {
    if (ended) return;
    stop();
    if (raw.headersSent) raw.end();
  };
  raw.on('close', stop);
  // Pages that come before the headers are out belong to the pull the client makes once it is connected.
  const write = (bytes: Buffer) => {
    if (ended || !raw.headersSent) return;
    raw.write(bytes);
    const waiting = raw.writableLength;
    if (waiting > maxWaiting || (waiting > 0 && share.isFull(session.user.id))) raw.destroy();
  };
  const hearsOfInbox = isNamed && session.user.role !== 'seller';
  const subscriber = {
    userId: session.user.id,
    sessionId: session.id,
    send: (frame: Frame) => write(isNamed ? frame.named : frame.plain),
    inboxChanged: () => hearsOfInbox && write(inboxFrame),
    end,
  };
  try {
    leave = await feed.subscribe(session.workspace, collections, subscriber);
    if (!ended && !(await isCurrent(session))) throw new Refusal('login-required');
  } catch (error) {
    stop();
    throw error;
  }
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
  // No longer than the token: whoever came with it must show a new one.
  const left = () => session.tokenExpiresAt.getTime() - now().getTime();
  const expire = () => {
    if (left() <= 0) return end();
    expiry = setTimeout(expire, Math.min(left(), longestTimerMs)).unref();
  };
  expire();
  heartbeat = setInterval(() => {
    if (left() <= 0) end();
    else raw.write(beat);
  }, heartbeatMs);
}
