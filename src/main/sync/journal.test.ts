import { expect, it } from 'vitest';
import type { SyncEvent } from '../../shared/sync/contract';
import { Journal } from './journal';

it('adds up what travels together, tells a failure once, keeps the last hundred', () => {
  let clock = Date.parse('2026-01-01T00:00:00Z');
  let events: readonly SyncEvent[] = [];
  const journal = new Journal(
    () => new Date(clock).toISOString(),
    (now) => {
      events = now;
    },
  );
  journal.add('online');
  journal.add('received', { count: 500 });
  journal.add('received', { count: 20 });
  clock += 11_000;
  journal.add('received', { count: 1 });
  journal.add('failed', { code: 'sync-offline' });
  journal.add('failed', { code: 'sync-offline' });
  journal.add('failed', { code: 'sync-timeout' });
  expect(events.map(({ kind, code, count }) => `${kind} ${code} ${count}`)).toEqual([
    'failed sync-timeout 0',
    'failed sync-offline 0',
    'received  1',
    'received  520',
    'online  0',
  ]);
  for (let n = 0; n < 300; n += 1) journal.add(n % 2 ? 'online' : 'failed');
  expect(events).toHaveLength(100);
});
