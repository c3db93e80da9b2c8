import { declareActions } from '../lib/action';

export const syncActions = declareActions({
  'sync-now': { place: 'anywhere', keys: ['F9'], menu: ['sync', 1] },
  'sync-window': { place: 'anywhere' },
});
