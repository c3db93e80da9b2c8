import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../../src/server/start-server';
import { type Device, openDevice, until } from '../support/device';
import { idOf } from '../support/id';
import { inMemory } from '../support/memory-database';

const password = 'очень-длинный пароль 2';
const megabyte = 1024 * 1024;
let server: RunningServer;
let anna: Device;
let boris: Device;
let folder: string;
let clientId: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'файлы обмена '));
  server = await startServer({
    database: await inMemory(),
    passwordCost: 4,
    maxFileBytes: 5.5 * megabyte,
    filesQuotaBytes: 9 * megabyte,
  });
  await server.createUser({ login: 'anna', name: 'Анна Петрова', password, role: 'admin' });
  await server.createUser({ login: 'boris', name: 'Борис Котов', password, role: 'admin' });
  [anna, boris] = await Promise.all([openDevice('Анна'), openDevice('Борис')]);
  clientId = (await anna.command('clients.create', { patch: { name: 'Мак', kind: 'company' } })).id;
});
afterAll(async () => {
  await Promise.all([anna?.close(), boris?.close()]);
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function attach(device: Device, name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const of = { path, clientId, parentKind: 'clients', parentId: clientId } as const;
  return (await device.internal('files.attach', of)).id;
}

const row = async (device: Device, id: string) =>
  (await device.read('files.ofClient', { clientId })).find((file) => file.id === id);

async function contentAt(device: Device, id: string): Promise<Buffer> {
  const to = join(folder, `у ${device.name}`);
  await device.internal('files.extract', { id, to });
  return readFileSync(to);
}

describe('attached files', () => {
  it('are usable offline, reach the server and the colleague whole', async () => {
    const bytes = randomBytes(1.5 * megabyte);
    const id = await attach(anna, 'Договор «Мак».pdf', bytes);
    expect(await row(anna, id)).toMatchObject({ here: true, uploaded: false, size: bytes.length });
    expect((await contentAt(anna, id)).equals(bytes)).toBe(true);
    await anna.connect(server.url, 'anna', password);
    await boris.connect(server.url, 'boris', password);
    await until('the server has it', async () => (await row(anna, id))?.uploaded);
    await until('Boris has it', async () => (await row(boris, id))?.here);
    expect((await contentAt(boris, id)).equals(bytes)).toBe(true);
  });

  it('that are large come when somebody wants them', async () => {
    const bytes = randomBytes(5.2 * megabyte);
    const id = await attach(anna, 'видео.mp4', bytes);
    await until('the server has it', async () => (await row(anna, id))?.uploaded);
    await until('Boris knows of it', () => row(boris, id));
    expect((await row(boris, id))?.here).toBe(false);
    await expect(contentAt(boris, id)).rejects.toMatchObject({ code: 'file-not-here' });
    await boris.command('files.fetch', { id });
    await until('Boris has it', async () => (await row(boris, id))?.here);
    expect((await contentAt(boris, id)).equals(bytes)).toBe(true);
  });

  it('of one content are sent once', async () => {
    const bytes = randomBytes(1000);
    const first = await attach(anna, 'раз.txt', bytes);
    const second = await attach(anna, 'два.txt', bytes);
    await until('both are there', async () => {
      return (await row(boris, first))?.here && (await row(boris, second))?.here;
    });
    expect((await row(boris, first))?.hash).toBe((await row(boris, second))?.hash);
  });

  it('beyond a limit stay here and say why', async () => {
    const large = await attach(anna, 'большой.bin', randomBytes(5.5 * megabyte + 1));
    await until('too large', async () => (await row(anna, large))?.failure === 'file-too-large');
    const last = await attach(anna, 'последний.bin', randomBytes(5 * megabyte));
    await until('no room', async () => (await row(anna, last))?.failure === 'quota-exceeded');
    expect((await contentAt(anna, last)).length).toBe(5 * megabyte);
    // Others are not held up by it.
    const small = await attach(anna, 'малый.bin', randomBytes(1000));
    await until('the small one passes', async () => (await row(boris, small))?.here);
  });

  it('go on where a broken line left them', async () => {
    const bytes = randomBytes(2 * megabyte);
    const id = await attach(anna, 'по плохой связи.bin', bytes);
    await anna.disconnect();
    const line = await badLine(server.url);
    try {
      await anna.connect(line.url, 'anna', password);
      await until('the server has it all the same', async () => (await row(anna, id))?.uploaded);
      expect(line.broken()).toBeGreaterThan(0);
    } finally {
      await anna.disconnect();
      await line.close();
    }
    await anna.connect(server.url, 'anna', password);
    await until('Boris has it', async () => (await row(boris, id))?.here);
    expect((await contentAt(boris, id)).equals(bytes)).toBe(true);
  });
});

describe('a stranger', () => {
  it('is told the same of a content that is there and one that is not', async () => {
    const asked = async (hash: string, token: string) => {
      const response = await fetch(`${server.url}/files/${hash}/content?at=0`, {
        headers: token ? { authorization: `Bearer ${token}` } : {},
      });
      return [response.status, ((await response.json()) as { code: string }).code];
    };
    expect(await asked('0'.repeat(64), '')).toEqual([401, 'login-required']);
    const login = await fetch(`${server.url}/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'boris', password, device: { id: 'stranger', name: '' } }),
    });
    const { token } = (await login.json()) as { token: string };
    expect(await asked('0'.repeat(64), token)).toEqual([404, 'content-missing']);
  });

  it('cannot plant a content under a hash that is not its own', async () => {
    const hash = createHash('sha256').update('одно').digest('hex');
    const signedIn = await fetch(`${server.url}/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'boris', password, device: { id: 'planter', name: '' } }),
    });
    const { token } = (await signedIn.json()) as { token: string };
    const headers = { authorization: `Bearer ${token}` };
    const at = new Date().toISOString();
    const record = {
      ...{ id: idOf('planted'), createdAt: at, createdBy: '', updatedAt: at, updatedBy: '', importId: '' },
      ...{ clientId, parentKind: 'clients', parentId: clientId, name: 'чужое.txt', size: 6, hash },
      ...{ uploadedAt: '', _deleted: false },
    };
    const pushed = await fetch(`${server.url}/files/0/push`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify([{ newDocumentState: record }]),
    });
    expect([pushed.headers.get('x-kartoteka-rejected'), await pushed.json()]).toEqual([null, []]);
    const put = await fetch(`${server.url}/files/${hash}?at=0&size=6`, {
      method: 'PUT',
      headers: { ...headers, 'content-type': 'application/octet-stream' },
      body: 'другое'.slice(0, 3),
    });
    expect([put.status, ((await put.json()) as { code: string }).code]).toEqual([422, 'checksum-failed']);
    const state = await fetch(`${server.url}/files/${hash}`, { headers });
    expect(await state.json()).toEqual({ size: 0, received: 0, complete: false });
  });
});

/** A line to the server that breaks every so often in the middle of a request. */
async function badLine(to: string) {
  const { hostname, port } = new URL(to);
  let broken = 0;
  /** Bytes that pass, over all connections, until the next break. */
  let left = 0.6 * megabyte;
  const sockets = new Set<Socket>();
  const line = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (bytes) => {
      left -= bytes.length;
      if (left < 0) {
        broken += 1;
        left = 1.3 * megabyte;
        near.destroy();
        return;
      }
      far.write(bytes);
    });
    far.on('data', (bytes) => near.write(bytes));
  });
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(line.address() as AddressInfo).port}`,
    broken: () => broken,
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        line.close(() => resolve());
      }),
  };
}
