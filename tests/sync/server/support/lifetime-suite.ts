import { describe, expect, it } from 'vitest';
import { idOf } from '../../../support/id';
import { type Backend, password, startTestServer, type Thing } from './backend';
import { clientOf } from './cards';
import { Device, logIn } from './client';

const row = (id: string) => ({ newDocumentState: { id, name: id, color: 'red', _deleted: false } });

/** Starting, stopping, and standing beside another instance. */
export function lifetimeSuite(backend: () => Backend): void {
  describe('the life of a server', () => {
    it('keeps everything over a restart, and ends its streams when it stops', async () => {
      const database = await backend().fresh();
      const first = await startTestServer(database);
      await first.createUser({ login: 'anna', name: 'Анна', password });
      const login = (await logIn(first.url, 'anna', 'laptop')).body;
      const before = new Device(first.url, login.token);
      await before.push('things', [row('kept')]);
      const pulled = (await before.pull<Thing>('things')).body;
      const stream = await before.stream('things');
      await first.close();
      await stream.ended;

      const second = await startTestServer(database);
      try {
        const after = new Device(second.url, login.token);
        expect((await after.pull<Thing>('things')).body).toEqual(pulled);
        expect(second.workspace).toBe(login.workspace);
        expect((await logIn(second.url, 'anna', 'laptop')).body.series).toBe(login.series);
        await after.push('things', [row('next')]);
      } finally {
        await second.close();
      }
    });

    it('is one server on three instances: people, scopes, streams and revocations', async ({ skip }) => {
      if (!backend().shared) skip();
      const database = await backend().fresh();
      const servers = await Promise.all([1, 2, 3].map(() => startTestServer(database)));
      const [first, second, third] = servers;
      if (!first || !second || !third) return;
      try {
        const team = (await first.createTeam('север')).id;
        const { id: anna } = await first.createUser({ login: 'anna', name: 'Анна', password, team });
        const { id: boris } = await second.createUser({ login: 'boris', name: 'Борис', password, team });
        const olga = await third.createUser({ login: 'root', name: 'Ольга', role: 'admin', password });
        const hers = await Device.logIn(third.url, 'anna', 'laptop-a');
        const his = await Device.logIn(first.url, 'boris', 'laptop-b');
        const root = await Device.logIn(second.url, 'root', 'laptop-r');
        // The same tokens are good everywhere.
        const [herStream, hisStream] = [
          await new Device(first.url, hers.token).stream<{ id: string }>('clients'),
          await new Device(second.url, his.token).stream<{ id: string }>('clients'),
        ];
        const card = clientOf(idOf('c-three'), anna);
        expect(
          (await new Device(second.url, hers.token).push('clients', [{ newDocumentState: card }])).body,
        ).toEqual([]);
        await herStream.until(() => herStream.documents.length > 0);
        const given = { ...card, ownerId: boris };
        const rows = [{ newDocumentState: given, assumedMasterState: card }];
        expect((await new Device(third.url, root.token).push('clients', rows)).body).toEqual([]);
        await hisStream.until(() => hisStream.documents.length > 0);
        await herStream.until(() => herStream.documents.length > 1);
        expect(hisStream.documents).toEqual([{ ...given, updatedBy: olga.id }]);
        expect(herStream.documents).toEqual([card, { _deleted: true, id: idOf('c-three') }]);
        // A head at one instance from the moment another made him one.
        await third.changeUser('anna', { role: 'head' });
        await herStream.ended;
        const seen = (await new Device(second.url, hers.token).pull<{ id: string }>('clients')).body;
        expect(seen.documents.at(-1)).toEqual({ ...given, updatedBy: olga.id });
        await root.post('/devices/laptop-b/revoke');
        await hisStream.ended;
        expect((await new Device(third.url, his.token).pull('clients')).body).toMatchObject({
          code: 'device-revoked',
        });
      } finally {
        await Promise.all(servers.map((server) => server.close()));
      }
    });

    it('fans out between instances on one database', async ({ skip }) => {
      if (!backend().shared) skip();
      const database = await backend().fresh();
      const [left, right] = await Promise.all([startTestServer(database), startTestServer(database)]);
      try {
        expect(left.workspace).toBe(right.workspace);
        await left.createUser({ login: 'anna', name: 'Анна', password });
        const [here, there] = [
          await Device.logIn(left.url, 'anna', 'laptop-1'),
          await Device.logIn(right.url, 'anna', 'laptop-2'),
        ];
        const stream = await there.stream<Thing>('things');
        const ids = Array.from({ length: 40 }, (_, index) => `fan-${index}`);
        await Promise.all(ids.map((id, index) => (index % 2 ? here : there).push('things', [row(id)])));
        await stream.until(() => stream.documents.length >= ids.length);
        expect(stream.documents.map(({ id }) => id).sort()).toEqual([...ids].sort());
        await stream.close();
      } finally {
        await Promise.all([left.close(), right.close()]);
      }
    });
  });
}
