import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer } from '../../../src/server/start-server';
import { buildChild, type RunOptions, runKills } from '../../crash/harness';
import { isLong } from '../../support/long';
import { inMemory } from '../../support/memory-database';

// Few of the long run's two hundred kills and more (`npm run crash`), each deed with its own seed.
const deeds: readonly (readonly [RunOptions['action'], number])[] = [
  ['write', isLong ? 5 : 3],
  ['import', isLong ? 3 : 2],
  ['backup', isLong ? 3 : 2],
  ['restore', isLong ? 3 : 2],
  ['migrate-schema', 1],
  ['migrate-layout', isLong ? 2 : 1],
];
const password = 'очень-длинный пароль 1';
let child: string;
let server: Awaited<ReturnType<typeof startServer>> | undefined;

beforeAll(async () => {
  const starting = startServer({ database: await inMemory(), passwordCost: 4, loginsPerMinute: 10_000 });
  child = await buildChild();
  server = await starting;
  await server.createUser({ login: 'anna', name: 'Анна Петрова', password });
});
afterAll(() => server?.close());

test.each(deeds)('killed in the midst of it: %s, %i times', async (action, kills) => {
  const { losses, acknowledged } = await runKills({ child, action, kills, seed: 20260310 });
  expect(losses).toEqual([]);
  if (action !== 'migrate-schema') expect(acknowledged).toBeGreaterThan(0);
});

test('killed in the midst of it: sync, 3 times; the server has everything in the end', async () => {
  const url = server?.url ?? '';
  const { losses, acknowledged } = await runKills({
    ...{ child, action: 'sync', kills: 3, seed: 20260310 },
    server: { url, login: 'anna', password },
  });
  expect(losses).toEqual([]);
  expect(acknowledged).toBeGreaterThan(0);
});
