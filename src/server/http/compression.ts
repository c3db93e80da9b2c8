import { PassThrough } from 'node:stream';
import { promisify } from 'node:util';
import { createGunzip, gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

const compress = promisify(gzip);
const worthwhile = 1024;

/** gzip in both directions: answers over 1 KB when the client accepts it, request bodies when it says so. */
export function addCompression(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' || payload.length < worthwhile) return payload;
    reply.header('vary', 'accept-encoding');
    if (
      !/\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:\s*,|\s*$))/i.test(String(request.headers['accept-encoding'] ?? ''))
    )
      return payload;
    const compressed = await compress(payload, { level: 4 });
    reply.header('content-encoding', 'gzip');
    reply.header('content-length', compressed.length);
    return compressed;
  });

  // Fastify counts the decoded bytes against its body limit, so a bomb ends there.
  app.addHook('preParsing', async (request, _reply, payload) => {
    if (request.headers['content-encoding']?.toLowerCase() !== 'gzip') return payload;
    let received = 0;
    const gunzip = createGunzip();
    payload.on('data', (part: Buffer) => {
      received += part.length;
    });
    const decoded = Object.defineProperty(new PassThrough(), 'receivedEncodedLength', {
      get: () => received,
    });
    gunzip.on('error', () => decoded.destroy(Object.assign(new Error('not gzip'), { statusCode: 400 })));
    return payload.pipe(gunzip).pipe(decoded);
  });
}
