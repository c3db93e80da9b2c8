import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';
import type { RxCollection } from 'rxdb';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { RunningServer } from '../../../src/server/start-server';
import { until } from '../../support/device';
import { inMemory } from '../../support/memory-database';
import { password, startTestServer, type Thing } from '../server/support/backend';
import { Device } from '../server/support/client';
import { folder, type OfficialReplication, officialPackages } from './packages';

type Things = RxCollection<Thing>;

const thing = (id: string, name: string): Thing => ({ id, name, color: 'red' });

/** A line that can be cut and put up again. */
async function makeLine(to: string) {
  const sockets = new Set<Socket>();
  let isUp = true;
  const line = createServer((near) => {
    if (!isUp) return near.destroy();
    const far = connect(Number(new URL(to).port), '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => {});
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
    return;
  });
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    isUp = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(line.address() as AddressInfo).port}`,
    cut,
    mend: () => {
      isUp = true;
    },
    close: () => {
      cut();
      return new Promise((resolve) => line.close(resolve));
    },
  };
}

describe.skipIf(folder === undefined)("RxDB's own client at our endpoint", () => {
  const official = folder === undefined ? undefined : officialPackages();
  let server: RunningServer;
  let line: Awaited<ReturnType<typeof makeLine>>;
  const running: OfficialReplication<Thing>[] = [];
  const tokens: Record<string, string> = {};
  let made = 0;

  beforeAll(async () => {
    server = await startTestServer(await inMemory());
    line = await makeLine(server.url);
    await server.createUser({ login: 'anna', name: 'Анна', password });
    for (const id of ['one', 'two']) tokens[id] = (await Device.logIn(server.url, 'anna', id)).token;
  });
  afterAll(async () => {
    await Promise.all(running.map((replication) => replication.cancel()));
    await line?.close();
    await server?.close();
  });

  async function open(): Promise<Things> {
    if (!official) throw new Error('not without the packages');
    made += 1;
    const database = await official.rxdb.createRxDatabase<{ things: Things }>({
      name: `official${made}`,
      storage: official.memory.getRxStorageMemory(),
      multiInstance: false,
    });
    const text = { type: 'string' };
    const schema = {
      ...{ version: 0, primaryKey: 'id', type: 'object', required: ['id', 'name', 'color'] },
      properties: { id: { type: 'string', maxLength: 40 }, name: text, color: text },
    };
    await database.addCollections({
      things: {
        schema: schema as never,
        conflictHandler: {
          isEqual: (a, b) => official.rxdb.deepEqual(a, b),
          resolve: async ({ realMasterState, newDocumentState }) => ({
            ...realMasterState,
            name: `${realMasterState.name} / ${newDocumentState.name}`,
          }),
        },
      },
    });
    return database.things;
  }

  function replicate(
    collection: Things,
    token = '',
    path = 'things/0',
    pull = true,
  ): OfficialReplication<Thing> {
    const replication = official?.replicateServer<Thing>({
      replicationIdentifier: 'official',
      collection,
      url: `${line.url}/${path}`,
      headers: { Authorization: `Bearer ${token}` },
      live: true,
      waitForLeadership: false,
      retryTime: 200,
      ...(pull ? { pull: { batchSize: 5 } } : {}),
      push: { batchSize: 5 },
    });
    if (!replication) throw new Error('not without the packages');
    running.push(replication);
    return replication;
  }

  const nameOf = async (things: Things, id: string) => (await things.findOne(id).exec())?.name;

  it('pulls, pushes, hears what others write, and comes back after the line was cut', async () => {
    const one = await open();
    const two = await open();
    for (let index = 0; index < 23; index += 1) {
      await one.insert(thing(`one-${index}`, `Первый ${index}`));
      await two.insert(thing(`two-${index}`, `Второй ${index}`));
    }
    const replications = [replicate(one, tokens.one), replicate(two, tokens.two)];
    await Promise.all(replications.map((each) => each.awaitInitialReplication()));
    await until('both have everything', async () => {
      const counts = [await one.count().exec(), await two.count().exec()];
      return counts.every((count) => count === 46);
    });
    await (await one.findOne('two-0').exec(true)).patch({ name: 'правка' });
    await until('the edit is heard of', async () => (await nameOf(two, 'two-0')) === 'правка');
    await (await two.findOne('two-0').exec(true)).remove();
    await until('the deletion is heard of', async () => (await one.findOne('two-0').exec()) === null);

    await Promise.all(replications.map((each) => each.awaitInSync()));
    line.cut();
    await (await one.findOne('one-1').exec(true)).patch({ name: 'её' });
    await (await two.findOne('one-1').exec(true)).patch({ name: 'его' });
    await one.insert(thing('bad', 'плохой'));
    await (await one.findOne('bad').exec(true)).patch({ color: 'зелёный' as 'red' });
    await one.insert(thing('good', 'хороший'));
    line.mend();
    await until('both edits are joined on both sides', async () => {
      const names = [await nameOf(one, 'one-1'), await nameOf(two, 'one-1')];
      return names[0] === names[1] && ['её / его', 'его / её'].includes(names[0] ?? '');
    });
    await until('what came after is there', async () => (await nameOf(two, 'good')) === 'хороший');
    await two.insert(thing('last', 'после разрыва'));
    await until('the stream is heard again', async () => (await nameOf(one, 'last')) === 'после разрыва');
  });

  it('is told that its token is no good, and goes on with another', async () => {
    const things = await open();
    const replication = replicate(things, 'no-good');
    let told = 0;
    replication.unauthorized$.subscribe(() => {
      told += 1;
    });
    await until('it is told', () => told > 0);
    replication.setHeaders({ Authorization: `Bearer ${tokens.one}` });
    await until('it goes on', async () => (await nameOf(things, 'good')) === 'хороший');
    await until('its stream, too', async () => {
      const device = new Device(server.url, tokens.two ?? '');
      const rows = [{ newDocumentState: { ...thing(`heard-${told}`, 'слышно'), _deleted: false } }];
      await device.push('things', rows);
      return (await nameOf(things, `heard-${told}`)) === 'слышно';
    });
  });

  it('is told that it is too old, or may not write, and ends', async () => {
    const old = replicate(await open(), tokens.one, 'later/0');
    let tooOld = 0;
    old.outdatedClient$.subscribe(() => {
      tooOld += 1;
    });
    await until('it is told that it is too old', () => tooOld > 0);
    await until('it has ended', () => old.isStopped());

    const things = await open();
    const reader = replicate(things, tokens.one, 'users/0', false);
    let forbidden = 0;
    reader.forbidden$.subscribe(() => {
      forbidden += 1;
    });
    await things.insert(thing('u', 'кто-то'));
    await until('it is told that it may not write', () => forbidden > 0);
    await until('it has ended', () => reader.isStopped());
  });
});
