import { expect, it } from 'vitest';
import { againstLayers, importsBelow } from '../../support/import-graph';

const ours = importsBelow('renderer').filter(({ to }) => to.startsWith('renderer/'));
const folderOf = (file: string) => `${file.split('/').slice(0, 2).join('/')}/`;

/** Below: what speaks with main, what all screens stand on, the look. On top: the frame, which puts it all together. */
const below = [
  'renderer/lib/',
  'renderer/ipc/',
  'renderer/drafts/',
  'renderer/editing/',
  'renderer/services/',
];
const top = ['renderer/app/', 'renderer/main.tsx'];
const features = [...new Set(ours.flatMap(({ from, to }) => [from, to]).map(folderOf))].filter(
  (folder) => ![...below, ...top, 'renderer/ui/', 'renderer/main.tsx/'].includes(folder),
);

const layers = [
  { name: 'lib', has: ['renderer/lib/'] },
  { name: 'ipc', has: ['renderer/ipc/'] },
  { name: 'services', has: ['renderer/drafts/', 'renderer/editing/', 'renderer/services/'] },
  { name: 'ui', has: ['renderer/ui/'] },
  { name: 'features', has: features },
  { name: 'app', has: top },
];

it('nothing of the page imports what stands above it', () => {
  expect(features.length).toBeGreaterThan(20);
  expect(againstLayers(ours, layers)).toEqual([]);
});

it('the frame names no feature but in its list, where it finds things and before the work begins', () => {
  const named = ours
    .filter(({ from, to }) => from.startsWith('renderer/app/') && features.includes(folderOf(to)))
    .map(({ from }) => from)
    .filter((from) => from !== 'renderer/app/features.ts');
  // The search stands in the frame; the welcome and a database that does not open are not features' screens.
  expect([...new Set(named)].sort()).toEqual([
    'renderer/app/Broken.tsx',
    'renderer/app/Shell.tsx',
    'renderer/app/Welcome.tsx',
    'renderer/app/screens.ts',
  ]);
});
