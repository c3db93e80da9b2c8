import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer } from '../../../src/server/start-server';
import { type Endpoint, War } from './war';

const deeds = 10;

describe.each([
  { name: 'an endpoint that stays', first: 1000, lasting: false },
  { name: 'an endpoint that is begun again and again', first: 2000, lasting: true },
])('$name', ({ first, lasting }) => {
  let war: War;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'война '));
    const endpoint: Endpoint = {
      lasting,
      start: (port) =>
        startServer({
          database: lasting ? { folder } : { memory: true },
          passwordCost: 4,
          loginsPerMinute: 100_000,
          port,
        }),
    };
    war = await War.begin(endpoint, first);
  }, 60_000);
  afterAll(async () => {
    await war?.end();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(Array.from({ length: 10 }, (_, index) => first + index))(
    'loses, doubles and tells apart nothing: scenario %i',
    async (seed) => {
      const { edits, hash } = await war.round(seed, deeds);
      expect(edits).toBeGreaterThan(0);
      expect(hash).toMatch(/^[0-9a-f]{16}$/);
    },
    120_000,
  );

  it('met every kind of fault', () => {
    expect(Object.entries(war.met()).filter(([, count]) => count === 0)).toEqual([]);
  });
});
