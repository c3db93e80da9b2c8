import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servedCollections } from '../../../src/server/replication/collections';
import type { RunningServer } from '../../../src/server/start-server';
import { idOf } from '../../support/id';
import { inMemory } from '../../support/memory-database';
import { password, startTestServer } from './support/backend';
import { clientOf, fileOf, noteOf, organizationOf, participantOf } from './support/cards';
import { Device, type Page } from './support/client';
import type { Doc } from './support/replica';

interface Inbox {
  items: {
    id: string;
    recordId: string;
    reason: string;
    status: string;
    by: string;
    isNew: boolean;
    mayResolve: boolean;
    fields: { field: string; base?: unknown; mine: unknown; current?: unknown }[];
  }[];
}

let server: RunningServer;
const ids: Record<string, string> = {};
const devices: Record<string, Device> = {};
const people = [
  ['anna', 'seller', 'север'],
  ['boris', 'seller', 'юг'],
  ['vera', 'head', 'север'],
  ['gleb', 'head', 'юг'],
  ['root', 'admin', null],
] as const;

const of = (login: string): Device => {
  const device = devices[login];
  if (device === undefined) throw new Error(`nobody is called ${login}`);
  return device;
};
const id = (login: string): string => ids[login] ?? '';
const insert = (...docs: object[]) => docs.map((newDocumentState) => ({ newDocumentState }));
const page = async (login: string, collection: string, lwt = 0): Promise<Page<Doc> & { left?: string[] }> =>
  (await of(login).pull<Doc>(collection, lwt, 1000)).body;
const sees = async (login: string, collection: string): Promise<string[]> => {
  const living = new Map<string, boolean>();
  for (const doc of (await page(login, collection)).documents) living.set(doc.id, !doc._deleted);
  return [...living].filter(([, isLiving]) => isLiving).map(([one]) => one);
};
const inbox = async (login: string) => (await of(login).get<Inbox>('/inbox')).body.items;

beforeAll(async () => {
  server = await startTestServer(await inMemory(), { collections: servedCollections(), heartbeatMs: 100 });
  const teams: Record<string, string> = {};
  for (const name of ['север', 'юг']) teams[name] = (await server.createTeam(name)).id;
  for (const [login, role, team] of people) {
    const person = await server.createUser({ login, name: login, role, team: team && teams[team], password });
    ids[login] = person.id;
    devices[login] = await Device.logIn(server.url, login, `${login}-laptop`);
  }
});
afterAll(() => server.close());

describe('who receives a card', () => {
  it('its responsible, his head and the administrator, with everything that belongs to it', async () => {
    await of('anna').push('notes', insert(noteOf(idOf('n-own'), idOf('c-own'), id('anna'))));
    await of('anna').push('clients', insert(clientOf(idOf('c-own'), id('anna'))));
    for (const login of ['anna', 'vera', 'root']) {
      expect(await sees(login, 'clients')).toContain(idOf('c-own'));
      expect(await sees(login, 'notes')).toContain(idOf('n-own'));
    }
    for (const login of ['boris', 'gleb']) {
      expect(await sees(login, 'clients')).not.toContain(idOf('c-own'));
      expect(await sees(login, 'notes')).not.toContain(idOf('n-own'));
    }
    expect((await page('boris', 'users')).documents).toHaveLength(people.length);
  });

  it('a participant from when he is admitted until he is not', async () => {
    const admitted = participantOf(idOf('p-1'), idOf('c-own'), id('boris'), id('anna'));
    await of('anna').push('participants', insert(admitted));
    expect(await sees('boris', 'clients')).toContain(idOf('c-own'));
    expect(await sees('boris', 'notes')).toContain(idOf('n-own'));
    expect(await sees('gleb', 'clients')).toContain(idOf('c-own'));
    const gone = { newDocumentState: { ...admitted, _deleted: true }, assumedMasterState: admitted };
    await of('anna').push('participants', [gone]);
    for (const collection of ['clients', 'notes', 'participants']) {
      expect(await sees('boris', collection)).toEqual([]);
    }
    const left = await page('boris', 'notes');
    expect(left.left).toEqual([idOf('n-own')]);
    expect(left.documents).toEqual([{ _deleted: true, id: idOf('n-own') }]);
  });

  it('nobody else: not by id, not by a checkpoint, not by a push, not even that it exists', async () => {
    const answers = async (one: string) => {
      const edit = { newDocumentState: { ...clientOf(one, id('boris')), about: 'моё' } };
      const note = insert(noteOf(idOf(`note at ${one}`), one, id('boris')));
      const found = await Promise.all([
        of('boris').get(`/clients/0/documents/${one}`),
        of('boris').get(`/clients/0/pull?id=${one}&lwt=1`),
        of('boris').get(`/notes/0/pull?id=n-${one.slice(2)}&lwt=1`),
        of('boris').push('clients', [edit]),
        of('boris').push('notes', note),
      ]);
      return found.map(({ status, body }) => ({ status, body }));
    };
    await of('anna').push('clients', insert(clientOf(idOf('c-secret'), id('anna'), 'ООО «Тайна»')));
    await of('anna').push(
      'notes',
      insert(noteOf(idOf('n-secret'), idOf('c-secret'), id('anna'), 'Секретный текст')),
    );
    expect(await answers(idOf('c-secret'))).toEqual(await answers(idOf('c-nobody')));
    const all = JSON.stringify(await Promise.all(['clients', 'notes'].map((name) => page('boris', name))));
    expect(all).not.toMatch(/Тайна|Секретный/);
    const { body } = await of('anna').get<Doc>(`/clients/0/documents/${idOf('c-secret')}`);
    expect(body).toMatchObject({ name: 'Тайна', ownerId: id('anna'), about: '' });
    expect((await inbox('gleb')).map(({ recordId }) => recordId)).toContain(idOf('c-secret'));
  });
});

describe('a card that changes hands', () => {
  const card = clientOf.bind(null, idOf('c-moves'));
  it('leaves one stream and comes into the other, children that never changed too', async () => {
    await of('anna').push('clients', insert(card(id('anna'))));
    await of('anna').push(
      'notes',
      insert(noteOf(idOf('n-moves'), idOf('c-moves'), id('anna'), 'Старая заметка')),
    );
    const open = (login: string) =>
      Promise.all([of(login).stream<Doc>('clients'), of(login).stream<Doc>('notes')]);
    const [annaClients, annaNotes] = await open('anna');
    const [borisClients, borisNotes] = await open('boris');
    const given = { newDocumentState: card(id('boris')), assumedMasterState: card(id('anna')) };
    expect((await of('vera').push('clients', [given])).body).toEqual([]);
    await annaClients.until(() => annaClients.documents.length > 0);
    await annaNotes.until(() => annaNotes.documents.length > 0);
    await borisClients.until(() => borisClients.documents.length > 0);
    await borisNotes.until(() => borisNotes.documents.length > 0);
    expect(annaClients.documents).toEqual([{ _deleted: true, id: idOf('c-moves') }]);
    expect(annaNotes.documents).toEqual([{ _deleted: true, id: idOf('n-moves') }]);
    expect(borisClients.documents).toEqual([
      { ...card(id('boris')), createdBy: id('anna'), updatedBy: id('vera') },
    ]);
    expect(borisNotes.documents).toMatchObject([{ id: idOf('n-moves'), text: 'Старая заметка' }]);
    for (const stream of [annaClients, annaNotes, borisClients, borisNotes]) await stream.close();
    expect(await sees('anna', 'clients')).not.toContain(idOf('c-moves'));
    expect(await sees('gleb', 'notes')).toContain(idOf('n-moves'));
    expect(await sees('vera', 'notes')).not.toContain(idOf('n-moves'));
  });

  it('keeps what the former owner did offline for the head, who decides', async () => {
    const before = (await page('anna', 'clients')).checkpoint.lwt;
    const edit = {
      newDocumentState: { ...card(id('anna')), about: 'Правка в дороге', site: 'anna.example' },
      assumedMasterState: card(id('anna')),
    };
    const answer = await of('anna').push('clients', [edit]);
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: [] });
    expect(answer.headers.get('x-kartoteka-kept')).toBe('1');
    await of('anna').push(
      'notes',
      insert(noteOf(idOf('n-late'), idOf('c-moves'), id('anna'), 'Звонил директор')),
    );
    // The device is set right again, and a batch sent twice waits once.
    await of('anna').push('clients', [edit]);
    expect((await page('anna', 'clients', before)).documents).toEqual([
      { _deleted: true, id: idOf('c-moves') },
    ]);
    expect((await of('boris').get<Doc>(`/clients/0/documents/${idOf('c-moves')}`)).body.about).toBe('');

    const items = (await inbox('gleb')).filter(({ by }) => by === id('anna'));
    expect(items.map(({ recordId, reason, isNew }) => ({ recordId, reason, isNew }))).toEqual([
      { recordId: idOf('n-late'), reason: 'reassigned', isNew: true },
      { recordId: idOf('c-moves'), reason: 'reassigned', isNew: false },
    ]);
    expect(items[1]?.fields).toEqual([
      { field: 'site', base: '', mine: 'anna.example', current: '' },
      { field: 'about', base: '', mine: 'Правка в дороге', current: '' },
    ]);
    // The former head knows what his seller wanted, but neither sees nor decides what stands elsewhere now.
    const his = (await inbox('vera')).find(({ recordId }) => recordId === idOf('c-moves'));
    expect(his).toMatchObject({ mayResolve: false });
    expect(his?.fields.every((field) => !('current' in field))).toBe(true);
    expect((await of('vera').post(`/inbox/${his?.id}/resolve`, { take: 'all' })).status).toBe(403);
    expect((await of('boris').post(`/inbox/${his?.id}/resolve`, { take: 'all' })).status).toBe(403);

    for (const [item, take] of [
      [items[1], ['about']],
      [items[0], 'all'],
    ] as const) {
      expect((await of('gleb').post(`/inbox/${item?.id}/resolve`, { take })).status).toBe(204);
    }
    expect((await of('boris').get<Doc>(`/clients/0/documents/${idOf('c-moves')}`)).body).toMatchObject({
      about: 'Правка в дороге',
      site: '',
      updatedBy: id('gleb'),
    });
    expect(await sees('boris', 'notes')).toContain(idOf('n-late'));
    expect((await of('gleb').post(`/inbox/${items[1]?.id}/resolve`, { take: 'all' })).status).toBe(409);
    expect((await of('gleb').post(`/inbox/${items[1]?.id}/reopen`)).status).toBe(204);
    expect((await inbox('gleb')).map(({ recordId }) => recordId)).toContain(idOf('c-moves'));
  });

  it('moves with a person who changes teams or becomes a head', async () => {
    await server.changeUser('anna', { role: 'head' });
    expect(await sees('anna', 'clients')).not.toContain(idOf('c-moves'));
    const south = (await server.listUsers()).find(({ login }) => login === 'boris')?.team ?? '';
    await server.changeUser('anna', { team: south });
    expect(await sees('anna', 'clients')).toContain(idOf('c-moves'));
    expect(await sees('anna', 'notes')).toContain(idOf('n-moves'));
    await server.changeUser('anna', { role: 'seller' });
    expect(await sees('anna', 'clients')).not.toContain(idOf('c-moves'));
    expect((await page('anna', 'notes')).documents.filter((doc) => doc.text === 'Звонил директор')).toEqual(
      [],
    );
  });
});

describe('a revoked device', () => {
  it('hands over what it has, is told to wipe, and is out', async () => {
    const lost = await Device.logIn(server.url, 'boris', 'lost-laptop');
    const stream = await lost.stream('clients');
    expect((await of('anna').post('/devices/lost-laptop/revoke')).status).toBe(404);
    expect((await of('root').post('/devices/lost-laptop/revoke')).status).toBe(204);
    await stream.ended;
    const refused = { status: 403, body: { code: 'device-revoked' } };
    expect(await lost.pull('clients')).toMatchObject(refused);
    expect(await lost.stream('clients').then(({ response }) => response.status)).toBe(403);
    const base = clientOf(idOf('c-moves'), id('boris'));
    const words = [{ newDocumentState: { ...base, about: 'Последние слова' }, assumedMasterState: base }];
    expect(await lost.push('clients', words)).toMatchObject({ status: 200, body: [] });
    expect((await of('boris').get<Doc>(`/clients/0/documents/${idOf('c-moves')}`)).body.about).not.toBe(
      'Последние слова',
    );
    const item = (await inbox('gleb')).find(({ reason }) => reason === 'revoked');
    expect(item).toMatchObject({ recordId: idOf('c-moves'), by: id('boris') });
    expect((await lost.post('/device/wiped')).status).toBe(204);
    expect((await lost.push('clients', words)).status).toBe(401);
    expect((await of('boris').post('/device/wiped')).status).toBe(403);
    const { body } = await of('root').get<{ devices: { id: string; revokedAt: string; wipedAt: string }[] }>(
      '/devices',
    );
    const device = body.devices.find((one) => one.id === 'lost-laptop');
    expect(device?.revokedAt).not.toBe('');
    expect(device?.wipedAt).not.toBe('');
    const own = await of('anna').get<{ devices: { id: string }[] }>('/devices');
    expect(own.body.devices.map((one) => one.id)).toEqual(['anna-laptop']);
  });
});

describe("«Моя организация», which is printed on everybody's documents", () => {
  const named = (name: string) => ({ ...organizationOf('own', id('root')), name });
  /** What stands at a person's device once it has read its feed from the beginning. */
  const stands = async (login: string) => {
    const docs = new Map((await page(login, 'organizations')).documents.map((doc) => [doc.id, doc]));
    return [...docs.values()].filter((doc) => !doc._deleted).map(({ name }) => name);
  };

  it('is not made by a seller: what he had alone waits for the head, who takes it', async () => {
    const { status, headers } = await of('anna').push('organizations', insert(named('ООО «Анна»')));
    expect([status, headers.get('x-kartoteka-kept')]).toEqual([200, '1']);
    // The server has none: his documents go on with what he has, so his feed takes nothing away.
    expect((await page('anna', 'organizations')).documents).toEqual([]);
    const refused = { ...named('ООО «Борис»'), createdBy: id('boris') };
    await of('boris').push('organizations', insert(refused));
    expect((await page('boris', 'organizations')).documents).toEqual([]);
    const [his] = (await inbox('root')).filter((one) => one.by === id('boris') && one.recordId === 'own');
    expect((await of('root').post(`/inbox/${his?.id}/resolve`, { take: 'none' })).status).toBe(204);
    // Refused, it leaves the device, and nothing is in its place.
    expect((await page('boris', 'organizations')).left).toEqual(['own']);
    expect((await page('anna', 'organizations')).documents).toEqual([]);
    const item = (await inbox('root')).find(({ reason, status }) => reason === 'role' && status === 'open');
    expect(item).toMatchObject({ recordId: 'own', isNew: true, by: id('anna'), mayResolve: true });
    expect((await of('root').post(`/inbox/${item?.id}/resolve`, { take: 'all' })).status).toBe(204);
    for (const login of ['anna', 'boris', 'root']) expect(await stands(login)).toEqual(['ООО «Анна»']);
  });

  it.each([
    ['anna', 'ООО «Продавец»', false],
    ['vera', 'ООО «Руководитель»', true],
    ['root', 'ООО «Администратор»', true],
  ])('%s changes it to %s: %s', async (login, name, changes) => {
    const [before] = (await page(login, 'organizations')).documents.filter((doc) => !doc._deleted);
    const lwt = (await page(login, 'organizations')).checkpoint.lwt;
    const rows = [{ newDocumentState: { ...before, name }, assumedMasterState: before }];
    expect(await of(login).push('organizations', rows)).toMatchObject({ status: 200, body: [] });
    for (const other of ['anna', 'boris', 'vera', 'root']) {
      expect(await stands(other)).toEqual([changes ? name : before?.name]);
    }
    const waiting = (await inbox('gleb')).filter(
      ({ reason, status }) => reason === 'role' && status === 'open',
    );
    expect(waiting).toHaveLength(changes ? 0 : 1);
    // Whoever was not heard is set right by his feed; a stale edit of his is no conflict either.
    const again = (await page(login, 'organizations', lwt)).documents.map((doc) => doc.name);
    expect(again).toEqual([changes ? name : before?.name]);
    for (const { id: one } of waiting) await of('gleb').post(`/inbox/${one}/resolve`, { take: 'none' });
  });

  it('a seller deletes nothing of it, and meets no conflict that his device would merge and send again', async () => {
    const stale = [
      {
        newDocumentState: { ...named('ООО «Иное»'), _deleted: true },
        assumedMasterState: named('ООО «Давно»'),
      },
    ];
    expect(await of('anna').push('organizations', stale)).toMatchObject({ status: 200, body: [] });
    expect(await stands('anna')).toEqual(['ООО «Администратор»']);
  });
});

describe('the content of a file whose record was sent before', () => {
  it('may still come from a revoked device, and its records say so to all who see them', async () => {
    const lost = await Device.logIn(server.url, 'boris', 'lost-with-file');
    const content = Buffer.from('Скан договора');
    const hash = createHash('sha256').update(content).digest('hex');
    await lost.push('clients', insert(clientOf(idOf('c-file'), id('boris'))));
    await lost.push(
      'files',
      insert(fileOf(idOf('f-known'), idOf('c-file'), id('boris'), hash, content.length)),
    );
    expect((await of('root').post('/devices/lost-with-file/revoke')).status).toBe(204);
    const put = await fetch(`${server.url}/files/${hash}?at=0&size=${content.length}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${lost.token}`, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(content),
    });
    expect(await put.json()).toMatchObject({ complete: true });
    const { body } = await of('gleb').get<Doc>(`/files/0/documents/${idOf('f-known')}`);
    expect(body).toMatchObject({ name: 'Скан.pdf', updatedBy: id('boris') });
    expect(body.uploadedAt).not.toBe('');
    // Nothing of it waits for the head: the record is as its author left it.
    expect((await inbox('gleb')).some(({ recordId }) => recordId === idOf('f-known'))).toBe(false);
    expect((await lost.get(`/files/${hash}/content?at=0`)).status).toBe(403);
  });
});

describe('people and the log', () => {
  it('a head lets sellers into his team, and nobody elsewhere', async () => {
    const teams = (await of('root').get<{ teams: { id: string; name: string }[] }>('/staff')).body.teams;
    const [north, south] = ['север', 'юг'].map((name) => teams.find((team) => team.name === name)?.id);
    const add = (login: string, more: object) =>
      of('vera').post<{ person: { id: string }; password?: string }>('/staff', {
        login,
        name: login,
        ...more,
      });
    const made = await add('dina', { role: 'seller', team: north });
    expect(made.status).toBe(200);
    expect(made.body.password).toMatch(/^[a-z0-9-]{19}$/);
    expect((await add('x1', { role: 'seller', team: south })).status).toBe(403);
    expect((await add('x2', { role: 'seller' })).status).toBe(403);
    expect((await add('x3', { role: 'admin', team: north })).status).toBe(403);
    expect((await add('dina', { role: 'seller', team: north })).body).toMatchObject({ code: 'login-taken' });
    expect((await of('vera').post(`/staff/${made.body.person.id}`, { role: 'admin' })).status).toBe(403);
    expect((await of('vera').post(`/staff/${id('boris')}/password`, {})).status).toBe(404);
    expect((await of('vera').post(`/staff/${id('root')}`, { disabled: true })).status).toBe(404);
    expect((await of('vera').post(`/staff/${made.body.person.id}`, { disabled: true })).status).toBe(200);
    expect((await of('root').post(`/staff/${id('root')}`, { role: 'seller' })).body).toMatchObject({
      code: 'last-admin',
    });
    const seen = (await of('vera').get<{ people: { login: string }[] }>('/staff')).body.people;
    expect(seen.map(({ login }) => login)).not.toContain('boris');
  });

  it('writes down sign-ins, failures, roles, devices and exports, for the administrator', async () => {
    await Device.logIn(server.url, 'anna', 'anna-laptop').then((device) => {
      devices.anna = device;
    });
    const told = {
      id: '01J0000000000000000000EXP1',
      what: 'document',
      count: 1,
      at: new Date().toISOString(),
      by: id('anna'),
    };
    expect((await of('anna').post('/audit/exports', { exports: [told] })).status).toBe(204);
    const { body } = await of('root').get<{ entries: { event: string; userId: string | null }[] }>(
      '/audit?limit=500',
    );
    const events = new Set(body.entries.map(({ event }) => event));
    for (const event of [
      'signed-in',
      'role-changed',
      'team-changed',
      'device-revoked',
      'device-wiped',
      'exported',
    ]) {
      expect(events).toContain(event);
    }
    expect(JSON.stringify(body)).not.toContain(password);
    expect((await of('vera').get('/audit')).status).toBe(403);
  });
});

describe('the inbox', () => {
  it('tells heads, and nobody else, when something comes into the inbox or is decided', async () => {
    const streams = await Promise.all(
      ['gleb', 'root', 'anna', 'boris'].map((login) => of(login).listen<Doc>('/pullStream?of=clients.0')),
    );
    const [his, root, anna, boris] = streams;
    const card = clientOf(idOf('c-told'), id('boris'));
    await of('boris').push('clients', insert(card));
    await of('anna').push('clients', insert({ ...card, about: 'Чужая правка' }));
    for (const stream of [his, root]) await stream?.until(() => stream.names.includes('inbox'));
    const item = (await inbox('gleb')).find(({ recordId }) => recordId === idOf('c-told'));
    const heard = his?.names.length ?? 0;
    await of('gleb').post(`/inbox/${item?.id}/resolve`, { take: 'none' });
    await his?.until(() => his.names.length > heard);
    // What both of them see comes after everything that was told before.
    await of('root').push(
      'clients',
      insert(clientOf(idOf('c-told-anna'), id('anna')), clientOf(idOf('c-told-boris'), id('boris'))),
    );
    const told = [idOf('c-told-anna'), idOf('c-told-boris')];
    for (const stream of [anna, boris]) {
      await stream?.until(() => stream.documents.some(({ id }) => told.includes(id)));
      expect(stream?.names).not.toContain('inbox');
    }
    await Promise.all(streams.map((stream) => stream.close()));
  });
});
