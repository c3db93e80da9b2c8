import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { openPglite } from '../../../src/server/store/pglite';
import { announcedSuite } from './support/announced-suite';
import { auditSuite } from './support/audit-suite';
import { authSuite } from './support/auth-suite';
import { authorshipSuite } from './support/authorship-suite';
import type { Backend } from './support/backend';
import { devicesSuite } from './support/devices-suite';
import { lifetimeSuite } from './support/lifetime-suite';
import { protocolSuite } from './support/protocol-suite';
import { twoClientsSuite } from './support/two-clients-suite';

let folder: string;
let made = 0;

/** Making an empty cluster takes seconds, copying one does not. */
async function fresh() {
  made += 1;
  const copy = path.join(folder, `data ${made}`);
  await cp(path.join(folder, 'empty'), path.join(copy, 'database'), { recursive: true });
  return { folder: copy };
}

const backend: Backend = { name: 'PGlite', shared: false, fresh };

describe('the endpoint on PGlite', () => {
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kartoteka server '));
    const empty = await openPglite(path.join(folder, 'empty'));
    await empty.close();
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  announcedSuite(() => backend);
  auditSuite(() => backend);
  authSuite(() => backend);
  authorshipSuite(() => backend);
  protocolSuite(() => backend);
  devicesSuite(() => backend);
  lifetimeSuite(() => backend);
  twoClientsSuite(() => backend);
});
