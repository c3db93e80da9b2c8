import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servedCollections } from '../../../../src/server/replication/collections';
import type { RunningServer } from '../../../../src/server/start-server';
import { idOf } from '../../../support/id';
import { type Backend, password, startTestServer } from './backend';
import { callOf, clientOf, documentOf, fileOf, noteOf, participantOf, taskOf } from './cards';
import { Device } from './client';
import type { Doc } from './replica';

interface Items {
  items: { id: string; recordId: string; reason: string; by: string }[];
}

/** A card whose first word is a task, or anything else that names it: it is whose that was. */
export function announcedSuite(backend: () => Backend): void {
  describe('a card that is spoken of before it comes', () => {
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
    const kept = (answer: { headers: Headers }) => answer.headers.get('x-kartoteka-kept');
    const sees = async (login: string, collection: string): Promise<string[]> => {
      const living = new Map<string, boolean>();
      for (const doc of (await of(login).pull<Doc>(collection, 0, 1000)).body.documents)
        living.set(doc.id, !doc._deleted);
      return [...living].filter(([, isLiving]) => isLiving).map(([one]) => one);
    };

    beforeAll(async () => {
      server = await startTestServer(await backend().fresh(), { collections: servedCollections() });
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
    });
    afterAll(() => server.close());

    it.each([
      ['tasks', (one: string, card: string) => taskOf(one, card, id('anna'), id('boris'))],
      ['calls', (one: string, card: string) => callOf(one, card, id('anna'))],
      ['notes', (one: string, card: string) => noteOf(one, card, id('anna'))],
      ['documents', (one: string, card: string) => documentOf(one, card, id('anna'))],
      ['files', (one: string, card: string) => fileOf(one, card, id('anna'), 'a'.repeat(64), 5)],
      ['participants', (one: string, card: string) => participantOf(one, card, id('vera'), id('anna'))],
    ])('by a record of %s is brought by its author alone', async (collection, make) => {
      const card = idOf(`c-${collection}`);
      await of('anna').push(collection, insert(make(idOf(`first-${collection}`), card)));
      // Who hears of it takes neither the card nor a place in it.
      expect(kept(await of('boris').push('clients', insert(clientOf(card, id('boris')))))).toBe('1');
      expect(kept(await of('gleb').push('clients', insert(clientOf(card, id('boris')))))).toBe('1');
      expect(
        kept(await of('boris').push('notes', insert(noteOf(idOf(`spy-${collection}`), card, id('boris'))))),
      ).toBe('1');
      await of('anna').push('notes', insert(noteOf(idOf(`secret-${collection}`), card, id('anna'), 'Тайна')));
      expect(await sees('boris', 'clients')).not.toContain(card);
      expect(await sees('boris', 'notes')).not.toContain(idOf(`secret-${collection}`));
      const items = (await of('root').get<Items>('/inbox?limit=200')).body.items;
      expect(
        items
          .filter(({ recordId }) => recordId === card)
          .map(({ by }) => by)
          .sort(),
      ).toEqual([id('boris'), id('gleb')].sort());
      expect(kept(await of('anna').push('clients', insert(clientOf(card, id('anna')))))).toBe(null);
      expect(await sees('anna', 'clients')).toContain(card);
      expect(await sees('boris', 'clients')).not.toContain(card);
      // Neither did his head become the one who decides: what stands is not in his sight.
      const [his] = items.filter(({ recordId, by }) => recordId === card && by === id('boris'));
      expect((await of('gleb').post(`/inbox/${his?.id}/resolve`, { take: 'all' })).status).toBe(403);
    });

    it('may be brought by those who see what is its author’s, also after he was let out or has another team', async () => {
      for (const card of [idOf('c-out'), idOf('c-moved')]) {
        await of('anna').push('tasks', insert(taskOf(idOf(`task-${card}`), card, id('anna'), id('boris'))));
      }
      await server.setUserDisabled('anna', true);
      expect(kept(await of('boris').push('clients', insert(clientOf(idOf('c-out'), id('boris')))))).toBe('1');
      expect(kept(await of('vera').push('clients', insert(clientOf(idOf('c-out'), id('anna')))))).toBe(null);
      await server.setUserDisabled('anna', false);
      const south = (await server.listUsers()).find(({ login }) => login === 'boris')?.team ?? '';
      const north = (await server.listUsers()).find(({ login }) => login === 'vera')?.team ?? '';
      await server.changeUser('anna', { team: south });
      expect(kept(await of('vera').push('clients', insert(clientOf(idOf('c-moved'), id('vera')))))).toBe('1');
      expect(kept(await of('gleb').push('clients', insert(clientOf(idOf('c-moved'), id('anna')))))).toBe(
        null,
      );
      await server.changeUser('anna', { team: north });
      devices.anna = await Device.logIn(server.url, 'anna', 'anna-laptop');
    });

    it('is not announced by what was kept, put aside, or edited later', async () => {
      // Refused: boris may not log a call in a colleague's name, so it speaks of nothing.
      await of('boris').push('calls', insert(callOf(idOf('k-refused'), idOf('c-refused'), id('anna'))));
      await of('boris').push(
        'notes',
        insert({ ...noteOf(idOf('n-bad'), idOf('c-refused'), id('boris')), kind: 'bad' }),
      );
      expect(kept(await of('anna').push('clients', insert(clientOf(idOf('c-refused'), id('anna')))))).toBe(
        null,
      );
      const task = taskOf(idOf('t-edit'), idOf('c-edit'), id('anna'), id('boris'));
      await of('anna').push('tasks', insert(task));
      const done = { ...task, status: 'done' };
      expect(
        kept(await of('boris').push('tasks', [{ newDocumentState: done, assumedMasterState: task }])),
      ).toBe(null);
      expect(kept(await of('boris').push('clients', insert(clientOf(idOf('c-edit'), id('boris')))))).toBe(
        '1',
      );
      // Nor does he move a record of his own there.
      const note = noteOf(idOf('n-move'), '', id('boris'));
      await of('boris').push('notes', insert(note));
      const moved = { ...note, clientId: idOf('c-edit') };
      expect(
        kept(await of('boris').push('notes', [{ newDocumentState: moved, assumedMasterState: note }])),
      ).toBe('1');
      expect(kept(await of('anna').push('clients', insert(clientOf(idOf('c-edit'), id('anna')))))).toBe(null);
    });

    it('stays its people’s when it was deleted', async () => {
      const card = clientOf(idOf('c-gone'), id('anna'));
      await of('anna').push('clients', insert(card));
      await of('anna').push('clients', [
        { newDocumentState: { ...card, _deleted: true }, assumedMasterState: card },
      ]);
      expect(kept(await of('boris').push('clients', insert(clientOf(idOf('c-gone'), id('boris')))))).toBe(
        '1',
      );
      expect(await sees('boris', 'clients')).not.toContain(idOf('c-gone'));
    });

    it('is one person’s whichever of many pushes at once comes first', async () => {
      for (let round = 0; round < 12; round += 1) {
        const card = idOf(`c-race-${round}`);
        const push = (login: string) => [
          of(login).push('tasks', insert(taskOf(idOf(`t-${login}-${round}`), card, id(login), id('root')))),
          of(login).push('clients', insert(clientOf(card, id(login)))),
          of(login).push(
            'notes',
            insert(noteOf(idOf(`n-${login}-${round}`), card, id(login), `тайна ${login}`)),
          ),
        ];
        await Promise.all(
          round % 2 ? [...push('anna'), ...push('boris')] : [...push('boris'), ...push('anna')],
        );
        const { body } = await of('root').get<Doc>(`/clients/0/documents/${card}`);
        const owner = body.ownerId === id('anna') ? 'anna' : 'boris';
        const other = owner === 'anna' ? 'boris' : 'anna';
        expect(body.ownerId).toBe(id(owner));
        expect(await sees(other, 'clients')).not.toContain(card);
        expect(await sees(other, 'notes')).not.toContain(idOf(`n-${owner}-${round}`));
        expect(await sees(owner, 'notes')).toContain(idOf(`n-${owner}-${round}`));
      }
    });
  });
}
