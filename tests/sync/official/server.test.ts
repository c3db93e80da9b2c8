import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RxCollection, RxDatabase } from 'rxdb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectionNames, collections } from '../../../src/shared/collections';
import { type Device, openDevice, until } from '../../support/device';
import { folder, officialPackages } from './packages';

type Doc = Record<string, unknown> & { id: string };
type Records = RxCollection<Doc>;

const token = 't'.repeat(43);

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

describe.skipIf(folder === undefined)("our application at RxDB's own server", () => {
  const official = folder === undefined ? undefined : officialPackages();
  let database: RxDatabase<Record<string, Records>>;
  let url: string;
  let anna: Device;
  const heard: string[] = [];

  beforeAll(async () => {
    if (!official) return;
    const made = await official.rxdb.createRxDatabase<Record<string, Records>>({
      name: 'official',
      storage: official.memory.getRxStorageMemory(),
      multiInstance: false,
    });
    const any = { type: 'object', primaryKey: 'id', required: ['id'], additionalProperties: true };
    const properties = { id: { type: 'string', maxLength: 100 } };
    const replicated = collectionNames.filter((name) => collections[name].replication !== 'no');
    await made.addCollections(
      Object.fromEntries(
        replicated.map((name) => {
          const { version } = collections[name];
          const steps = Array.from({ length: version }, (_step, i) => [i + 1, (old: unknown) => old]);
          const migrationStrategies = Object.fromEntries(steps);
          return [name, { schema: { ...any, properties, version } as never, migrationStrategies }];
        }),
      ),
    );
    // RxDB has called it `onClose` since version 16; the server is of version 15.
    Object.assign(made, { onDestroy: made.onClose });
    const port = await freePort();
    const running = await official.createRxServer({
      database: made,
      adapter: official.adapter,
      port,
      hostname: '127.0.0.1',
      authHandler: ({ authorization }) => {
        heard.push(authorization ?? '');
        if (authorization !== `Bearer ${token}`) throw new Error('who is it?');
        return { data: {}, validUntil: Date.now() + 60_000 };
      },
    });
    for (const name of replicated) {
      const collection = made[name];
      if (collection) running.addReplicationEndpoint({ name, collection: collection as never });
    }
    await running.start();
    database = made;
    url = `http://127.0.0.1:${port}`;
    anna = await openDevice('Анна');
    await begin();
  });
  afterAll(async () => {
    await anna?.close();
    // Which ends the server, too.
    await database?.close();
  });

  const begin = () =>
    anna.internal('sync.start', { server: url, login: 'anna', workspace: 'official', token });
  const clientAtServer = (id: string) => database.clients?.findOne(id).exec();
  const atServer = async (id: string) => (await clientAtServer(id))?.toJSON() as Doc | undefined;
  const card = async (id: string) => (await anna.read('clients.card', { id }))?.client;

  it('gives it what was written here, takes what others wrote, deletions too', async () => {
    const { id } = await anna.command('clients.create', {
      patch: { name: 'ООО «Ромашка»', kind: 'company' },
    });
    const there = await until('the client is at the server', () => clientAtServer(id));
    await until('it is confirmed here', async () => (await anna.read('clients.card', { id }))?.mark === 2);
    await there.incrementalPatch({ about: 'Пишет коллега', updatedAt: new Date().toISOString() });
    await until('the edit is here', async () => (await card(id))?.about === 'Пишет коллега');
    await anna.command('clients.change', { id, patch: { site: 'romashka.example' } });
    await until('the answer is there', async () => (await atServer(id))?.site === 'romashka.example');
    await database.clients?.insert({ ...there.toJSON(), id: 'theirs', name: 'АО «Лютик»' } as Doc);
    await until('a new one is here', () => card('theirs'));
    await (await clientAtServer('theirs'))?.remove();
    await until('it is gone here', async () => !(await card('theirs')));
    expect(new Set(heard)).toEqual(new Set([`Bearer ${token}`]));
  });

  it('joins what both sides wrote without each other', async () => {
    const { id } = await anna.command('clients.create', { patch: { name: 'ЗАО «Мак»', kind: 'company' } });
    const there = await until('the client is at the server', () => clientAtServer(id));
    await anna.disconnect();
    await anna.command('clients.change', { id, patch: { site: 'mak.example' } });
    await there.incrementalPatch({ about: 'Без связи', updatedAt: new Date().toISOString() });
    await begin();
    await until('both edits are on both sides', async () => {
      const sides = [await card(id), await atServer(id)];
      return sides.every((side) => side?.site === 'mak.example' && side.about === 'Без связи');
    });
  });

  it('sends more than it takes at once, and pulls pages written in one moment', async () => {
    await anna.disconnect();
    const { id } = await anna.command('clients.create', {
      patch: { name: 'ИП Котов', kind: 'entrepreneur' },
    });
    const text = 'Долгий разговор. '.repeat(500);
    for (let i = 0; i < 40; i += 1) {
      await anna.command('notes.create', { patch: { clientId: id, text: `${i} ${text}` } });
    }
    const [like] = (await database.clients?.find({ limit: 1 }).exec()) ?? [];
    const many = Array.from({ length: 2500 }, (_client, i) => ({ ...like?.toJSON(), id: `bulk-${i}` }));
    await database.clients?.bulkInsert(many as never);
    await begin();
    await until('all notes are there', async () => (await database.notes?.count().exec()) === 40, 60_000);
    await until('the last of the many is here', async () => {
      const cards = await Promise.all(['bulk-0', 'bulk-1249', 'bulk-2499'].map(card));
      return cards.every(Boolean);
    });
  });
});
