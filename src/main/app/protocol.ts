import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import { type ProtocolResponse, protocol, type Session } from 'electron';

/** The renderer's own scheme and origin: nothing is served from `file://`. */
const scheme = 'app';
export const origin = `${scheme}://crm`;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.json': 'application/json',
};

/** Must run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Nothing is allowed that is not named; styles carry a nonce made for each page. */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * Serves the built renderer, and nothing outside its folder. Whole buffers, not web streams: those load Node's fetch
 * and carry each file in pieces through the main process, a tenth of a second at every start.
 * @param states what the page's head carries for its first drawing (see the renderer's `early-states.ts`)
 */
export function serveRenderer(session: Session, folder: string, states: () => object): void {
  const root = normalize(folder + sep);
  session.protocol.registerBufferProtocol(scheme, (request, answer) => {
    const path = request.method === 'GET' ? pathOf(request.url, root) : undefined;
    if (path === undefined) {
      answer(nothing);
      return;
    }
    const mimeType = types[extname(path)] ?? 'application/octet-stream';
    readFile(path, (error, data) => {
      if (error) answer(nothing);
      else if (extname(path) === '.html') answer(page(data, states()));
      else answer({ mimeType, data, headers });
    });
  });
}

const nothing = { statusCode: 404, data: Buffer.alloc(0) };
const headers = { 'X-Content-Type-Options': 'nosniff' };

/** The file an address of ours means, if it is inside the folder. */
function pathOf(address: string, root: string): string | undefined {
  const url = new URL(address);
  if (url.host !== 'crm') return undefined;
  // No file of ours has a name that needs escaping: an escaped one is somebody's way out of the folder.
  if (url.pathname.includes('%')) return undefined;
  const path = normalize(join(root, url.pathname === '/' ? '/index.html' : url.pathname));
  return path.startsWith(root) ? path : undefined;
}

function page(file: Buffer, states: object): ProtocolResponse {
  const nonce = randomBytes(16).toString('base64');
  return {
    mimeType: 'text/html',
    data: Buffer.from(
      file
        .toString('utf8')
        .replaceAll('%NONCE%', nonce)
        .replace('%STATES%', () => escaped(JSON.stringify(states))),
    ),
    headers: { ...headers, 'Content-Security-Policy': contentSecurityPolicy(nonce) },
  };
}

/** Text as it may stand in an attribute. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
