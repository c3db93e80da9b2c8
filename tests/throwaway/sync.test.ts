import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { servedCollections } from '../../src/server/replication/collections';
import { type RunningServer, startServer } from '../../src/server/start-server';
import { type Device, openDevice, until } from '../support/device';
import { builtThreads } from './built-threads';

vi.mock('../../src/shared/entities', async (real) => {
  const { gadgets } = await import('./gadgets');
  const { entities } = await real<typeof import('../../src/shared/entities')>();
  return { entities: { ...entities, gadgets } };
});

const password = 'очень-длинный пароль 3';
const kind = 'gadgets' as never;

let server: RunningServer;
let anna: Device;
let boris: Device;
let clientId: string;
let id: string;

const synced = (device: Device) =>
  until(
    `${device.name} has sent everything`,
    () => device.status().phase === 'online' && device.status().unsent === 0,
  );
const online = (device: Device) =>
  device.connect(server.url, device === anna ? 'anna' : 'boris', password).then(() => synced(device));
const seen = async (device: Device) => {
  const window = { kind, conditions: [], sort: '', direction: 'asc' as const, offset: 0, limit: 50 };
  const { rows } = await device.read('records.window', window);
  return rows.find((row) => row.id === id)?.values;
};
const change = (device: Device, values: object) =>
  device.command('records.change', { kind, id, values: values as Record<string, unknown> });
/** Both write while neither hears of the other. */
const apart = async (ofAnna: object, ofBoris: object) => {
  await Promise.all([synced(anna), synced(boris)]);
  await Promise.all([anna.disconnect(), boris.disconnect()]);
  await change(anna, ofAnna);
  await change(boris, ofBoris);
  await online(anna);
  await online(boris);
};

beforeAll(async () => {
  const built = await builtThreads();
  server = await startServer({ database: { memory: true }, passwordCost: 4 });
  const team = (await server.createTeam('Цех')).id;
  for (const [login, role] of [
    ['anna', 'head'],
    ['boris', 'seller'],
    ['viktor', 'seller'],
  ] as const) {
    await server.createUser({ login, name: login, role, ...(login === 'viktor' ? {} : { team }), password });
  }
  [anna, boris] = await Promise.all([
    openDevice('Анна', undefined, built),
    openDevice('Борис', undefined, built),
  ]);
});
afterAll(async () => {
  await Promise.all([anna?.close(), boris?.close()]);
  await server?.close();
});

describe('a kind that only its own file declares, between two devices and a server', () => {
  it('is served', () => {
    expect([...servedCollections().keys()]).toContain('gadgets');
  });

  it('goes to a colleague with its client', async () => {
    await online(anna);
    await online(boris);
    clientId = (await boris.command('clients.create', { patch: { name: 'Завод', kind: 'company' } })).id;
    const values = { clientId, text: 'Станок', longText: 'Осмотрен.', tags: ['цех'], money: 100 };
    id = (await boris.command('records.create', { kind, values })).id;
    expect(await until('it came to Anna', () => seen(anna))).toMatchObject(values);
    const { hits } = await anna.read('search.find', { text: 'станок', kinds: ['gadget' as never], limit: 5 });
    expect(hits).toMatchObject([{ kind: 'gadget', id, clientId }]);
  });

  it('is merged field by field: other fields, elements of lists, both texts', async () => {
    await apart(
      { money: 500, tags: ['цех', 'срочно'], longText: 'Осмотрен. Течёт масло' },
      { decimal: '2.5', tags: ['цех', 'важно'], longText: 'Осмотрен. Нужен ремень' },
    );
    for (const device of [anna, boris]) {
      const joined = await until(`both edits are at ${device.name}`, async () => {
        const values = await seen(device);
        return values?.money === 500 && values.decimal === '2.5' ? values : undefined;
      });
      expect([...(joined.tags as string[])].sort()).toEqual(['важно', 'срочно', 'цех']);
      expect(joined.longText).toBe('Осмотрен. Течёт масло\nНужен ремень');
      expect(await device.read('conflicts.count', {})).toBe(0);
    }
  });

  it('is shown in a conflict where both wrote one field, and takes what is decided', async () => {
    await apart({ choice: 'green' }, { choice: 'blue' });
    const conflict = await until('the conflict is at Anna', async () => {
      const { rows } = await anna.read('conflicts.list', { state: 'open', limit: 50 });
      return rows.find(({ recordId }) => recordId === id);
    });
    expect(conflict).toMatchObject({
      ...{ recordKind: 'gadgets', title: 'Станок', clientName: 'Завод', fixed: false },
      fields: [{ field: 'choice', mine: 'blue', theirs: 'green', base: 'red' }],
    });
    await anna.command('conflicts.decide', {
      id: conflict.id,
      choices: [{ field: 'choice', choice: 'mine' }],
    });
    await until('what was decided is at Boris', async () => (await seen(boris))?.choice === 'blue');
  });

  it('goes and comes back with its client on both', async () => {
    await Promise.all([synced(anna), synced(boris)]);
    await anna.command('clients.remove', { id: clientId });
    await until('it is gone at Boris', async () => (await seen(boris)) === undefined);
    await boris.command('clients.restore', { id: clientId });
    await until('it is back at Anna', async () => (await seen(anna))?.choice === 'blue');
    const { rows } = await until('its history is known', () =>
      anna.read('history.page', { collection: kind, id, offset: 0, limit: 50 }),
    );
    expect(rows.some(({ fields }) => fields.some(({ field }) => field === 'choice'))).toBe(true);
  });

  it('is not given to a seller who may not see the card of its client', async () => {
    await Promise.all([synced(anna), synced(boris)]);
    await boris.disconnect();
    await boris.connect(server.url, 'viktor', password);
    await until('Viktor has nothing of it', async () => (await seen(boris)) === undefined);
  });
});
