import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../../src/server/start-server';
import { inMemory } from '../../support/memory-database';
import { password, startTestServer } from './support/backend';
import { call, Device } from './support/client';

/** Who may ask what. A route that is not here, or is here with another rule, fails: decide, then write it down. */
const matrix: Readonly<Record<string, string>> = {
  'GET /healthz': 'public',
  'GET /readyz': 'public',
  'GET /metrics': 'metrics',
  'POST /auth/login': 'public',
  'POST /auth/refresh': 'public',
  'POST /auth/logout': 'last-words',
  'GET /me': 'signed-in',
  'POST /me/password': 'signed-in',
  'POST /device/restored': 'signed-in',
  'POST /device/wiped': 'last-words',
  'GET /devices': 'signed-in',
  'POST /devices/:id/revoke': 'signed-in',
  'GET /users': 'signed-in',
  'GET /staff': 'head',
  'POST /staff': 'head',
  'POST /staff/:id': 'head',
  'POST /staff/:id/password': 'head',
  'POST /teams': 'admin',
  'POST /teams/:id': 'admin',
  'GET /inbox': 'head',
  'POST /inbox/:id/resolve': 'head',
  'POST /inbox/:id/reopen': 'head',
  'GET /audit': 'admin',
  'POST /audit/exports': 'last-words',
  'GET /counts': 'signed-in',
  'GET /files/:hash': 'last-words',
  'PUT /files/:hash': 'last-words',
  'GET /files/:hash/content': 'signed-in',
  'GET /:collection/:version/pull': 'signed-in',
  'POST /:collection/:version/push': 'last-words',
  'GET /:collection/:version/rejected': 'signed-in',
  'GET /:collection/:version/documents/:id': 'signed-in',
  'GET /:collection/:version/pullStream': 'signed-in',
  'GET /pullStream': 'signed-in',
};

/** What each rule answers to whom: 'in' is anything but a refusal for who asks. */
const answers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // Another token than anybody's session: see the test below.
  metrics: {
    nobody: 'not-found',
    seller: 'not-found',
    head: 'not-found',
    admin: 'not-found',
    revoked: 'not-found',
  },
  public: { nobody: 'in', seller: 'in', head: 'in', admin: 'in', revoked: 'in' },
  'last-words': { nobody: 'login-required', seller: 'in', head: 'in', admin: 'in', revoked: 'in' },
  'signed-in': { nobody: 'login-required', seller: 'in', head: 'in', admin: 'in', revoked: 'device-revoked' },
  head: { nobody: 'login-required', seller: 'forbidden', head: 'in', admin: 'in', revoked: 'device-revoked' },
  admin: {
    nobody: 'login-required',
    seller: 'forbidden',
    head: 'forbidden',
    admin: 'in',
    revoked: 'device-revoked',
  },
};

const metricsToken = 'a token of its own';
let server: RunningServer;
const tokens: Record<string, string | undefined> = { nobody: undefined };

const signIn = async (login: string, device: string) => (await Device.logIn(server.url, login, device)).token;

beforeAll(async () => {
  server = await startTestServer(await inMemory(), { metricsToken });
  for (const role of ['seller', 'head', 'admin'] as const) {
    await server.createUser({ login: role, name: role, role, password });
    tokens[role] = await signIn(role, `${role}-laptop`);
  }
  tokens.revoked = await signIn('admin', 'lost');
  await call(server.url, 'POST', '/devices/lost/revoke', { token: tokens.admin ?? '' });
});
afterAll(() => server.close());

describe('every route', () => {
  it('is in the matrix with its rule', () => {
    const routes = server.routes.filter(({ method }) => method !== 'HEAD');
    expect(Object.fromEntries(routes.map(({ method, url, allow }) => [`${method} ${url}`, allow]))).toEqual(
      matrix,
    );
    // HEAD comes with GET and asks for the same.
    for (const { url, allow } of server.routes.filter(({ method }) => method === 'HEAD')) {
      expect(allow).toBe(matrix[`GET ${url}`]);
    }
  });

  it('answers each role as the matrix says', async () => {
    for (const [route, rule] of Object.entries(matrix)) {
      const [method, url = ''] = route.split(' ');
      for (const [who, expected] of Object.entries(answers[rule] ?? {})) {
        // Logging out and wiping would end the session the next routes need; they have tests of their own.
        if (expected === 'in' && /logout|wiped/.test(url)) continue;
        const path = url
          .replace(':collection', 'things')
          .replace(':version', '0')
          .replace(':id', 'nobody')
          .replace(':hash', 'f');
        const token = tokens[who];
        const found = await refusalOf(method ?? '', path, token);
        expect({ route, who, found }).toEqual({ route, who, found: expected });
      }
    }
  });

  it('measures for who has the token of the metrics', async () => {
    const response = await fetch(`${server.url}/metrics`, {
      headers: { authorization: `Bearer ${metricsToken}` },
    });
    const text = await response.text();
    for (const name of [
      'kartoteka_request_seconds_bucket',
      'kartoteka_open_streams',
      'process_cpu_seconds_total',
    ]) {
      expect(text).toContain(name);
    }
    expect(text).toContain('route="/:collection/:version/pull"');
    expect(text).not.toContain('things');
  });

  it('tells a stranger nothing but that he must sign in', async () => {
    const token = 'A'.repeat(43);
    const { body, headers } = await call(server.url, 'GET', '/inbox?token=x', { token });
    expect(body).toEqual({ code: 'login-required', error: true, message: expect.any(String) });
    expect(headers.get('access-control-allow-origin')).toBeNull();
    const inAddress = await call(server.url, 'GET', `/things/0/pull?token=${tokens.admin}`);
    expect(inAddress.status).toBe(401);
  });
});

async function refusalOf(method: string, path: string, token: string | undefined): Promise<string> {
  const abort = new AbortController();
  const response = await fetch(server.url + path, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
    },
    ...(method === 'POST' ? { body: '{}' } : {}),
    signal: abort.signal,
  });
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    abort.abort();
    return 'in';
  }
  const text = await response.text();
  const code = response.ok ? '' : String((JSON.parse(text) as { code: string }).code);
  if (code === 'not-found' && path === '/metrics') return code;
  return ['login-required', 'forbidden', 'device-revoked'].includes(code) ? code : 'in';
}
