import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** How long requests under way may take once the server is closing. */
const graceMs = 5000;

/**
 * Lets the server close. Node waits a minute for a connection on which no request has come yet, such as one a client
 * opened in advance: these are cut at once, and whatever is left after the grace too.
 */
export function addGracefulClose(app: FastifyInstance, isSecure: boolean): void {
  const silent = new Set<Socket>();
  // Under TLS the plain socket below never sees a request: only the secure one counts.
  app.server.on(isSecure ? 'secureConnection' : 'connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  app.server.on('request', ({ socket }) => silent.delete(socket));
  app.addHook('preClose', async () => {
    for (const socket of silent) socket.destroy();
    setTimeout(() => app.server.closeAllConnections(), graceMs).unref();
  });
}
