import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** How connections are kept from being held, in milliseconds. */
export interface ConnectionLimits {
  /** How long nothing may come of a body, and nothing may be taken of an answer. */
  readonly silenceMs: number;
  /** How long the whole of a body may take from who has not shown a token. */
  readonly strangerMs: number;
  /** How long an answer may take to be read, whole; streams aside. */
  readonly answerMs: number;
  /** How long a client that is still sending what was refused may go on, so that it comes to read the refusal. */
  readonly lingerMs: number;
}

export const usualConnections: ConnectionLimits = {
  silenceMs: 30_000,
  strangerMs: 20_000,
  answerMs: 10 * 60_000,
  lingerMs: 2000,
};

interface Exchange {
  readonly request: FastifyRequest;
  /** An answer has begun: whoever does not take it is cut. */
  isAnswering: () => boolean;
}

/**
 * Ends the connections of clients that hold them: a body that stops coming, an answer that is not taken, and a body
 * that was refused before it was whole. Without it each holds a socket, and what was to be written into it, for as long
 * as its client likes.
 */
export function addConnectionLimits(app: FastifyInstance, limits: ConnectionLimits): void {
  const exchanges = new WeakMap<Socket, Exchange>();

  // Fires when nothing went either way; a large write that is being taken piece by piece counts as going.
  app.server.setTimeout(limits.silenceMs, (socket: Socket) => {
    const exchange = exchanges.get(socket);
    const isWorking =
      exchange !== undefined &&
      !exchange.isAnswering() &&
      (isWhole(exchange.request) || heldBack.has(exchange.request));
    // What the client waits for may take its time: it is ours to come.
    if (isWorking) socket.setTimeout(limits.silenceMs);
    else socket.destroy();
  });

  app.addHook('onRequest', async (request, reply) => {
    const { socket } = request.raw;
    exchanges.set(socket, { request, isAnswering: () => reply.raw.headersSent });
    reply.raw.once('close', () => exchanges.delete(socket));
    if (request.routeOptions.config.allow !== 'public' || isWhole(request)) return;
    const late = setTimeout(() => {
      if (!isWhole(request)) socket.destroy();
    }, limits.strangerMs);
    reply.raw.once('close', () => clearTimeout(late));
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const { raw } = request;
    const late = setTimeout(() => raw.socket.destroy(), limits.answerMs).unref();
    reply.raw.once('close', () => clearTimeout(late));
    if (isWhole(request)) return payload;
    // The rest of the body is nobody's: without this the connection would wait for it.
    reply.header('connection', 'close');
    lingerInstead(raw.socket, limits.lingerMs);
    return payload;
  });
}

const heldBack = new WeakSet<FastifyRequest>();

/** Notes that we do not read a request's body yet, or do again: its client is not to blame that nothing comes. */
export function holdBack(request: FastifyRequest, held: boolean): void {
  if (held) heldBack.add(request);
  else heldBack.delete(request);
}

/** All of it has come, or there is no body at all. */
export const isWhole = ({ raw }: FastifyRequest): boolean =>
  raw.complete ||
  (raw.headers['content-length'] === undefined && raw.headers['transfer-encoding'] === undefined);

/**
 * Lets the socket take what still comes for a moment after our end: closed at once with bytes unread, the system would
 * send a reset, and the client would lose the answer that tells it why.
 */
function lingerInstead(socket: Socket, lingerMs: number): void {
  socket.destroySoon = () => {
    socket.end();
    const late = setTimeout(() => socket.destroy(), lingerMs);
    const done = () => {
      clearTimeout(late);
      socket.destroy();
    };
    socket.once('end', done);
    socket.once('close', () => clearTimeout(late));
  };
}
