import { declareActions } from '../lib/action';

export const clientActions = declareActions({
  'new-client': { place: 'anywhere', keys: ['Ctrl+N'], menu: ['file', 1] },
  'go-clients': { place: 'anywhere', keys: ['Ctrl+2'], menu: ['go', 1] },
});
