import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runUpkeep } from '../../../src/main/upkeep/tasks';
import { close, create, key, openBase, scratch } from './support';

test('exports the server was not told of are saved from a damaged base with its records', async () => {
  const place = scratch();
  const rescued = join(place.folder, 'rescued.db');
  const service = await openBase(place.base);
  await create(service, 'ООО «Веха»');
  const id = await service.own('$exports.begin', { what: 'copy', count: 12 });
  await service.own('$exports.end', { id, made: true });
  const untold = await service.own('$exports.untold', null);
  expect(untold).toMatchObject([{ id, what: 'copy', count: 12 }]);
  await close(service);

  await runUpkeep(
    'rescue',
    {
      damaged: { path: place.base, encryptionKey: key },
      target: { path: rescued, encryptionKey: key },
      copies: [],
    },
    () => {},
  );
  const again = await openBase(rescued);
  expect(await again.own('$exports.untold', null)).toEqual(untold);
  await close(again);
  place.remove();
});
