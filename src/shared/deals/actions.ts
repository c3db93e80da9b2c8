import { declareActions } from '../lib/action';

export const dealActions = declareActions({
  'new-deal': { place: 'anywhere', keys: ['Ctrl+Shift+D'], menu: ['file', 1] },
  'go-deals': { place: 'anywhere', keys: ['Ctrl+7'], menu: ['go', 1] },
  'move-deal': { place: 'board', keys: ['M'], byControl: true },
  'move-deal-aside': { place: 'board', keys: ['Ctrl+ArrowLeft', 'Ctrl+ArrowRight'], byControl: true },
});
