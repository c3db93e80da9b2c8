import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect, createServer as listen, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Connection } from '../../src/main/sync/connection';
import { type RunningServer, startServer } from '../../src/server/start-server';
import { type Device, openDevice, until } from '../support/device';
import { inMemory } from '../support/memory-database';

const password = 'очень-длинный пароль 3';
/** A connection breaks when it has carried so many bytes in one direction. */
const maxBytes = 48 * 1024;
const cards = 150;
let server: RunningServer;
let line: { readonly url: string; readonly breaks: () => number; close(): void };
let devices: Device[] = [];
let folder: string;

/** A line that holds as long as one on the road does: each connection ends after some kilobytes. */
async function openShortLine(target: string): Promise<typeof line> {
  const sockets = new Set<Socket>();
  let breaks = 0;
  const { port, hostname } = new URL(target);
  const entrance = listen((near) => {
    const far = connect(Number(port), hostname);
    const end = () => {
      near.destroy();
      far.destroy();
    };
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      let carried = 0;
      sockets.add(from);
      from.on('error', end).on('close', end);
      from.on('data', (bytes: Buffer) => {
        carried += bytes.length;
        if (carried <= maxBytes) return void to.write(bytes);
        breaks += 1;
        end();
      });
    }
  });
  await new Promise<void>((resolve) => entrance.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(entrance.address() as AddressInfo).port}`,
    breaks: () => breaks,
    close: () => {
      for (const socket of sockets) socket.destroy();
      entrance.close();
    },
  };
}

/** Nobody waits for the pauses between attempts: the person asks for the exchange again and again. */
async function impatiently(device: Device, what: string, done: () => Promise<unknown>): Promise<void> {
  const again = setInterval(() => void device.internal('sync.now', null).catch(() => {}), 100);
  try {
    await until(what, done);
  } finally {
    clearInterval(again);
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'короткая линия '));
  server = await startServer({ database: await inMemory(), passwordCost: 4 });
  for (const login of ['anna', 'boris']) {
    await server.createUser({ login, name: login, password, role: 'admin' });
  }
  line = await openShortLine(server.url);
  devices = await Promise.all([openDevice('Анна'), openDevice('Борис')]);
});
afterAll(async () => {
  await Promise.all(devices.map((device) => device.close()));
  line?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a line that breaks every few kilobytes', () => {
  it('carries everything both ways at last, records and files', async () => {
    const [anna, boris] = devices as [Device, Device];
    let clientId = '';
    for (let made = 0; made < cards; made += 1) {
      const about = randomBytes(300).toString('base64');
      ({ id: clientId } = await anna.command('clients.create', {
        patch: { name: `№ ${made}`, kind: 'company', about },
      }));
    }
    const path = join(folder, 'Договор.pdf');
    writeFileSync(path, randomBytes(150_000));
    const of = { path, clientId, parentKind: 'clients', parentId: clientId } as const;
    const { id } = await anna.internal('files.attach', of);
    const file = async (device: Device) =>
      (await device.read('files.ofClient', { clientId })).find((one) => one.id === id);
    await anna.connect(line.url, 'anna', password);
    await impatiently(anna, 'the server has it all', async () => {
      return anna.status().unsent === 0 && (await file(anna))?.uploaded;
    });
    const breaks = line.breaks();
    expect(breaks).toBeGreaterThan(0);
    await boris.connect(line.url, 'boris', password);
    await impatiently(boris, 'Boris has it all', async () => {
      const clients = (await boris.read('sync.counts', {})).find(({ name }) => name === 'clients');
      return clients?.here === cards && (await file(boris))?.here;
    });
    expect(line.breaks()).toBeGreaterThan(breaks);
  });
});

describe('a line over which an answer trickles', () => {
  it('is waited for as long as something comes', async () => {
    const slow = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      let letters = 0;
      const timer = setInterval(() => {
        letters += 1;
        response.write('а');
        if (letters < 30) return;
        clearInterval(timer);
        response.end();
      }, 50);
      response.on('close', () => clearInterval(timer));
    });
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`;
    const tokens = { get: async () => 't', renew: async () => 't' };
    const connection = new Connection({ server: url, tokens }, () => {}, Math.random, 700);
    try {
      const text = await connection.ask(
        () => ({ path: '/' }),
        (response) => response.text(),
      );
      expect(text).toBe('а'.repeat(30));
    } finally {
      connection.stop();
      slow.close();
    }
  });
});
