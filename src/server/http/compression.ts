import { PassThrough, pipeline, Readable } from 'node:stream';
import { promisify } from 'node:util';
import {
  brotliCompress,
  constants,
  createBrotliCompress,
  createBrotliDecompress,
  createGunzip,
  createGzip,
  gzip,
} from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const packGzip = promisify(gzip);
const packBrotli = promisify(brotliCompress);
/** As quick as gzip's fourth level, and some tenth smaller. */
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
const worthwhile = 1024;

/** Brotli and gzip in both directions: answers over 1 KB when the client accepts it, request bodies when it says so. */
export function addCompression(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (payload instanceof Readable) return packPiped(request, reply, payload);
    if (typeof payload !== 'string') return payload;
    // So a client learns that it may pack what it sends (RFC 9110, 12.5.3).
    reply.header('accept-encoding', 'br, gzip');
    if (payload.length < worthwhile) return payload;
    reply.header('vary', 'accept-encoding');
    const accepted = String(request.headers['accept-encoding'] ?? '');
    const encoding = (['br', 'gzip'] as const).find((one) => accepts(accepted, one));
    if (encoding === undefined) return payload;
    const compressed = await (encoding === 'br'
      ? packBrotli(payload, brotli)
      : packGzip(payload, { level: 4 }));
    reply.header('content-encoding', encoding);
    reply.header('content-length', compressed.length);
    return compressed;
  });

  // Fastify counts the decoded bytes against its body limit, so a bomb ends there.
  app.addHook('preParsing', async (request, _reply, payload) => {
    const encoding = request.headers['content-encoding']?.toLowerCase();
    if (encoding !== 'gzip' && encoding !== 'br') return payload;
    let received = 0;
    const unpacked = encoding === 'br' ? createBrotliDecompress() : createGunzip();
    payload.on('data', (part: Buffer) => {
      received += part.length;
    });
    const decoded = Object.defineProperty(new PassThrough(), 'receivedEncodedLength', {
      get: () => received,
    });
    unpacked.on('error', () =>
      decoded.destroy(Object.assign(new Error(`not ${encoding}`), { statusCode: 400 })),
    );
    // A client that hangs up in the middle must not leave us waiting for the rest.
    payload.on('error', (error) => decoded.destroy(error));
    return payload.pipe(unpacked).pipe(decoded);
  });
}

/** What is sent while it is read is packed on its way, and flushed piece by piece. */
function packPiped(request: FastifyRequest, reply: FastifyReply, payload: Readable): Readable {
  const accepted = String(request.headers['accept-encoding'] ?? '');
  const encoding = (['br', 'gzip'] as const).find((one) => accepts(accepted, one));
  if (encoding === undefined) return payload;
  reply.header('vary', 'accept-encoding').header('content-encoding', encoding);
  const packer = encoding === 'br' ? createBrotliCompress(brotli) : createGzip({ level: 4 });
  // Fastify ends the packer when the client leaves, and with it what it is fed from.
  pipeline(payload, packer, () => {});
  return packer;
}

const accepts = (header: string, encoding: string): boolean =>
  new RegExp(`\\b${encoding}\\b(?!\\s*;\\s*q=0(?:\\.0*)?(?:\\s*,|\\s*$))`, 'i').test(header);
