import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CallInput } from '../../../src/shared/contract';
import type { Filter } from '../../../src/shared/filters/schema';
import { listedKinds } from '../../../src/shared/lists/contract';
import { openTestStore, type TestStore } from '../../support/store';

const moment = { today: '2026-03-10', zone: 'Europe/Moscow' };
let store: TestStore;
let perm: string;
let tver: string;

beforeEach(async () => {
  store = await openTestStore();
  perm = (await store.command('clients.create', { patch: { name: 'Ромашка', city: 'Пермь' } })).id;
  tver = (await store.command('clients.create', { patch: { name: 'Василёк', city: 'Тверь' } })).id;
  for (const [title, clientId, amount, currency] of [
    ['Поставка', perm, 150_000_00, 'RUB'],
    ['Ремонт', perm, 20_000_00, 'RUB'],
    ['Аренда', tver, 300_000_00, 'RUB'],
    ['Экспорт', tver, 1_000_00, 'USD'],
  ] as const) {
    await store.command('deals.create', { patch: { title, clientId, amount, currency, tags: [title] } });
  }
});
afterEach(() => store.close());

const all: Filter = { all: [] };
const page = { order: [], offset: 0, limit: 50 };
const titles = (filter: Filter, more: Partial<CallInput<'lists.window'>> = {}) =>
  store
    .read('lists.window', { kind: 'deals', filter, ...moment, columns: ['title'], ...page, ...more })
    .rows.map(({ values }) => values[0]);

it('shows columns of a record and of what it points at, with the names of ids', () => {
  const { rows, total } = store.read('lists.window', {
    ...{ kind: 'deals', filter: all, ...moment, ...page },
    columns: ['title', 'amount', 'clientId', 'clientId/city', 'stageId', 'tags', 'createdBy'],
    order: [{ field: 'title', descending: false }],
  });
  expect(total).toBe(4);
  const [first] = rows;
  expect(first?.values.slice(0, 4)).toEqual(['Аренда', 300_000_00, tver, 'Тверь']);
  expect(first?.values[5]).toEqual(['Аренда']);
  expect(first?.clientId).toBe(tver);
  expect(first?.names[tver]).toBe('Василёк');
  expect(Object.values(first?.names ?? {})).toContain('Анна Смирнова');
});

it('asks over what belongs to a record and over what it points at', async () => {
  expect(titles({ all: [{ field: 'clientId/city', operator: 'is', value: 'Пермь' }] }).sort()).toEqual([
    'Поставка',
    'Ремонт',
  ]);
  const clients = (filter: Filter) => titles(filter, { kind: 'clients', columns: ['name'] });
  const rich: Filter = {
    all: [
      {
        children: 'deals',
        by: 'clientId',
        match: 'exists',
        filter: { all: [{ field: 'amount', operator: 'more', value: 200_000_00 }] },
      },
      { children: 'calls', by: 'clientId', match: 'none', filter: all },
    ],
  };
  expect(clients(rich)).toEqual(['Василёк']);
  await store.command('calls.log', { call: { clientId: tver, comment: 'Созвонились', durationSec: 60 } });
  expect(clients(rich)).toEqual([]);
  const mine: Filter = { all: [{ field: 'ownerId', operator: 'anyOf', value: ['@me'] }] };
  expect(clients(mine)).toHaveLength(2);
});

it('orders by what people read, and goes on by pages', () => {
  const order = [
    { field: 'clientId', descending: false },
    { field: 'amount', descending: true },
  ];
  expect(titles(all, { order })).toEqual(['Аренда', 'Экспорт', 'Поставка', 'Ремонт']);
  expect(titles(all, { order, offset: 1, limit: 2 })).toEqual(['Экспорт', 'Поставка']);
});

it('counts and adds up the whole filter and each group, money of each currency by itself', () => {
  const totals = store.read('lists.totals', {
    ...{ kind: 'deals', filter: all, ...moment, grouping: 'clientId', sums: ['amount'] },
  });
  const sum = (currency: string, amount: number) => ({ field: 'amount', currency, sum: amount });
  expect(totals.count).toBe(4);
  expect(totals.sums).toEqual(expect.arrayContaining([sum('RUB', 470_000_00), sum('USD', 1_000_00)]));
  expect(totals.groups).toContainEqual({ value: perm, count: 2, sums: [sum('RUB', 170_000_00)] });
  expect(totals.names[perm]).toBe('Ромашка');
  const months = store.read('lists.totals', {
    ...{ kind: 'deals', filter: all, ...moment, grouping: 'createdAt', sums: [] },
  });
  expect(months.groups).toEqual([{ value: '2026-03', count: 4, sums: [] }]);
});

it('refuses what a kind has not, and offers what a field can be', () => {
  const asked = (filter: Filter) => () => titles(filter);
  expect(asked({ all: [{ field: 'gone', operator: 'filled' }] })).toThrow('filter-wrong');
  expect(() => titles(all, { columns: ['steps'] })).toThrow('filter-wrong');
  const stages = store.read('lists.options', { kind: 'deals', field: 'stageId' });
  expect(stages.length).toBeGreaterThan(3);
  expect(store.read('lists.options', { kind: 'deals', field: 'ownerId' }).map(({ name }) => name)).toEqual([
    'Анна Смирнова',
  ]);
});

it('lists every kind that has a list, by each of its shown fields', async () => {
  const { shownFields } = await import('../../../src/shared/filters/fields');
  for (const kind of listedKinds) {
    const fields = shownFields(kind).map(([name]) => name);
    const order = fields.slice(0, 5).map((field) => ({ field, descending: true }));
    expect(() =>
      store.read('lists.window', { kind, filter: all, ...moment, ...page, columns: fields, order }),
    ).not.toThrow();
  }
});
