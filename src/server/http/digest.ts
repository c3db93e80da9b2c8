import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import { digestHeader } from '@shared/sync/digest';
import type { FastifyInstance } from 'fastify';
import { Refusal } from './errors';

export const digestOf = (bytes: string | Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

/** Answers say what their body hashes to: to be added before the compression. */
export function addAnswerDigests(app: FastifyInstance): void {
  app.addHook('onSend', async (_request, reply, payload) => {
    if (typeof payload === 'string' || Buffer.isBuffer(payload))
      reply.header(digestHeader, digestOf(payload));
    return payload;
  });
}

/** Bodies that do not hash to what the client said are refused: to be added after the compression. */
export function addRequestDigests(app: FastifyInstance): void {
  app.addHook('preParsing', async (request, _reply, payload) => {
    const told = request.headers[digestHeader];
    if (typeof told !== 'string') return payload;
    const hash = createHash('sha256');
    const checked = new Transform({
      transform(part: Buffer, _encoding, done) {
        hash.update(part);
        done(null, part);
      },
      flush(done) {
        done(hash.digest('hex') === told ? null : new Refusal('checksum-failed'));
      },
    });
    payload.on('error', (error) => checked.destroy(error));
    const next = payload.pipe(checked);
    if (!('receivedEncodedLength' in payload)) return next;
    // Fastify compares it with the length the client told.
    return Object.defineProperty(next, 'receivedEncodedLength', { get: () => payload.receivedEncodedLength });
  });
}
