import { declareActions } from '../lib/action';

export const settingsActions = declareActions({
  'go-settings': { place: 'anywhere', keys: ['Ctrl+,'], menu: ['file', 2] },
});
