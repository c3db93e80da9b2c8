import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../../src/server/start-server';
import { collections } from '../../src/shared/collections';
import { type Device, openDevice, until } from '../support/device';
import { inMemory } from '../support/memory-database';
import { type HeldLine, openHeldLine } from './support/held-line';

const password = 'очень-длинный пароль 3';
const pushPath = `/clients/${collections.clients.version}/push`;
const pullPath = `/clients/${collections.clients.version}/pull?`;
let server: RunningServer;
let line: HeldLine;
let anna: Device;
let head: string;
let boris: string;

const card = (id: string) => anna.read('clients.card', { id });
const synced = () =>
  until('Anna has sent everything', () => anna.status().phase === 'online' && anna.status().unsent === 0);

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
  head = (await signIn('vera')).token;
  boris = (await signIn('boris')).user.id;
  line = await openHeldLine(server.url);
  anna = await openDevice('Анна');
});
afterAll(async () => {
  line?.release(pushPath);
  line?.release(pullPath);
  await anna?.close();
  await line?.close();
  await server?.close();
});

/** Anna has a client on both sides, and is away. */
async function sharedClient(name: string): Promise<string> {
  await anna.connect(line.url, 'anna', password);
  const { id } = await anna.command('clients.create', { patch: { name, kind: 'company' } });
  await synced();
  expect(await onServer(id)).toMatchObject({ id });
  await anna.disconnect();
  return id;
}

describe('an edit that is not yet sent', () => {
  it('is told before it is answered: nobody who looks then sees that everything is sent', async () => {
    await anna.connect(line.url, 'anna', password);
    await synced();
    line.hold('answer', pushPath);
    for (let n = 0; n < 3; n += 1) {
      await anna.command('clients.create', { patch: { name: `Новый ${n}`, kind: 'company' } });
      expect(anna.status().unsent).toBeGreaterThan(0);
      expect(anna.status().oldestUnsentAt).not.toBe('');
    }
    line.release(pushPath);
    await synced();
    const { id } = await anna.command('clients.create', { patch: { name: 'Ещё один', kind: 'company' } });
    await synced();
    expect(await onServer(id)).toMatchObject({ name: 'Ещё один' });
    await anna.disconnect();
  });
});

describe('what follows from an edit and overtakes its answer', () => {
  it('takes the card from its former owner all the same', async () => {
    const id = await sharedClient('АО «Странник»');
    await anna.command('clients.change', { id, patch: { site: 'offline.example' } });
    await change(id, { ownerId: boris });
    await pullBeforeTheAnswer(async () => {}, `"${id}"`);
    await until('the card left Anna', async () => (await card(id)) === null);
    await synced();
    await anna.disconnect();
  });

  it('is not lost when a colleague wrote on top of it: by the stream', async () => {
    const id = await sharedClient('ООО «Поверх»');
    await anna.connect(line.url, 'anna', password);
    await synced();
    line.hold('answer', pushPath);
    await anna.command('clients.change', { id, patch: { site: 'anna.example' } });
    await line.held(pushPath);
    await change(id, { about: 'Из головного офиса' });
    await until('the feed has come', () => line.seen('Из головного офиса') > 0);
    await quiet();
    line.release(pushPath);
    await until('it is here', async () => (await card(id))?.client.about === 'Из головного офиса');
    expect((await card(id))?.client.site).toBe('anna.example');
    await synced();
    await anna.disconnect();
  });

  it('is not lost when a colleague wrote on top of it: by a pull', async () => {
    const id = await sharedClient('ООО «Сверху»');
    await anna.command('clients.change', { id, patch: { site: 'anna.example' } });
    await pullBeforeTheAnswer(() => change(id, { about: 'Второй этаж' }), 'Второй этаж');
    await until('it is here', async () => (await card(id))?.client.about === 'Второй этаж');
    expect((await card(id))?.client.site).toBe('anna.example');
    await synced();
    await anna.disconnect();
  });
});

/** Anna comes back and sends; before she has the answer, a pull brings what `then` did, which `text` is part of. */
async function pullBeforeTheAnswer(then: () => Promise<void>, text: string): Promise<void> {
  line.hold('answer', pushPath);
  line.hold('request', pullPath);
  await anna.connect(line.url, 'anna', password);
  await line.held(pushPath);
  await line.held(pullPath);
  await then();
  const before = line.seen(text);
  line.release(pullPath);
  await until('it has come', () => line.seen(text) > before);
  await quiet();
  line.release(pushPath);
}

/** What has come is worked off by now. */
const quiet = () => new Promise((resolve) => setTimeout(resolve, 300));

async function signIn(login: string): Promise<{ token: string; user: { id: string } }> {
  return (await ask('', '/auth/login', {
    login,
    password,
    device: { id: `of-${login}`, name: '' },
  })) as never;
}

async function onServer(id: string): Promise<Record<string, unknown> | null> {
  return (await ask(head, `/clients/${collections.clients.version}/documents/${id}`)) as never;
}

/** The head changes a client as it stands on the server. */
async function change(id: string, patch: object): Promise<void> {
  const master = { ...(await onServer(id)), _deleted: false };
  expect(master).toMatchObject({ id });
  const newDocumentState = { ...master, ...patch, updatedAt: new Date().toISOString() };
  const conflicts = await ask(head, pushPath, [{ newDocumentState, assumedMasterState: master }]);
  expect(conflicts).toEqual([]);
}

async function ask(token: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(server.url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return text === '' ? null : JSON.parse(text);
}
