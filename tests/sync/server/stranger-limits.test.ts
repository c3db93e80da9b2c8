import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../../src/server/start-server';
import type { AuditPage } from '../../../src/shared/audit/events';
import { inMemory } from '../../support/memory-database';
import { password, startTestServer } from './support/backend';
import { call, Device, type Login, logIn } from './support/client';

/** What a stranger, or whoever asks what makes no sense, can do to others and to the endpoint. */
let server: RunningServer;
let now = new Date('2026-11-21T09:00:00.000Z');
let root: Device;
let anna: Device;

beforeAll(async () => {
  server = await startTestServer(await inMemory(), {
    now: () => now,
    connections: { silenceMs: 1500, strangerMs: 700, lingerMs: 300 },
    limits: { exportsAnHour: 40 },
  });
  for (const [login, role] of [
    ['root', 'admin'],
    ['anna', 'seller'],
  ] as const) {
    await server.createUser({ login, name: login, role, password });
  }
  root = await Device.logIn(server.url, 'root', 'root-laptop');
  anna = await Device.logIn(server.url, 'anna', 'anna-laptop');
});
afterAll(() => server.close());

describe('a password change', () => {
  it('is not locked by who fails to sign in, whatever name he tries', async () => {
    for (const name of ['anna', 'me anna', 'own:anna']) {
      for (let times = 0; times < 7; times += 1) {
        await logIn(server.url, name, 'thief', { password: 'wrong' });
      }
    }
    expect((await anna.post('/me/password', { password, next: `${password} 2` })).status).toBe(204);
    expect((await anna.post('/me/password', { password: `${password} 2`, next: password })).status).toBe(204);
    for (let times = 0; times < 5; times += 1) {
      expect((await anna.post('/me/password', { password: 'wrong', next: password })).status).toBe(401);
    }
    expect((await anna.post('/me/password', { password, next: password })).status).toBe(429);
    await server.setPassword('anna', password);
    now = new Date(now.getTime() + 3600_000);
    root = await Device.logIn(server.url, 'root', 'root-laptop');
    anna = await Device.logIn(server.url, 'anna', 'anna-laptop');
    expect((await anna.post('/me/password', { password, next: password })).status).toBe(204);
  });
});

describe('a stream', () => {
  const begin = async (device: string) => {
    const { body } = await logIn(server.url, 'anna', device);
    const stream = await new Device(server.url, body.token).stream('things');
    expect(stream.response.status).toBe(200);
    return { ...body, stream };
  };
  const ends = (ended: Promise<void>) => Promise.race([ended.then(() => 'ended'), pause(5000, 'goes on')]);

  it('ends when its token is rotated out, and one with the new token goes on', async () => {
    const { stream, refreshToken } = await begin('rotated');
    const { body } = await call<Login>(server.url, 'POST', '/auth/refresh', { body: { refreshToken } });
    expect(await ends(stream.ended)).toBe('ended');
    const next = await new Device(server.url, body.token).stream('things');
    await pause(200);
    expect(await Promise.race([ends(next.ended), pause(300, 'goes on')])).toBe('goes on');
    await next.close();
  });

  it('ends when its token runs out', async () => {
    const short = await startTestServer(await inMemory(), { tokenMinutes: 1 / 60 });
    try {
      await short.createUser({ login: 'vera', name: 'Вера', password });
      const device = await Device.logIn(short.url, 'vera', 'd');
      expect(await ends((await device.stream('things')).ended)).toBe('ended');
    } finally {
      await short.close();
    }
  });
});

describe('a question that makes no sense', () => {
  it('is answered 400 on every route, never 500', async () => {
    const years = ['0000-01-01T00:00:00Z', '0001-01-01T00:00:00%2B14:00', '9999-12-31T23:59:59-14:00'];
    const instants = [...years, '2026-01-01T23:59:60Z', 'NaN', '1e999', ''];
    const numbers = [
      '-1',
      'NaN',
      '1e9',
      '99999999999999999999',
      '0x1',
      '%00',
      '1&KEY=2',
      '%EF%BF%BF',
      'Infinity',
    ];
    const wrong: string[] = [];
    const expectRefused = async (path: string) => {
      const { status } = await root.get(path);
      if (status !== 400) wrong.push(`${path} ${status}`);
    };
    for (const key of ['from', 'to'])
      for (const value of instants) await expectRefused(`/audit?${key}=${value}`);
    const asked: readonly [string, string][] = [
      ['/audit', 'before'],
      ['/audit', 'limit'],
      ['/things/0/pull', 'lwt'],
      ['/things/0/pull', 'limit'],
      ['/things/0/pull', 'bytes'],
      ['/inbox', 'limit'],
      [`/files/${'0'.repeat(64)}/content`, 'at'],
    ];
    for (const [path, key] of asked) {
      for (const value of numbers) {
        // Nobody is told whether there is a content before the question is understood.
        if (path.startsWith('/files')) continue;
        await expectRefused(`${path}?${key}=${value.replace('KEY', key)}`);
      }
    }
    for (const path of [
      '/things/0/pull?id=a%00b',
      '/things/0/pull?id=a&id=b',
      `/things/0/pull?id=${'x'.repeat(400)}`,
      '/things/0/documents/a%00b',
      '/audit?user=a%00b',
      '/audit?user=a&user=b',
      '/audit?kind=a&kind=b',
      '/inbox?status=open&status=open',
      '/inbox?before=%00',
      '/pullStream?of=things.0&of=things.0',
      '/pullStream',
    ]) {
      await expectRefused(path);
    }
    expect(wrong).toEqual([]);
    for (const path of [
      '/devices/%00/revoke',
      '/inbox/%00/resolve',
      '/inbox/%00/reopen',
      '/staff/%00',
      '/teams/%00',
    ]) {
      const body = path.startsWith('/inbox') ? { take: 'all' } : {};
      expect((await root.post(path, body)).status, path).toBeLessThan(500);
    }
  });
});

describe('the log', () => {
  it('is not filled by one person: repetitions are counted, exports are waited for', async () => {
    for (let times = 0; times < 60; times += 1) {
      expect((await logIn(server.url, 'anna', 'again')).status).toBe(200);
    }
    const { body } = await root.get<AuditPage>('/audit?limit=500&kind=signed-in');
    const own = body.entries.filter(({ device }) => device === 'again');
    expect(own.length).toBeLessThanOrEqual(20);
    const told = own.reduce((sum, { details }) => sum + Number(details.times ?? 1), 0);
    expect(told).toBe(60);
    anna = await Device.logIn(server.url, 'anna', 'anna-laptop');
    const batch = (from: number) =>
      Array.from({ length: 10 }, (_, index) => ({
        id: `01J00000000000000000000${String(from + index).padStart(3, '0')}`,
        ...{ what: 'document', count: 1, at: now.toISOString(), by: '' },
      }));
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => anna.post('/audit/exports', { exports: batch(index * 10) })),
    );
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(4);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(8);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    // An hour later the app tells the rest.
    now = new Date(now.getTime() + 3601_000);
    anna = await Device.logIn(server.url, 'anna', 'anna-laptop');
    expect((await anna.post('/audit/exports', { exports: batch(500) })).status).toBe(204);
  });
});

describe('a connection', () => {
  const open = async (head: string) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.on('error', () => {});
    let answer = '';
    socket.on('data', (bytes: Buffer) => {
      answer += bytes.toString('latin1');
    });
    socket.write(head);
    const ended = new Promise<string>((resolve) => socket.once('close', () => resolve(answer)));
    return { socket, ended };
  };
  const trickle = (socket: Socket) => {
    const timer = setInterval(() => socket.writable && socket.write('x'), 50);
    socket.once('close', () => clearInterval(timer));
  };
  const within = <T>(ms: number, promise: Promise<T>) => Promise.race([promise, pause(ms, 'still open')]);
  const post = (path: string, more = '') =>
    `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${more}content-length: 900000\r\n\r\n`;

  it('ends after a body that was refused, and the refusal arrives', async () => {
    const { socket, ended } = await open(post('/things/0/push'));
    trickle(socket);
    const answer = await within(5000, ended);
    expect(answer).toMatch(/^HTTP\/1\.1 401/);
    expect(answer).toMatch(/connection: close/i);
    expect(answer).toContain('login-required');
  });

  it('ends when a body stops, or a stranger takes too long over one', async () => {
    const stopped = await open(post('/things/0/push', `authorization: Bearer ${anna.token}\r\n`));
    expect(await within(8000, stopped.ended)).toBe('');
    const slow = await open(post('/auth/login').replace('900000', '9000'));
    trickle(slow.socket);
    expect(await within(5000, slow.ended)).toBe('');
    const large = await open(post('/auth/login'));
    trickle(large.socket);
    expect(await within(5000, large.ended)).toMatch(/^HTTP\/1\.1 413/);
  });
});
