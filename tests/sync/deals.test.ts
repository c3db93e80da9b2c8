import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servedCollections } from '../../src/server/replication/collections';
import { type RunningServer, startServer } from '../../src/server/start-server';
import { defaultLostReasons, defaultStages } from '../../src/shared/funnels/defaults';
import { type Device, openDevice, until } from '../support/device';
import { idOf } from '../support/id';
import { inMemory } from '../support/memory-database';

const password = 'очень-длинный пароль 8';
const moment = { now: '2026-12-01T09:00:00.000Z', today: '2026-12-01' };
const card = (device: Device, id: string) => device.read('deals.byId', { id, ...moment });
const synced = (device: Device) =>
  until(
    `${device.name} has sent everything`,
    () => device.status().phase === 'online' && device.status().unsent === 0,
  );

let server: RunningServer;
let anna: Device;
let boris: Device;

beforeAll(async () => {
  server = await startServer({ database: await inMemory(), passwordCost: 4 });
  const team = (await server.createTeam('Продажи')).id;
  for (const [login, role] of [
    ['anna', 'head'],
    ['boris', 'seller'],
  ] as const) {
    await server.createUser({ login, name: login, role, team, password });
  }
  [anna, boris] = await Promise.all([openDevice('Анна'), openDevice('Борис')]);
});
afterAll(async () => {
  await Promise.all([anna?.close(), boris?.close()]);
  await server?.close();
});

const online = (device: Device) =>
  device.connect(server.url, device === anna ? 'anna' : 'boris', password).then(() => synced(device));

describe('deals of two devices', () => {
  let clientId: string;
  let id: string;

  it('go in a funnel that a head made, and a seller works in it offline', async () => {
    await online(anna);
    await online(boris);
    const stages = defaultStages.map((one, at) => ({ ...one, id: idOf(`service ${at}`), name: `Шаг ${at}` }));
    const { id: funnelId } = await anna.command('funnels.save', {
      ...{ id: '', name: 'Сервис', stages, lostReasons: [...defaultLostReasons] },
    });
    await until('the funnel came to Boris', async () => (await boris.read('funnels.list', {})).length === 2);
    await boris.disconnect();
    clientId = (await boris.command('clients.create', { patch: { name: 'Лютик' } })).id;
    id = (await boris.command('deals.create', { patch: { title: 'Ремонт', clientId, funnelId } })).id;
    await boris.command('deals.move', { id, stageId: idOf('service 1'), values: {} });
    await online(boris);
    const seen = await until('the deal came to Anna', () => card(anna, id));
    expect(seen.row).toMatchObject({ funnelName: 'Сервис', stageName: 'Шаг 1', clientName: 'Лютик' });
    expect(seen.stages.map(({ toName }) => toName)).toEqual(['Шаг 1', 'Шаг 0']);
  });

  it('never conflict over different fields, and keep both steps of one moved on both', async () => {
    await Promise.all([synced(anna), synced(boris)]);
    await anna.disconnect();
    await boris.disconnect();
    await anna.command('deals.change', { id, patch: { competitor: 'Роза', tags: ['важно'] } });
    await anna.command('deals.move', { id, stageId: idOf('service 2'), values: { amount: 500 } });
    await boris.command('deals.change', { id, patch: { expectedClose: '2026-12-31', tags: ['срочно'] } });
    await boris.command('deals.move', { id, stageId: idOf('service 3'), values: { amount: 500 } });
    await online(anna);
    await online(boris);
    for (const device of [anna, boris]) {
      const deal = await until(`both edits are at ${device.name}`, async () => {
        const found = await card(device, id);
        return found?.competitor === 'Роза' && found.stages.length === 4 ? found : null;
      });
      expect(deal).toMatchObject({ amount: 500, expectedClose: '2026-12-31', stageId: idOf('service 2') });
      expect([...deal.tags].sort()).toEqual(['важно', 'срочно']);
      expect(deal.stages.map(({ toName }) => toName).sort()).toEqual(['Шаг 0', 'Шаг 1', 'Шаг 2', 'Шаг 3']);
    }
    // Which of the two stages holds is asked of a person, and nothing else.
    const asked = await until('the conflict is told', async () => {
      const { rows } = await anna.read('conflicts.list', { state: 'open', limit: 10 });
      return rows.length > 0 ? rows : null;
    });
    expect(asked.flatMap(({ fields }) => fields.map(({ field }) => field))).toEqual(['stageId']);
  });

  it('stay where they stand when a head removes the stage meanwhile, and can go on', async () => {
    await Promise.all([synced(anna), synced(boris)]);
    await boris.disconnect();
    await boris.command('deals.move', { id, stageId: idOf('service 4'), values: {} });
    const [, funnel] = await anna.read('funnels.list', {});
    if (!funnel) throw new Error('the funnel was expected');
    await anna.command('funnels.save', {
      ...{ id: funnel.id, name: funnel.name, lostReasons: funnel.lostReasons },
      stages: funnel.stages.filter((one) => one.id !== idOf('service 4')),
    });
    await synced(anna);
    await online(boris);
    const row = await until('Boris hears that the stage is gone', async () => {
      const found = await card(boris, id);
      return found?.row.stageArchived ? found.row : null;
    });
    expect(row).toMatchObject({ stageName: 'Шаг 4', status: 'open' });
    await boris.command('deals.move', { id, stageId: idOf('service 5'), values: {} });
    expect((await card(boris, id))?.row.stageName).toBe('Шаг 5');
    await synced(boris);
  });

  it('leave with a client who leaves the scope; what was edited meanwhile waits for the head', async () => {
    await boris.disconnect();
    await boris.command('deals.change', { id, patch: { about: 'Договорились о скидке' } });
    const me = await anna.read('users.list', {});
    const head = me.find(({ name }) => name === 'anna')?.id ?? '';
    await anna.command('clients.change', { id: clientId, patch: { ownerId: head } });
    await synced(anna);
    await boris.connect(server.url, 'boris', password);
    await until('the deal has left Boris', async () => (await card(boris, id)) === null);
    const session = await anna.connect(server.url, 'anna', password);
    const response = await fetch(`${server.url}/inbox`, {
      headers: { authorization: `Bearer ${session.token}` },
    });
    const { items } = (await response.json()) as {
      items: { recordId: string; fields: { field: string }[] }[];
    };
    expect(items.find(({ recordId }) => recordId === id)?.fields.map(({ field }) => field)).toEqual([
      'about',
    ]);
    expect(await card(anna, id)).toMatchObject({ clientId });
  });
});

describe('a server that knows no deals', () => {
  it('exchanges all else; deals stay here, unsent and told of, and go once it knows them', async () => {
    const served = new Map(servedCollections());
    const lacking = ['deals', 'funnels'].map((name) => [name, served.get(name)] as const);
    for (const [name] of lacking) served.delete(name);
    const older = await startServer({
      ...{ database: await inMemory(), passwordCost: 4 },
      collections: served,
    });
    await older.createUser({ login: 'vera', name: 'Вера', role: 'admin', password });
    const vera = await openDevice('Вера');
    await vera.connect(older.url, 'vera', password);
    const client = (await vera.command('clients.create', { patch: { name: 'Мак' } })).id;
    const deal = (await vera.command('deals.create', { patch: { title: 'Поставка', clientId: client } })).id;
    await until('the client went', async () => (await vera.read('clients.card', { id: client }))?.mark === 2);
    await until('it is told what the server lacks', () => vera.status().absent.includes('deals'));
    await until('the exchange goes on', () => vera.status().phase === 'online' && vera.status().unsent === 1);
    expect((await card(vera, deal))?.row.mark).toBe(0);
    for (const [name, collection] of lacking) if (collection) served.set(name, collection);
    await vera.internal('sync.now', null);
    await until('the deal went', async () => (await card(vera, deal))?.row.mark === 2);
    expect(vera.status()).toMatchObject({ absent: [], unsent: 0 });
    await vera.close();
    await older.close();
  });
});
