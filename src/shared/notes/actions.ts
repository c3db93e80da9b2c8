import { declareActions } from '../lib/action';

export const noteActions = declareActions({
  'write-note': { place: 'card', keys: ['Ctrl+M'] },
});
