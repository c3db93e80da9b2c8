import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Session } from '../auth/sessions';
import { Refusal } from '../http/errors';
import { sessionOf } from '../http/guard';
import { type Blobs, pieceBytes } from './blobs';

export interface FilesContext {
  readonly blobs: Blobs;
  /** Whether the session's user may see a record that opens this content. */
  readonly maySee: (session: Session, hash: string) => Promise<boolean>;
  /** Whether he may send it: a record he sees, or one of his own that waits for the head, speaks of it. */
  readonly maySend: (session: Session, hash: string) => Promise<boolean>;
  /** Told when a revoked device has sent the whole of a content: its records are to say so. */
  readonly arrived: (session: Session, hash: string) => Promise<void>;
}

interface Address {
  Params: { hash: string };
  Querystring: { at?: string; size?: string; most?: string };
}

/**
 * Contents of attached files. Whoever sees no record with the content is told that there is none: the record is
 * pushed first. Whoever sees one that he wrote himself, knowing no more than the hash, is told the same until he has
 * sent the content: nobody learns by a hash what others have.
 */
export function filesRoutes(app: FastifyInstance, { blobs, maySee, maySend, arrived }: FilesContext): void {
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: pieceBytes },
    (_request, body, done) => done(null, body),
  );

  const open = async (
    request: FastifyRequest<Address>,
    may: FilesContext['maySee'],
  ): Promise<{ session: Session; hash: string }> => {
    const session = sessionOf(request);
    const { hash } = request.params;
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new Refusal('invalid-input');
    if (!(await may(session, hash))) throw new Refusal('content-missing');
    return { session, hash };
  };

  app.get<Address>('/files/:hash', { config: { allow: 'last-words' } }, async (request) => {
    const { session, hash } = await open(request, maySend);
    if (await maySee(session, hash)) await blobs.noteHolder(hash, session.user.id);
    const state = await blobs.state(hash, session.user.id);
    if (state.complete && session.revoked) await arrived(session, hash);
    return state;
  });

  app.put<Address>(
    '/files/:hash',
    { bodyLimit: pieceBytes, config: { allow: 'last-words' } },
    async (request) => {
      const { session, hash } = await open(request, maySend);
      const { body } = request;
      if (!Buffer.isBuffer(body)) throw new Refusal('invalid-input');
      const { size, at } = request.query;
      const state = await blobs.put(hash, whole(size), whole(at), body, session.user.id);
      if (state.complete && session.revoked) await arrived(session, hash);
      return state;
    },
  );

  app.get<Address>('/files/:hash/content', { config: { allow: 'signed-in' } }, async (request, reply) => {
    const { hash } = await open(request, maySee);
    const { at, most } = request.query;
    const found = await blobs.read(hash, whole(at), most === undefined ? pieceBytes : whole(most));
    if (!found) throw new Refusal('content-missing');
    return reply
      .type('application/octet-stream')
      .header('x-kartoteka-size', String(found.size))
      .send(Buffer.from(found.bytes));
  });
}

function whole(value: unknown): number {
  if (typeof value !== 'string' || !/^\d{1,15}$/.test(value)) throw new Refusal('invalid-input');
  return Number(value);
}
