import { readFile } from 'node:fs/promises';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  LogController,
} from 'fastify';
import type { Session } from '../auth/sessions';
import type { Limits } from '../limits/limits';
import { addPersonGate } from '../limits/person-gate';
import type { Database } from '../store/database';
import { addCompression } from './compression';
import { addConnectionLimits, type ConnectionLimits } from './connections';
import { addAnswerDigests, addRequestDigests } from './digest';
import { loggable, Refusal, toRefusal } from './errors';
import { addGracefulClose } from './graceful-close';
import { addGuard, type RouteRule } from './guard';

/** How long a request may take to arrive. */
const longestRequestMs = 10 * 60_000;

/** The largest body of a request, in bytes, after unpacking. */
const bodyLimit = 8 * 1024 * 1024;

export interface AppOptions {
  readonly logger: FastifyServerOptions['logger'] | FastifyBaseLogger;
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  /** Addresses of balancers whose X-Forwarded-For is believed. */
  readonly trustProxy: string | undefined;
  /** Opens `/metrics`; without it only this machine may ask. */
  readonly metricsToken: string | undefined;
  readonly connections: ConnectionLimits;
  readonly limits: Limits;
  /** The session of a request's token. @throws Refusal `login-required` */
  readonly readSession: (request: FastifyRequest) => Promise<Session>;
}

/** Fastify with everything that is the same for every route: errors, headers, logs, compression, health. */
export async function buildApp(
  database: Database,
  options: AppOptions,
): Promise<{ readonly app: FastifyInstance; readonly routes: readonly RouteRule[] }> {
  const app = Fastify(await serverOptions(options)) as unknown as FastifyInstance;

  app.setErrorHandler((error, request, reply) => {
    const refusal = toRefusal(error);
    if (refusal.statusCode >= 500) request.log.error({ failure: loggable(error) }, refusal.code);
    if (refusal.retryAfter !== undefined) reply.header('retry-after', String(refusal.retryAfter));
    return reply.code(refusal.statusCode).send(refusal.body);
  });
  app.setNotFoundHandler(() => {
    throw new Refusal('not-found');
  });
  // No CORS headers at all: a page in a browser has no business here.
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { 'default-src': ["'none'"] } },
  });
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, { ttl }) =>
      new Refusal('too-many-requests', Math.max(1, Math.ceil(ttl / 1000))),
  });
  addConnectionLimits(app, options.connections);
  addAnswerDigests(app);
  addCompression(app);
  addRequestDigests(app);
  const routes = addGuard(app, options.readSession, options.metricsToken);
  addPersonGate(app, options.limits);
  addGracefulClose(app, options.tls !== undefined);
  app.addHook('onSend', async (_request, reply, payload) => {
    reply.header('cache-control', 'no-store');
    return payload;
  });
  // The route's pattern, not the address: what a person asked for is nobody's business.
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? '',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
  });

  app.get('/healthz', { config: { allow: 'public' } }, async () => ({ status: 'ok' }));
  app.get('/readyz', { config: { allow: 'public' } }, async () => {
    try {
      await database.query('SELECT 1');
    } catch {
      throw new Refusal('unavailable', 5);
    }
    return { status: 'ready' };
  });
  return { app, routes };
}

async function serverOptions({ logger, tls, trustProxy }: AppOptions) {
  const isInstance = typeof logger === 'object' && logger !== null && 'child' in logger;
  return {
    ...(isInstance ? { loggerInstance: logger } : { logger: logger ?? false }),
    bodyLimit,
    // What does not fit is refused, never bent into shape.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } } as const,
    logController: new LogController({ disableRequestLogging: true }),
    // A key named __proto__ costs its row that key, not the batch.
    onProtoPoisoning: 'remove' as const,
    onConstructorPoisoning: 'ignore' as const,
    // What Fastify refuses before it looks for a route: its own words repeat the address.
    frameworkErrors: (error: Error, _request: FastifyRequest, reply: FastifyReply) => {
      const refusal = toRefusal(error);
      return reply.code(refusal.statusCode).send(refusal.body);
    },
    // A body that trickles in for ever holds a connection: the slowest line sends its piece in this time.
    requestTimeout: longestRequestMs,
    routerOptions: { maxParamLength: 200 },
    // Streams are ended by us, idle keep-alive connections by Node.
    forceCloseConnections: 'idle' as const,
    ...(trustProxy === undefined ? {} : { trustProxy }),
    ...(tls === undefined
      ? {}
      : {
          https: {
            cert: await readFile(tls.cert),
            key: await readFile(tls.key),
            minVersion: 'TLSv1.2' as const,
          },
        }),
  };
}
