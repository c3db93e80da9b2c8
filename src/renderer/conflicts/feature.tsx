import { defineFeature } from '../services/feature';
import { lazyWithPrefetch } from '../services/lazy-with-prefetch';
import { goTo } from '../services/navigation';
import { ConflictCount } from './ConflictCount';

const ConflictsScreen = lazyWithPrefetch(() => import('./ConflictsScreen').then((m) => m.ConflictsScreen));
const path = '/conflicts';

export const conflicts = defineFeature({
  name: 'conflicts',
  routes: [{ path, screen: () => <ConflictsScreen /> }],
  actions: { 'go-conflicts': { run: () => goTo(path) } },
  bar: [ConflictCount],
});
