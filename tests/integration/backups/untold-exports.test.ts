import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runMaintenance } from '../../../src/main/maintenance/tasks';
import { close, create, key, openTestService, scratch } from './support';

test('exports the server was not told of are saved from a damaged base with its records', async () => {
  const place = scratch();
  const rescued = join(place.folder, 'rescued.db');
  const service = await openTestService(place.base);
  await create(service, 'ООО «Веха»');
  const id = await service.calls['exports.begin']({ what: 'copy', count: 12 });
  await service.calls['exports.end']({ id, made: true });
  const untold = await service.calls['exports.untold'](null);
  expect(untold).toMatchObject([{ id, what: 'copy', count: 12 }]);
  await close(service);

  await runMaintenance(
    'rescue',
    {
      damaged: { path: place.base, encryptionKey: key },
      target: { path: rescued, encryptionKey: key },
      backups: [],
    },
    () => {},
  );
  const again = await openTestService(rescued);
  expect(await again.calls['exports.untold'](null)).toEqual(untold);
  await close(again);
  place.remove();
});
