import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../../src/server/start-server';
import { type Device, openDevice, until } from '../support/device';
import { inMemory } from '../support/memory-database';

const password = 'очень-длинный пароль 3';
let server: RunningServer;
let anna: Device;
let boris: Device;
let head: string;

interface Item {
  readonly id: string;
  readonly by: string;
  readonly recordId: string;
  readonly reason: string;
  readonly status: string;
}

async function byHead<T>(path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${server.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${head}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (response.status === 204 ? null : await response.json()) as T;
}

const waiting = async () =>
  (await byHead<{ items: Item[] }>('/inbox?status=open')).items.filter(({ recordId }) => recordId === 'own');
const synced = (device: Device) =>
  until(
    `${device.name} has sent everything`,
    () => device.status().phase === 'online' && device.status().unsent === 0,
  );
const nameOn = async (device: Device) => (await device.read('organizations.own', {}))?.name ?? '';
const waits = (device: Device) => device.read('organizations.waits', {});

beforeAll(async () => {
  server = await startServer({ database: await inMemory(), passwordCost: 4 });
  const team = (await server.createTeam('Продажи')).id;
  for (const [login, role] of [
    ['anna', 'seller'],
    ['boris', 'seller'],
    ['vera', 'head'],
  ] as const) {
    await server.createUser({ login, name: login, role, team, password });
  }
  const response = await fetch(`${server.url}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'vera', password, device: { id: 'head-device', name: '' } }),
  });
  head = ((await response.json()) as { token: string }).token;
  [anna, boris] = await Promise.all([openDevice('Анна'), openDevice('Борис')]);
});
afterAll(async () => {
  await Promise.all([anna?.close(), boris?.close()]);
  await server?.close();
});

describe("a seller's own organisation, where the server has none", () => {
  it('stays on the device it was filled in on, waits for the head, and is on no other', async () => {
    await anna.command('organizations.save', { patch: { name: 'ИП Анна' } });
    await boris.command('organizations.save', { patch: { name: 'ИП Борис' } });
    await anna.connect(server.url, 'anna', password);
    await boris.connect(server.url, 'boris', password);
    await synced(anna);
    await synced(boris);
    await until('both wait for the head', async () => (await waiting()).length === 2);
    for (const { reason } of await waiting()) expect(reason).toBe('role');
    // Something else goes there and back, so that whatever the feed has for them has come.
    const { id } = await anna.command('clients.create', { patch: { name: 'Веха', kind: 'company' } });
    await until('the client is confirmed', async () => {
      return (await anna.read('clients.card', { id }))?.mark === 2;
    });
    expect([await nameOn(anna), await nameOn(boris)]).toEqual(['ИП Анна', 'ИП Борис']);
    expect([await waits(anna), await waits(boris)]).toEqual([true, true]);
  });

  it('leaves the device when the head refuses it, and nothing comes in its place', async () => {
    const users = await byHead<{ users: { id: string; name: string }[] }>('/users');
    const him = users.users.find(({ name }) => name === 'boris');
    const his = (await waiting()).find(({ by }) => by === him?.id);
    await byHead(`/inbox/${his?.id}/resolve`, { take: 'none' });
    await until("Boris's has left", async () => (await nameOn(boris)) === '');
    expect(await waits(boris)).toBe(false);
    expect(await nameOn(anna)).toBe('ИП Анна');
  });

  it("is the company's once the head accepts it", async () => {
    const [hers] = await waiting();
    await byHead(`/inbox/${hers?.id}/resolve`, { take: 'all' });
    await until('it came to Boris', async () => (await nameOn(boris)) === 'ИП Анна');
    await until('it is confirmed to Anna', async () => !(await waits(anna)));
    expect(await nameOn(anna)).toBe('ИП Анна');
    expect(await waiting()).toEqual([]);
    expect(anna.status().unsent).toBe(0);
  });

  it("gives way to the company's where the server has one, and waits in the inbox", async () => {
    const gleb = await openDevice('Глеб');
    try {
      await server.createUser({ login: 'gleb', name: 'gleb', role: 'seller', password });
      await gleb.command('organizations.save', { patch: { name: 'ИП Глеб' } });
      await gleb.connect(server.url, 'gleb', password);
      await until("the company's came", async () => (await nameOn(gleb)) === 'ИП Анна');
      await until('it is confirmed', async () => !(await waits(gleb)));
      await synced(gleb);
      expect(await gleb.read('conflicts.count', {})).toBe(0);
      expect(await waiting()).toMatchObject([{ reason: 'role' }]);
    } finally {
      await gleb.close();
    }
  });
});
