import { type UserRole, userRoles } from '@shared/users/schema';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { isSeen, type ViewerCache } from '../access/viewers';
import { listDevices, mayRevokeDevice, noteWiped, revokeDevice } from '../auth/devices';
import { generatePassword, shortestPassword } from '../auth/passwords';
import type { Session } from '../auth/sessions';
import { type UserEntry, UserError, type Users } from '../auth/users';
import { Refusal, type RefusalCode } from '../http/errors';
import { sessionOf } from '../http/guard';
import type { Database } from '../store/database';
import type { Teams } from './teams';

export interface StaffContext {
  readonly database: Database;
  readonly workspace: string;
  readonly users: Users;
  readonly teams: Teams;
  readonly viewers: ViewerCache;
  readonly now: () => Date;
}

const NullableId = { type: ['string', 'null'], minLength: 1, maxLength: 40 } as const;
const Name = { type: 'string', minLength: 1, maxLength: 300 } as const;
const Password = { type: 'string', minLength: shortestPassword, maxLength: 1000 } as const;
const strict = <P extends Record<string, unknown>>(properties: P, required: readonly (keyof P)[] = []) =>
  ({ body: { type: 'object', properties, required, additionalProperties: false } }) as const;

interface PersonBody {
  login: string;
  name: string;
  role: UserRole;
  team?: string | null;
  password?: string;
}

const refusalOf: Readonly<Record<UserError['code'], RefusalCode>> = {
  'login-taken': 'login-taken',
  'login-invalid': 'login-invalid',
  'name-invalid': 'name-invalid',
  'role-invalid': 'invalid-input',
  'no-such-user': 'not-found',
  'no-such-team': 'not-found',
  'last-admin': 'last-admin',
};

/** People, teams and devices, for heads and administrators; one's own devices for everybody. */
export async function staffRoutes(app: FastifyInstance, context: StaffContext): Promise<void> {
  const { database, workspace, users, teams, now } = context;
  const rules = new StaffRules(context);

  const done = (reply: FastifyReply) => reply.code(204).send();
  const understood = async <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw error instanceof UserError ? new Refusal(refusalOf[error.code]) : error;
    });

  app.get('/staff', { config: { allow: 'head' } }, async (request) => {
    const session = sessionOf(request);
    const people = await users.list();
    return {
      people: await rules.visible(session, people),
      teams: await rules.teamsOf(session),
      /** Whose role and team the asker may change, and whom he may let in. */
      mayGive: session.user.role === 'admin' ? userRoles : ['seller'],
    };
  });

  app.post<{ Body: PersonBody }>(
    '/staff',
    {
      config: { allow: 'head' },
      schema: strict(
        {
          login: { type: 'string', minLength: 1, maxLength: 120 },
          name: Name,
          role: { type: 'string', enum: userRoles },
          team: NullableId,
          password: Password,
        },
        ['login', 'name', 'role'],
      ),
    },
    async (request) => {
      const session = sessionOf(request);
      const { body } = request;
      await rules.mayPlace(session, body.role, body.team ?? null);
      const password = body.password ?? generatePassword();
      const person = await understood(users.create({ ...body, password }, session.user.id));
      return { person, ...(body.password === undefined ? { password } : {}) };
    },
  );

  app.post<{
    Params: { id: string };
    Body: { name?: string; role?: UserRole; team?: string | null; disabled?: boolean };
  }>(
    '/staff/:id',
    {
      config: { allow: 'head' },
      schema: strict({
        name: Name,
        role: { type: 'string', enum: userRoles },
        team: NullableId,
        disabled: { type: 'boolean' },
      }),
    },
    async (request) => {
      const session = sessionOf(request);
      const person = await rules.manageable(session, request.params.id);
      const { body } = request;
      await rules.mayPlace(
        session,
        body.role ?? person.role,
        body.team === undefined ? person.team : body.team,
      );
      return { person: await understood(users.change(person.id, body, session.user.id)) };
    },
  );

  app.post<{ Params: { id: string }; Body: { password?: string } }>(
    '/staff/:id/password',
    { config: { allow: 'head' }, schema: strict({ password: Password }) },
    async (request) => {
      const session = sessionOf(request);
      const person = await rules.manageable(session, request.params.id);
      const password = request.body.password ?? generatePassword();
      await understood(users.resetPassword(person.id, password, session.user.id));
      return request.body.password === undefined ? { password } : {};
    },
  );

  app.post<{ Body: { name: string; head?: string | null } }>(
    '/teams',
    { config: { allow: 'admin' }, schema: strict({ name: Name, head: NullableId }, ['name']) },
    async (request) => {
      const { name, head } = request.body;
      return { team: await understood(teams.create(name, head ?? null, sessionOf(request).user.id)) };
    },
  );

  app.post<{ Params: { id: string }; Body: { name?: string; head?: string | null } }>(
    '/teams/:id',
    { config: { allow: 'admin' }, schema: strict({ name: Name, head: NullableId }) },
    async (request) => ({
      team: await understood(teams.change(request.params.id, request.body, sessionOf(request).user.id)),
    }),
  );

  app.get('/devices', { config: { allow: 'signed-in' } }, async (request) => {
    const session = sessionOf(request);
    const of = session.user.role === 'admin' ? 'everybody' : { userId: session.user.id };
    return { devices: await listDevices(database, workspace, of), own: session.device };
  });

  app.post<{ Params: { id: string } }>(
    '/devices/:id/revoke',
    { config: { allow: 'signed-in' } },
    async (request, reply) => {
      const session = sessionOf(request);
      const { id } = request.params;
      if (!(await mayRevokeDevice(database, workspace, id, session.user))) throw new Refusal('not-found');
      await revokeDevice(database, workspace, now(), id, session.user);
      return done(reply);
    },
  );

  app.post('/device/wiped', { config: { allow: 'last-words' } }, async (request, reply) => {
    const { device, user, revoked } = sessionOf(request);
    if (!revoked) throw new Refusal('forbidden');
    await noteWiped(database, workspace, now(), device, user.id);
    return done(reply);
  });
}

/** Whom an administrator or a head may manage: a head the sellers of his teams, and only into his teams. */
class StaffRules {
  constructor(private readonly context: StaffContext) {}

  private async visibility({ user }: Session) {
    return (await this.context.viewers.current(this.context.database)).visibility(user.id);
  }

  async visible(session: Session, people: readonly UserEntry[]): Promise<UserEntry[]> {
    const visibility = await this.visibility(session);
    return people.filter(({ id }) => isSeen(visibility, [id]));
  }

  /** The teams a head leads or is in; all of them for an administrator. */
  async teamsOf({ user }: Session) {
    const all = await this.context.teams.list();
    if (user.role === 'admin') return all;
    const own = (await this.context.users.list()).find(({ id }) => id === user.id)?.team;
    return all.filter(({ id, head }) => head === user.id || id === own);
  }

  /** @throws Refusal `not-found` for whoever is not the asker's to manage, existing or not */
  async manageable(session: Session, id: string): Promise<UserEntry> {
    const person = (await this.context.users.list()).find((one) => one.id === id);
    const visibility = await this.visibility(session);
    const may =
      person !== undefined &&
      (session.user.role === 'admin' || (person.role === 'seller' && isSeen(visibility, [person.id])));
    if (!may) throw new Refusal('not-found');
    return person;
  }

  /** @throws Refusal `forbidden` when a head would give a role or a team that is not his to give */
  async mayPlace(session: Session, role: UserRole, team: string | null): Promise<void> {
    if (session.user.role === 'admin') return;
    const isHis = team !== null && (await this.teamsOf(session)).some(({ id }) => id === team);
    if (role !== 'seller' || !isHis) throw new Refusal('forbidden');
  }
}
