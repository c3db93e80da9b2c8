import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer } from '../../../src/server/start-server';
import type { DatabaseChoice } from '../../../src/server/store/database';
import { isLong } from '../../support/long';
import { inMemory } from '../../support/memory-database';
import { startPostgres, type TestPostgres } from '../server/support/postgres';
import { faults } from './bad-line';
import { type Endpoint, War } from './chaos';

const deeds = 10;
const met = new Map<string, number>();
// Where no PostgreSQL can be started we say so and do without.
const postgres: TestPostgres | undefined = await startPostgres().catch((error: unknown) => {
  console.warn(String(error));
  return undefined;
});
afterAll(() => postgres?.stop());

describe.each(
  [
    { name: 'an endpoint that stays', kind: 'memory', first: 1000, scenarios: isLong ? 9 : 5 },
    {
      name: 'an endpoint that is begun again and again',
      kind: 'folder',
      first: 2000,
      scenarios: isLong ? 7 : 3,
    },
    {
      name: 'an endpoint whose PostgreSQL is killed',
      kind: 'postgresql',
      first: 3000,
      scenarios: isLong ? 4 : 2,
    },
  ].filter(({ kind }) => kind !== 'postgresql' || postgres),
)('$name', ({ kind, first, scenarios }) => {
  let war: War;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'война '));
    const killed = kind === 'postgresql' ? postgres : undefined;
    const own: DatabaseChoice = kind === 'folder' ? { folder } : await inMemory();
    const database = killed ? { url: await killed.createDatabase() } : own;
    const endpoint: Endpoint = {
      lasting: kind !== 'memory',
      database: killed,
      start: (port) => startServer({ database, passwordCost: 4, loginsPerMinute: 100_000, port }),
    };
    war = await War.begin(endpoint, first);
  }, 60_000);
  afterAll(async () => {
    await war?.end();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(Array.from({ length: scenarios }, (_, index) => first + index))(
    'loses, doubles and tells apart nothing: scenario %i',
    async (seed) => {
      const { edits, hash, crashes } = await war.round(seed, deeds);
      expect(edits).toBeGreaterThan(0);
      expect(hash).toMatch(/^[0-9a-f]{16}$/);
      expect(crashes).toBe(kind === 'postgresql' ? 1 : 0);
      for (const [fault, count] of Object.entries(war.met())) {
        met.set(`${kind} ${fault}`, count);
      }
    },
    120_000,
  );
});

describe('the lines of all of them', () => {
  it('met every kind of fault', () => {
    const kinds = [...met].map(([key, count]) => ({ fault: key.split(' ')[1], count }));
    const seen = new Set(kinds.filter(({ count }) => count > 0).map(({ fault }) => fault));
    expect([...seen].sort()).toEqual([...faults].sort());
  });
});
