import { type ClientFilter, clientSorts, noClientFilter } from '@shared/clients/contract';
import { clientStatuses } from '@shared/clients/schema';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clientWindow } from '../../../src/main/clients/window';
import { Reader, table } from '../../../src/main/reader/reader';
import { idOf } from '../../support/id';
import { openTestStore, type TestStore } from '../../support/store';

let store: TestStore;
/** Longer than what is put in order anew after every write. */
const count = 5400;

beforeAll(async () => {
  store = await openTestStore();
  const { records } = store.context;
  const made = await store.command('clients.create', { patch: { name: 'Образец' } });
  const {
    id: _id,
    createdAt,
    createdBy,
    updatedAt,
    updatedBy,
    importId,
    ...sample
  } = await records.get('clients', made.id);
  const many = Array.from({ length: count }, (_, i) => {
    const name = `Клиент ${(i * 7919) % 1000}`;
    return records.stamped<'clients'>({
      ...sample,
      name,
      nameKey: name.toLowerCase(),
      city: i % 3 === 0 ? '' : `Город ${i % 11}`,
      status: clientStatuses[i % clientStatuses.length] ?? 'potential',
    });
  });
  expect(await records.insertMany('clients', many)).toEqual([]);
}, 60_000);
afterAll(() => store.close());

it('keeps every order right through edits, one client at a time', async () => {
  const { reader, context } = store;
  let seed = 99;
  const random = (below: number) => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  const filters: ClientFilter[] = [noClientFilter, { ...noClientFilter, ownerId: idOf('user-1') }];
  const lists = filters.flatMap((filter) =>
    clientSorts.flatMap((field) =>
      [false, true].map((descending) => ({ filter, sort: { field, descending } })),
    ),
  );
  // As many as the reader keeps.
  const kept = lists.filter((_, i) => i % 4 === 1).slice(0, 5);
  const ids = (asked: Reader, { filter, sort }: (typeof lists)[number]) => {
    const all: string[] = [];
    for (let offset = 0; offset < count + 50; offset += 500) {
      all.push(...clientWindow(asked, filter, sort, offset, 500).rows.map(({ id }) => id));
    }
    return all;
  };
  for (const list of kept) ids(reader, list);

  for (let round = 0; round < 3; round += 1) {
    store.setClock(1000);
    const everyone = ids(reader, kept[0] as (typeof lists)[number]);
    const any = () => everyone[random(everyone.length)] ?? '';
    await store.command('clients.change', { id: any(), patch: { name: `А ${round}`, city: 'Ярославль' } });
    await store.command('clients.change', { id: any(), patch: { name: 'Клиент 500', city: '' } });
    await store
      .command('clients.change', { id: any(), patch: { status: 'refused' } as never })
      .catch(() => null);
    await store.command('clients.setArchived', { id: any(), archived: true });
    await store.command('clients.remove', { id: any() });
    await store.command('clients.create', { patch: { name: `Новый ${round}`, city: `Город ${random(11)}` } });
    await context.records.change('clients', any(), { ownerId: round % 2 === 0 ? '' : idOf('user-1') });

    // A reader that has never seen the list makes its orders from nothing.
    const anew = new Reader(reader.db, reader.resources, reader.session);
    for (const list of kept) expect(ids(reader, list)).toEqual(ids(anew, list));
  }
}, 60_000);

it('does not read the list again for one edit', async () => {
  const { reader } = store;
  const asked: string[] = [];
  const spied = new Reader(
    new Proxy(reader.db, {
      get(db, name: 'all' | 'get') {
        if (name !== 'all' && name !== 'get') return Reflect.get(db, name);
        return (sql: string, parameters: never[]) => {
          asked.push(sql);
          return db[name](sql, parameters);
        };
      },
    }),
    reader.resources,
    reader.session,
  );
  const page = () => clientWindow(spied, noClientFilter, { field: 'name', descending: false }, 0, 50);
  clientWindow(spied, noClientFilter, { field: 'name', descending: false }, 5000, 50);
  const [first] = page().rows;
  expect(asked.join()).toContain('json_group_array');
  asked.length = 0;
  await store.command('clients.change', { id: first?.id ?? '', patch: { name: 'Яяя последний' } });
  expect(page().rows[0]?.id).not.toBe(first?.id);
  expect(asked.join()).not.toContain('json_group_array');
});

it('reads no further than the page it shows, and knows how many there are', () => {
  const { reader } = store;
  const asked: string[] = [];
  const spied = new Reader(
    new Proxy(reader.db, {
      get(db, name: 'all' | 'get') {
        if (name !== 'all' && name !== 'get') return Reflect.get(db, name);
        return (sql: string, parameters: never[]) => {
          asked.push(sql);
          return db[name](sql, parameters);
        };
      },
    }),
    reader.resources,
    reader.session,
  );
  const city = String(reader.rows(`SELECT max(c_city) FROM ${table('clients')}`)[0]?.[0]);
  const filters: ClientFilter[] = [
    noClientFilter,
    { ...noClientFilter, archived: true },
    { ...noClientFilter, statuses: ['potential', 'active'] },
    { ...noClientFilter, kinds: ['company'], ownerId: idOf('user-1') },
    { ...noClientFilter, city },
    { ...noClientFilter, city, kinds: ['company'] },
  ];
  for (const filter of filters) {
    for (const field of clientSorts) {
      for (const descending of [false, true]) {
        const page = (asked: Reader, offset: number) =>
          clientWindow(asked, filter, { field, descending }, offset, 40);
        const heads = [0, 40, 200].map((offset) => page(spied, offset));
        // The whole order, made for a place far down, says the same.
        const whole = new Reader(reader.db, reader.resources, reader.session);
        page(whole, 5000);
        expect(heads).toEqual([0, 40, 200].map((offset) => page(whole, offset)));
      }
    }
  }
  expect(asked.join()).not.toContain('json_group_array');
});
