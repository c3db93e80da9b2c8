import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servedCollections } from '../../../../src/server/replication/collections';
import type { RunningServer } from '../../../../src/server/start-server';
import { idOf } from '../../../support/id';
import { type Backend, password, startTestServer } from './backend';
import { callOf, clientOf, documentOf, fileOf, noteOf, participantOf, taskOf } from './cards';
import { Device, type Page } from './client';
import type { Doc } from './replica';

interface Items {
  items: { id: string; recordId: string; reason: string; by: string; status: string }[];
}

/** Who wrote what, and who may change whose record: the server says so, whatever a device says. */
export function authorshipSuite(backend: () => Backend): void {
  describe('authorship', () => {
    let server: RunningServer;
    let now = new Date('2026-11-25T09:00:00.000Z');
    const ids: Record<string, string> = {};
    const devices: Record<string, Device> = {};
    const of = (login: string): Device => {
      const device = devices[login];
      if (device === undefined) throw new Error(`nobody is called ${login}`);
      return device;
    };
    const id = (login: string): string => ids[login] ?? '';
    const insert = (...docs: object[]) => docs.map((newDocumentState) => ({ newDocumentState }));
    const edit = (assumedMasterState: object, change: object) => [
      { newDocumentState: { ...assumedMasterState, ...change }, assumedMasterState },
    ];
    const stands = async (collection: string, one: string) =>
      (await of('root').get<Doc>(`/${collection}/0/documents/${one}`)).body;
    const inbox = async (recordId: string) =>
      (await of('root').get<Items>('/inbox?limit=200')).body.items.filter(
        (item) => item.recordId === recordId,
      );
    const kept = (answer: { headers: Headers }) => answer.headers.get('x-kartoteka-kept');

    beforeAll(async () => {
      const options = { collections: servedCollections(), now: () => now, tokenMinutes: 600 };
      server = await startTestServer(await backend().fresh(), options);
      const north = (await server.createTeam('север')).id;
      const south = (await server.createTeam('юг')).id;
      for (const [login, role, team] of [
        ['anna', 'seller', north],
        ['boris', 'seller', south],
        ['vera', 'head', north],
        ['gleb', 'head', south],
        ['root', 'admin', null],
      ] as const) {
        ids[login] = (await server.createUser({ login, name: login, role, team, password })).id;
        devices[login] = await Device.logIn(server.url, login, `${login}-laptop`);
      }
      await of('anna').push('clients', insert(clientOf(idOf('c-1'), id('anna'))));
      await of('anna').push(
        'participants',
        insert(participantOf(idOf('p-1'), idOf('c-1'), id('boris'), id('anna'))),
      );
    });
    afterAll(() => server.close());

    it("does not let a seller write in an administrator's name, on her device, in 2099", async () => {
      const far = '2099-01-01T00:00:00.000Z';
      const forged = {
        ...noteOf(idOf('n-forged'), idOf('c-1'), id('root')),
        ...{ createdAt: far, updatedAt: far, device: 'Компьютер директора' },
      };
      expect(await of('boris').push('notes', insert(forged))).toMatchObject({ status: 200, body: [] });
      const own = { createdBy: id('boris'), updatedBy: id('boris'), device: 'Ноутбук' };
      expect(await stands('notes', idOf('n-forged'))).toMatchObject({
        ...own,
        createdAt: now.toISOString(),
        updatedAt: now.toISOString(),
      });
      // An edit takes neither the author nor the day away, nor does it become somebody else's.
      const before = await stands('notes', idOf('n-forged'));
      await of('boris').push(
        'notes',
        edit(before, {
          ...{ createdBy: id('root'), createdAt: '2020-01-01T00:00:00.000Z', updatedBy: id('anna') },
          ...{ text: 'Ещё', device: 'Чужой', updatedAt: far },
        }),
      );
      expect(await stands('notes', idOf('n-forged'))).toMatchObject({
        ...own,
        createdAt: before.createdAt,
        text: 'Ещё',
      });
    });

    it.each([
      ['clients', (one: string) => clientOf(one, '')],
      [
        'contacts',
        (one: string) => ({
          ...contactLike,
          ...noteOf(one, idOf('c-1'), ''),
          kind: undefined,
          text: undefined,
        }),
      ],
      ['calls', (one: string) => callOf(one, idOf('c-1'), id('boris'))],
      ['tasks', (one: string) => taskOf(one, idOf('c-1'), id('boris'), id('anna'))],
      ['documents', (one: string) => documentOf(one, idOf('c-1'), id('boris'))],
      ['files', (one: string) => fileOf(one, idOf('c-1'), '', 'a'.repeat(64), 5)],
      ['participants', (one: string) => participantOf(one, idOf('c-1'), id('gleb'), '')],
    ])('says itself who made a record of %s', async (collection, make) => {
      const record = JSON.parse(
        JSON.stringify({ ...make(idOf(`by-${collection}`)), createdBy: id('root'), updatedBy: id('root') }),
      );
      const answer = await of('boris').push(collection, insert(record));
      expect([answer.status, answer.headers.get('x-kartoteka-rejected'), kept(answer)]).toEqual([
        200,
        null,
        null,
      ]);
      expect(await stands(collection, idOf(`by-${collection}`))).toMatchObject({
        createdBy: id('boris'),
        updatedBy: id('boris'),
      });
    });

    it('keeps the time of an edit made offline, and only of one that can have been', async () => {
      const times: Record<string, string> = {
        '2026-11-23T10:00:00.000Z': '2026-11-23T10:00:00.000Z',
        // Clocks differ by minutes.
        '2026-11-25T09:04:00.000Z': '2026-11-25T09:04:00.000Z',
        '2026-11-25T09:06:00.000Z': now.toISOString(),
        '2020-11-23T10:00:00.000Z': now.toISOString(),
        вчера: now.toISOString(),
        '': now.toISOString(),
      };
      for (const [given, expected] of Object.entries(times)) {
        const note = noteOf(idOf(`n-time-${Object.keys(times).indexOf(given)}`), idOf('c-1'), id('anna'));
        await of('anna').push('notes', insert(note));
        await of('anna').push('notes', edit(note, { updatedAt: given, text: 'правка' }));
        expect([given, (await stands('notes', note.id)).updatedAt]).toEqual([given, expected]);
      }
    });

    it('is told to the device whose stamps were others, once and for all', async () => {
      const note = {
        ...noteOf(idOf('n-told'), idOf('c-1'), id('root')),
        updatedAt: '2099-01-01T00:00:00.000Z',
      };
      await of('anna').push('notes', insert(note));
      const page = async (lwt: number) => (await of('anna').pull<Doc>('notes', lwt, 1000)).body as Page<Doc>;
      const first = await page(0);
      expect(first.documents.at(-1)).toMatchObject({ id: idOf('n-told'), createdBy: id('anna') });
      // A second try after a lost answer writes nothing, and still brings the device the record as it stands.
      expect((await of('anna').push('notes', insert(note))).body).toEqual([]);
      const again = await page(first.checkpoint.lwt);
      expect(again.documents).toEqual([await stands('notes', idOf('n-told'))]);
      // Whoever does not know the stamps yet has built on the same record: his next edit is no conflict.
      expect((await of('anna').push('notes', edit(note, { text: 'Дальше' }))).body).toEqual([]);
      expect(await stands('notes', idOf('n-told'))).toMatchObject({ text: 'Дальше', createdBy: id('anna') });
      // With the server's stamps sent again there is nothing to tell.
      const last = await page(again.checkpoint.lwt);
      expect((await of('anna').push('notes', insert(await stands('notes', idOf('n-told'))))).body).toEqual(
        [],
      );
      expect((await page(last.checkpoint.lwt)).documents).toEqual([]);
    });

    it('names whoever joined two edits, and says who deleted even where he would not', async () => {
      const card = clientOf(idOf('c-joined'), id('anna'));
      await of('anna').push('clients', insert(card));
      await of('anna').push(
        'participants',
        insert(participantOf(idOf('p-joined'), idOf('c-joined'), id('boris'), id('anna'))),
      );
      await of('anna').push('clients', edit(card, { about: 'Анна', updatedAt: '2026-11-24T10:00:00.000Z' }));
      const [master] = (await of('boris').push<Doc>('clients', edit(card, { site: 'boris.example' }))).body;
      const merged = { ...master, site: 'boris.example' };
      await of('boris').push('clients', [{ newDocumentState: merged, assumedMasterState: master }]);
      expect(await stands('clients', idOf('c-joined'))).toMatchObject({
        ...{ about: 'Анна', site: 'boris.example', createdBy: id('anna'), updatedBy: id('boris') },
      });
      const note = noteOf(idOf('n-bare'), idOf('c-1'), id('anna'), 'Останется в корзине');
      await of('anna').push('notes', insert(note));
      await of('vera').push('notes', [
        { newDocumentState: { id: idOf('n-bare'), _deleted: true }, assumedMasterState: note },
      ]);
      const bare = await stands('notes', idOf('n-bare'));
      // A server that checks tombstones against the schema puts a bare one aside: then the note lives.
      if (bare._deleted) expect(bare).toMatchObject({ text: 'Останется в корзине', updatedBy: id('vera') });
    });

    describe('of a colleague', () => {
      it.each([
        ['notes', () => noteOf(idOf('r-notes'), idOf('c-1'), id('anna')), { text: 'Переписано' }],
        ['calls', () => callOf(idOf('r-calls'), idOf('c-1'), id('anna')), { comment: 'Переписано' }],
        [
          'tasks',
          () => taskOf(idOf('r-tasks'), idOf('c-1'), id('anna'), id('anna')),
          { title: 'Переписано' },
        ],
        [
          'files',
          () => fileOf(idOf('r-files'), idOf('c-1'), id('anna'), 'b'.repeat(64), 5),
          { name: 'Другое.pdf' },
        ],
        ['clients', () => clientOf(idOf('c-1'), id('anna')), { ownerId: idOf('boris') }],
        [
          'participants',
          () => participantOf(idOf('r-participants'), idOf('c-1'), id('vera'), id('anna')),
          { userId: 'boris' },
        ],
      ] as const)(
        'a participant changes no record of %s: it waits for the head',
        async (collection, make, change) => {
          const record = make();
          if (collection !== 'clients') await of('anna').push(collection, insert(record));
          const before = await stands(collection, record.id);
          const bad = Object.fromEntries(
            Object.entries(change).map(([field, value]) => [field, value === 'boris' ? id('boris') : value]),
          );
          const feed = (await of('boris').pull<Doc>(collection, 0, 1000)).body.checkpoint.lwt;
          for (const rows of [
            edit(before, bad),
            insert({ ...before, ...bad }),
            edit(before, { _deleted: true }),
          ]) {
            const answer = await of('boris').push(collection, rows);
            expect([answer.status, answer.body, kept(answer)]).toEqual([200, [], '1']);
          }
          expect(await stands(collection, record.id)).toEqual(before);
          expect(await inbox(record.id)).toMatchObject([{ reason: 'author', by: id('boris') }]);
          // His device is set right.
          expect((await of('boris').pull<Doc>(collection, feed, 1000)).body.documents).toEqual([before]);
        },
      );

      it('a record is changed by its author, by heads above and by the administrator', async () => {
        const note = noteOf(idOf('n-heads'), idOf('c-1'), id('boris'));
        await of('boris').push('notes', insert(note));
        for (const login of ['boris', 'gleb', 'vera', 'root']) {
          const before = await stands('notes', idOf('n-heads'));
          expect(kept(await of(login).push('notes', edit(before, { text: login })))).toBe(null);
          expect(await stands('notes', idOf('n-heads'))).toMatchObject({
            ...{ text: login, createdBy: id('boris'), updatedBy: id(login) },
          });
        }
        // Whoever answers for the card deletes what lies in it, and brings it back, but does not rewrite it.
        const before = await stands('notes', idOf('n-heads'));
        expect(kept(await of('anna').push('notes', edit(before, { text: 'anna' })))).toBe('1');
        expect(kept(await of('anna').push('notes', edit(before, { _deleted: true })))).toBe(null);
        const gone = await stands('notes', idOf('n-heads'));
        expect(kept(await of('anna').push('notes', edit(gone, { _deleted: false })))).toBe(null);
      });

      it('what was kept is taken as its author wrote it', async () => {
        const note = noteOf(idOf('n-taken'), idOf('c-none'), id('root'));
        await of('anna').push('clients', insert(clientOf(idOf('c-none'), id('anna'))));
        expect(kept(await of('boris').push('notes', insert(note)))).toBe('1');
        const [item] = await inbox(idOf('n-taken'));
        expect((await of('vera').post(`/inbox/${item?.id}/resolve`, { take: 'all' })).status).toBe(204);
        expect(await stands('notes', idOf('n-taken'))).toMatchObject({
          createdBy: id('boris'),
          updatedBy: id('boris'),
        });
      });

      it('a call is nobody else’s', async () => {
        expect(
          kept(await of('boris').push('calls', insert(callOf(idOf('k-1'), idOf('c-1'), id('root'))))),
        ).toBe('1');
        expect(
          kept(await of('root').push('calls', insert(callOf(idOf('k-2'), idOf('c-1'), id('anna'))))),
        ).toBe(null);
      });
    });

    it('a posted document is changed by nobody but in its status', async () => {
      const draft = documentOf(idOf('d-1'), idOf('c-1'), id('anna'));
      const posted = {
        ...draft,
        status: 'posted',
        number: 'А1-000001',
        total: 100,
        snapshot: { printed: 1 },
      };
      await of('anna').push('documents', insert(draft));
      expect(kept(await of('boris').push('documents', edit(draft, { date: '2026-11-22' })))).toBe(null);
      await of('anna').push('documents', edit(await stands('documents', idOf('d-1')), posted));
      for (const change of [
        { total: 1 },
        { status: 'draft' },
        { number: 'А1-000002' },
        { snapshot: { printed: 2 } },
        { _deleted: true },
      ]) {
        for (const login of ['anna', 'root']) {
          const before = await stands('documents', idOf('d-1'));
          expect([change, kept(await of(login).push('documents', edit(before, change)))]).toEqual([
            change,
            '1',
          ]);
        }
      }
      const before = await stands('documents', idOf('d-1'));
      expect(kept(await of('boris').push('documents', edit(before, { status: 'sent' })))).toBe(null);
      expect(await stands('documents', idOf('d-1'))).toMatchObject({
        status: 'sent',
        total: 100,
        number: 'А1-000001',
      });
    });

    it('takes the time of the server where the clock of both has gone on', async () => {
      now = new Date('2026-11-25T12:00:00.000Z');
      const slow = noteOf(idOf('n-slow'), idOf('c-1'), id('boris'));
      await of('boris').push('notes', insert({ ...slow, updatedAt: '2026-11-25T11:00:00.000Z' }));
      const before = await stands('notes', idOf('n-slow'));
      // An edit is not older than what it changes: that clock is slow.
      await of('boris').push('notes', edit(before, { text: 'позже', updatedAt: '2026-11-25T10:00:00.000Z' }));
      expect(await stands('notes', idOf('n-slow'))).toMatchObject({ updatedAt: now.toISOString() });
    });
  });
}

const contactLike = {
  ...{ name: 'Пётр', nameKey: 'петр', position: '', role: 'other', phones: [], emails: [] },
  ...{ birthday: '', comment: '' },
};
