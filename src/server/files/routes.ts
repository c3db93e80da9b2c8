import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Session } from '../auth/sessions';
import { Refusal } from '../http/errors';
import { type Blobs, pieceBytes } from './blobs';

export interface FilesContext {
  readonly blobs: Blobs;
  readonly sessionOf: (request: FastifyRequest) => Promise<Session>;
  /** Whether the session's user may see a record that has this content. */
  readonly mayUse: (session: Session, hash: string) => Promise<boolean>;
}

interface Address {
  Params: { hash: string };
  Querystring: { at?: string; size?: string };
}

/**
 * Contents of attached files. Whoever sees no record with the content is told that there is none: the record is
 * pushed first.
 */
export function filesRoutes(app: FastifyInstance, { blobs, sessionOf, mayUse }: FilesContext): void {
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: pieceBytes },
    (_request, body, done) => done(null, body),
  );

  const open = async (request: FastifyRequest<Address>): Promise<{ session: Session; hash: string }> => {
    const session = await sessionOf(request);
    const { hash } = request.params;
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new Refusal('invalid-input');
    if (!(await mayUse(session, hash))) throw new Refusal('content-missing');
    return { session, hash };
  };

  app.get<Address>('/files/:hash', async (request) => {
    const { hash } = await open(request);
    return (await blobs.state(hash)) ?? { size: 0, received: 0, complete: false };
  });

  app.put<Address>('/files/:hash', { bodyLimit: pieceBytes }, async (request) => {
    const { session, hash } = await open(request);
    const { body } = request;
    if (!Buffer.isBuffer(body)) throw new Refusal('invalid-input');
    return blobs.put(hash, whole(request.query.size), whole(request.query.at), body, session.user.id);
  });

  app.get<Address>('/files/:hash/content', async (request, reply) => {
    const { hash } = await open(request);
    const found = await blobs.read(hash, whole(request.query.at));
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
