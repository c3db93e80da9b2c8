import { deviceIdPattern } from '@shared/lib/ids';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../http/errors';
import { sessionOf } from '../http/guard';
import type { Database, Rows } from '../store/database';
import { type AuditEntry, writeAudit } from './audit';
import { LoginFailures } from './login-failures';
import { hashPassword, shortestPassword, verifyPassword } from './passwords';
import { activateDevice, type Device, seriesOf } from './series';
import type { Session, Sessions, Tokens } from './sessions';
import { normaliseLogin, type Users } from './users';

export interface AuthContext {
  readonly database: Database;
  readonly workspace: string;
  readonly sessions: Sessions;
  readonly users: Users;
  readonly passwordCost: number;
  readonly loginsPerMinute: number;
  /** After so many days without contact a device locks its database. */
  readonly leaseDays: number;
  readonly now: () => Date;
}

/** Whoever has shown no token has little to say, in bytes. */
const strangersBodyBytes = 16 * 1024;

interface LoginBody {
  login: string;
  password: string;
  device: { id: string; name?: string; secret?: string };
  restored?: boolean;
  series?: string;
}

/** What only one installation knows. */
const deviceSecret = { type: 'string', pattern: '^[A-Za-z0-9_-]{20,100}$' } as const;
const presentedSeries = { type: 'string', maxLength: 20 } as const;

const restoredSchema = { type: ['object', 'null'], properties: { secret: deviceSecret } } as const;

interface RefreshBody {
  refreshToken: string;
  device?: { name?: string; secret?: string };
  series?: string;
}

const loginSchema = {
  type: 'object',
  required: ['login', 'password', 'device'],
  properties: {
    login: { type: 'string', minLength: 1, maxLength: 300 },
    password: { type: 'string', minLength: 1, maxLength: 1000 },
    device: {
      type: 'object',
      required: ['id'],
      properties: {
        id: { type: 'string', pattern: deviceIdPattern },
        name: { type: 'string', maxLength: 200 },
        secret: deviceSecret,
      },
    },
    series: presentedSeries,
    restored: { type: 'boolean' },
  },
} as const;

const refreshSchema = {
  type: 'object',
  required: ['refreshToken'],
  properties: {
    refreshToken: { type: 'string', pattern: '^[A-Za-z0-9_-]{20,100}$' },
    device: {
      type: 'object',
      properties: { name: { type: 'string', maxLength: 200 }, secret: deviceSecret },
    },
    series: presentedSeries,
  },
} as const;

const passwordSchema = {
  type: 'object',
  required: ['password', 'next'],
  properties: {
    password: { type: 'string', minLength: 1, maxLength: 1000 },
    next: { type: 'string', minLength: shortestPassword, maxLength: 1000 },
  },
} as const;

/** The session of a request's bearer token. @throws Refusal `login-required` */
export function sessionReader(sessions: Sessions): (request: FastifyRequest) => Promise<Session> {
  return async (request) => {
    const [, token] = /^Bearer ([A-Za-z0-9_-]{20,100})$/i.exec(request.headers.authorization ?? '') ?? [];
    const session = token === undefined ? undefined : await sessions.find(token);
    if (session === undefined) throw new Refusal('login-required');
    return session;
  };
}

/** Log in and out, who am I, a new series after a restore, the directory of people. */
export async function authRoutes(app: FastifyInstance, context: AuthContext): Promise<void> {
  const { database, workspace, sessions, users, now, leaseDays } = context;
  const perMinute = { max: context.loginsPerMinute, timeWindow: '1 minute' };
  const given = ({ token, tokenExpiresAt, refreshToken, expiresAt }: Tokens) => ({
    token,
    tokenExpiresAt: tokenExpiresAt.toISOString(),
    refreshToken,
    expiresAt: expiresAt.toISOString(),
    leaseDays,
    serverTime: now().toISOString(),
  });
  const audit = (rows: Rows, entry: AuditEntry) => writeAudit(rows, workspace, now(), entry);
  const failures = new LoginFailures(database, now);
  // Checked when there is no such person, so that the answer takes as long.
  const nobody = await hashPassword('nobody', context.passwordCost);

  app.post<{ Body: LoginBody }>(
    '/auth/login',
    {
      schema: { body: loginSchema },
      bodyLimit: strangersBodyBytes,
      config: { allow: 'public', rateLimit: perMinute },
    },
    async ({ body, ip: address }) => {
      const login = normaliseLogin(body.login);
      const { id: device } = body.device;
      let known: UserRow | undefined;
      const attempt = async () => {
        const [found] = await database.query<UserRow>(
          'SELECT id, login, name, role, password, disabled FROM users WHERE workspace = $1 AND login = $2',
          [workspace, login],
        );
        known = found;
        const matches = await verifyPassword(body.password, found?.password ?? nobody);
        if (matches && found !== undefined && !found.disabled) return found;
        if (found !== undefined) {
          const details = { closed: matches };
          await audit(database, { event: 'sign-in-failed', userId: found.id, device, address, details });
        }
        return undefined;
      };
      // A name nobody has is not written down: whoever tries names at random would fill the log.
      const user = await failures.guard(login, address, attempt, async (minutes, everywhere) => {
        if (known === undefined) return;
        const details = { minutes, everywhere };
        await audit(database, { event: 'locked-out', userId: known.id, device, address, details });
      });
      const activated: Device = {
        id: body.device.id,
        name: storableName(body.device.name ?? ''),
        restored: body.restored === true,
        secret: body.device.secret,
        series: body.series,
      };
      return database.transaction(async (transaction) => {
        const series = await activateDevice(transaction, workspace, user.id, activated, now());
        const tokens = await sessions.begin(transaction, user.id, device);
        await audit(transaction, { event: 'signed-in', userId: user.id, device, address });
        return {
          ...given(tokens),
          user: { id: user.id, login: user.login, name: user.name, role: user.role },
          workspace,
          series,
        };
      });
    },
  );

  app.post<{ Body: RefreshBody }>(
    '/auth/refresh',
    {
      schema: { body: refreshSchema },
      bodyLimit: strangersBodyBytes,
      config: { allow: 'public', rateLimit: { ...perMinute, max: perMinute.max * 10 } },
    },
    async ({ body, ip }) => {
      const refreshed = await sessions.refresh(body.refreshToken, ip);
      if (refreshed === undefined) throw new Refusal('login-required');
      const { id, login, name, role } = refreshed.session.user;
      const { device: presented, series } = body;
      const answer = { ...given(refreshed.tokens), user: { id, login, name, role }, workspace };
      if (presented === undefined && series === undefined) return answer;
      const { device, deviceName } = refreshed.session;
      const present: Device = {
        id: device,
        name: storableName(presented?.name ?? deviceName),
        restored: false,
        secret: presented?.secret,
        series,
      };
      return {
        ...answer,
        series: await database.transaction((transaction) =>
          activateDevice(transaction, workspace, id, present, now()),
        ),
      };
    },
  );

  app.post('/auth/logout', { config: { allow: 'last-words' } }, async (request, reply) => {
    const session = sessionOf(request);
    await database.transaction(async (transaction) => {
      await sessions.end(transaction, session);
      await audit(transaction, {
        event: 'signed-out',
        userId: session.user.id,
        device: session.device,
        address: request.ip,
      });
    });
    return reply.code(204).send();
  });

  app.post<{ Body: { password: string; next: string } }>(
    '/me/password',
    {
      schema: { body: passwordSchema },
      // Of the person, not of the address: a colleague behind the same router uses up nobody else's attempts.
      config: {
        allow: 'signed-in',
        rateLimit: { ...perMinute, keyGenerator: (request) => sessionOf(request).user.id },
      },
    },
    async (request, reply) => {
      const { user, id, device } = sessionOf(request);
      const { password, next } = request.body;
      const attempt = async () => {
        const [found] = await database.query<{ password: string }>(
          'SELECT password FROM users WHERE id = $1',
          [user.id],
        );
        return (await verifyPassword(password, found?.password ?? nobody)) ? true : undefined;
      };
      await failures.guardOwn(user.id, attempt, (minutes) =>
        audit(database, {
          event: 'locked-out',
          userId: user.id,
          device,
          address: request.ip,
          details: { minutes },
        }),
      );
      await users.changeOwnPassword(user.id, next, id);
      return reply.code(204).send();
    },
  );

  app.get('/me', { config: { allow: 'signed-in' } }, async (request) => {
    const session = sessionOf(request);
    return {
      user: session.user,
      workspace: session.workspace,
      device: session.device,
      series: await seriesOf(database, session.workspace, session.device, session.user.id),
      expiresAt: session.expiresAt.toISOString(),
      leaseDays,
      serverTime: now().toISOString(),
    };
  });

  app.post<{ Body: { secret?: string } | null | undefined }>(
    '/device/restored',
    {
      schema: { body: restoredSchema },
      config: { allow: 'signed-in' },
    },
    async (request) => {
      const session = sessionOf(request);
      const secret = request.body?.secret;
      return database.transaction(async (transaction) => {
        const restored = { id: session.device, name: session.deviceName, restored: true, secret };
        return {
          series: await activateDevice(transaction, session.workspace, session.user.id, restored, now()),
        };
      });
    },
  );

  app.get('/users', { config: { allow: 'signed-in' } }, async () => {
    return {
      users: (await users.list()).map(({ id, name, role, disabled }) => ({ id, name, role, disabled })),
    };
  });
}

interface UserRow {
  id: string;
  login: string;
  name: string;
  role: Session['user']['role'];
  password: string;
  disabled: boolean;
}

/** PostgreSQL text holds neither U+0000 nor half a surrogate pair. */
const storableName = (name: string): string => name.replace(/[\p{Cc}\p{Cs}]/gu, '').trim();
