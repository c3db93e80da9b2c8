import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../../../src/server/store/database';
import { openPostgres } from '../../../../src/server/store/postgres';
import type { Backend } from './backend';

const patience = { statementMs: 500, idleInTransactionMs: 500, pingMs: 200 };

/** What is waited for, and for how long: instances and lines that go silent without a word. */
export function patienceSuite(backend: () => Backend): void {
  describe('patience with PostgreSQL', () => {
    const addressOf = async () => {
      const database = await backend().fresh();
      return 'url' in database ? database.url : '';
    };

    it('lets what goes over all documents take its time, and nothing else', async () => {
      const database = await openPostgres(await addressOf(), patience);
      const sleep = (rows: Pick<Database, 'query'>) => rows.query('SELECT pg_sleep(1.2)');
      try {
        await expect(database.transaction(sleep)).rejects.toMatchObject({ code: '57014' });
        await expect(database.transaction(sleep, 'long')).resolves.toHaveLength(1);
        // The next one on that connection has the usual time again.
        await expect(sleep(database)).rejects.toMatchObject({ code: '57014' });
      } finally {
        await database.close();
      }
    });

    it('is not held up by an instance that froze in the middle of a transaction', async () => {
      const url = await addressOf();
      const [frozen, other] = [await openPostgres(url, patience), await openPostgres(url, patience)];
      try {
        await other.query('CREATE TABLE counter AS SELECT 1 AS seq');
        const take = 'SELECT seq FROM counter FOR NO KEY UPDATE';
        let thaw = () => {};
        const frost = new Promise<void>((resolve) => {
          thaw = resolve;
        });
        let taken = () => {};
        const isTaken = new Promise<void>((resolve) => {
          taken = resolve;
        });
        const stuck = frozen.transaction(async (rows) => {
          await rows.query(take);
          taken();
          await frost;
          await rows.query(take);
        });
        stuck.catch(() => {});
        await isTaken;
        const tries = async () => {
          for (;;) {
            const found = await other.transaction((rows) => rows.query(take)).catch(() => undefined);
            if (found) return found;
          }
        };
        expect(await tries()).toEqual([{ seq: 1 }]);
        thaw();
        await expect(stuck).rejects.toThrow();
        // What it had broken is replaced.
        expect(await frozen.query(take)).toEqual([{ seq: 1 }]);
      } finally {
        await Promise.all([frozen.close(), other.close()]);
      }
    });

    it('hears again when the line it listens on has died without a word', async () => {
      const url = await addressOf();
      const line = await openLine(url);
      const listening = await openPostgres(line.url, patience);
      const other = await openPostgres(url, patience);
      try {
        const heard: string[] = [];
        let gaps = 0;
        await listening.listen(
          'news',
          (message) => heard.push(message),
          () => {
            gaps += 1;
          },
        );
        line.freeze();
        await other.query(`SELECT pg_notify('news', 'lost')`);
        await until(() => gaps > 0);
        await other.query(`SELECT pg_notify('news', 'heard')`);
        await until(() => heard.length > 0);
        expect(heard).toEqual(['heard']);
      } finally {
        line.close();
        await Promise.all([listening.close(), other.close()]);
      }
    });
  });
}

/** A line to a database that can fall silent: those that stand carry nothing any more, new ones do. */
async function openLine(target: string): Promise<{ readonly url: string; freeze(): void; close(): void }> {
  const url = new URL(target);
  let pairs: [Socket, Socket][] = [];
  const all: Socket[] = [];
  const entrance = createServer((near) => {
    const far = connect(Number(url.port), url.hostname);
    near.pipe(far);
    far.pipe(near);
    for (const socket of [near, far]) {
      socket.on('error', () => {});
      all.push(socket);
    }
    pairs.push([near, far]);
  });
  await new Promise<void>((resolve) => entrance.listen(0, '127.0.0.1', resolve));
  const here = new URL(target);
  here.port = String((entrance.address() as AddressInfo).port);
  return {
    url: here.href,
    freeze() {
      for (const [near, far] of pairs) {
        near.unpipe(far).pause();
        far.unpipe(near).pause();
      }
      pairs = [];
    },
    close() {
      for (const socket of all) socket.destroy();
      entrance.close();
    },
  };
}

async function until(done: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!done()) {
    if (Date.now() > deadline) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
