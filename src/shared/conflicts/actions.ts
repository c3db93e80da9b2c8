import { declareActions } from '../lib/action';

export const conflictActions = declareActions({
  'go-conflicts': { place: 'anywhere', menu: ['go', 2] },
});
