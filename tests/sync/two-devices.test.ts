import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../../src/server/start-server';
import { type Device, openDevice, until } from '../support/device';
import { inMemory } from '../support/memory-database';

let server: RunningServer;
let anna: Device;
let boris: Device;

const password = 'очень-длинный пароль 1';
const synced = (device: Device) =>
  until(
    `${device.name} has sent everything`,
    () => device.status().phase === 'online' && device.status().unsent === 0,
  );
const card = (device: Device, id: string) => device.read('clients.card', { id });

beforeAll(async () => {
  server = await startServer({ database: await inMemory(), passwordCost: 12 });
  await server.createUser({ login: 'anna', name: 'Анна Петрова', role: 'admin', password });
  await server.createUser({ login: 'boris', name: 'Борис Котов', role: 'admin', password });
  [anna, boris] = await Promise.all([openDevice('Анна'), openDevice('Борис')]);
});

afterAll(async () => {
  await Promise.all([anna?.close(), boris?.close()]);
  await server?.close();
});

describe('two devices and a server', () => {
  it('gives what was entered before the first sign-in to the colleague', async () => {
    const { id } = await anna.command('clients.create', {
      patch: { name: 'ООО «Ромашка»', kind: 'company' },
    });
    await anna.command('notes.create', { patch: { clientId: id, text: 'Просили перезвонить' } });
    expect((await card(anna, id))?.mark).toBe(0);
    const a = await anna.connect(server.url, 'anna', password);
    const b = await boris.connect(server.url, 'boris', password);
    expect(a.series).not.toBe(b.series);
    await synced(anna);
    const arrived = await until('the client came to Boris', () => card(boris, id));
    expect(arrived.client).toMatchObject({ name: expect.stringContaining('Ромашка'), ownerId: a.user.id });
    expect(arrived.mark).toBe(2);
    await until('the card is confirmed', async () => (await card(anna, id))?.mark === 2);
    await until('both know each other by name', async () => {
      const names = (await boris.read('users.list', {})).map((user) => user.name);
      return names.includes('Анна Петрова') && names.includes('Борис Котов');
    });
  });

  it('hears of everything over one stream a device', async () => {
    await Promise.all([synced(anna), synced(boris)]);
    await until('two streams are open, one for each', async () => {
      const metrics = await (await fetch(`${server.url}/metrics`)).text();
      return /^kartoteka_open_streams 2$/m.test(metrics);
    });
  });

  it('keeps offline edits of different fields from both sides', async () => {
    const { id } = await anna.command('clients.create', { patch: { name: 'АО «Лютик»', kind: 'company' } });
    await until('the client came to Boris', () => card(boris, id));
    await anna.disconnect();
    await boris.disconnect();
    await anna.command('clients.change', { id, patch: { site: 'lutik.example' } });
    await boris.command('clients.change', { id, patch: { about: 'Любят скидки' } });
    await boris.command('tasks.create', {
      patch: { clientId: id, title: 'Позвонить', dueDate: '2026-12-01' },
    });
    await anna.connect(server.url, 'anna', password);
    await synced(anna);
    await boris.connect(server.url, 'boris', password);
    for (const device of [anna, boris]) {
      await until(`both edits are at ${device.name}`, async () => {
        const client = (await card(device, id))?.client;
        return client?.site === 'lutik.example' && client.about === 'Любят скидки';
      });
      await synced(device);
    }
  });

  it("keeps the server's value of a field both edited, and ours as a conflict for everybody", async () => {
    const { id } = await anna.command('clients.create', { patch: { name: 'Мак', kind: 'company' } });
    await until('the client came to Boris', () => card(boris, id));
    await synced(anna);
    await boris.disconnect();
    await anna.command('clients.change', { id, patch: { site: 'anna.example' } });
    await synced(anna);
    await boris.command('clients.change', { id, patch: { site: 'boris.example' } });
    await boris.connect(server.url, 'boris', password);
    await until('the field is the one that came first', async () => {
      return (await card(boris, id))?.client.site === 'anna.example';
    });
    await synced(boris);
    const conflict = await until('what did not stay is a conflict at Anna too', async () => {
      const { rows } = await anna.read('conflicts.list', { state: 'open', limit: 50 });
      return rows.find(({ recordId }) => recordId === id);
    });
    expect(conflict).toMatchObject({
      mineByName: 'Борис Котов',
      theirsByName: 'Анна Петрова',
      fields: [{ field: 'site', mine: 'boris.example', theirs: 'anna.example', base: '' }],
    });
    await anna.command('conflicts.decide', {
      id: conflict.id,
      choices: [{ field: 'site', choice: 'mine' }],
    });
    await until('the value taken is at Boris, and the conflict over', async () => {
      const open = await boris.read('conflicts.count', {});
      return open === 0 && (await card(boris, id))?.client.site === 'boris.example';
    });
    await Promise.all([synced(anna), synced(boris)]);
  });

  it('joins a note both wrote on instead of asking', async () => {
    const { id: clientId } = await anna.command('clients.create', {
      patch: { name: 'Ива', kind: 'company' },
    });
    const { id } = await anna.command('notes.create', { patch: { clientId, text: 'Встреча.' } });
    const text = async (device: Device) => {
      const { entries } = await device.read('timeline.newest', { clientId, kinds: ['note'], limit: 5 });
      return entries[0]?.kind === 'note' ? entries[0].note.text : '';
    };
    await until('the note came to Boris', () => text(boris));
    await synced(anna);
    await boris.disconnect();
    await anna.command('notes.change', { id, patch: { text: 'Встреча. Просят отсрочку' } });
    await synced(anna);
    await boris.command('notes.change', { id, patch: { text: 'Встреча. Нужен счёт' } });
    await boris.connect(server.url, 'boris', password);
    for (const device of [anna, boris]) {
      await until(`both texts are at ${device.name}`, async () => {
        return (await text(device)) === 'Встреча. Просят отсрочку\nНужен счёт';
      });
    }
    expect(await anna.read('conflicts.count', {})).toBe(0);
  });

  it('offers to join what both entered apart', async () => {
    await anna.disconnect();
    await boris.disconnect();
    const patch = { kind: 'company' as const, inn: '7736050003' };
    const ours = await anna.command('clients.create', { patch: { ...patch, name: 'Газ' } });
    const theirs = await boris.command('clients.create', { patch: { ...patch, name: 'ПАО «Газ»' } });
    await anna.connect(server.url, 'anna', password);
    await synced(anna);
    await boris.connect(server.url, 'boris', password);
    const pair = await until('the pair is found', async () => {
      const { rows } = await anna.read('conflicts.list', { state: 'open', limit: 50 });
      return rows.find(({ kind, sides }) => kind === 'duplicate' && sides.length === 2);
    });
    await anna.command('conflicts.mergeClients', { id: pair.id, keepId: ours.id });
    await until('one is left at Boris', async () => (await card(boris, theirs.id)) === null);
    await until('and nothing waits', async () => (await boris.read('conflicts.count', {})) === 0);
    await Promise.all([synced(anna), synced(boris)]);
  });

  it('keeps the edit of a colleague who joined it with ours, whatever we write before we have seen it', async () => {
    const { id } = await anna.command('clients.create', { patch: { name: 'Встреча', kind: 'company' } });
    await until('the client came to Boris', () => card(boris, id));
    await synced(anna);
    await boris.disconnect();
    await boris.command('clients.change', { id, patch: { about: 'Борису виднее' } });
    // The later one: what his device joins of both bears her stamps.
    await anna.command('clients.change', { id, patch: { source: 'Выставка' } });
    await until('the server has it', async () => (await card(anna, id))?.mark === 2);
    await anna.disconnect();
    await boris.connect(server.url, 'boris', password);
    await until('both edits are at Boris', async () => (await card(boris, id))?.client.source === 'Выставка');
    await synced(boris);
    await anna.command('clients.change', { id, patch: { site: 'anna.example' } });
    await anna.connect(server.url, 'anna', password);
    await synced(anna);
    for (const device of [anna, boris]) {
      const client = await until('all three edits are there', async () => {
        const found = (await card(device, id))?.client;
        return found?.site === 'anna.example' ? found : undefined;
      });
      expect(client).toMatchObject({ about: 'Борису виднее', source: 'Выставка', site: 'anna.example' });
    }
    await Promise.all([synced(anna), synced(boris)]);
  });

  it('tells each of them who changed what, on which device, and takes a restore there and back', async () => {
    const { id } = await anna.command('clients.create', { patch: { name: 'История', kind: 'company' } });
    const contact = await anna.command('contacts.create', { patch: { clientId: id, name: 'Пётр' } });
    await until('both came to Boris', async () => (await card(boris, id))?.contacts.length === 1);
    await anna.command('clients.change', { id, patch: { site: 'anna.example' } });
    const past = async (device: Device) =>
      (await device.read('history.page', { collection: 'clients', id, offset: 0, limit: 20 }))?.rows ?? [];
    const first = await until('the change came to Boris', async () =>
      (await past(boris)).find(({ action }) => action === 'changed'),
    );
    expect(first).toMatchObject({
      userName: 'Анна Петрова',
      device: 'Анна',
      fields: [{ field: 'site', before: '', after: 'anna.example' }],
    });
    // Edits of both sides at once: at each of them the other's fields are the other's.
    await synced(anna);
    await boris.disconnect();
    await boris.command('clients.change', { id, patch: { about: 'Борису виднее' } });
    await anna.command('clients.change', { id, patch: { source: 'Выставка' } });
    await synced(anna);
    await boris.connect(server.url, 'boris', password);
    await until('both edits are at Boris', async () => (await card(boris, id))?.client.source === 'Выставка');
    await synced(boris);
    expect((await past(boris)).slice(0, 2)).toMatchObject([
      { userName: 'Анна Петрова', device: 'Анна', fields: [{ field: 'source' }] },
      { userName: 'Борис Котов', device: 'Борис', fields: [{ field: 'about' }] },
    ]);

    // Deletion wins over an untouched record alone.
    await until('both edits are at Anna', async () => (await card(anna, id))?.client.about !== '');
    await anna.command('clients.remove', { id });
    const deleted = await until('it lies in the bin of Boris', async () => {
      const { rows } = await boris.read('bin.window', { kinds: [], text: 'История', offset: 0, limit: 9 });
      return rows.find((row) => row.id === id && row.together === 1);
    });
    expect(deleted).toMatchObject({ deletedBy: 'Анна Петрова', device: 'Анна' });
    await boris.command('bin.restore', { items: [{ collection: 'clients', id }] });
    const back = await until('it came back to Anna', async () => {
      const found = await card(anna, id);
      return found?.contacts.length === 1 ? found : null;
    });
    expect(back.client).toMatchObject({ name: 'История', site: 'anna.example', about: 'Борису виднее' });
    expect(back.contacts[0]?.id).toBe(contact.id);
    expect((await past(anna))[0]).toMatchObject({
      action: 'restored',
      userName: 'Борис Котов',
      device: 'Борис',
    });
    await synced(boris);
  });

  it('says from when on a record is known that came with a past, and which changes may be several', async () => {
    await boris.disconnect();
    const { id } = await anna.command('clients.create', { patch: { name: 'С прошлым', kind: 'company' } });
    const contact = await anna.command('contacts.create', { patch: { clientId: id, name: 'Пётр' } });
    const note = await anna.command('notes.create', { patch: { clientId: id, text: 'Первое' } });
    const begun = new Date().toISOString();
    for (const about of ['Раз', 'Два', 'Три']) await anna.command('clients.change', { id, patch: { about } });
    await anna.command('contacts.change', { id: contact.id, patch: { position: 'Закупщик' } });
    await anna.command('notes.change', { id: note.id, patch: { text: 'Второе' } });
    await synced(anna);
    await boris.connect(server.url, 'boris', password);
    await until('the card came to Boris', async () => (await card(boris, id))?.contacts.length === 1);
    const page = async (device: Device) => {
      const found = await device.read('history.page', { collection: 'clients', id, offset: 0, limit: 20 });
      if (!found) throw new Error('a history was expected');
      return found;
    };
    const hers = await page(anna);
    expect(hers).toMatchObject({ changes: 4, total: 4, knownSince: '', joins: false });
    // He knows one version, which is not the one that was made: he is told since when, and by whom.
    const his = await page(boris);
    expect(his).toMatchObject({ changes: 1, total: 2, knownSince: hers.rows[0]?.at, joins: false });
    expect(his.rows).toMatchObject([
      { action: 'earliest', at: his.knownSince, userName: 'Анна Петрова', device: 'Анна', known: true },
      { action: 'created', userName: 'Анна Петрова', known: false },
    ]);
    // On the past card every record says so for itself.
    const then = async (device: Device) => {
      const at = await device.read('history.at', { collection: 'clients', id, at: begun });
      return [at?.knownSince ?? '', at?.contacts[0]?.knownSince, at?.timeline.entries[0]?.knownSince];
    };
    expect((await then(anna)).map((since) => (since ?? '') > begun)).toEqual([false, false, false]);
    await until('the note is there', async () => (await then(boris)).length === 3 && (await then(boris))[2]);
    expect((await then(boris)).map((since) => (since ?? '') > begun)).toEqual([true, true, true]);

    // Several edits between two exchanges come as one.
    await anna.disconnect();
    await anna.command('clients.change', { id, patch: { about: 'Четыре' } });
    await anna.command('clients.change', { id, patch: { about: 'Пять' } });
    await anna.connect(server.url, 'anna', password);
    await until('the last edit came', async () => (await card(boris, id))?.client.about === 'Пять');
    expect(await page(anna)).toMatchObject({ changes: 6, joins: false });
    expect(await page(boris)).toMatchObject({ changes: 2, joins: true, knownSince: his.knownSince });
    expect((await page(boris)).rows[0]).toMatchObject({
      came: true,
      fields: [{ field: 'about', before: 'Три', after: 'Пять' }],
    });
    await Promise.all([synced(anna), synced(boris)]);
  });

  it('takes a deletion to the colleague', async () => {
    const { id } = await anna.command('clients.create', { patch: { name: 'Уйдёт', kind: 'company' } });
    await until('the client came to Boris', () => card(boris, id));
    await anna.command('clients.remove', { id });
    await until('the client left Boris', async () => (await card(boris, id)) === null);
    await synced(anna);
  });
});

describe('a server that is not well', () => {
  let stranger: Server;
  let url: string;
  let answer: 'html' | 'slow' | '500' = 'html';

  beforeAll(async () => {
    stranger = createServer((_request, response) => {
      if (answer === 'slow') return;
      response.writeHead(answer === '500' ? 500 : 200, { 'content-type': 'text/html' });
      response.end('<html>Войдите в Wi-Fi</html>');
    });
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
  });
  afterAll(() => stranger.close());

  const signIn = (to: string, secret = password) =>
    anna.internal('sync.signIn', {
      server: to,
      login: 'anna',
      password: secret,
      device: { id: 'd', name: '' },
    });

  it('is told by a code of its own each', async () => {
    await expect(signIn(url)).rejects.toMatchObject({ code: 'sync-bad-answer' });
    answer = '500';
    await expect(signIn(url)).rejects.toMatchObject({ code: 'sync-server-error' });
    await expect(signIn('http://127.0.0.1:9')).rejects.toMatchObject({ code: 'sync-offline' });
    await expect(signIn(server.url, 'не тот')).rejects.toMatchObject({ code: 'sync-wrong-password' });
  });

  it('whose certificate nobody vouches for gets no password', async () => {
    const file = (name: string) =>
      fileURLToPath(new URL(`../fixtures/tls/self-signed.${name}`, import.meta.url));
    const impostor = await startServer({
      database: await inMemory(),
      passwordCost: 4,
      tls: { cert: file('crt'), key: file('key') },
    });
    await expect(signIn(impostor.url)).rejects.toMatchObject({ code: 'sync-certificate' });
    await impostor.close();
  });

  it('shows offline while it is away, and catches up when it is back', async () => {
    const { id } = await anna.command('clients.create', { patch: { name: 'До перерыва', kind: 'company' } });
    await synced(anna);
    await anna.disconnect();
    await anna.internal('sync.start', {
      server: 'http://127.0.0.1:9',
      login: 'anna',
      workspace: 'w',
      token: 't'.repeat(43),
    });
    await anna.command('clients.change', { id, patch: { about: 'В дороге' } });
    await until(
      'offline with one unsent',
      () => anna.status().phase === 'offline' && anna.status().unsent === 1,
    );
    await anna.connect(server.url, 'anna', password);
    await synced(anna);
    await until('Boris has the edit', async () => (await card(boris, id))?.client.about === 'В дороге');
  });
});
