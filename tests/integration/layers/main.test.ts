import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { againstLayers, circles, importsBelow, type Layer } from '../../support/import-graph';

const foundation = ['app', 'data', 'reader', 'ipc', 'security', 'maintenance'];
const below = ['threads', 'store', 'fields'];

const features = readdirSync(fileURLToPath(new URL('../../../src/main', import.meta.url)), {
  withFileTypes: true,
})
  .filter((entry) => entry.isDirectory() && ![...below, ...foundation, 'rescue'].includes(entry.name))
  .map(({ name }) => `main/${name}/`);

/** The lowest first: each may import what stands below it. */
const layers: readonly Layer[] = [
  { name: 'what all mean', has: ['shared/'] },
  { name: 'threads', has: ['main/threads/'] },
  { name: 'the store', has: ['main/store/', 'main/fields/'] },
  { name: 'what features stand on', has: foundation.map((name) => `main/${name}/`) },
  { name: 'features', has: features },
  {
    // The lists of features, and what puts them to work: the only ones who may name them all.
    name: 'lists of features',
    has: [
      'main/index.ts',
      'main/rescue/',
      'main/app/engine.ts',
      'main/app/follow-settings.ts',
      'main/app/handlers.ts',
      'main/app/live-and-quit.ts',
      'main/app/seed.ts',
      'main/app/serve-pages.ts',
      'main/app/services.ts',
      'main/app/watch-computer.ts',
      'main/app/workspace.ts',
      'main/data/commands.ts',
      'main/data/contract.ts',
      'main/data/feature-tables.ts',
      'main/data/open-store.ts',
      'main/data/service.ts',
      'main/data/thread.ts',
      'main/reader/queries.ts',
      'main/reader/thread.ts',
      'main/maintenance/tasks.ts',
      'main/maintenance/thread.ts',
    ],
  },
];

const ours = importsBelow('main');

it('imports of the main process lead down', () => {
  expect(
    againstLayers(
      ours.filter(({ typesOnly }) => !typesOnly),
      layers,
    ),
  ).toEqual([]);
});

it('the threads and the store do not even know the types of what stands on them', () => {
  const lowest = ours.filter(({ from }) => /^main\/(threads|store|fields)\//.test(from));
  expect(againstLayers(lowest, layers)).toEqual([]);
});

it('no files of the main process import each other in a circle', () => {
  expect(circles(ours)).toEqual([]);
});
