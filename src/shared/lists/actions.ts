import { declareActions } from '../lib/action';

export const listActions = declareActions({
  'go-lists': { place: 'anywhere', keys: ['Ctrl+8'], menu: ['go', 1] },
});
