import { afterEach, beforeEach, expect, test } from 'vitest';
import { States } from '../../../src/main/ipc/states';
import { StorageHealthMonitor } from '../../../src/main/storage-health/watch';
import { storageHandle } from '../../../src/main/store/sqlite-storage';
import { toFailure } from '../../../src/main/threads/failures';
import type { Result } from '../../../src/shared/lib/result';
import { texts } from '../../../src/shared/texts';
import { close, create, openTestService, scratch } from '../backups/support';

let place: ReturnType<typeof scratch>;
beforeEach(() => {
  place = scratch();
});
afterEach(() => place.remove());

test('a base that may not be written any more says what to do, keeps what there is, and goes on', async () => {
  const service = await openTestService(place.base);
  const states = new States();
  const warned: string[] = [];
  const watched = async <T>(work: () => T | Promise<T>): Promise<Result<T>> => {
    let result: Result<T>;
    try {
      result = { ok: true, value: await work() };
    } catch (error) {
      result = { ok: false, error: toFailure(error) };
    }
    watch.saw(result);
    return result;
  };
  const command = (name: string, input: unknown) => watched(() => service.command(name, input));
  const watch = new StorageHealthMonitor({
    ...{ states, databasePath: place.base, reopen: async () => {} },
    call: (name, input) => watched(() => service.calls[name](input)),
    log: { info: () => {}, warn: (line: string) => warned.push(line), error: () => {} } as never,
  });
  const id = await create(service, 'ООО «Прежний»', 'как было');
  const about = async () =>
    JSON.parse(String(storageHandle(place.base).db.get('SELECT data FROM doc_clients_0')?.[0])).about;

  storageHandle(place.base).db.exec('PRAGMA query_only=ON');
  const change = { id, patch: { about: 'как стало' } };
  expect(await command('clients.change', change)).toMatchObject({ ok: false });
  expect(states.get('storageHealth.now')).toMatchObject({
    failure: { code: 'store-readonly' },
    healed: false,
  });
  for (const language of ['ru', 'en'] as const)
    expect(texts[language].errors['store-readonly']({}).length).toBeGreaterThan(40);
  expect(await watch.tryAgain()).toBe(false);
  expect(await about()).toBe('как было');
  expect(warned, 'told once, not at every try').toHaveLength(1);

  storageHandle(place.base).db.exec('PRAGMA query_only=OFF');
  expect(await watch.tryAgain()).toBe(true);
  expect(states.get('storageHealth.now')).toBeNull();
  expect(await command('clients.change', change)).toMatchObject({ ok: true });
  expect(await about()).toBe('как стало');
  watch.closed();
  await close(service);
});
