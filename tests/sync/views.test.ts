import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servedCollections } from '../../src/server/replication/collections';
import { type RunningServer, startServer } from '../../src/server/start-server';
import type { CallInput } from '../../src/shared/contract';
import { type Device, openDevice, until } from '../support/device';

// A kind that has no RxDB collection above its table: it travels like any other.
const password = 'очень-длинный пароль 8';

let server: RunningServer;
let anna: Device;
let boris: Device;
let vera: Device;

const logins = () =>
  new Map([
    [anna, 'anna'],
    [boris, 'boris'],
    [vera, 'vera'],
  ]);
const synced = (device: Device) =>
  until(
    `${device.name} has sent everything`,
    () => device.status().phase === 'online' && device.status().unsent === 0,
  );
const online = (device: Device) =>
  device.connect(server.url, logins().get(device) ?? '', password).then(() => synced(device));

const mine: CallInput<'views.save'> = {
  ...{ id: '', name: 'Горячие', kind: 'deals', shared: 'mine', layout: 'table' },
  ...{ filter: { all: [{ field: 'amount', operator: 'from', value: 100 }] }, columns: [], order: [] },
  ...{ grouping: '', sums: [], pinned: false, isDefault: false },
};
const names = async (device: Device) => (await device.read('views.list', {})).map(({ name }) => name);
const has = (device: Device, name: string) =>
  until(`${device.name} has ${name}`, async () => (await names(device)).includes(name));
const hasNot = (device: Device, name: string) =>
  until(`${device.name} has no ${name}`, async () => !(await names(device)).includes(name));

beforeAll(async () => {
  server = await startServer({ database: { memory: true }, passwordCost: 4 });
  const sales = (await server.createTeam('Продажи')).id;
  const service = (await server.createTeam('Сервис')).id;
  await server.createUser({ login: 'anna', name: 'Анна', role: 'head', team: sales, password });
  await server.createUser({ login: 'boris', name: 'Борис', role: 'seller', team: sales, password });
  await server.createUser({ login: 'vera', name: 'Вера', role: 'seller', team: service, password });
  [anna, boris, vera] = await Promise.all([openDevice('Анна'), openDevice('Борис'), openDevice('Вера')]);
  await Promise.all([online(anna), online(boris), online(vera)]);
});
afterAll(async () => {
  await Promise.all([anna?.close(), boris?.close(), vera?.close()]);
  await server?.close();
});

describe('views of three devices', () => {
  let id: string;

  it('go to whom they are shared with, and leave them', async () => {
    ({ id } = await boris.command('views.save', mine));
    await synced(boris);
    await boris.command('views.save', { ...mine, id, shared: 'team' });
    await has(anna, 'Горячие');
    expect(await names(vera)).toEqual([]);

    await boris.command('views.save', { ...mine, id, shared: 'everybody' });
    await has(vera, 'Горячие');
    await boris.command('views.save', { ...mine, id, shared: 'mine' });
    await hasNot(vera, 'Горячие');
    await hasNot(anna, 'Горячие');
    expect(await names(boris)).toEqual(['Горячие']);
    await boris.command('views.save', { ...mine, id, shared: 'everybody' });
    await Promise.all([has(anna, 'Горячие'), has(vera, 'Горячие')]);
  });

  it('are changed by their owner and his head alone', async () => {
    // A window offers no such edit; a device that makes it all the same is set right by the server.
    await vera.command('views.save', { ...mine, id, name: 'Чужой', shared: 'everybody' });
    await has(vera, 'Горячие');
    await vera.command('views.remove', { id });
    await hasNot(vera, 'Горячие');
    await has(vera, 'Горячие');
    expect(await names(boris)).toEqual(['Горячие']);
    const [kept] = await vera.read('views.list', {});
    expect(kept).toMatchObject({ filter: mine.filter, kind: 'deals', shared: 'everybody' });
  });

  it('join what two have changed apart', async () => {
    await Promise.all([synced(anna), synced(boris)]);
    await Promise.all([anna.disconnect(), boris.disconnect()]);
    const [view] = await anna.read('views.list', {});
    if (!view) throw new Error('the view was expected');
    const everybodys = { ...mine, id, shared: 'everybody' as const };
    await anna.command('views.save', { ...everybodys, name: 'Самые горячие' });
    await boris.command('views.save', { ...everybodys, pinned: true });
    await online(anna);
    await online(boris);
    for (const device of [anna, boris, vera]) {
      await until(`both edits are at ${device.name}`, async () => {
        const [found] = await device.read('views.list', {});
        return found?.name === 'Самые горячие' && found.pinned;
      });
    }
    expect((await anna.read('conflicts.list', { state: 'open', limit: 10 })).rows).toEqual([]);
  });

  it('are gone for all when their owner removes them', async () => {
    await boris.command('views.remove', { id });
    await Promise.all([hasNot(anna, 'Самые горячие'), hasNot(vera, 'Самые горячие')]);
  });

  it('refuse a filter that their kind cannot be asked', async () => {
    const filter = { all: [{ field: 'colour', operator: 'is' as const, value: 'red' }] };
    await expect(boris.command('views.save', { ...mine, filter })).rejects.toMatchObject({
      code: 'filter-wrong',
      data: { issue: 'field', name: 'colour' },
    });
  });
});

describe('a server that knows no views', () => {
  it('exchanges all else; views stay here, unsent and told of, and go once it knows them', async () => {
    const served = new Map(servedCollections());
    const collection = served.get('views');
    served.delete('views');
    const older = await startServer({
      ...{ database: { memory: true }, passwordCost: 4 },
      collections: served,
    });
    await older.createUser({ login: 'nina', name: 'Нина', role: 'admin', password });
    const nina = await openDevice('Нина');
    await nina.connect(older.url, 'nina', password);
    const client = (await nina.command('clients.create', { patch: { name: 'Мак' } })).id;
    await nina.command('views.save', mine);
    await until('the client went', async () => (await nina.read('clients.card', { id: client }))?.mark === 2);
    await until('it is told what the server lacks', () => nina.status().absent.includes('views'));
    await until('the exchange goes on', () => nina.status().phase === 'online' && nina.status().unsent === 1);
    if (collection) served.set('views', collection);
    await nina.internal('sync.now', null);
    await until('the view went', () => nina.status().unsent === 0);
    expect(nina.status().absent).toEqual([]);
    await nina.close();
    await older.close();
  });
});
