import { eventsOf } from '@shared/audit/events';
import type { FastifyInstance } from 'fastify';
import { listAudit, writeAudit } from '../auth/audit';
import { Refusal } from '../http/errors';
import { sessionOf } from '../http/guard';
import { instantOf } from '../http/parameters';
import type { Limits } from '../limits/limits';
import type { Database } from '../store/database';

export interface AuditContext {
  readonly limits: Pick<Limits, 'exportsAnHour'>;
  readonly database: Database;
  readonly workspace: string;
  readonly now: () => Date;
}

/** At most so many entries a page, and exports in one telling. */
const most = 500;

const Instant = { type: 'string', format: 'date-time', maxLength: 40 } as const;

interface PageQuery {
  before?: string;
  limit?: string;
  kind?: string;
  user?: string;
  from?: string;
  to?: string;
}

/** An export as the app tells of it. */
interface ToldExport {
  id: string;
  what: string;
  count: number;
  at: string;
  by: string;
}

/** The log: read by administrators, told of exports by everybody's app. */
export function auditRoutes(app: FastifyInstance, { database, workspace, limits, now }: AuditContext): void {
  app.get<{ Querystring: PageQuery }>(
    '/audit',
    {
      config: { allow: 'admin' },
      schema: {
        querystring: {
          type: 'object',
          properties: {
            before: { type: 'string', pattern: '^\\d{1,15}$' },
            limit: { type: 'string', pattern: '^\\d{1,3}$' },
            kind: { type: 'string', pattern: '^[a-z-]{1,40}$' },
            user: { type: 'string', minLength: 1, maxLength: 40 },
            from: Instant,
            to: Instant,
          },
          additionalProperties: false,
        },
      },
    },
    async ({ query: { before, limit, kind, user, from, to } }) => {
      const events = kind === undefined ? undefined : eventsOf(kind);
      if (kind !== undefined && events === undefined) throw new Refusal('invalid-input');
      return listAudit(database, workspace, {
        events,
        userId: user,
        from: from === undefined ? undefined : instantOf(from),
        to: to === undefined ? undefined : instantOf(to),
        before: before === undefined || Number(before) === 0 ? undefined : Number(before),
        limit: Math.min(most, Math.max(1, Number(limit ?? 100))),
      });
    },
  );

  app.post<{ Body: { exports: ToldExport[] } }>(
    '/audit/exports',
    {
      // A revoked device still tells what it has not told yet.
      config: { allow: 'last-words' },
      schema: {
        body: {
          type: 'object',
          required: ['exports'],
          additionalProperties: false,
          properties: {
            exports: {
              type: 'array',
              maxItems: most,
              items: {
                type: 'object',
                required: ['id', 'what', 'count', 'at', 'by'],
                additionalProperties: false,
                properties: {
                  id: { type: 'string', pattern: '^[0-9A-Z]{26}$' },
                  what: { type: 'string', pattern: '^[a-z][a-z-]{0,39}$' },
                  count: { type: 'integer', minimum: 0, maximum: 1_000_000_000 },
                  at: Instant,
                  by: { type: 'string', maxLength: 60 },
                },
              },
            },
          },
        },
      },
    },
    async (request, reply) => {
      const { user, device } = sessionOf(request);
      const exports = request.body.exports.map((told) => ({ ...told, at: instantOf(told.at) }));
      await database.transaction(async (transaction) => {
        // One telling of a person at a time, so that none slips past the count.
        await transaction.query('SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE', [user.id]);
        const hourAgo = new Date(now().getTime() - 3600_000).toISOString();
        const [told] = await transaction.query<{ count: string | number }>(
          `SELECT count(*) AS count FROM audit WHERE workspace = $1 AND user_id = $2 AND event = 'exported'
             AND at > $3::timestamptz`,
          [workspace, user.id, hourAgo],
        );
        // The app keeps what it could not tell, and tells it later.
        if (Number(told?.count ?? 0) + exports.length > limits.exportsAnHour)
          throw new Refusal('too-many-requests', 600);
        for (const { id, what, count, at, by } of exports) {
          // Somebody else may have signed in on the computer since: then both stand in the log.
          const other =
            by === user.id ? [] : await transaction.query<{ id: string }>(theUser, [workspace, by]);
          await writeAudit(transaction, workspace, now(), {
            event: 'exported',
            userId: user.id,
            device,
            subject: other[0]?.id ?? '',
            details: { what, count, at },
            key: id,
          });
        }
      });
      return reply.code(204).send();
    },
  );
}

const theUser = 'SELECT id FROM users WHERE workspace = $1 AND id = $2';
