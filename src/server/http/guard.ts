import { createHash, timingSafeEqual } from 'node:crypto';
import type { UserRole } from '@shared/users/schema';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Session } from '../auth/sessions';
import { Refusal } from './errors';

/**
 * Who may ask: anybody, whoever is signed in, heads and administrators, administrators. `last-words`: whoever is
 * signed in, on a revoked device too, so that it can hand over what it has not sent. `metrics`: whoever has the token of
 * its own, or, where none was set, a process of this machine.
 */
const allowances = ['public', 'metrics', 'last-words', 'signed-in', 'head', 'admin'] as const;
type Allowance = (typeof allowances)[number];

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every route says who may ask; the server does not start with one that does not. */
    readonly allow?: Allowance;
  }
  interface FastifyRequest {
    /** Set before the body is read, on every route that is not public. */
    session: Session | null;
  }
}

/** A route and who may ask it. */
export interface RouteRule {
  readonly method: string;
  readonly url: string;
  readonly allow: Allowance;
}

const roles: Readonly<Record<Allowance, readonly UserRole[]>> = {
  public: [],
  metrics: [],
  'last-words': ['seller', 'head', 'admin'],
  'signed-in': ['seller', 'head', 'admin'],
  head: ['head', 'admin'],
  admin: ['admin'],
};

/**
 * Checks every request by its route's rule, before its body is read. A route without a rule is a mistake that stops
 * the server at start.
 * @returns the rules of all routes, filled as they are added
 */
export function addGuard(
  app: FastifyInstance,
  readSession: (request: FastifyRequest) => Promise<Session>,
  metricsToken: string | undefined,
): RouteRule[] {
  const rules: RouteRule[] = [];
  app.decorateRequest('session', null);
  app.addHook('onRoute', ({ url, method, config }) => {
    const allow = config?.allow;
    if (allow === undefined) throw new Error(`the route ${url} does not say who may ask`);
    for (const one of [method].flat()) rules.push({ method: one, url, allow });
  });
  app.addHook('onRequest', async (request) => {
    const { allow } = request.routeOptions.config;
    // Without a route there is nothing to guard: the answer is 404.
    if (allow === undefined || allow === 'public') return;
    if (allow === 'metrics') {
      if (!mayMeasure(request, metricsToken)) throw new Refusal('not-found');
      return;
    }
    const session = await readSession(request);
    if (session.revoked && allow !== 'last-words') throw new Refusal('device-revoked');
    if (!roles[allow].includes(session.user.role)) throw new Refusal('forbidden');
    request.session = session;
  });
  return rules;
}

/** By the token, in constant time; without one from this machine itself, and not through a proxy on it. */
function mayMeasure({ headers, ip }: FastifyRequest, token: string | undefined): boolean {
  if (token === undefined) {
    return headers['x-forwarded-for'] === undefined && /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\..*)$/.test(ip);
  }
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${token}`));
}

/** The session of a guarded request. */
export function sessionOf(request: FastifyRequest): Session {
  if (request.session === null) throw new Refusal('login-required');
  return request.session;
}
