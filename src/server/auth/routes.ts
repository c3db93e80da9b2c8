import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../http/errors';
import type { Database } from '../store/database';
import { LoginFailures } from './login-failures';
import { hashPassword, verifyPassword } from './passwords';
import { activateDevice, type Device } from './series';
import type { Session, Sessions } from './sessions';
import { normaliseLogin, type Users } from './users';

export interface AuthContext {
  readonly database: Database;
  readonly workspace: string;
  readonly sessions: Sessions;
  readonly users: Users;
  readonly passwordCost: number;
  readonly loginsPerMinute: number;
  readonly now: () => Date;
}

interface LoginBody {
  login: string;
  password: string;
  device: { id: string; name?: string };
  restored?: boolean;
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
        id: { type: 'string', pattern: '^[A-Za-z0-9._:-]{1,100}$' },
        name: { type: 'string', maxLength: 200 },
      },
    },
    restored: { type: 'boolean' },
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
  const { database, workspace, sessions, users, now } = context;
  const sessionOf = sessionReader(sessions);
  const failures = new LoginFailures(database, now);
  // Checked when there is no such person, so that the answer takes as long.
  const nobody = await hashPassword('nobody', context.passwordCost);

  app.post<{ Body: LoginBody }>(
    '/auth/login',
    {
      schema: { body: loginSchema },
      config: { rateLimit: { max: context.loginsPerMinute, timeWindow: '1 minute' } },
    },
    async ({ body }) => {
      const login = normaliseLogin(body.login);
      const user = await failures.guard(login, async () => {
        const [found] = await database.query<UserRow>(
          'SELECT id, login, name, role, password, disabled FROM users WHERE workspace = $1 AND login = $2',
          [workspace, login],
        );
        const matches = await verifyPassword(body.password, found?.password ?? nobody);
        return matches && found !== undefined && !found.disabled ? found : undefined;
      });
      const device: Device = {
        id: body.device.id,
        name: storableName(body.device.name ?? ''),
        restored: body.restored === true,
      };
      return database.transaction(async (transaction) => {
        const series = await activateDevice(transaction, workspace, user.id, device);
        const { token, expiresAt } = await sessions.begin(transaction, user.id, device.id);
        return {
          token,
          expiresAt: expiresAt.toISOString(),
          user: { id: user.id, login: user.login, name: user.name, role: user.role },
          workspace,
          series,
          serverTime: now().toISOString(),
        };
      });
    },
  );

  app.post('/auth/logout', async (request, reply) => {
    await sessions.end(await sessionOf(request));
    return reply.code(204).send();
  });

  app.get('/me', async (request) => {
    const session = await sessionOf(request);
    const [device] = await database.query<{ series: string }>(
      'SELECT series FROM devices WHERE workspace = $1 AND id = $2',
      [session.workspace, session.device],
    );
    return {
      user: session.user,
      workspace: session.workspace,
      device: session.device,
      series: device?.series ?? '',
      expiresAt: session.expiresAt.toISOString(),
      serverTime: now().toISOString(),
    };
  });

  app.post('/device/restored', async (request) => {
    const session = await sessionOf(request);
    return database.transaction(async (transaction) => {
      const [device] = await transaction.query<{ name: string }>(
        'SELECT name FROM devices WHERE workspace = $1 AND id = $2',
        [session.workspace, session.device],
      );
      const restored = { id: session.device, name: device?.name ?? '', restored: true };
      return { series: await activateDevice(transaction, session.workspace, session.user.id, restored) };
    });
  });

  app.get('/users', async (request) => {
    await sessionOf(request);
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
