import { setTimeout as wait } from 'node:timers/promises';
import { noClientFilter } from '@shared/clients/contract';
import type { CallInput } from '@shared/contract';
import { type LiveAnswer, patched } from '@shared/lib/live-answer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LiveQueries } from '../../../src/main/reader/live';
import { queries } from '../../../src/main/reader/queries';
import { openTestStore, type TestStore } from '../../support/store';

type WindowInput = CallInput<'clients.window'>;
interface Shown {
  readonly total: number;
  readonly rows: readonly { readonly id: string; readonly name: string }[];
}

let store: TestStore;
let live: LiveQueries;
let shown: Map<number, Shown>;
let bytes: number[];

beforeEach(async () => {
  shown = new Map();
  bytes = [];
  live = new LiveQueries((id, answer: LiveAnswer) => {
    if (!answer.ok) throw new Error(answer.error.code);
    const whole = 'whole' in answer;
    const text = whole ? answer.whole : answer.patch;
    bytes.push(text.length);
    shown.set(id, (whole ? JSON.parse(text) : patched(shown.get(id), text)) as Shown);
  });
  store = await openTestStore({ onCommit: (collection) => live.changed([collection]) });
});
afterEach(() => store.close());

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1000 && !holds(); tries += 1) await wait(10);
  expect(holds()).toBe(true);
}

function watch(id: number, input: Partial<WindowInput> = {}): void {
  const asked: WindowInput = {
    filter: noClientFilter,
    sort: { field: 'name', descending: false },
    offset: 0,
    limit: 50,
    ...input,
  };
  live.watch(id, 'clients.window', asked, () =>
    store.dependencies.of(() => ({ ok: true, value: queries['clients.window'](store.reader, asked) })),
  );
}

/** Clients of the alphabet's middle: «М 00000» and on. */
async function addMany(count: number): Promise<void> {
  const { records } = store.context;
  const { id } = await store.command('clients.create', { patch: { name: 'М образец' } });
  const {
    id: _id,
    createdAt,
    createdBy,
    updatedAt,
    updatedBy,
    importId,
    ...sample
  } = await records.get('clients', id);
  await records.remove('clients', id);
  for (let from = 0; from < count; from += 5000) {
    await records.insertMany(
      'clients',
      Array.from({ length: Math.min(5000, count - from) }, (_, i) => {
        const name = `М ${String(from + i).padStart(5, '0')}`;
        return records.stamped<'clients'>(
          { ...sample, name, nameKey: name.toLowerCase() },
          { id: records.newId() },
        );
      }),
    );
  }
}

describe('a live window of a long list', () => {
  it('ships its rows once, then only what differs', async () => {
    await addMany(3000);
    watch(1);
    await until(() => shown.get(1)?.total === 3000);
    const [first] = bytes;
    const second = shown.get(1)?.rows[1];
    const third = shown.get(1)?.rows[2];
    if (!second || !third || !first) throw new Error('no rows');
    expect(shown.get(1)?.rows).toHaveLength(50);

    bytes.length = 0;
    await store.command('clients.change', { id: second.id, patch: { city: 'Псков' } });
    await until(() => bytes.length > 0);
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(first / 8);
    expect(shown.get(1)?.rows[1]).toMatchObject({ id: second.id, city: 'Псков' });
    expect(shown.get(1)?.rows[2]).toBe(third);

    bytes.length = 0;
    await store.command('clients.create', { patch: { name: 'А самый первый' } });
    await until(() => shown.get(1)?.total === 3001);
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(first / 8);
    expect(
      shown
        .get(1)
        ?.rows.slice(0, 3)
        .map(({ name }) => name),
    ).toEqual(['А самый первый', 'М 00000', 'М 00001']);
    expect(shown.get(1)?.rows[3]).toBe(third);
  });

  it('hears nothing of a change far outside but the length', async () => {
    await addMany(200);
    watch(1, { limit: 20 });
    watch(2, { offset: 180, limit: 20 });
    await until(() => shown.size === 2);
    const whole = bytes[0] ?? 0;
    bytes.length = 0;
    const last = shown.get(2)?.rows[19];
    await store.command('clients.change', { id: last?.id ?? '', patch: { city: 'Псков' } });
    await until(() => bytes.length > 0);
    await wait(100);
    // Only the window that shows the row; not a byte to the other.
    expect(bytes).toHaveLength(1);
    expect(bytes[0]).toBeLessThan(whole / 4);
  });

  it('coalesces under fast writes, ships no more than its window, and ends with the truth', async () => {
    await addMany(2000);
    watch(1);
    await until(() => shown.get(1)?.total === 2000);
    const whole = bytes[0] ?? 0;
    bytes.length = 0;
    const ids = shown.get(1)?.rows.map(({ id }) => id) ?? [];
    const writes = Array.from({ length: 150 }, (_, i) =>
      store.command('clients.change', { id: ids[i % 10] ?? '', patch: { city: `Город ${i}` } }),
    );
    await Promise.all(writes);
    await until(() => {
      const rows = shown.get(1)?.rows as unknown as readonly { readonly city: string }[];
      return rows?.slice(0, 10).every(({ city }, at) => city === `Город ${140 + at}`) ?? false;
    });
    expect(bytes.length).toBeLessThan(150);
    for (const one of bytes) expect(one).toBeLessThan(whole);
  });
});
