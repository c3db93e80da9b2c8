import { afterEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/main/store/sqlite-storage/adapter';
import type { Call } from '../../src/shared/calls/schema';
import type { Task } from '../../src/shared/tasks/schema';
import { type Device, deviceKey, openDevice, until } from '../support/device';
import { openDeviceProcess } from '../support/device-process';
import { idOf } from '../support/id';
import { clientOf } from './server/support/cards';
import { type PlainServer, startPlainServer } from './support/plain-server';

/** The id of the n-th client: they rise with it. */
const client = (n: number): string => `01C${String(n).padStart(23, '0')}`;
const call = (n: number): string => `01A${String(n).padStart(23, '0')}`;

const at = '2026-11-21T09:00:00.000Z';
const stamps = (id: string) => ({
  ...{ id, createdAt: at, createdBy: idOf('boss'), updatedAt: at, updatedBy: idOf('boss'), importId: '' },
  _deleted: false,
});
const callOf = (id: string, clientId: string): Call & { _deleted: boolean } => ({
  ...stamps(id),
  ...{ clientId, contactId: '', userId: idOf('boss'), direction: 'out', startedAt: at, durationSec: 60 },
  ...{ number: '+79161234567', result: 'talked', comment: `Разговор ${id}`, nextStep: '', taskId: '' },
});
const taskOf = (id: string, clientId: string): Task & { _deleted: boolean } => ({
  ...stamps(id),
  ...{ title: 'Позвонить', type: 'call', status: 'open', priority: 'normal', dueDate: '2026-11-22' },
  ...{ dueAt: '', remindAt: '', clientId, contactId: '', assigneeId: idOf('boss'), callId: '' },
  ...{ comment: '', result: '', completedAt: '' },
});

const clients = 1500;
const calls = 4200;

/** A server full of a company's records. */
async function fullServer(beforePull?: (collection: string, after: number) => Promise<void>) {
  const made = await startPlainServer(beforePull ? { beforePull } : {});
  for (let n = 0; n < clients; n += 1)
    made.write('clients', clientOf(client(n), idOf('boss'), `Ромашка ${n}`));
  for (let n = 0; n < calls; n += 1) made.write('calls', callOf(call(n), client(n % clients)));
  made.write('tasks', taskOf('01T00000000000000000000001', client(7)));
  return made;
}

const begin = (device: Device, { url }: PlainServer, workspace = 'plain') =>
  device.internal('sync.start', { server: url, login: 'anna', workspace, token: 't'.repeat(43) });

function base<T>(device: Pick<Device, 'databasePath'>, look: (db: ReturnType<typeof openDatabase>) => T): T {
  const db = openDatabase({ path: device.databasePath, encryptionKey: deviceKey });
  try {
    return look(db);
  } finally {
    db.close();
  }
}
const count = (device: Device, collection: string, where = '1') =>
  base(device, (db) => Number(db.get(`SELECT count(*) FROM doc_${collection}_0 WHERE ${where}`)?.[0]));
/** The last or first number of the file's sequence that a collection's rows have. */
const numberOf = (device: Device, collection: string, where = '1', which: 'min' | 'max' = 'max') =>
  base(device, (db) => Number(db.get(`SELECT ${which}(seq) FROM doc_${collection}_0 WHERE ${where}`)?.[0]));
/** The indexes that a load has left out. */
const waiting = (device: Device) =>
  base(device, (db) => db.all("SELECT key FROM _meta WHERE key LIKE 'deferred-index:%'"));
/** The server's states that RxDB keeps beside the records. */
const notesKept = (device: Device) =>
  base(device, (db) =>
    db
      .all(
        "SELECT name FROM sqlite_master WHERE name LIKE 'doc\\_rx-replication-meta-%' ESCAPE '\\' AND type = 'table'",
      )
      .flatMap(([name]) => db.all(`SELECT data FROM "${name}" WHERE id LIKE '01C%|0' ORDER BY id`))
      .map(([data]) => (JSON.parse(String(data)) as { docData: unknown }).docData),
  );
const everything = (device: Device) => () =>
  count(device, 'clients') === clients && count(device, 'calls') === calls;
const idle = (device: Device) => () => device.status().phase === 'online' && device.status().unsent === 0;

let server: PlainServer | undefined;
const devices: Device[] = [];
const track = (device: Device) => {
  devices.push(device);
  return device;
};

afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.close()));
  await server?.close();
  server = undefined;
});

describe('the first exchange of a full base', () => {
  it('shows tasks and cards, and takes an edit, while calls still come', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    server = await fullServer((collection, after) =>
      collection === 'calls' && after > clients ? gate : Promise.resolve(),
    );
    const anna = track(await openDevice('Анна'));
    await begin(anna, server);
    await until(
      'tasks are here',
      async () => (await anna.read('tasks.byId', { id: '01T00000000000000000000001' })) !== null,
    );
    await until('the last client is here', () => anna.read('clients.card', { id: client(clients - 1) }));
    expect(count(anna, 'calls')).toBeLessThan(calls);
    const { id } = await anna.command('clients.create', { patch: { name: 'ООО «Новая»', kind: 'company' } });
    await until('the new client is at the server', () => server?.documents('clients').has(id));
    // It was committed between two batches of calls, and did not wait for the last.
    const own = numberOf(anna, 'clients', `id = '${id}'`);
    release();
    await until('all calls are here', () => count(anna, 'calls') === calls);
    await until('nothing is unsent', idle(anna));
    expect(numberOf(anna, 'calls', '1', 'min')).toBeLessThan(own);
    expect(numberOf(anna, 'calls')).toBeGreaterThan(own);
    expect(count(anna, 'calls', 'mark <> 2')).toBe(0);
    const found = await anna.read('search.find', { text: 'ромашка 1499', kinds: ['client'], limit: 5 });
    expect(found.hits[0]).toMatchObject({ id: client(1499) });
  });

  it('goes on after a kill, loses and doubles nothing and sends nothing back', async () => {
    let asked = 0;
    let block = () => {};
    const blocked = new Promise<void>((resolve) => {
      block = resolve;
    });
    let isOpen = false;
    server = await fullServer(async (collection, after) => {
      if (collection !== 'calls' || isOpen) return;
      asked += 1;
      // The last page never comes: the laptop dies waiting for it.
      if (after > clients + 2500) {
        block();
        await new Promise(() => {});
      }
    });
    const first = await openDeviceProcess('Анна');
    await begin(first, server);
    await blocked;
    await until('some calls are on the disk', () => count(first, 'calls') >= 1000);
    const left = await first.kill();
    expect(asked).toBeGreaterThan(2);
    isOpen = true;
    const anna = track(await openDeviceProcess('Анна', left));
    await begin(anna, server);
    await until('everything is here', everything(anna));
    await until('nothing is unsent', idle(anna));
    expect(server.pushed()).toEqual([]);
    expect(count(anna, 'clients', 'mark <> 2')).toBe(0);
    base(anna, (db) => {
      for (const index of ['search_clients_0', 'search_calls_0', 'digits_clients_0']) {
        db.run(`INSERT INTO ${index}(${index}, rank) VALUES('integrity-check', 1)`);
      }
      expect(db.get("SELECT count(*) FROM search_calls_0 WHERE search_calls_0 MATCH 'разговор'")).toEqual([
        calls,
      ]);
      expect(db.get("SELECT count(*) FROM _meta WHERE key LIKE 'search-bound:%'")).toEqual([0]);
    });
    // An edit from either side is no conflict: RxDB knows what the server has.
    await anna.command('clients.change', { id: client(3), patch: { site: 'anna.example' } });
    await until(
      'the edit is there',
      () => server?.documents('clients').get(client(3))?.site === 'anna.example',
    );
    const other = server.documents('clients').get(client(4));
    server.write('clients', {
      ...other,
      id: client(4),
      about: 'Пишет коллега',
      updatedAt: new Date().toISOString(),
    });
    await until(
      'the colleague is read',
      async () => (await anna.read('clients.card', { id: client(4) }))?.client.about === 'Пишет коллега',
    );
    expect(count(anna, 'conflicts')).toBe(0);
  });

  it('leaves indexes out of a very large load, answers rightly, and builds them when it is over, killed in between', async () => {
    const many = 13_500;
    let hold = true;
    let isHeld = false;
    server = await fullServer(async (collection, after) => {
      // The last pages never come: the laptop dies waiting for them.
      if (!hold || collection !== 'calls' || after <= clients + many - 1000) return;
      isHeld = true;
      await new Promise(() => {});
    });
    for (let n = calls; n < many; n += 1) {
      const startedAt = new Date(Date.parse(at) + ((n * 7919) % 100_003) * 1000).toISOString();
      server.write('calls', {
        ...callOf(call(n), client(n % clients)),
        startedAt,
      });
    }
    const first = await openDeviceProcess('Анна');
    await begin(first, server);
    await until('indexes are left out', () => waiting(first).length > 0, 60_000);
    // Pages of 1000 behind the first of 250, and the last one is held back.
    await until('nothing comes any more', () => isHeld && count(first, 'calls') === 13_250, 60_000);
    /** A list by date, a card and a search of what is here, each beside what the rows themselves say. */
    const answersAreRight = async (device: Device) => {
      const filter = {
        from: '2026-11-21',
        to: '',
        results: ['talked' as const],
        userId: idOf('boss'),
        text: '',
      };
      const list = await device.read('calls.window', { filter, zone: 'Europe/Moscow', offset: 0, limit: 50 });
      expect(list.total).toBe(count(device, 'calls'));
      const sorted = base(device, (db) =>
        db.all("SELECT id FROM doc_calls_0 ORDER BY data ->> '$.startedAt' DESC LIMIT 50"),
      );
      expect(list.rows.map(({ id }) => id).sort()).toEqual(sorted.map(([id]) => id).sort());
      const card = await device.read('timeline.newest', { clientId: client(7), kinds: [], limit: 5 });
      expect(card.counts.call).toBe(count(device, 'calls', `data ->> '$.clientId' = '${client(7)}'`));
      const found = await device.read('search.find', {
        text: `разговор ${call(11_999)}`,
        kinds: ['call'],
        limit: 5,
      });
      expect(found.hits.map(({ id }) => id)).toContain(call(11_999));
    };
    await answersAreRight(first);
    const left = await first.kill();
    hold = false;
    const anna = track(await openDeviceProcess('Анна', left));
    expect(waiting(anna).length).toBeGreaterThan(0);
    await begin(anna, server);
    await until('all calls are here', () => count(anna, 'calls') === many, 60_000);
    await until('all indexes are built', () => waiting(anna).length === 0, 60_000);
    await until('nothing is unsent', idle(anna));
    expect(server.pushed()).toEqual([]);
    base(anna, (db) => {
      expect(db.get('PRAGMA integrity_check')).toEqual(['ok']);
      const plan = db.all(
        "EXPLAIN QUERY PLAN SELECT id FROM doc_calls_0 WHERE deleted = 0 AND c_startedAt > '2026' ORDER BY c_startedAt",
      );
      expect(String(plan[0]?.[3])).toContain('doc_calls_0__deleted__c_startedAt__id');
      expect(
        db.get("SELECT count(*) FROM sqlite_master WHERE name LIKE '%\\_build\\_%' ESCAPE '\\'"),
      ).toEqual([0]);
      db.run("INSERT INTO search_calls_0(search_calls_0, rank) VALUES('integrity-check', 1)");
    });
    await answersAreRight(anna);
  }, 180_000);

  it('knows what the server had of a loaded record when both have changed it, also after a kill', async () => {
    server = await fullServer();
    const first = await openDeviceProcess('Анна');
    await begin(first, server);
    await until('everything is here', everything(first));
    await until('nothing is unsent', idle(first));
    expect(notesKept(first)).toEqual([]);
    await first.disconnect();
    await first.command('clients.change', { id: client(3), patch: { site: 'anna.example' } });
    await first.command('clients.change', { id: client(5), patch: { site: 'anna.example' } });
    const anna = track(await openDeviceProcess('Анна', await first.kill()));
    expect(notesKept(anna)).toEqual([
      server.documents('clients').get(client(3)),
      server.documents('clients').get(client(5)),
    ]);
    const colleague = (id: string, about: string) =>
      server?.write('clients', {
        ...server.documents('clients').get(id),
        ...{ id, about, updatedBy: 'boris', updatedAt: new Date().toISOString() },
      });
    colleague(client(3), 'Пишет коллега');
    colleague(client(4), 'Пишет коллега');
    await begin(anna, server);
    await until('the edits are there', () =>
      [client(3), client(5)].every((id) => server?.documents('clients').get(id)?.site === 'anna.example'),
    );
    await until('nothing is unsent', idle(anna));
    expect(server.documents('clients').get(client(3))).toMatchObject({ about: 'Пишет коллега' });
    await until(
      'the colleague is read',
      async () => (await anna.read('clients.card', { id: client(4) }))?.client.about === 'Пишет коллега',
    );
    // What the server has changed is loaded no more: the next edit is made from that.
    await anna.command('clients.change', { id: client(4), patch: { site: 'anna.example' } });
    await until(
      'the last edit is there',
      () => server?.documents('clients').get(client(4))?.site === 'anna.example',
    );
    await until('nothing is unsent', idle(anna));
    expect(server.documents('clients').get(client(4))).toMatchObject({ about: 'Пишет коллега' });
    expect(count(anna, 'conflicts')).toBe(0);
    expect(new Set(server.pushed())).toEqual(new Set([client(3), client(4), client(5)]));
  });

  it('leaves a record that was written here too to the ordinary way of conflicts', async () => {
    server = await fullServer();
    const anna = track(await openDevice('Анна'));
    const { id } = await anna.command('clients.create', {
      patch: { name: 'ООО «Двое»', kind: 'company', site: 'anna.example' },
    });
    const mine = base(anna, (db) => JSON.parse(String(db.get('SELECT data FROM doc_clients_0')?.[0])));
    const { _rev, _meta, _attachments, ...fields } = mine;
    const theirs = { site: 'boris.example', about: 'Пишет коллега', updatedBy: 'boris', updatedAt: at };
    server.write('clients', { ...fields, ...theirs, _deleted: false });
    await begin(anna, server);
    await until(
      'everything is here',
      () => count(anna, 'clients') === clients + 1 && count(anna, 'calls') === calls,
    );
    await until('nothing is unsent', idle(anna));
    const card = await until('the card', () => anna.read('clients.card', { id }));
    expect(card.client).toMatchObject({ site: 'boris.example', about: 'Пишет коллега' });
    const kept = base(anna, (db) => String(db.get('SELECT data FROM doc_conflicts_0')?.[0]));
    expect(kept).toContain('anna.example');
    expect(server.pushed().filter((one) => one.startsWith('01C'))).toEqual([]);
  });

  it('begins anew under another identity without taking anything twice', async () => {
    server = await fullServer();
    const anna = track(await openDevice('Анна'));
    await begin(anna, server);
    await until('everything is here', everything(anna));
    await anna.disconnect();
    await anna.command('clients.change', { id: client(9), patch: { site: 'anna.example' } });
    // The server was restored from a copy that does not have this one.
    server.lose('calls', call(11));
    await begin(anna, server, 'plain~1');
    await until(
      'the edit is there',
      () => server?.documents('clients').get(client(9))?.site === 'anna.example',
    );
    await until('what was lost is there again', () => server?.documents('calls').has(call(11)));
    await until('nothing is unsent', idle(anna));
    expect(server.documents('calls').size).toBe(calls);
    expect(everything(anna)()).toBe(true);
    expect(server.documents('clients').size).toBe(clients);
  });

  it('stops when it is told to, and goes on', async () => {
    server = await fullServer();
    const anna = track(await openDevice('Анна'));
    await begin(anna, server);
    await until('some clients are here', () => count(anna, 'clients') > 0);
    await anna.disconnect();
    await begin(anna, server);
    await until('everything is here', everything(anna));
    await until('nothing is unsent', idle(anna));
    expect(server.pushed()).toEqual([]);
  });
});
