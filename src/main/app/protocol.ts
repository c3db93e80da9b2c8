import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol, type Session } from 'electron';

/** The renderer's own scheme and origin: nothing is served from `file://`. */
export const scheme = 'app';
export const origin = `${scheme}://crm`;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
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
export function contentSecurityPolicy(nonce: string): string {
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

/** Serves the built renderer, and nothing outside its folder. */
export function serveRenderer(session: Session, folder: string): void {
  const root = normalize(folder + sep);
  session.protocol.handle(scheme, async (request) => {
    const url = new URL(request.url);
    if (url.host !== 'crm' || request.method !== 'GET') return new Response('', { status: 404 });
    const name = url.pathname === '/' ? '/index.html' : decodeURIComponent(url.pathname);
    const path = normalize(join(root, name));
    if (!path.startsWith(root)) return new Response('', { status: 404 });
    let body: Buffer;
    try {
      body = await readFile(path);
    } catch {
      return new Response('', { status: 404 });
    }
    const headers: Record<string, string> = {
      'Content-Type': types[extname(path)] ?? 'application/octet-stream',
      'X-Content-Type-Options': 'nosniff',
    };
    if (extname(path) !== '.html') return new Response(new Uint8Array(body), { headers });
    const nonce = randomBytes(16).toString('base64');
    headers['Content-Security-Policy'] = contentSecurityPolicy(nonce);
    return new Response(body.toString('utf8').replaceAll('%NONCE%', nonce), { headers });
  });
}
