import { declareActions } from '../lib/action';

export const importActions = declareActions({
  'go-import': { place: 'anywhere', keys: ['Ctrl+6'], menu: ['file', 2] },
});
