import type { FastifyInstance } from 'fastify';
import { sessionOf } from '../http/guard';
import type { PushContext } from '../replication/push';
import { writerOf } from '../replication/rejected';
import type { Database } from '../store/database';
import { itemOf, pageOfInbox, readInboxRows } from './inbox-view';
import { reopenItem, resolveItem, type Take } from './resolve';

export interface InboxContext extends PushContext {
  readonly database: Database;
  readonly now: () => Date;
}

const listQuery = {
  type: 'object',
  properties: {
    status: { type: 'string', enum: ['open', 'resolved'] },
    before: { type: 'string', pattern: '^[0-9A-Z]{1,26}$' },
    limit: { type: 'string', pattern: '^\\d{1,3}$' },
  },
} as const;

const resolveBody = {
  type: 'object',
  required: ['take'],
  additionalProperties: false,
  properties: {
    take: {
      anyOf: [
        { type: 'string', enum: ['all', 'none'] },
        { type: 'array', maxItems: 200, items: { type: 'string', maxLength: 100 } },
      ],
    },
  },
} as const;

/** The head's inbox: edits taken from devices but not applied. */
export function inboxRoutes(app: FastifyInstance, context: InboxContext): void {
  const { database, viewers, now } = context;

  app.get<{ Querystring: { status?: string; before?: string; limit?: string } }>(
    '/inbox',
    { config: { allow: 'head' }, schema: { querystring: listQuery } },
    async (request) => {
      const { workspace, user } = sessionOf(request);
      const { status = 'open', before = '' } = request.query;
      const limit = Math.min(200, Math.max(1, Number(request.query.limit ?? 50)));
      const visibility = (await viewers.current(database)).visibility(user.id);
      const { ids, more } = await pageOfInbox(database, { workspace, visibility, status, before, limit });
      const items = await readInboxRows(database, workspace, ids);
      return { items: items.map((row) => itemOf(visibility, row)), ...(more ? { more } : {}) };
    },
  );

  app.post<{ Params: { id: string }; Body: { take: Take } }>(
    '/inbox/:id/resolve',
    { config: { allow: 'head' }, schema: { body: resolveBody } },
    async (request, reply) => {
      const writer = writerOf(sessionOf(request));
      await resolveItem(database, context, writer, request.params.id, request.body.take, now());
      return reply.code(204).send();
    },
  );

  app.post<{ Params: { id: string } }>(
    '/inbox/:id/reopen',
    { config: { allow: 'head' } },
    async (request, reply) => {
      await reopenItem(database, context, writerOf(sessionOf(request)), request.params.id, now());
      return reply.code(204).send();
    },
  );
}
