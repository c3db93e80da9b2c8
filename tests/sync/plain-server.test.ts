import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noClientFilter } from '../../src/shared/clients/contract';
import { collectionNames, collections } from '../../src/shared/collections';
import { type Device, openDevice, until } from '../support/device';
import { idOf } from '../support/id';
import { type PlainServer, startPlainServer } from './support/plain-server';

/** In the order in which a device begins with them. */
const replicated = collectionNames
  .filter((name) => collections[name].replication !== 'no')
  .sort((one, other) => collections[one].pullPriority - collections[other].pullPriority);

let server: PlainServer;
let anna: Device;

const card = async (id: string) => (await anna.read('clients.card', { id }))?.client;
const atServer = (id: string) => server.documents('clients').get(id);
const begin = () =>
  anna.internal('sync.start', {
    server: server.url,
    login: 'anna',
    workspace: 'plain',
    token: 't'.repeat(43),
  });

beforeAll(async () => {
  server = await startPlainServer();
  anna = await openDevice('Анна');
  await begin();
});
afterAll(async () => {
  await anna?.close();
  await server?.close();
});

/** A client of a colleague, written after everything that was told before: once it is here, so is that. */
async function everythingIsHere(): Promise<void> {
  const [like] = server.documents('clients').values();
  if (!like) throw new Error('there is no client to copy');
  const id = idOf(`after-${server.documents('clients').size}`);
  server.write('clients', { ...like, id, name: 'После всего' });
  await until('what was told last is here', () => card(id));
}

describe('another server of the same protocol', () => {
  it('is followed collection by collection, since it has no stream for all of them', async () => {
    const all = () => server.followed().length >= replicated.length;
    await until('every collection is followed', all);
    expect(server.askedForAll()).toBe(1);
    // The first one's end has the device ask for one stream for all again: the server may be a newer one now.
    server.drop(replicated[0] ?? '');
    await until('all are followed anew', () => server.askedForAll() > 1 && all());
    server.drop(replicated[1] ?? '');
    await until('the one that ended is followed anew', all);
  });

  it('takes what was written here, and gives what others wrote', async () => {
    const { id } = await anna.command('clients.create', {
      patch: { name: 'ООО «Ромашка»', kind: 'company' },
    });
    const there = await until('the client is at the server', async () => atServer(id));
    server.write('clients', { ...there, about: 'Пишет коллега', updatedAt: new Date().toISOString() });
    await until('the edit is here', async () => (await card(id))?.about === 'Пишет коллега');
  });

  it('is caught up with after a break, both sides’ edits kept', async () => {
    const { id } = await anna.command('clients.create', { patch: { name: 'АО «Лютик»', kind: 'company' } });
    const there = await until('the client is at the server', async () => atServer(id));
    await anna.disconnect();
    await anna.command('clients.change', { id, patch: { site: 'lutik.example' } });
    server.write('clients', { ...there, about: 'Без связи', updatedAt: new Date().toISOString() });
    await begin();
    await until('both edits are on both sides', async () => {
      const sides = [await card(id), atServer(id)];
      return sides.every((side) => side?.site === 'lutik.example' && side.about === 'Без связи');
    });
  });

  it('cannot put an older state in the place of what it has taken from here since', async () => {
    const { id } = await anna.command('clients.create', { patch: { name: 'ЗАО «Мак»', kind: 'company' } });
    const former = await until('the client is at the server', async () => atServer(id));
    const read = server.write('clients', { ...former, id: idOf('between') });
    await anna.command('clients.change', { id, patch: { about: 'Новое' } });
    await until('the server has taken the edit', async () => atServer(id)?.about === 'Новое');
    await until('the device knows', async () => (await anna.read('clients.card', { id }))?.mark === 2);
    // Read at the server before the edit was taken, and held up on the way.
    server.tell('clients', [former], read);
    await everythingIsHere();
    expect((await card(id))?.about).toBe('Новое');
    expect(atServer(id)?.about).toBe('Новое');
  });

  it('may go back to a former state on purpose', async () => {
    const { id } = await anna.command('clients.create', {
      patch: { name: 'ИП Котов', kind: 'entrepreneur' },
    });
    const former = await until('the client is at the server', async () => atServer(id));
    await anna.command('clients.change', { id, patch: { about: 'Ошибка' } });
    await until('the device knows', async () => {
      const mark = (await anna.read('clients.card', { id }))?.mark;
      return atServer(id)?.about === 'Ошибка' && mark === 2;
    });
    server.write('clients', former);
    await everythingIsHere();
    expect((await card(id))?.about).toBe('');
  });
});

describe('a server that sends what cannot be held', () => {
  const likeOf = () => {
    const [like] = server.documents('clients').values();
    if (!like) throw new Error('there is no client to copy');
    return like;
  };

  it('has its texts mended, and takes the edits of such records', async () => {
    const id = idOf('half');
    server.write('clients', {
      ...likeOf(),
      id,
      name: 'Полови\ud83dна',
      about: 'a\0b',
      tags: ['\udc4d'],
      _deleted: false,
    });
    await until('the client is here', async () => (await card(id))?.name === 'Полови\ufffdна');
    expect(await card(id)).toMatchObject({ about: 'a\ufffdb', tags: ['\ufffd'] });
    const sent = () => server.pushed().filter((one) => one === id).length;
    await anna.command('clients.change', { id, patch: { site: 'half.example' } });
    await until('the edit is there', async () => atServer(id)?.site === 'half.example');
    expect(atServer(id)).toMatchObject({ name: 'Полови\ufffdна' });
    // One push: the server was told the very state that it had.
    expect(sent()).toBe(1);
  });

  it('gives no record of another id than ours, and the rest of its pages', async () => {
    const ids = ['../../../../home', '..', '/etc/passwd', 'a'.repeat(26), '\ud83d', '__proto__', 'own\0'];
    for (const id of ids)
      server.write('files', { ...likeOf(), id, clientId: '', name: '.bashrc', hash: 'a'.repeat(64) });
    for (const id of ids) server.write('clients', { ...likeOf(), id, name: `Чужой ${id}` });
    await everythingIsHere();
    const filter = { ...noClientFilter, text: 'Чужой' };
    const rows = await anna.read('clients.window', {
      filter,
      sort: { field: 'name', descending: false },
      offset: 0,
      limit: 50,
    });
    expect(rows?.total).toBe(0);
  });

  it('is gone through although whole pages of it are left outside', async () => {
    const foreign = await startPlainServer();
    const vera = await openDevice('Вера');
    try {
      const like = likeOf();
      for (let n = 0; n < 1200; n += 1) foreign.write('clients', { ...like, id: `../${n}`, name: 'Чужой' });
      const id = idOf('last');
      foreign.write('clients', { ...like, id, name: 'Последний' });
      const where = { server: foreign.url, login: 'vera', workspace: 'foreign', token: 't'.repeat(43) };
      await vera.internal('sync.start', where);
      await until('the last one is here', async () =>
        Boolean((await vera.read('clients.card', { id }))?.client.name === 'Последний'),
      );
      const counts = await vera.read('sync.counts', {});
      expect(counts?.find(({ name }) => name === 'clients')).toMatchObject({ here: 1 });
    } finally {
      await vera.close();
      await foreign.close();
    }
  });
});

describe('a server, or a proxy before it, that takes little at once', () => {
  it('is sent smaller batches at once', async () => {
    const narrow = await startPlainServer({ maxBytes: 100 * 1024 });
    const boris = await openDevice('Борис');
    try {
      const { id } = await boris.command('clients.create', { patch: { name: 'ИП Котов', kind: 'company' } });
      const text = 'Долгий разговор. '.repeat(400);
      for (let i = 0; i < 30; i += 1) {
        await boris.command('notes.create', { patch: { clientId: id, text: `${i} ${text}` } });
      }
      const where = { server: narrow.url, login: 'boris', workspace: 'narrow', token: 't'.repeat(43) };
      await boris.internal('sync.start', where);
      await until('all notes are there', () => narrow.documents('notes').size === 30);
      expect(narrow.refusedAsTooLarge()).toBeGreaterThan(0);
      await until('it has gone on without a failure', () => boris.status().unsent === 0);
    } finally {
      await boris.close();
      await narrow.close();
    }
  });
});
