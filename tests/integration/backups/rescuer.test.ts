import { mkdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { Rescuer } from '../../../src/main/backups/rescuer';
import { States } from '../../../src/main/ipc/states';
import {
  type MaintenanceInput,
  type MaintenanceName,
  runMaintenance,
} from '../../../src/main/maintenance/tasks';
import { backupsIn } from '../../../src/main/store/backup-files';
import { makeCopy } from '../../../src/main/store/backups';
import { AppError } from '../../../src/shared/lib/result';
import { filledDatabase, key, origin, scratch } from './support';

vi.mock('electron', () => ({ app: { getVersion: () => '0.1.0' } }));
// Damage that ends the process which reads it; everything else is the maintenance's own work, in this process.
vi.mock('../../../src/main/maintenance/client', () => ({
  startMaintenance: (name: MaintenanceName, input: MaintenanceInput<MaintenanceName>) => ({
    done:
      name === 'rescue'
        ? Promise.reject(new AppError('internal'))
        : runMaintenance(name, input as never, () => {}),
    cancel: () => {},
  }),
}));

test('where the damage ends the rescue itself, the newest copy that is whole is offered', async () => {
  const place = scratch();
  const folder = join(place.folder, 'копии');
  mkdirSync(folder);
  const base = { path: place.base, encryptionKey: key };
  await filledDatabase(base.path, 5);
  makeCopy(base, folder, 'kartoteka-2026-03-09.db', origin);
  const damaged = makeCopy(base, folder, 'kartoteka-2026-03-10.db', origin);
  truncateSync(damaged.path, Math.floor(damaged.bytes / 3));

  const states = new States();
  const rescuer = new Rescuer({
    states,
    log: { info: () => {}, warn: () => {}, error: () => {} } as never,
    keeper: { look: async () => {}, backups: () => backupsIn(folder) } as never,
    databasePath: base.path,
    encryptionKey: () => key,
  });
  await rescuer.start();
  expect(states.get('backups.rescue')).toMatchObject({
    phase: 'done',
    report: null,
    copy: { name: 'kartoteka-2026-03-09.db', counts: { clients: 5, notes: 5 } },
  });
  place.remove();
});
