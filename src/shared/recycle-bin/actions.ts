import { declareActions } from '../lib/action';

export const recycleBinActions = declareActions({
  'go-bin': { place: 'anywhere', menu: ['view', 1] },
});
