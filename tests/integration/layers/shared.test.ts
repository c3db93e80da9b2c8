import { expect, it } from 'vitest';
import { againstLayers, circles, importsBelow } from '../../support/import-graph';

const ours = importsBelow('shared');

it('what all mean imports nothing that only one process has', () => {
  expect(againstLayers(ours, [{ name: 'shared', has: ['shared/'] }])).toEqual([]);
  expect(ours.map(({ to }) => to).filter((to) => !to.startsWith('shared/'))).toEqual([]);
});

it('no files of what all mean import each other in a circle', () => {
  expect(circles(ours)).toEqual([]);
});

it('an import upwards, a file without a layer and a circle are seen', () => {
  const imports = [
    { from: 'main/store/open.ts', to: 'main/files/table.ts' },
    { from: 'main/files/table.ts', to: 'main/store/open.ts' },
    { from: 'main/lost.ts', to: 'main/store/open.ts' },
  ];
  const layers = [
    { name: 'store', has: ['main/store/'] },
    { name: 'features', has: ['main/files/'] },
  ];
  expect(againstLayers(imports, layers)).toEqual([
    'main/store/open.ts (store) imports main/files/table.ts (features)',
    'main/lost.ts is in no layer',
  ]);
  expect(circles(imports)).toEqual([['main/files/table.ts', 'main/store/open.ts']]);
});
