import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../../src/server/start-server';
import { collections } from '../../src/shared/collections';
import { type Device, openDevice, until } from '../support/device';
import { inMemory } from '../support/memory-database';

const password = 'очень-длинный пароль 3';
let server: RunningServer;
let anna: Device;
let boris: Device;
let head: string;
const folder = mkdtempSync(join(tmpdir(), 'картотека файлы '));

interface Inbox {
  items: {
    id: string;
    recordId: string;
    reason: string;
    collection: string;
    fields: { field: string; mine: unknown }[];
  }[];
}

const synced = (device: Device) =>
  until(
    `${device.name} has sent everything`,
    () => device.status().phase === 'online' && device.status().unsent === 0,
  );
const card = (device: Device, id: string) => device.read('clients.card', { id });
const inbox = async () => {
  const response = await fetch(`${server.url}/inbox`, { headers: { authorization: `Bearer ${head}` } });
  return ((await response.json()) as Inbox).items;
};
const found = async (device: Device, text: string) =>
  (await device.read('search.find', { text, kinds: ['client', 'note'], limit: 20 })).hits.length;

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
  const device = { id: 'head-device', name: '' };
  const response = await fetch(`${server.url}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'vera', password, device }),
  });
  head = ((await response.json()) as { token: string }).token;
  [anna, boris] = await Promise.all([openDevice('Анна'), openDevice('Борис')]);
});
afterAll(async () => {
  await Promise.all([anna?.close(), boris?.close()]);
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a client given to a colleague', () => {
  it('leaves the device with its notes, its search and its history, and is whole on the other', async () => {
    const { id } = await anna.command('clients.create', {
      patch: { name: 'ООО «Уникум»', kind: 'company', about: 'Как было' },
    });
    await anna.command('notes.create', { patch: { clientId: id, text: 'Про яхонты' } });
    await anna.command('clients.change', { id, patch: { about: 'Как стало' } });
    await anna.connect(server.url, 'anna', password);
    const him = await boris.connect(server.url, 'boris', password);
    await synced(anna);
    expect(await card(boris, id)).toBeNull();
    expect(await found(anna, 'Уникум')).toBe(1);
    await until('the note can be found', async () => (await found(anna, 'яхонты')) === 1);

    await anna.command('clients.change', { id, patch: { ownerId: him.user.id } });
    await until('the card left Anna', async () => (await card(anna, id)) === null);
    await until('the note left Anna', async () => (await found(anna, 'яхонты')) === 0);
    expect(await found(anna, 'Уникум')).toBe(0);
    expect(await anna.read('bin.window', { kinds: [], text: '', offset: 0, limit: 10 })).toMatchObject({
      total: 0,
    });
    const past = await anna
      .read('history.page', { collection: 'clients', id, offset: 0, limit: 10 })
      .catch(() => null);
    expect(JSON.stringify(past)).not.toMatch(/Как было|Уникум/);

    const arrived = await until('the card came to Boris', () => card(boris, id));
    expect(arrived.client).toMatchObject({ about: 'Как стало', ownerId: him.user.id });
    await until('with its note', async () => (await found(boris, 'яхонты')) > 0);
    await synced(anna);
  });

  it('is shared with a participant for as long as he takes part', async () => {
    const { id } = await boris.command('clients.create', { patch: { name: 'Общий', kind: 'company' } });
    await synced(boris);
    const her = (await boris.read('users.list', {})).find(({ login }) => login === 'anna');
    await boris.command('participants.add', { clientId: id, userId: her?.id ?? '' });
    await until('the card came to Anna', () => card(anna, id));
    const [row] = await boris.read('participants.ofClient', { clientId: id });
    expect(row).toMatchObject({ userId: her?.id, name: 'anna' });
    await boris.command('participants.remove', { id: row?.id ?? '' });
    await until('the card left Anna', async () => (await card(anna, id)) === null);
    expect(await card(boris, id)).not.toBeNull();
  });

  it('takes nothing of what the former owner wrote offline, and loses nothing of it', async () => {
    const { id } = await anna.command('clients.create', {
      patch: { name: 'АО «Странник»', kind: 'company' },
    });
    await synced(anna);
    const stored = await card(anna, id);
    await anna.disconnect();
    await anna.command('clients.change', { id, patch: { site: 'offline.example' } });
    await anna.command('notes.create', { patch: { clientId: id, text: 'Написано в дороге' } });
    const him = (await boris.read('users.list', {})).find(({ login }) => login === 'boris');
    const { _deleted: _gone, ...master } = (await byHead(`/clients/0/documents/${id}`)) as Record<
      string,
      unknown
    >;
    expect(master).toMatchObject({ id });
    const given = { ...master, ownerId: him?.id, _deleted: false };
    await byHead('/clients/0/push', [
      { newDocumentState: given, assumedMasterState: { ...master, _deleted: false } },
    ]);
    expect(stored?.client.site).toBe('');

    await anna.connect(server.url, 'anna', password);
    await until('the card left Anna', async () => (await card(anna, id)) === null);
    await until('her note, too', async () => (await found(anna, 'дороге')) === 0);
    await synced(anna);
    const items = await inbox();
    const edit = items.find(({ recordId }) => recordId === id);
    expect(edit).toMatchObject({ reason: 'reassigned' });
    expect(edit?.fields).toContainEqual(expect.objectContaining({ field: 'site', mine: 'offline.example' }));
    expect(JSON.stringify(items)).toContain('Написано в дороге');
    expect((await until('the card is with Boris', () => card(boris, id))).client.site).toBe('');
  });
});

describe('a revoked device', () => {
  it('hands over what is unsent before main is told to wipe', async () => {
    const { id } = await boris.command('clients.create', { patch: { name: 'Последний', kind: 'company' } });
    await synced(boris);
    await boris.disconnect();
    await boris.command('clients.change', { id, patch: { about: 'Не успел отправить' } });
    const { devices } = (await byHead('/devices')) as { devices: { id: string }[] };
    expect(devices.map((device) => device.id)).toEqual(['head-device']);
    const his = await boris.connect(server.url, 'boris', password);
    await synced(boris);
    await boris.disconnect();
    await boris.command('clients.change', { id, patch: { about: 'Совсем не успел' } });
    const photo = join(folder, 'Фото витрины.jpg');
    writeFileSync(photo, randomBytes(1_500_000));
    await boris.internal('files.attach', { path: photo, clientId: id, parentKind: 'clients', parentId: id });
    const token = his.token;
    const own = (await ask(token, '/devices')) as { own: string };
    await ask(token, `/devices/${own.own}/revoke`, {});
    await boris.internal('sync.start', {
      server: server.url,
      login: 'boris',
      workspace: server.workspace,
      token,
    });
    await until('main is told', () => boris.told?.includes('sync.revoked'));
    await until('the person is told', () => boris.status().error?.code === 'sync-device-revoked');
    const item = (await inbox()).find(({ recordId, reason }) => recordId === id && reason === 'revoked');
    expect(item?.fields).toContainEqual(expect.objectContaining({ field: 'about', mine: 'Совсем не успел' }));

    // The file he attached came along: the head takes the record, and it leads to the whole content.
    const file = (await inbox()).find(({ collection }) => collection === 'files');
    expect(file?.reason).toBe('revoked');
    const hash = createHash('sha256').update(readFileSync(photo)).digest('hex');
    await byHead(`/inbox/${file?.id}/resolve`, { take: 'all' });
    const record = await byHead(`/files/${collections.files.version}/documents/${file?.recordId}`);
    expect(record).toMatchObject({ hash, name: 'Фото витрины.jpg' });
    expect((record as { uploadedAt: string }).uploadedAt).not.toBe('');
    expect(await byHead(`/files/${hash}`)).toEqual({ size: 1_500_000, received: 1_500_000, complete: true });
  });
});

async function ask(token: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(server.url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return text === '' ? null : JSON.parse(text);
}

const byHead = (path: string, body?: unknown) => ask(head, path, body);
