import type { AddressInfo } from 'node:net';
import type { FastifyBaseLogger, FastifyServerOptions } from 'fastify';
import { applyAccessRules } from './access/apply-rules';
import { SettleRest } from './access/settle-rest';
import { ViewerCache } from './access/viewers';
import { openAdminDoor } from './admin/door';
import { auditRoutes } from './audit/routes';
import { defaultAuditDays, keepAuditFor } from './auth/audit';
import { sweepFailures } from './auth/login-failures';
import { defaultPasswordCost } from './auth/passwords';
import { authRoutes, sessionReader } from './auth/routes';
import { Sessions } from './auth/sessions';
import { type NewUser, type UserChange, type UserEntry, Users } from './auth/users';
import { announceContent } from './files/arrived';
import { Blobs } from './files/blobs';
import { noteClaims } from './files/claims';
import { filesRoutes } from './files/routes';
import { isInSight, isKeptForHead } from './files/scope';
import { buildApp } from './http/app';
import { type ConnectionLimits, usualConnections } from './http/connections';
import { loggable } from './http/errors';
import type { RouteRule } from './http/guard';
import { Metrics } from './http/metrics';
import { inboxRoutes } from './inbox/routes';
import { ByteRate } from './limits/byte-rate';
import { type Limits, usualLimits } from './limits/limits';
import { PushTurns } from './limits/push-turns';
import { StreamShare } from './limits/stream-share';
import { type ServedCollections, servedCollections } from './replication/collections';
import { Feed } from './replication/feed';
import { replicationRoutes } from './replication/routes';
import { staffRoutes } from './staff/routes';
import { type TeamEntry, Teams } from './staff/teams';
import type { DatabaseChoice } from './store/database';
import { openStore } from './store/open';

const dayMs = 24 * 3600_000;

export interface ServerOptions {
  /** PostgreSQL by `url`, PGlite in `folder`, or PGlite in `memory`. */
  readonly database: DatabaseChoice;
  /** Where to listen; 127.0.0.1 unless told. */
  readonly host?: string | undefined;
  /** 0, the default, takes a free port. */
  readonly port?: number | undefined;
  /** Files with the certificate chain and its key, in PEM. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** Fastify's `logger`: options, an instance, or false (the default). */
  readonly logger?: FastifyServerOptions['logger'] | FastifyBaseLogger | undefined;
  readonly trustProxy?: string | undefined;
  /** What is served; the collections of `src/shared` unless told. */
  readonly collections?: ServedCollections | undefined;
  /** Attempts to log in from one address; 30 unless told. */
  readonly loginsPerMinute?: number | undefined;
  /** log2 of scrypt's N for new passwords. */
  readonly passwordCost?: number | undefined;
  /** Opens `/metrics` to who has it; without it only this machine may ask. */
  readonly metricsToken?: string | undefined;
  /** How long a token is good before it must be refreshed. */
  readonly tokenMinutes?: number | undefined;
  /** After so many days without contact a device locks its database; 30 unless told. */
  readonly leaseDays?: number | undefined;
  /** Entries of the log older than so many days are dropped; 1095 unless told, 0 keeps everything. */
  readonly auditDays?: number | undefined;
  readonly heartbeatMs?: number | undefined;
  /** The largest attached file and all of them together, in bytes; 100 MB and 20 GB unless told. */
  readonly maxFileBytes?: number | undefined;
  readonly filesQuotaBytes?: number | undefined;
  /** What one person may hold; see `limits/limits.ts`. */
  readonly limits?: Partial<Limits> | undefined;
  /** How long connections may be held; see `http/connections.ts`. */
  readonly connections?: Partial<ConnectionLimits> | undefined;
  readonly now?: (() => Date) | undefined;
}

export interface RunningServer {
  /** `http://127.0.0.1:8787`, without a slash at the end. */
  readonly url: string;
  /** Which database, for people. */
  readonly databaseDescription: string;
  readonly workspace: string;
  /** Every route with who may ask it. */
  readonly routes: readonly RouteRule[];
  /** @throws UserError */
  createUser(user: NewUser): Promise<UserEntry>;
  listUsers(): Promise<UserEntry[]>;
  /** Changes role, team, name or lets a person out. @throws UserError */
  changeUser(login: string, change: UserChange): Promise<UserEntry>;
  /** @param head the login of who answers for it. @throws UserError */
  createTeam(name: string, head?: string): Promise<TeamEntry>;
  /** @param change the new name, the login of the new head. @throws UserError */
  changeTeam(id: string, change: { readonly name?: string; readonly head?: string }): Promise<TeamEntry>;
  /** Lets a person in or out; out ends every session and stream. @throws UserError */
  setUserDisabled(login: string, disabled: boolean): Promise<UserEntry>;
  /** Gives a new password: ends the person's sessions, and lets him in where guessing had locked him out. @throws UserError */
  setPassword(login: string, password: string): Promise<UserEntry>;
  /** Ends the streams, lets running requests finish, closes the database. */
  close(): Promise<void>;
}

/** Starts the replication endpoint in this process; resolves when it listens. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const now = options.now ?? (() => new Date());
  const limits: Limits = {
    ...usualLimits,
    ...(options.maxFileBytes === undefined ? {} : { fileBytes: options.maxFileBytes }),
    ...(options.filesQuotaBytes === undefined ? {} : { workspaceFilesBytes: options.filesQuotaBytes }),
    ...options.limits,
  };
  const passwordCost = options.passwordCost ?? defaultPasswordCost;
  const store = await openStore(options.database);
  const { database, workspace, lock } = store;
  const undo: (() => Promise<void>)[] = [store.close];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const users = new Users(database, workspace, passwordCost, now);
    const teams = new Teams(database, workspace, now);
    const sessions = new Sessions(database, now, options.tokenMinutes);
    const { logger, tls, trustProxy } = options;
    const { app, routes } = await buildApp(database, {
      logger,
      tls,
      trustProxy,
      metricsToken: options.metricsToken,
      connections: { ...usualConnections, ...options.connections },
      limits,
      readSession: sessionReader(sessions),
    });
    const viewers = new ViewerCache(workspace);
    const collections = options.collections ?? servedCollections();
    const turns = new PushTurns();
    const settling = new SettleRest({
      database,
      workspace,
      collections,
      viewers,
      inTurn: (work) => turns.run('', work),
      failed: (error) => app.log.error({ failure: loggable(error) }, 'settling'),
    });
    const taking = {
      collections,
      viewers,
      limits,
      now,
      onTaken: noteClaims,
      settleRest: () => settling.begin(),
    };
    undo.push(() => settling.close());
    await applyAccessRules(database, workspace, collections);
    const feed = await Feed.start(database, viewers, (error) =>
      app.log.error({ failure: loggable(error) }, 'feed'),
    );
    const metrics = new Metrics(() => feed.size);
    metrics.serve(app);
    app.addHook('preClose', async () => feed.close());
    undo.push(() => app.close());
    await app.register(async (plugin) => {
      await authRoutes(plugin, {
        database,
        workspace,
        sessions,
        users,
        passwordCost,
        loginsPerMinute: options.loginsPerMinute ?? 30,
        leaseDays: options.leaseDays ?? 30,
        now,
      });
      await staffRoutes(plugin, { database, workspace, users, teams, viewers, now });
      auditRoutes(plugin, { database, workspace, limits, now });
      inboxRoutes(plugin, { database, ...taking });
      replicationRoutes(plugin, {
        database,
        feed,
        ...taking,
        turns,
        rate: new ByteRate(limits.pushAlone, limits.pushBeside),
        pulls: new ByteRate(limits.pullAlone, limits.pullBeside),
        share: new StreamShare(limits),
        metrics,
        heartbeatMs: options.heartbeatMs ?? 15_000,
        isCurrent: (session) => sessions.isCurrent(session),
      });
    });
    const blobs = new Blobs(database, workspace, limits);
    await app.register(async (routes) => {
      filesRoutes(routes, {
        blobs,
        maySee: (session, hash) => isInSight(database, viewers, session, hash, true),
        maySend: async (session, hash) =>
          (await isInSight(database, viewers, session, hash)) || isKeptForHead(database, session, hash),
        arrived: (session, hash) => announceContent(database, taking, session, hash, now()),
      });
    });
    const sweep = () =>
      Promise.all([blobs.sweep(), sweepFailures(database, now())]).catch((error) =>
        app.log.error({ failure: loggable(error) }, 'sweep'),
      );
    void sweep();
    const daily = setInterval(sweep, dayMs).unref();
    undo.push(async () => clearInterval(daily));
    undo.push(
      keepAuditFor(options.auditDays ?? defaultAuditDays, { database, workspace, now }, (error) =>
        app.log.error({ failure: loggable(error) }, 'audit'),
      ),
    );
    const host = options.host ?? '127.0.0.1';
    settling.begin();
    await app.listen({ host, port: options.port ?? 0 });
    if (lock !== undefined) {
      const door = await openAdminDoor({ users, teams, database, workspace });
      undo.push(door.close);
      await lock.publish(door.address);
    }
    const { port } = app.server.address() as AddressInfo;
    return {
      url: `${tls === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${port}`,
      databaseDescription: database.description,
      workspace,
      routes,
      createUser: (user) => users.create(user),
      listUsers: () => users.list(),
      changeUser: async (login, change) => users.change(await users.idOf(login), change),
      createTeam: async (name, head) =>
        teams.create(name, head === undefined ? null : await users.idOf(head), null),
      changeTeam: async (id, { name, head }) =>
        teams.change(id, { name, head: head === undefined ? undefined : await users.idOf(head) }, null),
      setUserDisabled: (login, disabled) => users.setDisabled(login, disabled),
      setPassword: (login, next) => users.setPassword(login, next),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
