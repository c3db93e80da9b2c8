import { declareActions } from '../lib/action';

export const todayActions = declareActions({
  'go-today': { place: 'anywhere', keys: ['Ctrl+1'], menu: ['go', 1] },
});
