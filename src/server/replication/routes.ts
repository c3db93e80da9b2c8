import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import type { Session } from '../auth/sessions';
import { Refusal } from '../http/errors';
import { sessionOf } from '../http/guard';
import type { Metrics } from '../http/metrics';
import { textOf, wholeNumber } from '../http/parameters';
import type { ByteRate } from '../limits/byte-rate';
import { endTurn } from '../limits/person-gate';
import type { PushTurns } from '../limits/push-turns';
import type { Database } from '../store/database';
import type { ServedCollection, ServedCollections } from './collections';
import type { Feed } from './feed';
import { answerPage } from './page-answer';
import { type Checkpoint, countSeen, findDocument, type Reader, readAsPerson } from './pull';
import { bytesOf, type PushContext, type PushRow, push } from './push';
import { listPutAside, writerOf } from './rejected';
import { noteRestore } from './restored';
import { isState } from './states';
import { openStream, type StreamOptions } from './stream';

/** The most documents of one page or one push. */
const maxDocuments = 1000;
const defaultLimit = 100;
const smallestPage = 16 * 1024;
/** A page is held back no longer: its client would take the line for a dead one. */
const longestPauseMs = 10_000;
/** No schema nests so deep, and neither JSON.stringify nor PostgreSQL takes any depth. */
const deepest = 200;

export interface ReplicationContext extends StreamOptions, PushContext {
  readonly database: Database;
  readonly feed: Feed;
  /** Whose push is next. */
  readonly turns: PushTurns;
  /** How many bytes each person may push. */
  readonly rate: ByteRate;
  /** How many bytes each person may be answered. */
  readonly pulls: ByteRate;
  readonly metrics: Pick<Metrics, 'rows' | 'pulled'>;
}

interface Address {
  Params: { collection: string; version: string };
}

/** RxDB Server's replication protocol; the words are in `docs/sync.md`. */
export function replicationRoutes(app: FastifyInstance, context: ReplicationContext): void {
  const { database, feed, viewers, metrics } = context;
  const asPerson = <T>({ workspace, user }: Session, read: (reader: Reader) => Promise<T>) =>
    readAsPerson(database, viewers, workspace, user.id, read);

  const open = (request: FastifyRequest<Address>) => ({
    session: sessionOf(request),
    collection: findCollection(context.collections, request.params),
  });
  /** What an administrator's device has seen was there: the database is an older one. Others might make it up. */
  const noticeRestore = async (error: unknown, { workspace, user, device }: Session): Promise<never> => {
    if (error instanceof Refusal && error.code === 'server-restored' && user.role === 'admin') {
      await noteRestore(database, workspace, context.now(), { userId: user.id, device });
    }
    throw error;
  };
  const signedIn = { config: { allow: 'signed-in' } } as const;

  app.get('/counts', signedIn, async (request) =>
    asPerson(sessionOf(request), (reader) => countSeen(database, reader)),
  );

  app.get<Address>('/:collection/:version/pull', signedIn, async (request, reply) => {
    const { session, collection } = open(request);
    const query = request.query as Record<string, unknown>;
    const after: Checkpoint = {
      id: textOf(query.id),
      lwt: wholeNumber(query.lwt, 0, 0, Number.MAX_SAFE_INTEGER),
    };
    const limit = wholeNumber(query.limit, defaultLimit, 1, maxDocuments);
    const maxBytes =
      query.bytes === undefined
        ? undefined
        : wholeNumber(query.bytes, smallestPage, smallestPage, Number.MAX_SAFE_INTEGER);
    const person = session.user.id;
    const { body } = await answerPage(
      database,
      viewers,
      { workspace: session.workspace, userId: person },
      { collection: collection.name, after, limit, maxBytes },
      {
        // Each wait holds one of the person's own places, so that whoever asks for much waits for himself.
        ready: (bytes) => waitFor(context.pulls, person, bytes),
        pulled: (documents, characters, reserved) => {
          metrics.pulled.inc(documents);
          context.pulls.charge(person, characters - reserved);
        },
      },
    ).catch((error: unknown) => noticeRestore(error, session));
    return reply.type('application/json; charset=utf-8').send(body);
  });

  app.post<Address>(
    '/:collection/:version/push',
    {
      config: { allow: 'last-words' },
      // Before the body is read: what is refused is not even taken.
      onRequest: async (request) => {
        const wait = context.rate.take(
          sessionOf(request).user.id,
          Number(request.headers['content-length'] ?? 0),
        );
        if (wait > 0) throw new Refusal('too-many-requests', wait);
      },
    },
    async (request, reply) => {
      const { session, collection } = open(request);
      if (collection.readOnly) throw new Refusal('read-only');
      const rows = rowsOf(request.body);
      context.rate.charge(session.user.id, bytesOf(rows) - Number(request.headers['content-length'] ?? 0));
      const inTurn = <T>(work: () => Promise<T>) => context.turns.run(session.user.id, work);
      const result = await push(database, { ...context, inTurn }, writerOf(session), collection, rows);
      for (const outcome of ['written', 'rejected', 'kept'] as const) {
        if (result[outcome] > 0) metrics.rows.inc({ outcome }, result[outcome]);
      }
      if (result.conflicts.length > 0) metrics.rows.inc({ outcome: 'conflict' }, result.conflicts.length);
      reply.header('x-kartoteka-before', String(result.before));
      if (result.kept > 0) reply.header('x-kartoteka-kept', String(result.kept));
      if (result.rejected > 0) reply.header('x-kartoteka-rejected', String(result.rejected));
      return reply.type('application/json; charset=utf-8').send(`[${result.conflicts.join(',')}]`);
    },
  );

  app.get<Address>('/:collection/:version/rejected', signedIn, async (request) => {
    const { session, collection } = open(request);
    return { documents: await listPutAside(database, writerOf(session), collection.name) };
  });

  app.get<{ Params: Address['Params'] & { id: string } }>(
    '/:collection/:version/documents/:id',
    signedIn,
    async (request, reply) => {
      const { session, collection } = open(request);
      const id = textOf(request.params.id);
      const text = await asPerson(session, (reader) => findDocument(database, reader, collection.name, id));
      if (text === undefined) throw new Refusal('not-found');
      return reply.type('application/json; charset=utf-8').send(text);
    },
  );

  app.get<Address>('/:collection/:version/pullStream', signedIn, async (request, reply) => {
    const { session, collection } = open(request);
    endTurn(request);
    const address = { session, collections: [collection.name], isNamed: false };
    await openStream(reply, feed, address, context);
  });

  app.get<{ Querystring: { of?: string } }>(
    '/pullStream',
    { ...signedIn, schema: { querystring: streamQuery } },
    async (request, reply) => {
      const names = new Set<string>();
      for (const one of (request.query.of ?? '').split(',')) {
        const [collection = '', version = ''] = one.split('.');
        names.add(findCollection(context.collections, { collection, version }).name);
      }
      endTurn(request);
      const address = { session: sessionOf(request), collections: [...names], isNamed: true };
      await openStream(reply, feed, address, context);
    },
  );
}

/** Waits until so many bytes may be read for a person, and takes them; after the longest pause they are read anyway. */
async function waitFor(pulls: ByteRate, person: string, bytes: number): Promise<void> {
  const end = performance.now() + longestPauseMs;
  for (let wait = pulls.delay(person, bytes); wait > 0; wait = pulls.delay(person, bytes)) {
    const left = end - performance.now();
    if (left <= 0) return pulls.charge(person, bytes);
    await pause(Math.min(wait, left));
  }
}

const streamQuery = {
  type: 'object',
  required: ['of'],
  properties: { of: { type: 'string', minLength: 1, maxLength: 2000 } },
} as const;

function findCollection(
  collections: ServedCollections,
  { collection: name, version }: Address['Params'],
): ServedCollection {
  const collection = collections.get(name);
  if (collection === undefined) throw new Refusal('unknown-collection');
  if (!/^\d{1,9}$/.test(version)) throw new Refusal('not-found');
  if (Number(version) !== collection.version) throw new Refusal('update-required');
  return collection;
}

/** Whether a value nests no deeper than this; looks no deeper itself. */
function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((one) => isShallow(one, depth - 1));
}

function rowsOf(body: unknown): PushRow[] {
  if (!Array.isArray(body)) throw new Refusal('invalid-input');
  if (body.length > maxDocuments) throw new Refusal('too-large');
  if (!isShallow(body, deepest)) throw new Refusal('invalid-input');
  return body.map((row: unknown) => {
    if (!isState(row) || !isState(row.newDocumentState)) throw new Refusal('invalid-input');
    const assumed = row.assumedMasterState;
    return {
      newDocumentState: row.newDocumentState,
      assumedMasterState: isState(assumed) ? assumed : undefined,
    };
  });
}
