import { describe, expect, it } from 'vitest';
import { type Backend, password, startTestServer, type Thing } from './backend';
import { Device } from './client';
import type { TestPostgres } from './postgres';

const row = (id: string) => ({ newDocumentState: { id, name: id, color: 'red', _deleted: false } });

/** The database is killed under a server at work, and comes back. */
export function outageSuite(backend: () => Backend, postgres: () => TestPostgres | undefined): void {
  describe('a database that is killed', () => {
    it.each(['SIGKILL', 'SIGQUIT'] as const)(
      'is answered with 503, waited for, and has all that was acknowledged: %s',
      async (signal) => {
        const server = await startTestServer(await backend().fresh());
        try {
          await server.createUser({ login: 'anna', name: 'Анна', password });
          const anna = await Device.logIn(server.url, 'anna', 'laptop');
          const taken: string[] = [];
          const refused = new Set<number>();
          let going = true;
          const writers = Array.from({ length: 6 }, async (_, writer) => {
            for (let count = 0; going; count += 1) {
              const id = `${writer}-${count}`;
              const { status } = await anna.push('things', [row(id)]);
              if (status === 200) taken.push(id);
              else refused.add(status);
            }
          });
          await waitFor(() => taken.length > 30);
          const stream = await anna.listen<Thing>('/pullStream?of=things.0');
          await postgres()?.crash(signal);
          // In the midst of statements, of transactions, and with none at all.
          await waitFor(() => refused.size > 0);
          expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
          expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
          await postgres()?.restart();
          const before = taken.length;
          await waitFor(() => taken.length > before + 10);
          going = false;
          await Promise.all(writers);
          expect([...refused]).toEqual([503]);
          // What may have been missed has the client come back, once more when the news are heard again.
          await stream.ended;
          for (let delivered = false, times = 0; !delivered; times += 1) {
            const again = await anna.listen<Thing>('/pullStream?of=things.0');
            await anna.push('things', [row(`afterwards-${times}`)]);
            const arrived = again.until(() => again.documents.length > 0).then(() => true);
            delivered = await Promise.race([arrived, again.ended.then(() => false)]);
            arrived.catch(() => {});
            await again.close();
          }
          const held = new Set<string>();
          for (let lwt = 0; ; ) {
            const { documents, checkpoint } = (await anna.pull<Thing>('things', lwt, 1000)).body;
            for (const { id } of documents) held.add(id);
            if (documents.length < 1000) break;
            lwt = checkpoint.lwt;
          }
          expect(taken.filter((id) => !held.has(id))).toEqual([]);
        } finally {
          await server.close();
        }
      },
    );
  });
}

async function waitFor(done: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!done()) {
    if (Date.now() > deadline) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
