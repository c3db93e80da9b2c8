import { afterAll, describe } from 'vitest';
import { announcedSuite } from './support/announced-suite';
import { auditSuite } from './support/audit-suite';
import { authSuite } from './support/auth-suite';
import { authorshipSuite } from './support/authorship-suite';
import type { Backend } from './support/backend';
import { devicesSuite } from './support/devices-suite';
import { lifetimeSuite } from './support/lifetime-suite';
import { outageSuite } from './support/outage-suite';
import { patienceSuite } from './support/patience-suite';
import { startPostgres, type TestPostgres } from './support/postgres';
import { protocolSuite } from './support/protocol-suite';
import { twoClientsSuite } from './support/two-clients-suite';

// Where no PostgreSQL can be started (a folder its user cannot enter, a system without a build) we say so and skip.
const postgres: TestPostgres | undefined = await startPostgres().catch((error: unknown) => {
  console.warn(String(error));
  return undefined;
});

describe.skipIf(postgres === undefined)('the endpoint on PostgreSQL', () => {
  const fresh = async () => ({ url: (await postgres?.createDatabase()) ?? '' });
  const backend: Backend = { name: 'PostgreSQL', shared: true, fresh };
  afterAll(() => postgres?.stop());
  announcedSuite(() => backend);
  auditSuite(() => backend);
  authSuite(() => backend);
  authorshipSuite(() => backend);
  protocolSuite(() => backend);
  devicesSuite(() => backend);
  lifetimeSuite(() => backend);
  twoClientsSuite(() => backend);
  patienceSuite(() => backend);
  outageSuite(
    () => backend,
    () => postgres,
  );
});
