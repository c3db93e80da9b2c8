import { declareActions } from '../lib/action';

export const documentActions = declareActions({
  'go-documents': { place: 'anywhere', keys: ['Ctrl+5'], menu: ['go', 1] },
  'new-invoice': { place: 'card', keys: ['Ctrl+I'] },
  'new-contract': { place: 'card', keys: ['Ctrl+D'] },
});
