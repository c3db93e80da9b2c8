import { describe, expect, it } from 'vitest';
import { type Backend, password, startTestServer, type Thing } from './backend';
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
