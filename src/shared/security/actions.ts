import { declareActions } from '../lib/action';

export const securityActions = declareActions({
  lock: { place: 'anywhere', keys: ['Ctrl+Shift+L'], menu: ['file', 3] },
});
