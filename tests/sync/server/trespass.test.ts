import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servedCollections } from '../../../src/server/replication/collections';
import type { RunningServer } from '../../../src/server/start-server';
import { idOf } from '../../support/id';
import { inMemory } from '../../support/memory-database';
import { password, startTestServer } from './support/backend';
import { clientOf, fileOf, noteOf } from './support/cards';
import { call, Device, type Login, logIn } from './support/client';

/** What one who may sign in tries against the others. */
let server: RunningServer;
const ids: Record<string, string> = {};
const devices: Record<string, Device> = {};
const of = (login: string): Device => {
  const device = devices[login];
  if (device === undefined) throw new Error(`nobody is called ${login}`);
  return device;
};
const id = (login: string): string => ids[login] ?? '';
const insert = (...docs: object[]) => docs.map((newDocumentState) => ({ newDocumentState }));
const refresh = (refreshToken: string) =>
  call<Login>(server.url, 'POST', '/auth/refresh', { body: { refreshToken } });
interface Devices {
  devices: { id: string; revokedAt: string; wipedAt: string; signedIn: boolean }[];
}
const deviceOf = async (login: string, device: string) =>
  (await of(login).get<Devices>('/devices')).body.devices.find((one) => one.id === device);

beforeAll(async () => {
  server = await startTestServer(await inMemory(), { collections: servedCollections() });
  for (const [login, role] of [
    ['anna', 'seller'],
    ['boris', 'seller'],
    ['root', 'admin'],
  ] as const) {
    ids[login] = (await server.createUser({ login, name: login, role, password })).id;
    devices[login] = await Device.logIn(server.url, login, `${login}-laptop`);
  }
});
afterAll(() => server.close());

describe("a colleague's device", () => {
  it('is not revoked by whoever signs in under its name', async () => {
    const trespasser = await Device.logIn(server.url, 'boris', 'anna-laptop');
    expect((await trespasser.post('/devices/anna-laptop/revoke')).status).toBe(204);
    // What is revoked is his own session there, and nothing of hers.
    expect((await trespasser.pull('clients')).body).toMatchObject({ code: 'device-revoked' });
    expect((await of('anna').pull('clients')).status).toBe(200);
    expect(await deviceOf('anna', 'anna-laptop')).toMatchObject({ revokedAt: '', signedIn: true });
    expect((await trespasser.post('/device/wiped')).status).toBe(204);
    expect((await trespasser.pull('clients')).status).toBe(401);
    expect(await deviceOf('anna', 'anna-laptop')).toMatchObject({ revokedAt: '', wipedAt: '' });
    expect((await of('anna').pull('clients')).status).toBe(200);
  });

  it('can still be revoked by its own person and by an administrator, wherever others have signed in', async () => {
    const mine = await Device.logIn(server.url, 'anna', 'annas-old');
    const other = await Device.logIn(server.url, 'boris', 'annas-old');
    expect((await of('anna').post('/devices/annas-old/revoke')).status).toBe(204);
    expect((await mine.pull('clients')).body).toMatchObject({ code: 'device-revoked' });
    expect((await deviceOf('anna', 'annas-old'))?.revokedAt).not.toBe('');
    expect((await other.pull('clients')).status).toBe(200);
    expect((await of('root').post('/devices/annas-old/revoke')).status).toBe(204);
    expect((await other.pull('clients')).body).toMatchObject({ code: 'device-revoked' });
    // It counts as wiped when the last of them has come.
    expect((await mine.post('/device/wiped')).status).toBe(204);
    expect((await deviceOf('root', 'annas-old'))?.wipedAt).toBe('');
    expect((await other.post('/device/wiped')).status).toBe(204);
    expect((await deviceOf('root', 'annas-old'))?.wipedAt).not.toBe('');
  });

  it('does not tell what of hers was put aside', async () => {
    await of('anna').push('clients', insert({ id: idOf('broken'), name: 1, _deleted: false }));
    const rejected = async (device: Device) =>
      (await device.get<{ documents: object[] }>('/clients/0/rejected')).body.documents;
    const trespasser = await Device.logIn(server.url, 'boris', 'anna-laptop');
    expect(await rejected(trespasser)).toEqual([]);
    await trespasser.push('clients', insert({ id: idOf('broken'), name: 2, _deleted: false }));
    await trespasser.push('clients', insert(clientOf(idOf('broken'), id('boris'))));
    expect(await rejected(of('anna'))).toMatchObject([{ id: idOf('broken'), reason: 'schema' }]);
  });
});

describe('what no record may be', () => {
  const answerOf = ({ status, headers }: { status: number; headers: Headers }) =>
    [status, headers.get('x-kartoteka-rejected'), headers.get('x-kartoteka-kept')] as const;

  it.each([
    '../../../home/anna',
    '..',
    '/etc/passwd',
    'a',
    'ОWN',
    '01arz3ndektsv4rrffq69g5fav',
    '__proto__',
    '\ud83d',
  ])('of the id %j is put aside, living and deleted, and so is what refers to it', async (wrong) => {
    const by = id('boris');
    for (const _deleted of [false, true]) {
      const client = { ...clientOf(idOf('sound'), by), id: wrong, _deleted };
      expect(answerOf(await of('boris').push('clients', insert(client)))).toEqual([200, '1', null]);
    }
    const note = noteOf(idOf(`note of ${wrong}`), wrong, by);
    expect(answerOf(await of('boris').push('notes', insert(note)))).toEqual([200, '1', null]);
    const known = (await of('root').pull<{ id: string }>('clients')).body.documents.map((one) => one.id);
    expect(known).not.toContain(wrong);
  });

  it('of a text that cannot be held is put aside by itself, and what it was made on is no reason to fail', async () => {
    const by = id('boris');
    const annas = clientOf(idOf('annas own'), id('anna'));
    expect(answerOf(await of('anna').push('clients', insert(annas)))).toEqual([200, null, null]);
    for (const text of ['a\0b', '\ud83d', '\udc4d.', '\\\0']) {
      const one = clientOf(idOf(`one ${text}`), by);
      const rows = [
        { newDocumentState: { ...one, about: text } },
        { newDocumentState: { ...clientOf(idOf(`two ${text}`), by), [text]: 1 } },
        { newDocumentState: { ...clientOf(idOf(`three ${text}`), by), about: text, _deleted: true } },
        { newDocumentState: clientOf(idOf(`four ${text}`), by), assumedMasterState: { ...one, about: text } },
        // Anna's card: kept for the head, with what it was made on as far as that can be.
        { newDocumentState: { ...annas, about: `мой ${by}` }, assumedMasterState: { ...annas, about: text } },
      ];
      expect(answerOf(await of('boris').push('clients', rows))).toEqual([200, '3', '1']);
    }
    expect((await of('boris').get(`/clients/0/documents/${idOf('four a\0b')}`)).status).toBe(200);
  });
});

describe('a lost laptop whose person was put out first', () => {
  it.each([
    ['its person may not come in any more', { disabled: true }, ''],
    ['the password was changed', {}, '/password'],
  ])('is still told to wipe once it is revoked: %s', async (why, change, route) => {
    const login = `leaver${route.length}`;
    const { id: person } = await server.createUser({ login, name: why, role: 'seller', password });
    const { refreshToken, token } = (await logIn(server.url, login, `${login}-laptop`)).body;
    expect((await of('root').post(`/staff/${person}${route}`, change)).status).toBe(200);
    expect((await new Device(server.url, token).get('/me')).status).toBe(401);
    expect((await refresh(refreshToken)).status).toBe(401);
    expect((await of('root').post(`/devices/${login}-laptop/revoke`)).status).toBe(204);
    const lost = new Device(server.url, (await refresh(refreshToken)).body.token);
    expect((await lost.pull('clients')).body).toMatchObject({ code: 'device-revoked' });
    expect((await lost.push('clients', insert(clientOf(idOf(`c-${login}`), person)))).status).toBe(200);
    expect((await lost.post('/device/wiped')).status).toBe(204);
    expect((await deviceOf('root', `${login}-laptop`))?.wipedAt).not.toBe('');
    expect((await lost.pull('clients')).status).toBe(401);
  });

  it('does not come back to life when its person is let in again', async () => {
    const { id: person } = await server.createUser({ login: 'back', name: 'Вернулся', password });
    const { refreshToken } = (await logIn(server.url, 'back', 'back-laptop')).body;
    await of('root').post(`/staff/${person}`, { disabled: true });
    await of('root').post(`/staff/${person}`, { disabled: false });
    expect((await refresh(refreshToken)).status).toBe(401);
    expect((await logIn(server.url, 'back', 'back-laptop')).status).toBe(200);
  });
});

describe("a colleague's record", () => {
  it('answers a right guess at its state as a wrong one', async () => {
    await of('anna').push('clients', insert(clientOf(idOf('c-guessed'), id('anna'), 'Тайна')));
    const guess = async (name: string) => {
      const answer = await of('boris').push('clients', insert(clientOf(idOf('c-guessed'), id('anna'), name)));
      return [answer.status, answer.body, answer.headers.get('x-kartoteka-kept')];
    };
    expect(await guess('Тайна')).toEqual(await guess('Другое'));
  });
});

describe("the content of a colleague's file", () => {
  const content = Buffer.from('Договор, о котором никто не знает');
  const hash = createHash('sha256').update(content).digest('hex');
  const send = async (device: Device, bytes: Buffer, size = bytes.length) => {
    const response = await fetch(`${server.url}/files/${hash}?at=0&size=${size}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${device.token}`, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
    });
    return { status: response.status, body: (await response.json()) as object };
  };
  const read = async (login: string) => {
    const bytes: Buffer[] = [];
    for (let at = 0; at < content.length; at = Buffer.concat(bytes).length) {
      const response = await fetch(`${server.url}/files/${hash}/content?at=${at}`, {
        headers: { authorization: `Bearer ${of(login).token}` },
      });
      if (!response.ok) return response.status;
      bytes.push(Buffer.from(await response.arrayBuffer()));
    }
    return Buffer.concat(bytes).toString();
  };

  it('is not opened by a record made for its hash, which does not even tell that it is there', async () => {
    await of('anna').push('clients', insert(clientOf(idOf('c-file'), id('anna'))));
    await of('anna').push(
      'files',
      insert(fileOf(idOf('f-file'), idOf('c-file'), id('anna'), hash, content.length)),
    );
    const nothing = { size: 0, received: 0, complete: false };
    // Neither while it is on its way …
    await send(of('anna'), content.subarray(0, 5), content.length);
    await of('boris').push('clients', insert(clientOf(idOf('c-own'), id('boris'))));
    const own = fileOf(idOf('f-own'), idOf('c-own'), id('boris'), hash, content.length);
    await of('boris').push('files', insert(own));
    await of('boris').push(
      'files',
      insert(fileOf(idOf('f-kept'), idOf('c-file'), id('boris'), hash, content.length)),
    );
    expect((await of('boris').get(`/files/${hash}`)).body).toEqual(nothing);
    const half = await fetch(`${server.url}/files/${hash}?at=5&size=${content.length}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${of('anna').token}`, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(content.subarray(5)),
    });
    expect(await half.json()).toMatchObject({ complete: true });
    // … nor when it is whole, nor after sending something else of that size.
    expect((await of('boris').get(`/files/${hash}`)).body).toEqual(nothing);
    expect(await read('boris')).toBe(404);
    expect((await send(of('boris'), Buffer.alloc(content.length))).body).toMatchObject({
      code: 'checksum-failed',
    });
    expect(await read('boris')).toBe(404);
    expect(await read('anna')).toBe(content.toString());
    expect(await read('root')).toBe(content.toString());
    // An edit of the record by somebody who has the content does not open it: he did not make it speak of it.
    const stamped = { ...own, updatedAt: '2026-11-22T09:00:00.000Z', name: 'Другое.pdf' };
    await of('root').push('files', [{ newDocumentState: stamped, assumedMasterState: own }]);
    expect(await read('boris')).toBe(404);
  });

  it('is opened to whoever has it himself', async () => {
    expect(await send(of('boris'), content)).toMatchObject({ status: 200, body: { complete: true } });
    expect((await of('boris').get(`/files/${hash}`)).body).toMatchObject({ complete: true });
    expect(await read('boris')).toBe(content.toString());
    // Who could read it may attach it elsewhere without sending it again.
    await of('root').push('clients', insert(clientOf(idOf('c-root'), id('boris'))));
    await of('root').push(
      'files',
      insert(fileOf(idOf('f-root'), idOf('c-root'), id('root'), hash, content.length)),
    );
    expect((await of('root').get(`/files/${hash}`)).body).toMatchObject({ complete: true });
  });
});

describe('a request nobody in his right mind sends', () => {
  it('is refused, and tells nothing', async () => {
    const nul = '\u0000';
    const login = { login: `a${nul}b`, password, device: { id: 'd' } };
    const answers = [
      await call(server.url, 'POST', '/auth/login', { body: login }),
      await of('root').post('/devices/%00/revoke'),
      await of('root').post('/teams/%00', { name: 'Юг' }),
      await of('root').post('/inbox/%00/resolve', { take: 'none' }),
      await of('root').post('/staff', { login: 'x', name: 'x', role: 'seller', team: nul }),
      await of('root').get('/clients/0/documents/%FF'),
      await of('root').get(`/clients/0/documents/${'тайна'.repeat(300)}`),
    ];
    for (const { status, body } of answers) {
      expect(body).toEqual({ code: 'invalid-input', error: true, message: expect.any(String) });
      expect(status).toBe(400);
    }
  });

  it('cannot hold up what comes with it by nesting without end', async () => {
    const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    for (const levels of [1000, 100_000]) {
      for (const field of ['newDocumentState', 'assumedMasterState']) {
        const row = {
          newDocumentState: clientOf(idOf('c-deep'), id('boris')),
          [field]: { id: idOf('c-deep'), x: 0 },
        };
        const raw = `[${JSON.stringify(row).replace('"x":0', `"x":${deep(levels)}`)}]`;
        const answer = await call(server.url, 'POST', '/clients/0/push', { token: of('boris').token, raw });
        expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-input' } });
      }
    }
  });
});
