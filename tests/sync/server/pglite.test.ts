import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe } from 'vitest';
import { authSuite } from './support/auth-suite';
import type { Backend } from './support/backend';
import { lifetimeSuite } from './support/lifetime-suite';
import { protocolSuite } from './support/protocol-suite';
import { twoClientsSuite } from './support/two-clients-suite';

const folders: string[] = [];
const backend: Backend = {
  name: 'PGlite',
  shared: false,
  fresh: async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'kartoteka server '));
    folders.push(folder);
    return { folder };
  },
  quick: async () => ({ memory: true }),
};

describe('the endpoint on PGlite', () => {
  afterAll(async () => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });
  authSuite(() => backend);
  protocolSuite(() => backend);
  lifetimeSuite(() => backend);
  twoClientsSuite(() => backend);
});
