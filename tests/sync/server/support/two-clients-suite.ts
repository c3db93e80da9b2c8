import {
  addRxPlugin,
  createRxDatabase,
  deepEqual,
  type RxCollection,
  type RxDatabase,
  type RxReplicationPullStreamItem,
} from 'rxdb';
import { RxDBLeaderElectionPlugin } from 'rxdb/plugins/leader-election';
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { Subject } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../../../src/server/start-server';
import { type Backend, password, startTestServer, type Thing } from './backend';
import { call, Device, type Page } from './client';

addRxPlugin(RxDBLeaderElectionPlugin);

interface Checkpoint {
  id: string;
  lwt: number;
}

interface TestApp {
  readonly database: RxDatabase;
  readonly things: RxCollection<Thing>;
  /** Goes online; fulfilled when everything there is has come and gone. */
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  settled(): Promise<unknown>;
}

let made = 0;

/** An RxDB client written from the protocol page alone, with nothing of our own client in it. */
async function makeApp(url: string, token: string): Promise<TestApp> {
  made += 1;
  const database = await createRxDatabase({
    name: `app${made}`,
    storage: getRxStorageMemory(),
    multiInstance: false,
  });
  const { things } = await database.addCollections<{ things: RxCollection<Thing> }>({
    things: {
      schema: {
        version: 0,
        primaryKey: 'id',
        type: 'object',
        properties: {
          id: { type: 'string', maxLength: 40 },
          name: { type: 'string' },
          color: { type: 'string' },
        },
        required: ['id', 'name', 'color'],
      },
      conflictHandler: {
        isEqual: (a, b) => deepEqual(a, b),
        // Both names stay: the least that shows a conflict has been resolved and sent.
        resolve: async ({ realMasterState, newDocumentState }) => ({
          ...realMasterState,
          name: `${realMasterState.name} / ${newDocumentState.name}`,
        }),
      },
    },
  });
  const device = new Device(url, token);
  let running: { state: RxReplicationState<Thing, Checkpoint>; abort: AbortController } | undefined;
  return {
    database,
    things,
    connect: async () => {
      const abort = new AbortController();
      const stream$ = new Subject<RxReplicationPullStreamItem<Thing, Checkpoint>>();
      const state = replicateRxCollection<Thing, Checkpoint>({
        collection: things,
        replicationIdentifier: url,
        live: true,
        retryTime: 200,
        waitForLeadership: false,
        pull: {
          batchSize: 5,
          handler: async (last, limit) => {
            const { status, body } = await device.pull<Thing>('things', last?.lwt ?? 0, limit);
            if (status !== 200) throw new Error(`pull answered ${status}`);
            return body;
          },
          stream$: stream$.asObservable(),
        },
        push: {
          batchSize: 5,
          handler: async (rows) => {
            const { status, body } = await call<(Thing & { _deleted: boolean })[]>(
              url,
              'POST',
              '/things/0/push',
              { token, body: rows },
            );
            if (status !== 200) throw new Error(`push answered ${status}`);
            return body;
          },
        },
      });
      running = { state, abort };
      void listen(url, token, abort.signal, stream$);
      await state.awaitInitialReplication();
      await state.awaitInSync();
    },
    disconnect: async () => {
      running?.abort.abort();
      await running?.state.cancel();
      running = undefined;
    },
    settled: async () => running?.state.awaitInSync(),
  };
}

async function listen(
  url: string,
  token: string,
  signal: AbortSignal,
  stream$: Subject<RxReplicationPullStreamItem<Thing, Checkpoint>>,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const headers = { authorization: `Bearer ${token}` };
      const { body } = await fetch(`${url}/things/0/pullStream`, { headers, signal });
      // Whatever was committed before the stream opened is for a pull.
      stream$.next('RESYNC');
      let rest = '';
      const decoder = new TextDecoder();
      for await (const part of body ?? []) {
        const events = (rest + decoder.decode(part, { stream: true })).split('\n\n');
        rest = events.pop() ?? '';
        for (const event of events) {
          const data = event.split('\n').find((line) => line.startsWith('data: '));
          if (data !== undefined) stream$.next(JSON.parse(data.slice(6)) as Page<Thing>);
        }
      }
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

async function eventually(check: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error('did not come true in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Two plain RxDB clients and one server. */
export function twoClientsSuite(backend: () => Backend): void {
  describe('two RxDB clients', () => {
    let server: RunningServer;
    let one: TestApp;
    let two: TestApp;
    const nameOf = async ({ things }: TestApp, id: string) => (await things.findOne(id).exec())?.name;

    beforeAll(async () => {
      server = await startTestServer(await backend().fresh());
      await server.createUser({ login: 'anna', name: 'Анна', password });
      const tokens = [];
      for (const id of ['one', 'two']) tokens.push((await Device.logIn(server.url, 'anna', id)).token);
      one = await makeApp(server.url, tokens[0] ?? '');
      two = await makeApp(server.url, tokens[1] ?? '');
    });
    afterAll(async () => {
      for (const app of [one, two]) {
        await app.disconnect();
        await app.database.close();
      }
      await server.close();
    });

    it('work offline, connect, and both have everything', async () => {
      for (let index = 0; index < 23; index += 1) {
        await one.things.insert({ id: `one-${index}`, name: `Первый ${index}`, color: 'red' });
        await two.things.insert({ id: `two-${index}`, name: `Второй ${index}`, color: 'blue' });
      }
      await one.connect();
      await two.connect();
      await eventually(async () => (await one.things.count().exec()) === 46);
      expect(await two.things.count().exec()).toBe(46);
      expect(await nameOf(two, 'one-22')).toBe('Первый 22');
    });

    it('see each other at once, changes and deletions alike', async () => {
      await (await one.things.findOne('two-0').exec(true)).patch({ name: 'правка' });
      await eventually(async () => (await nameOf(two, 'two-0')) === 'правка');
      await (await two.things.findOne('two-0').exec(true)).remove();
      await eventually(async () => (await one.things.findOne('two-0').exec()) === null);
    });

    it('edit the same record offline and keep both edits', async () => {
      await one.settled();
      await two.settled();
      await one.disconnect();
      await two.disconnect();
      await (await one.things.findOne('one-1').exec(true)).patch({ name: 'её' });
      await (await two.things.findOne('one-1').exec(true)).patch({ name: 'его' });
      await one.connect();
      await two.connect();
      await eventually(async () => (await nameOf(one, 'one-1')) === 'её / его');
      expect(await nameOf(two, 'one-1')).toBe('её / его');
    });

    it('are not held up by a record the server cannot take', async () => {
      await one.things.bulkInsert([
        { id: 'bad', name: 'плохой', color: 'зелёный' as 'red' },
        { id: 'good', name: 'хороший', color: 'red' },
      ]);
      await eventually(async () => (await nameOf(two, 'good')) === 'хороший');
      await one.settled();
      expect(await nameOf(two, 'bad')).toBeUndefined();
      await (await one.things.findOne('bad').exec(true)).patch({ color: 'blue' });
      await eventually(async () => (await nameOf(two, 'bad')) === 'плохой');
    });
  });
}
