import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../../src/server/start-server';
import type { AuditPage, ExportKind } from '../../src/shared/audit/events';
import { type Device, openDevice, until } from '../support/device';
import { inMemory } from '../support/memory-database';
import { startPlainServer } from './support/plain-server';

const password = 'очень-длинный пароль 3';
let server: RunningServer;
let anna: Device;
let root: string;

const exported = async () => {
  const headers = { authorization: `Bearer ${root}` };
  const response = await fetch(`${server.url}/audit?kind=exports&limit=500`, { headers });
  return ((await response.json()) as AuditPage).entries
    .map(({ details, device, userId, subject }) => ({ ...details, device, userId, subject }) as never as Told)
    .reverse();
};
interface Told {
  readonly what: string;
  readonly count: number;
  readonly at: string;
  readonly device: string;
  readonly userId: string;
  readonly subject: string;
}
const untold = (device: Device) => device.internal('exports.untold', null);
/** What main does around a work that carries something out; see `exporting`. */
async function makes(device: Device, what: ExportKind, count: number, made = true): Promise<string> {
  const id = await device.internal('exports.begin', { what, count });
  await device.internal('exports.end', { id, made });
  return id;
}
const told = (device: Device) => until('everything is told', async () => (await untold(device)).length === 0);

beforeAll(async () => {
  server = await startServer({ database: await inMemory(), passwordCost: 4 });
  await server.createUser({ login: 'anna', name: 'Анна', role: 'seller', password });
  await server.createUser({ login: 'boris', name: 'Борис', role: 'seller', password });
  await server.createUser({ login: 'root', name: 'Ольга', role: 'admin', password });
  const response = await fetch(`${server.url}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'root', password, device: { id: 'root-device', name: '' } }),
  });
  root = ((await response.json()) as { token: string }).token;
  anna = await openDevice('Анна');
});
afterAll(async () => {
  await anna?.close();
  await server?.close();
});

describe('exports', () => {
  it('made offline wait in the base and go with the next exchange, each once', async () => {
    const before = new Date().toISOString();
    const her = await anna.connect(server.url, 'anna', password);
    await anna.disconnect();
    await makes(anna, 'document', 1);
    await makes(anna, 'copy', 1200);
    await makes(anna, 'file', 1, false);
    expect(await untold(anna)).toMatchObject([{ what: 'document' }, { what: 'copy', count: 1200 }]);
    expect(await exported()).toEqual([]);
    await anna.connect(server.url, 'anna', password);
    await told(anna);
    const entries = await exported();
    expect(entries).toMatchObject([
      { what: 'document', count: 1, userId: her.user.id, subject: '' },
      { what: 'copy', count: 1200, userId: her.user.id, subject: '' },
    ]);
    expect(new Set(entries.map(({ device }) => device)).size).toBe(1);
    for (const { at } of entries) expect(at >= before).toBe(true);
  });

  it('made while connected are told at once', async () => {
    await makes(anna, 'file-opened', 1);
    await told(anna);
    expect((await exported()).at(-1)).toMatchObject({ what: 'file-opened' });
  });

  it('survive a power cut, one that was under way included, and are not doubled by a lost answer', async () => {
    await anna.disconnect();
    const count = (await exported()).length;
    await anna.internal('exports.begin', { what: 'document', count: 1 });
    await makes(anna, 'copy', 7);
    // As after a power cut: the database is opened anew, and what had begun is taken for made.
    const left = anna.left();
    await anna.internal('close', null);
    const again = await openDevice('Анна', left);
    const waiting = await untold(again);
    expect(waiting.map(({ what }) => what)).toEqual(['document', 'copy']);
    await again.connect(server.url, 'anna', password);
    await told(again);
    expect(await exported()).toHaveLength(count + 2);
    // The answer was lost, or an older state of the database was put back: they are told again.
    await again.internal('exports.replace', waiting);
    await told(again);
    expect(await exported()).toHaveLength(count + 2);
    anna = again;
  });

  it('name who made them where somebody else signed in since', async () => {
    const her = (await exported()).at(-1)?.userId;
    await anna.disconnect();
    await makes(anna, 'copy', 9);
    const him = await anna.connect(server.url, 'boris', password);
    await told(anna);
    expect((await exported()).at(-1)).toMatchObject({ count: 9, userId: him.user.id, subject: her });
  });

  it('are told by a revoked computer before its base is wiped', async () => {
    await anna.disconnect();
    await makes(anna, 'copy', 11);
    const device = (await exported()).at(-1)?.device;
    const headers = { authorization: `Bearer ${root}` };
    await fetch(`${server.url}/devices/${device}/revoke`, { method: 'POST', headers });
    await anna.connect(server.url, 'boris', password);
    await until('main is told to wipe', () => anna.told?.includes('sync.revoked'));
    expect((await exported()).at(-1)).toMatchObject({ what: 'copy', count: 11 });
    expect(await untold(anna)).toEqual([]);
  });

  it('hold nothing up where a server does not take them', async () => {
    const plain = await startPlainServer();
    const lone = await openDevice('Одна');
    try {
      await makes(lone, 'document', 1);
      const { id } = await lone.command('clients.create', { patch: { name: 'Веха', kind: 'company' } });
      await lone.internal('sync.start', {
        server: plain.url,
        login: 'anna',
        workspace: 'plain',
        token: 'any',
      });
      await until('the client is there', () => plain.documents('clients').has(id));
      await until('all is sent', () => lone.status().phase === 'online' && lone.status().unsent === 0);
      expect(await untold(lone)).toHaveLength(1);
    } finally {
      await lone.close();
      await plain.close();
    }
  });
});
