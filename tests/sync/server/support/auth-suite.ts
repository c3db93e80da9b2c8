import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriesLetters } from '../../../../src/server/auth/series';
import type { RunningServer } from '../../../../src/server/start-server';
import { type Backend, password, startTestServer, testCollections } from './backend';
import { call, Device, type Login, logIn } from './client';

interface Directory {
  users: { id: string; name: string; role: string; disabled: boolean }[];
}

/** Who may come in, and what a device is given. */
export function authSuite(backend: () => Backend): void {
  describe('logging in', () => {
    let server: RunningServer;
    let now = new Date('2026-11-21T09:00:00.000Z');

    beforeAll(async () => {
      server = await startTestServer(await backend().fresh(), { now: () => now, trustProxy: '127.0.0.1' });
      await server.createUser({ login: 'Анна', name: 'Анна Петрова', role: 'head', password });
    });
    afterAll(() => server.close());

    it('answers with a token, the person, the workspace and the series', async () => {
      const { status, body } = await logIn(server.url, '  АННА ', 'device-1');
      expect(status).toBe(200);
      expect(body.token).toMatch(/^[\w-]{43}$/);
      expect(body.user).toMatchObject({ login: 'анна', name: 'Анна Петрова', role: 'head' });
      expect(body.workspace).toBe(server.workspace);
      expect(body.series).toBe('А1');
      expect(body.serverTime).toBe(now.toISOString());
      expect(body.expiresAt).toBe('2027-02-19T09:00:00.000Z');
      const me = await call<Login>(server.url, 'GET', '/me', { token: body.token });
      expect(me.body).toMatchObject({ user: { login: 'анна' }, series: 'А1', workspace: server.workspace });
    });

    it('tells a wrong password and an unknown person alike', async () => {
      const wrong = await logIn(server.url, 'анна', 'device-1', { password: 'wrong' });
      const unknown = await logIn(server.url, 'nobody', 'device-1', { password: 'wrong' });
      expect(wrong.status).toBe(401);
      expect(wrong.body).toEqual(unknown.body);
      expect(wrong.body).toEqual({ code: 'wrong-credentials', error: true, message: expect.any(String) });
    });

    it('refuses a body it does not understand', async () => {
      for (const raw of ['{', '[]', '{"login":"анна"}', '"анна"']) {
        const answer = await call(server.url, 'POST', '/auth/login', { raw });
        expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-input', error: true } });
      }
    });

    it('locks a login after five failures, and opens it after a minute', async () => {
      await server.createUser({ login: 'locked', name: 'Олег', password });
      const attempts = await Promise.all(
        Array.from({ length: 8 }, () => logIn(server.url, 'locked', 'd', { password: 'wrong' })),
      );
      expect(attempts.map(({ status }) => status).sort()).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
      const right = await logIn(server.url, 'locked', 'd');
      expect(right.status).toBe(429);
      expect(right.body).toMatchObject({ code: 'too-many-attempts' });
      expect(Number(right.headers.get('retry-after'))).toBe(60);
      now = new Date(now.getTime() + 61_000);
      expect((await logIn(server.url, 'locked', 'd')).status).toBe(200);
    });

    it('locks out who guesses, not whom he guesses at', async () => {
      const { login } = await server.createUser({ login: 'director', name: 'Директор', password });
      const from = (address: string, extra: object = {}) =>
        call<{ code?: string }>(server.url, 'POST', '/auth/login', {
          body: { login, password, device: { id: 'd' }, ...extra },
          headers: { 'x-forwarded-for': address },
        });
      const wrong = { password: 'wrong' };
      expect((await from('192.0.2.1')).status).toBe(200);
      for (let times = 0; times < 5; times += 1) await from('198.51.100.1', wrong);
      expect((await from('198.51.100.1')).status).toBe(429);
      // Also from the other addresses of his house.
      for (let times = 0; times < 5; times += 1) await from(`2001:db8:1:2::${times + 1}`, wrong);
      expect((await from('2001:db8:1:2:aaaa::1')).status).toBe(429);
      for (const address of ['192.0.2.1', '192.0.2.2', '2001:db8:1:3::1']) {
        expect((await from(address)).status).toBe(200);
      }
      // From ever more addresses: elsewhere it is locked at last, but not where the person came in from.
      for (let place = 0; place < 25; place += 1) {
        for (let times = 0; times < 4; times += 1) await from(`203.0.113.${place}`, wrong);
      }
      expect((await from('192.0.2.7')).body).toMatchObject({ code: 'too-many-attempts' });
      expect((await from('192.0.2.1')).status).toBe(200);
      // Whoever may change the password opens it, too.
      await server.setPassword(login, password);
      expect((await from('198.51.100.1')).status).toBe(200);
    });

    it('ends a session at logout and after ninety days without use', async () => {
      const device = await Device.logIn(server.url, 'анна', 'device-2');
      expect((await call(server.url, 'POST', '/auth/logout', { token: device.token })).status).toBe(204);
      expect((await device.get('/me')).status).toBe(401);
      let { refreshToken } = (await logIn(server.url, 'анна', 'device-2')).body;
      for (const expected of [200, 200, 401]) {
        now = new Date(now.getTime() + (expected === 200 ? 80 : 91) * 24 * 3600_000);
        const body = { refreshToken };
        const answer = await call<Login>(server.url, 'POST', '/auth/refresh', { body });
        expect(answer.status).toBe(expected);
        refreshToken = answer.body.refreshToken;
      }
    });

    it('changes tokens every half an hour, and ends a session whose old token comes back', async () => {
      const refresh = (refreshToken: string) =>
        call<Login>(server.url, 'POST', '/auth/refresh', { body: { refreshToken } });
      const first = (await logIn(server.url, 'анна', 'device-5')).body;
      const of = (token: string) => new Device(server.url, token).get('/me');
      now = new Date(now.getTime() + 29 * 60_000);
      expect((await of(first.token)).status).toBe(200);
      now = new Date(now.getTime() + 2 * 60_000);
      expect((await of(first.token)).body).toMatchObject({ code: 'login-required' });
      // The answer was lost: the same token is good again, until the new pair has been used.
      const lost = (await refresh(first.refreshToken)).body;
      const second = (await refresh(first.refreshToken)).body;
      expect((await of(lost.token)).status).toBe(401);
      expect((await of(second.token)).status).toBe(200);
      expect(second).toMatchObject({ leaseDays: 30, user: { login: 'анна' }, workspace: server.workspace });
      // Now only a thief, or who was robbed, can have it.
      expect((await refresh(first.refreshToken)).status).toBe(401);
      expect((await of(second.token)).status).toBe(401);
      expect((await refresh(second.refreshToken)).status).toBe(401);
    });

    it('puts a disabled person out at once, and tells every device', async () => {
      await server.createUser({ login: 'left', name: 'Ушёл', password });
      const [leaver, colleague] = [
        await Device.logIn(server.url, 'left', 'device-l'),
        await Device.logIn(server.url, 'анна', 'device-4'),
      ];
      const stream = await leaver.stream('users');
      const directory = await colleague.stream<{ login: string; disabled: boolean }>('users');
      await server.setUserDisabled('left', true);
      await stream.ended;
      expect((await leaver.get('/me')).status).toBe(401);
      expect((await logIn(server.url, 'left', 'device-l')).status).toBe(401);
      await directory.until(() => directory.documents.length > 0);
      expect(directory.documents).toMatchObject([{ login: 'left', disabled: true }]);
      await directory.close();
      await server.setUserDisabled('left', false);
      expect((await logIn(server.url, 'left', 'device-l')).status).toBe(200);
    });

    it('limits attempts from one address', async ({ skip }) => {
      // Nothing of it is the database's, and a second PGlite takes seconds.
      if (!backend().shared) skip();
      const limited = await startTestServer(await backend().fresh(), { loginsPerMinute: 2 });
      try {
        const statuses: number[] = [];
        for (let index = 0; index < 3; index += 1) {
          statuses.push((await logIn(limited.url, `person-${index}`, 'd')).status);
        }
        expect(statuses).toEqual([401, 401, 429]);
        const refused = await logIn(limited.url, 'person', 'd');
        expect(refused.body).toMatchObject({ code: 'too-many-requests', error: true });
        expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      } finally {
        await limited.close();
      }
    });

    it('gives fifty devices that come at once fifty series', async () => {
      const logins = await Promise.all(
        Array.from({ length: 50 }, (_, index) => logIn(server.url, 'анна', `parallel-${index}`)),
      );
      const series = logins.map(({ body }) => body.series);
      expect(new Set(series).size).toBe(50);
      for (const one of series) {
        expect(one).toMatch(/^[А-Я]\d$/);
        expect(seriesLetters).toContain(one[0]);
      }
      const again = await logIn(server.url, 'анна', 'parallel-7');
      expect(again.body.series).toBe(series[7]);
    });

    it('gives a device restored from a backup a series never given before', async () => {
      const first = await logIn(server.url, 'анна', 'restored');
      const second = await logIn(server.url, 'анна', 'restored', { restored: true });
      expect(second.body.series).not.toBe(first.body.series);
      const token = second.body.token;
      const third = await call<{ series: string }>(server.url, 'POST', '/device/restored', { token });
      expect(new Set([first.body.series, second.body.series, third.body.series]).size).toBe(3);
      expect((await logIn(server.url, 'анна', 'restored')).body.series).toBe(third.body.series);
    });

    it('has a directory of people, also as a read-only collection', async () => {
      const device = await Device.logIn(server.url, 'анна', 'device-3');
      const { body } = await device.get<Directory>('/users');
      expect(body.users).toContainEqual({
        id: expect.any(String),
        name: 'Анна Петрова',
        role: 'head',
        disabled: false,
      });
      const { documents } = (await device.pull<{ id: string; login: string }>('users')).body;
      expect(documents.map(({ id }) => id).sort()).toEqual(body.users.map(({ id }) => id).sort());
      for (const { _deleted, ...data } of documents)
        expect(testCollections.get('users')?.check(data)).toBe('');
      const [record] = documents;
      const rows = [{ newDocumentState: { ...record, name: 'Другая' }, assumedMasterState: record }];
      expect(await device.push('users', rows)).toMatchObject({ status: 403, body: { code: 'read-only' } });
    });
  });
}
