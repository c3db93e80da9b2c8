import { declareActions } from '../lib/action';

export const searchActions = declareActions({
  search: { place: 'anywhere', keys: ['Ctrl+K'], menu: ['edit', 3] },
  'call-found': { place: 'search', keys: ['Ctrl+Enter'], byControl: true },
  'palette-in-search': { place: 'search', keys: ['>'], byControl: true },
});
